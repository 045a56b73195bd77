import type { WatchdogActionState } from './watchdog-action-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type HostView, type Instant, type Step } from '../step.ts';

/** What a caller can change. */
export type WatchdogActionChange = Partial<
  Pick<WatchdogActionState, 'onAgentExpiry' | 'onHostExpiry' | 'canRepeat' | 'timeoutSeconds'>
>;

/** PT_STATUS INTERNAL_ERROR. */
const INTERNAL_ERROR = 1;

export function setWatchdogAction(state: DeviceState, change: WatchdogActionChange): Step {
  return done(withAction(state, { ...state.features.watchdogAction, ...change, hasReset: false }));
}

/** Ties the action to an agent's watchdog, or unties it. */
export function applyWatchdogAction(state: DeviceState, watchdog: string, isEnabled: boolean): Step {
  const { watchdogAction: action, agentPresence } = state.features;
  if (!agentPresence.watchdogs.some(({ id }) => id === watchdog))
    return refused(INTERNAL_ERROR, 'watchdog-action.unknown-watchdog', { watchdog });
  const others = action.watchdogs.filter((id) => id !== watchdog);
  return done(withAction(state, { ...action, watchdogs: isEnabled ? [...others, watchdog] : others }));
}

/** Calls off the reset that is coming. */
export function cancelWatchdogReset(state: DeviceState): Step {
  const { watchdogAction: action } = state.features;
  if (action.resetAtMs === 0) return refused(INTERNAL_ERROR, 'watchdog-action.nothing-to-cancel');
  return done(withAction(state, { ...action, resetAtMs: 0 }));
}

/** The state after an agent's watchdog has expired: the reset of the host is on its way when it is tied to it. */
export function watchdogExpired(state: DeviceState, instant: Instant, watchdog: string): DeviceState {
  const { watchdogAction: action } = state.features;
  const isDue =
    action.onAgentExpiry === 1 && action.watchdogs.includes(watchdog) && (action.canRepeat || !action.hasReset);
  if (!isDue || action.resetAtMs > 0) return state;
  return withAction(state, { ...action, resetAtMs: instant.nowMs + action.timeoutSeconds * 1000 });
}

/** When the host is reset, wall milliseconds; undefined when it is not. */
export function nextWatchdogResetMs(state: DeviceState): number | undefined {
  return state.features.watchdogAction.resetAtMs || undefined;
}

/** Resets a host whose time has come; one that is off by now is left alone. */
export function performWatchdogReset(state: DeviceState, instant: Instant, host: HostView): Step {
  const { watchdogAction: action } = state.features;
  if (action.resetAtMs === 0 || action.resetAtMs > instant.nowMs) return done(state);
  const next = withAction(state, { ...action, resetAtMs: 0, hasReset: true });
  if (!host.isOn) return done(next);
  return done(next, { kind: 'host-power', action: 'reset', because: { cause: 'watchdog', details: 'Reset' } });
}

function withAction(state: DeviceState, watchdogAction: WatchdogActionState): DeviceState {
  return { ...state, features: { ...state.features, watchdogAction } };
}
