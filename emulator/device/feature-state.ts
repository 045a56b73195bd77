import { factoryConsent, type ConsentState } from './consent.ts';
import { factoryHttpLogin, type HttpLoginState } from './http-login.ts';

/**
 * What the features beyond setup remember, one part a feature; each part's type and starting values live in the
 * feature's own file.
 */
export interface FeatureState {
  readonly consent: ConsentState;
  readonly httpLogin: HttpLoginState;
}

/** Every feature as the factory leaves it. */
export const factoryFeatures: FeatureState = {
  consent: factoryConsent,
  httpLogin: factoryHttpLogin,
};
