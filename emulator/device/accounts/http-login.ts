import type { DeviceState } from '../state.ts';
import { done, type Step } from '../step.ts';

/** Says whether qop `auth` is enough (AMT_AuthorizationService.AllowHttpQopAuthOnly); every login starts anew. */
export function setAllowQopAuthOnly(state: DeviceState, allowQopAuthOnly: boolean): Step {
  const features = { ...state.features, httpLogin: { ...state.features.httpLogin, allowQopAuthOnly } };
  return done({ ...state, features }, { kind: 'forget-logins' });
}
