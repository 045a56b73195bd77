import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addUser, removeUser, setMebxPassword } from '../../emulator/device/accounts.ts';
import {
  commitChanges,
  enterSetup,
  extendProvisioningPeriod,
  spendWindow,
  stopSetup,
} from '../../emulator/device/setup.ts';
import type { DeviceState } from '../../emulator/device/state.ts';
import type { Instant, Step } from '../../emulator/device/step.ts';
import { unprovision } from '../../emulator/device/unprovision.ts';
import { decodeSnapshot, encodeSnapshot } from '../../emulator/nvram/snapshot.ts';
import { unpacked } from '../support/fresh-device.ts';

const hash = Buffer.alloc(16, 1).toString('base64');

const moves: Readonly<Record<string, (state: DeviceState, instant: Instant, n: number) => Step<unknown>>> = {
  enter: (state, instant, n) => enterSetup(state, instant, n % 2 === 0 ? 'bare-metal' : 'agent'),
  spend: (state, _instant, n) => spendWindow(state, n * 3_600_000),
  extend: (state, instant, n) => extendProvisioningPeriod(state, instant, n),
  stop: (state) => stopSetup(state),
  commit: (state, instant) => commitChanges(state, instant),
  unprovision: (state, instant, n) => unprovision(state, instant, n % 2 === 0 ? 'full' : 'partial'),
  password: (state, instant, n) => setMebxPassword(state, instant, `Passw0rd!${n}`),
  add: (state, instant, n) =>
    addUser(state, instant, { digestUsername: `u${n}`, digestPassword: hash, accessPermission: 2, realms: [3] }),
  remove: (state, _instant, n) => removeUser(state, n),
};

function breachOf(name: string, before: DeviceState, step: Step<unknown>, { profile }: Instant): string | undefined {
  if (!step.ok)
    return 'state' in step || step.refusal.status === 0 ? 'a refusal carries a state or no status' : undefined;
  const after = step.state;
  const wasCommitted = name === 'commit' && before.setup.provisioningState === 1;
  if (after.setup.provisioningState === 2 && before.setup.provisioningState !== 2 && !wasCommitted)
    return 'operational without a commit';
  if (after.setup.provisioningState !== 1 && after.setup.windowLeftMs !== 0) return 'a window outside setup';
  if (after.accounts.users.length > profile.limits.digestUsers) return 'too many users';
  return after.identity === before.identity ? undefined : 'another identity';
}

it('whatever happens to a device, it is operational only by a commit, keeps its limits and survives NVRAM', () => {
  const move = fc.tuple(fc.constantFrom(...Object.keys(moves)), fc.nat(30));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (sequence) => {
      const { state: first, instant } = unpacked();
      let state = first;
      for (const [name, n] of sequence) {
        const step = moves[name]?.(state, instant, n);
        if (step === undefined) throw new Error(name);
        const breach = breachOf(name, state, step, instant);
        if (breach !== undefined) throw new Error(`${name} ${n}: ${breach}`);
        if (!step.ok) continue;
        state = step.state;
      }
      expect(decodeSnapshot(encodeSnapshot(state))).toStrictEqual(state);
    }),
  );
});
