import type { DeviceState } from './state.ts';
import { done, type Step } from './step.ts';

/** What AMT_AuthorizationService says about HTTP Digest. */
export interface HttpLoginState {
  /** AllowHttpQopAuthOnly: logins with qop `auth`, which leaves the body unprotected, are enough. */
  readonly allowQopAuthOnly: boolean;
}

/** Digest on a new machine: `auth` is enough, as every recorded device says. */
export const factoryHttpLogin: HttpLoginState = { allowQopAuthOnly: true };

/** Says whether qop `auth` is enough (AMT_AuthorizationService.AllowHttpQopAuthOnly); every login starts anew. */
export function setAllowQopAuthOnly(state: DeviceState, allowQopAuthOnly: boolean): Step {
  const features = { ...state.features, httpLogin: { ...state.features.httpLogin, allowQopAuthOnly } };
  return done({ ...state, features }, { kind: 'forget-logins' });
}
