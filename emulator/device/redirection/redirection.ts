import type { DeviceState, RedirectionState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** Values of AMT_RedirectionService.EnabledState: none, IDE-R, SOL, both. */
export const redirectionStates: readonly RedirectionState['enabledState'][] = [32_768, 32_769, 32_770, 32_771];

/** CIM's "Invalid Parameter" of RequestStateChange. */
const INVALID_PARAMETER = 5;

/** Switches SOL and IDE-R (AMT_RedirectionService.RequestStateChange). */
export function requestRedirectionState(state: DeviceState, requested: number): Step {
  const enabledState = redirectionStates.find((known) => known === requested);
  if (enabledState === undefined) return refused(INVALID_PARAMETER, 'redirection.state', { requested });
  return done({ ...state, redirection: { ...state.redirection, enabledState } });
}

/** Switches what is given: SOL and IDE-R, and the listener on 16994 and 16995 (Put of AMT_RedirectionService). */
export function putRedirection(
  state: DeviceState,
  change: { readonly enabledState?: number | undefined; readonly listenerEnabled?: boolean | undefined },
): Step {
  const switched = requestRedirectionState(state, change.enabledState ?? state.redirection.enabledState);
  if (!switched.ok) return switched;
  const listenerEnabled = change.listenerEnabled ?? state.redirection.listenerEnabled;
  return done({ ...switched.state, redirection: { ...switched.state.redirection, listenerEnabled } });
}
