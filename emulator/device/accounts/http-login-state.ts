/** What AMT_AuthorizationService says about HTTP Digest. */
export interface HttpLoginState {
  /** AllowHttpQopAuthOnly: logins with qop `auth`, which leaves the body unprotected, are enough. */
  readonly allowQopAuthOnly: boolean;
}

/** Digest on a new machine: `auth` is enough, as every recorded device says. */
export const factoryHttpLogin: HttpLoginState = { allowQopAuthOnly: true };
