import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** CIM's "Invalid Parameter" of RequestStateChange. */
const INVALID_PARAMETER = 5;
const ALLOWED = 2;
const BLOCKED = 3;

/** Allows (2) or blocks (3) the blanking of the screen. */
export function requestScreenBlanking(state: DeviceState, requested: number): Step {
  if (requested !== ALLOWED && requested !== BLOCKED)
    return refused(INVALID_PARAMETER, 'screen-blanking.state', { requested });
  const screenBlanking = { allowed: requested === ALLOWED };
  return done({ ...state, features: { ...state.features, screenBlanking } });
}
