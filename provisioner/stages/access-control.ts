import { realmsOfFeatures } from '../settings/features.ts';
import { compareVersions } from './amt-version.ts';
import { StageRefusal, deviceOf } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Audit log and access control list realms came with AMT 4.0. */
const REALMS_SINCE_4: readonly number[] = [20, 21];

/** SID (base64) to realms, as the AMT User Accounts of the settings want them on this version. */
export async function wantedAccess(work: StageWork): Promise<ReadonlyMap<string, readonly number[]>> {
  const { settings, ports } = work.context;
  const old = compareVersions(work.coreVersion ?? '0', '4.0') < 0;
  const wanted = new Map<string, readonly number[]>();
  for (const { name, features } of settings.amt.userAccounts) {
    const principal = await ports.directory.findPrincipal(name);
    if (principal === undefined) throw new StageRefusal('directory.no-principal', `${name} is not in the directory.`);
    const realms = realmsOfFeatures(features).filter((realm) => !(old && REALMS_SINCE_4.includes(realm)));
    wanted.set(principal.sid, realms);
  }
  return wanted;
}

/** Whether two lists name the same realms, in whatever order. */
export function sameRealms(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((realm) => b.includes(realm));
}

/** Makes the device's list of directory users and groups the one of the settings; accounts that are no directory ones stay. */
export const accessControl: Stage = {
  name: 'access-control',
  async run(work) {
    const device = deviceOf(work);
    const wanted = new Map(await wantedAccess(work));
    for (const { handle, sid, realms } of await device.users()) {
      if (sid === undefined) continue;
      const now = wanted.get(sid);
      wanted.delete(sid);
      if (now === undefined) await device.removeUser(handle);
      else if (!sameRealms(now, realms)) await device.updateUser(handle, sid, now);
    }
    for (const [sid, realms] of wanted) await device.addUser(sid, realms);
  },
};
