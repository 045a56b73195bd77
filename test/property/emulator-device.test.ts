import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addUser,
  removeUser,
  setAdminAclEntry,
  setMebxPassword,
  updateUser,
} from '../../emulator/device/accounts/accounts.ts';
import { hostBooted, setBootOptions } from '../../emulator/device/power/boot-options.ts';
import { DEFAULT_MEBX_PASSWORD, digestHa1, factoryOf } from '../../emulator/device/factory.ts';
import { putGeneralSettings } from '../../emulator/device/network/general-settings.ts';
import { reset } from '../../emulator/device/reset-table.ts';
import {
  commitChanges,
  enterSetup,
  extendProvisioningPeriod,
  spendWindow,
  stopSetup,
} from '../../emulator/device/setup/setup.ts';
import type { DeviceState } from '../../emulator/device/state.ts';
import { done, type Instant, type Step } from '../../emulator/device/step.ts';
import { clearRealTimeClock, unprovision } from '../../emulator/device/setup/unprovision.ts';
import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import { decodeSnapshot, encodeSnapshot } from '../../emulator/nvram/snapshot.ts';
import { unpacked } from '../support/fresh-device.ts';

const hash = Buffer.alloc(16, 1).toString('base64');
const user = (n: number): Parameters<typeof addUser>[2] => ({
  digestUsername: `u${n % 9}`,
  digestPassword: hash,
  accessPermission: 2,
  realms: [3],
});

type Move = (state: DeviceState, instant: Instant, n: number) => Step<unknown>;

/** Everything that can happen to a device, each with one number to choose by. */
const moves = {
  enter: (state, instant, n) => enterSetup(state, instant, n % 2 === 0 ? 'bare-metal' : 'agent'),
  spend: (state, _instant, n) => spendWindow(state, n * 3_600_000),
  extend: (state, instant, n) => extendProvisioningPeriod(state, instant, n),
  stop: (state) => stopSetup(state),
  commit: (state, instant) => commitChanges(state, instant),
  unprovision: (state, instant, n) => unprovision(state, instant, n % 2 === 0 ? 'full' : 'partial', n % 4),
  mebxPassword: (state, instant, n) => setMebxPassword(state, instant, passwordOf(n)),
  /** A console hashes with the realm that it was challenged with. */
  adminPassword: (state, _instant, n) => {
    const { digestRealm } = state.accounts;
    const ha1 = Buffer.from(digestHa1(adminOf(n), digestRealm, passwordOf(n)), 'hex').toString('base64');
    return setAdminAclEntry(state, { username: adminOf(n), digestPassword: ha1 });
  },
  add: (state, instant, n) => addUser(state, instant, user(n)),
  update: (state, instant, n) => updateUser(state, instant, n % 10, user(n)),
  remove: (state, _instant, n) => removeUser(state, n % 10),
  name: (state, _instant, n) => putGeneralSettings(state, { hostName: `DESK${n}`, idleWakeTimeoutMinutes: n }),
  arm: (state, instant, n) => setBootOptions(state, instant, { useSol: n % 2 === 0, mediaIndex: n }),
  boot: (state) => done(hostBooted(state)),
  acLoss: (state, instant) => done(reset(state, 'ac-loss', factoryOf(state, instant))),
  engineReset: (state, instant) => done(reset(state, 'me-reset', factoryOf(state, instant))),
  clockBattery: (state, instant) => clearRealTimeClock(state, instant),
} satisfies Record<string, Move>;

type MoveName = keyof typeof moves;

function isMove(name: string): name is MoveName {
  return Object.hasOwn(moves, name);
}

function passwordOf(n: number): string {
  return `Passw0rd!${n}`;
}

function adminOf(n: number): string {
  return n % 3 === 0 ? 'operator' : 'admin';
}

/** What a person who watches the device would know: the passwords, kept apart from the device's own books. */
interface Model {
  readonly mebx: string;
  /** What the administrator was given with the MEBx password; on some releases it stays when that one changes. */
  readonly given: string;
  /** Undefined while the administrator has the password it was given. */
  readonly own: { readonly user: string; readonly password: string } | undefined;
}

