import type { EndpointAccessState } from './endpoint-access-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

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
