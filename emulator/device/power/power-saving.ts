import { factoryPowerSaving, type PowerSavingState } from './power-saving-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type HostView, type Step } from '../step.ts';

/** CIM return values. */
const INVALID_STATE_TRANSITION = 4097;
const INVALID_PARAMETER = 5;

/** Asks the operating system for full power (2) or to save power (3); there has to be one that runs. */
export function requestPowerSaving(state: DeviceState, host: HostView, asked: number): Step {
  if (asked !== 2 && asked !== 3) return refused(INVALID_PARAMETER, 'power-saving.unknown-state', { asked });
  if (!host.isOn) return refused(INVALID_STATE_TRANSITION, 'power-saving.host-not-on', { asked });
  return done(withPowerSaving(state, { osState: asked }));
}

/** The state of an operating system that has just started. */
export function powerSavingAtBoot(state: DeviceState): DeviceState {
  return state.features.powerSaving.osState === 2 ? state : withPowerSaving(state, factoryPowerSaving);
}

function withPowerSaving(state: DeviceState, powerSaving: PowerSavingState): DeviceState {
  return { ...state, features: { ...state.features, powerSaving } };
}