/** What the model becomes by a move that the device accepted. */
function learnt(model: Model, name: MoveName, n: number, { profile }: Instant): Model {
  if (name === 'mebxPassword') {
    const given = profile.accounts.passwordModel === 0 ? passwordOf(n) : model.given;
    return { ...model, mebx: passwordOf(n), given };
  }
  if (name === 'adminPassword') return { ...model, own: { user: adminOf(n), password: passwordOf(n) } };
  if (name === 'clockBattery') return { ...model, mebx: DEFAULT_MEBX_PASSWORD, given: DEFAULT_MEBX_PASSWORD };
  return name === 'unprovision' && n % 2 === 0 ? { ...model, given: model.mebx, own: undefined } : model;
}

function breachOf(name: MoveName, before: DeviceState, after: DeviceState, { profile }: Instant): string | undefined {
  const { setup, accounts } = after;
  const wasCommitted = name === 'commit' && before.setup.provisioningState === 1;
  if (setup.provisioningState === 2 && before.setup.provisioningState !== 2 && !wasCommitted)
    return 'operational without a commit';
  if (setup.provisioningState !== 1 && setup.windowLeftMs !== 0) return 'a window outside setup';
  if (accounts.users.length > profile.limits.digestUsers) return 'too many users';
  const handles = accounts.users.map(({ handle }) => handle);
  if (new Set(handles).size !== handles.length) return 'a handle twice';
  if (handles.some((handle) => handle >= accounts.nextUserHandle)) return 'a handle that will be given again';
  const names = accounts.users.map(({ who }) => (who.kind === 'digest' ? who.username : who.sid));
  if (new Set(names).size !== names.length) return 'a user twice';
  if (setup.hashes.length < profile.rootHashes.length) return 'a burnt-in hash is gone';
  return after.identity === before.identity ? undefined : 'another identity';
}

function adminBreach({ accounts }: DeviceState, { mebx, given, own }: Model): string | undefined {
  if (accounts.mebxPassword !== mebx) return 'another MEBx password';
  const { user: name, password } = own ?? { user: 'admin', password: given };
  const fits = accounts.adminUser === name && accounts.adminHa1 === digestHa1(name, accounts.digestRealm, password);
  return fits ? undefined : 'the administrator cannot log on';
}

it('whatever happens to a device, it keeps its rules, its administrator can log on, and it survives NVRAM', () => {
  const move = fc.tuple(fc.constantFrom(...Object.keys(moves).filter(isMove)), fc.nat(30));
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...releases), fc.array(move, { maxLength: 40, size: 'max' }), (release, sequence) => {
      const { state: first, instant } = unpacked(profileFor(release));
      let state = first;
      let model: Model = { mebx: DEFAULT_MEBX_PASSWORD, given: DEFAULT_MEBX_PASSWORD, own: undefined };
      for (const [name, n] of sequence) {
        const step: Step<unknown> = moves[name](state, instant, n);
        if (!step.ok) {
          if (step.refusal.status === 0 || 'state' in step) throw new Error(`${name} ${n}: a refusal that succeeds`);
          continue;
        }
        model = learnt(model, name, n, instant);
        // Setup begins with a new realm, which spoils the stored hash: the administrator is given the MEBx password again.
        const begins = step.state.setup.provisioningState === 1 && state.setup.provisioningState !== 1;
        if (begins || step.state.accounts.digestRealm !== state.accounts.digestRealm)
          model = { ...model, given: model.mebx };
        const breach = breachOf(name, state, step.state, instant) ?? adminBreach(step.state, model);
        if (breach !== undefined) throw new Error(`${name} ${n} on ${release}: ${breach}`);
        state = step.state;
        reached.add(`${name} in ${state.setup.provisioningState}`);
      }
      expect(decodeSnapshot(encodeSnapshot(state))).toStrictEqual(state);
    }),
    { numRuns: 200 },
  );
  expect([...reached]).toEqual(
    expect.arrayContaining(['commit in 2', 'unprovision in 0', 'mebxPassword in 1', 'adminPassword in 2', 'arm in 2']),
  );
});
