import type { DeviceState } from './state.ts';
import { done, refused, type HostPowerAction, type HostView, type Step } from './step.ts';

/** PT_STATUS INVALID_COMMAND. */
const INVALID_COMMAND = 2051;

/** What can be asked of a host in this state: one that is off can only be switched on. */
export function availablePowerActions(host: HostView): readonly HostPowerAction[] {
  return host.isOn ? ['reset', 'off', 'cycle'] : ['on'];
}

/** Switches the host, when that is possible in its state. */
export function requestHostPower(state: DeviceState, host: HostView, action: HostPowerAction): Step {
  if (!availablePowerActions(host).includes(action))
    return refused(INVALID_COMMAND, 'host-power.not-in-this-state', { action, isOn: host.isOn });
  return done(
    state,
    { kind: 'decision', decision: { code: 'host-power.requested', verdict: 'accepted', inputs: { action } } },
    { kind: 'host-power', action },
  );
}
