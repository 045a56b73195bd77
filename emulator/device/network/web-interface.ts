import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const ENABLED = 2;
const DISABLED = 3;
/** CIM's "Invalid Parameter" of RequestStateChange. */
const INVALID_PARAMETER = 5;

/** Switches the device's own web pages: 2 on, 3 off (AMT_WebUIService.RequestStateChange). */
export function requestWebInterfaceState(state: DeviceState, requested: number): Step {
  if (requested !== ENABLED && requested !== DISABLED)
    return refused(INVALID_PARAMETER, 'web-interface.state', { requested });
  return done({ ...state, webInterface: { enabled: requested === ENABLED } });
}
