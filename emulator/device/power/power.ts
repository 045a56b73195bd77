import type { FirmwareProfile, PowerScheme } from '../../firmware/profile.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Instant, type Step } from '../step.ts';

const INTERNAL_ERROR = 1;

/** The power package in force; undefined when the state names one that the release does not have. */
export function currentScheme(state: DeviceState, profile: FirmwareProfile): PowerScheme | undefined {
  return profile.power.schemes.find(({ id }) => id === state.power.schemeId);
}

/** Whether the management engine is on while the host is in this sleep state (0 running, 3 to 5 asleep or off). */
export function isOnInSleepState(state: DeviceState, profile: FirmwareProfile, sleepState: number): boolean {
  return sleepState === 0 || (currentScheme(state, profile)?.onInSleepStates.includes(sleepState) ?? false);
}

/** Chooses a power package (AMT_SystemPowerScheme.SetPowerScheme). */
export function setPowerScheme(state: DeviceState, instant: Instant, schemeId: string): Step {
  if (!instant.profile.power.schemes.some(({ id }) => id === schemeId))
    return refused(INTERNAL_ERROR, 'power.scheme.unknown', { schemeId });
  return done({ ...state, power: { ...state.power, schemeId } });
}
