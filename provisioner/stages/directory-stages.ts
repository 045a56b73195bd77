import { randomStrongPassword } from '../amt/passwords.ts';
import { rc4Key } from '../amt/rc4-key.ts';
import { DirectoryError } from '../ports/directory.ts';
import type { AmtAccount } from '../ports/directory.ts';
import { realmsOfFeatures } from '../settings/features.ts';
import { compareVersions } from './amt-version.ts';
import { StageRefusal, deviceOf, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Ports under which consoles address a device: each is a service principal of the account. */
const PRINCIPAL_PORTS: readonly number[] = [16_992, 16_993, 16_994, 16_995, 623, 664];
/** Those that the device itself is told, with their protocol numbers. */
const DEVICE_PRINCIPALS = [
  [16_992, 0],
  [16_993, 1],
  [16_994, 2],
  [16_995, 3],
] as const;
/** Audit log and access control list realms came with AMT 4.0. */
const REALMS_SINCE_4: readonly number[] = [20, 21];

/** `HTTP/desk001.adatum.com:16992` and so on. (Intel AMT Implementation and Reference Guide, "Configuring Intel AMT for Kerberos") */
function servicePrincipalNames(fqdn: string): readonly string[] {
  return PRINCIPAL_PORTS.map((port) => `HTTP/${fqdn}:${port}`);
}

/** Kerberos realm of the domain that a container is in: its DC components, upper case. */
export function realmOf(distinguishedName: string): string {
  const parts = distinguishedName.split(',').map((part) => part.trim());
  const components = parts.flatMap((part) => (/^dc=/i.test(part) ? [part.slice(3)] : []));
  return components.join('.').toUpperCase();
}

async function createOrAdopt(work: StageWork, password: string): Promise<AmtAccount> {
  const { computer, settings, ports } = work.context;
  const { container } = settings.general;
  const samAccountName = settings.servicePoint.accountNameTemplate.replaceAll('{host}', computer.shortName);
  const existing = await ports.directory.findAccount(container, samAccountName);
  const names = servicePrincipalNames(computer.fqdn);
  if (existing === undefined) {
    const account = { container, commonName: samAccountName, samAccountName, dnsHostName: computer.fqdn };
    return ports.directory.createAccount({ ...account, password, servicePrincipalNames: names });
  }
  work.leftovers.set('account', `directory account ${existing.distinguishedName}`);
  work.context.journal.saveAccount(existing.distinguishedName);
  await ports.directory.setPassword(existing.distinguishedName, password);
  await ports.directory.setServicePrincipalNames(existing.distinguishedName, names);
  return existing;
}

/**
 * Publishes the account that stands for the computer, in the container of the General tab, with its service principal
 * names and a new random password. An account that is there already, from an earlier run or provisioning, is taken over.
 */
export const directoryAccount: Stage = {
  name: 'directory-account',
  async run(work) {
    const { computer, settings, ports, journal } = work.context;
    const { container } = settings.general;
    if (!(await ports.directory.containerExists(container))) {
      throw new StageRefusal('directory.no-container', `${container} does not exist.`);
    }
    const chance = ports.chance.for(`amt-account-password:${computer.resourceId}:${ports.clock.nowMs()}`);
    const password = randomStrongPassword(chance);
    const account = await createOrAdopt(work, password);
    journal.saveAccount(account.distinguishedName);
    work.leftovers.set('account', `directory account ${account.distinguishedName}`);
    work.accountPassword = password;
    note(work, 'oob.account.published', { account: account.distinguishedName });
  },
};

/** Kerberos on the device: realm, service principals, clock tolerance, and the RC4 key made of the account's password. */
export const kerberos: Stage = {
  name: 'kerberos',
  async run(work) {
    const { computer, settings } = work.context;
    const { accountPassword } = work;
    if (accountPassword === undefined) throw new Error('the plan publishes no account before it sets Kerberos');
    await deviceOf(work).setKerberos({
      realm: realmOf(settings.general.container),
      servicePrincipals: DEVICE_PRINCIPALS.map(([port, protocol]) => ({
        name: `HTTP/${computer.fqdn}:${port}`,
        protocol,
      })),
      masterKey: rc4Key(accountPassword),
      maximumClockToleranceMinutes: settings.amt.kerberosClockToleranceMinutes,
    });
    work.accountPassword = undefined;
  },
};

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

/** Deletes the account of the computer; one that is gone already is as good. */
export const withdrawAccount: Stage = {
  name: 'withdraw-account',
  async run(work) {
    const { computer, ports, journal } = work.context;
    const { accountDistinguishedName: account } = computer;
    if (account === undefined) return;
    try {
      await ports.directory.deleteAccount(account);
    } catch (error) {
      if (!(error instanceof DirectoryError) || error.code !== 'no-such-object') throw error;
    }
    journal.forgetAccount();
    note(work, 'oob.account.withdrawn', { account });
  },
};
