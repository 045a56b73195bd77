import type { SleepState } from './host-power-state.ts';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type HostPowerAction, type HostView, type Step } from '../step.ts';

/** PT_STATUS INVALID_COMMAND. */
const INVALID_COMMAND = 2051;

/** A request for power, as CIM numbers it, and when a host can be asked for it. */
export interface PowerRequest extends ReleaseRange {
  /** Value of PowerState in CIM_PowerManagementService.RequestPowerStateChange. */
  readonly powerState: number;
  readonly action: HostPowerAction;
  /** Sleep states of the host in which it can be asked for. */
  readonly from: readonly SleepState[];
}

/**
 * Every request that some release carries out, in the order in which devices list what is available now. Numbers: DMTF
 * CIM_PowerManagementService. Assumed: the release from which an operating system or a diagnostic interrupt can be asked
 * for, and that a sleeping host can be reset like a running one.
 */
export const powerRequests: readonly PowerRequest[] = [
  { powerState: 10, action: 'reset', from: [0, 3] },
  { powerState: 8, action: 'off', from: [0, 3] },
  { powerState: 5, action: 'cycle', from: [0, 3] },
  { powerState: 11, action: 'interrupt', from: [0], since: '9.0' },
  { powerState: 4, action: 'sleep', from: [0], since: '9.0' },
  { powerState: 7, action: 'hibernate', from: [0], since: '9.0' },
  { powerState: 14, action: 'restart', from: [0], since: '9.0' },
  { powerState: 12, action: 'shutdown', from: [0], since: '9.0' },
  { powerState: 2, action: 'on', from: [3, 4, 5] },
];

/** The sleep state of a host: 0 running, 5 switched off. */
export function sleepStateOf(host: HostView): SleepState {
  return host.isOn ? 0 : (host.sleepState ?? 5);
}

/** What a host of this release can be asked for now, in the order in which devices list it. */
export function availablePowerRequests(host: HostView, release: string): readonly PowerRequest[] {
  const sleepState = sleepStateOf(host);
  return powerRequests.filter((request) => isInRange(release, request) && request.from.includes(sleepState));
}

/** Switches the host, when that is possible in its state; callers know whether their release can ask for it. */
export function requestHostPower(state: DeviceState, host: HostView, action: HostPowerAction): Step {
  const sleepState = sleepStateOf(host);
  const isPossible = powerRequests.some((request) => request.action === action && request.from.includes(sleepState));
  if (!isPossible) return refused(INVALID_COMMAND, 'host-power.not-in-this-state', { action, isOn: host.isOn });
  return done(
    state,
    { kind: 'decision', decision: { code: 'host-power.requested', verdict: 'accepted', inputs: { action } } },
    { kind: 'host-power', action },
  );
}
