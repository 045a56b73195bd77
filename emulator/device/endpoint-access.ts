import type { DeviceState } from './state.ts';
import { done, refused, type Step } from './step.ts';

/** Posture for network access control (AMT_EndpointAccessControlService). */
export interface EndpointAccessState {
  readonly enabled: boolean;
  /** 1 NAC, 2 NAP, 3 both. */
  readonly vendors: number;
  /** 1 SHA-1, 2 SHA-256, 3 SHA-384. */
  readonly hashAlgorithm: number;
}

/** Off; which vendors and hash a new device has is assumed. */
export const factoryEndpointAccess: EndpointAccessState = { enabled: false, vendors: 3, hashAlgorithm: 1 };

/** PT_STATUS INTERNAL_ERROR, the only refusal that the class documents. */
const INTERNAL_ERROR = 1;

export function setEndpointAccessOptions(state: DeviceState, vendors: number, hashAlgorithm: number): Step {
  if (![1, 2, 3].includes(vendors) || ![1, 2, 3].includes(hashAlgorithm))
    return refused(INTERNAL_ERROR, 'endpoint-access.unknown-option', { vendors, hashAlgorithm });
  return done(withAccess(state, { vendors, hashAlgorithm }));
}

export function enableEndpointAccess(state: DeviceState, enabled: boolean): Step {
  return done(withAccess(state, { enabled }));
}

function withAccess(state: DeviceState, change: Partial<EndpointAccessState>): DeviceState {
  const endpointAccess = { ...state.features.endpointAccess, ...change };
  return { ...state, features: { ...state.features, endpointAccess } };
}
