import { isIPv6 } from 'node:net';
import type { EnvironmentDetectionState } from './environment-detection-state.ts';
import type { DeviceState } from './state.ts';
import { done, refused, type Step } from './step.ts';

/** Room for detection strings. The length is documented; the number is what consoles allow. */
export const environmentDetectionLimits: { readonly strings: number; readonly characters: number } = {
  strings: 5,
  characters: 190,
};

const MAX_LIMIT_REACHED = 23;
const INVALID_PARAMETER = 36;

/** What a Put of the settings says; lists that were not sent are empty. */
export interface EnvironmentDetectionChange {
  readonly algorithm: number;
  readonly strings: readonly string[];
  readonly ipv6Prefixes: readonly string[];
}

/**
 * Replaces the settings as a whole.
 * Source: Intel AMT Implementation and Reference Guide, configuring environment detection.
 */
export function putEnvironmentDetection(state: DeviceState, change: EnvironmentDetectionChange): Step {
  const { algorithm, strings, ipv6Prefixes } = change;
  const limits = environmentDetectionLimits;
  if (algorithm !== 0 && algorithm !== 1)
    return refused(INVALID_PARAMETER, 'environment-detection.algorithm', { algorithm });
  if (strings.length > limits.strings || ipv6Prefixes.length > limits.strings)
    return refused(MAX_LIMIT_REACHED, 'environment-detection.full', { limit: limits.strings });
  if (strings.some((text) => text === '' || text.length > limits.characters))
    return refused(INVALID_PARAMETER, 'environment-detection.string', { limit: limits.characters });
  const wrong = ipv6Prefixes.filter((prefix) => !isIpv6Prefix(prefix));
  if (wrong.length > 0) return refused(INVALID_PARAMETER, 'environment-detection.ipv6-prefix', { wrong });
  return done(withDetection(state, { algorithm, strings, ipv6Prefixes }));
}

/** Lets traffic to the device through a VPN of the host, or not. */
export function enableVpnRouting(state: DeviceState, isEnabled: boolean): Step {
  return done(withDetection(state, { vpnRoutingEnabled: isEnabled }));
}

/** Names the policy that is in force outside the enterprise, or none with empty text. */
export function setOutsidePolicy(state: DeviceState, outsidePolicyId: string): Step {
  return done(withDetection(state, { outsidePolicyId }));
}

/** `2001:db8::/32`. */
function isIpv6Prefix(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  return more.length === 0 && isIPv6(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= 128;
}

function withDetection(state: DeviceState, change: Partial<EnvironmentDetectionState>): DeviceState {
  const environmentDetection = { ...state.features.environmentDetection, ...change };
  return { ...state, features: { ...state.features, environmentDetection } };
}
