import type { HostBootState } from './boot-reason-state.ts';
import { agentsAtBoot } from '../protection/agent-presence.ts';
import { hostBooted } from './boot-options.ts';
import type { SleepState } from './host-power-state.ts';
import { powerSavingAtBoot } from './power-saving.ts';
import type { DeviceState } from '../state.ts';
import type { HostPowerAction, HostPowerCause, Instant } from '../step.ts';

/** Details as the class describes them: what remote control did to the host. */
const remoteDetails: Partial<Record<HostPowerAction, string>> = {
  on: 'Power Up',
  cycle: 'Power Cycle',
  reset: 'Reset',
  restart: 'Reset',
};

/** The reason of a boot: what switched the host, from which sleep state, and why if not by remote control. */
export function bootReason(
  action: HostPowerAction,
  previousSleepState: SleepState,
  because?: HostPowerCause | 'power button',
): HostBootState {
  if (because === 'power button') return { cause: 'local', previousSleepState, details: '' };
  if (because !== undefined) return { ...because, previousSleepState };
  return { cause: 'remote', previousSleepState, details: remoteDetails[action] ?? '' };
}

/** The state after the host has booted: its boot options are used up, its agents have yet to start. */
export function hostStarted(state: DeviceState, instant: Instant, hostBoot: HostBootState): DeviceState {
  const booted = agentsAtBoot(powerSavingAtBoot(hostBooted(state)), instant);
  return { ...booted, features: { ...booted.features, hostBoot } };
}
