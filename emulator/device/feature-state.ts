import { factoryConsent, type ConsentState } from './consent.ts';

/**
 * What the features beyond setup remember, one part a feature; each part's type and starting values live in the
 * feature's own file.
 */
export interface FeatureState {
  readonly consent: ConsentState;
}

/** Every feature as the factory leaves it. */
export const factoryFeatures: FeatureState = {
  consent: factoryConsent,
};
