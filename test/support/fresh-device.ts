import { seededChance } from '../../emulator/clock/chance.ts';
import { factoryState, type FirmwareImage } from '../../emulator/device/factory.ts';
import type { DeviceState, Identity } from '../../emulator/device/state.ts';
import type { Instant, Step } from '../../emulator/device/step.ts';
import type { FirmwareProfile } from '../../emulator/firmware/profile.ts';
import { profileFor } from '../../emulator/firmware/releases.ts';

export const someIdentity: Identity = {
  release: '3.2.1',
  uuid: '00112233-4455-6677-8899-aabbccddeeff',
  wiredMac: '00:1e:67:00:00:01',
  manufacturer: 'A. Datum',
  model: 'Desktop',
  serialNumber: '0001',
};

/** 2009-02-01T00:00:00Z. */
export const someTimeMs = 1_233_446_400_000;

/** A machine just unpacked, and the instant that its steps are given. */
export function unpacked(
  profile: FirmwareProfile = profileFor('3.2.1'),
  image: FirmwareImage = {},
): { readonly state: DeviceState; readonly instant: Instant } {
  const instant = { nowMs: someTimeMs, profile, chance: seededChance('unpacked') };
  return { state: factoryState(profile, someIdentity, instant.chance, image), instant };
}

/** The state after a step that must succeed. */
export function stateAfter<T>(step: Step<T>): DeviceState {
  if (!step.ok) throw new Error(`refused: ${step.refusal.code} ${step.refusal.status}`);
  return step.state;
}

/** Code and status of a step that must be refused. */
export function refusalOf<T>(step: Step<T>): readonly [code: string, status: number] {
  if (step.ok) throw new Error('it was accepted');
  return [step.refusal.code, step.refusal.status];
}
