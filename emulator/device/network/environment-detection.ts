import { isIPv6 } from 'node:net';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { EnvironmentDetectionState } from './environment-detection-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

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

/** Releases that look at new settings when the link comes up next, as users of them have reported. */
const LOOKS_AT_LINK_UP: ReleaseRange = { since: '11.0', until: '12.0' };

/** Whether the release goes by the settings of the time when the link came up. */
export function detectsAtLinkUp({ release }: { readonly release: string }): boolean {
  return isInRange(release, LOOKS_AT_LINK_UP);
}

/**
 * Whether an interface is outside the enterprise: the domain that DHCP gave (option 15) is none of the strings. Without
 * strings, and without DHCP, every network is inside. Case and a final dot do not count (assumed), and URLs, the other
 * algorithm, are not asked for: the network counts as inside then.
 * Source: Intel AMT Implementation and Reference Guide, configuring environment detection.
 */
export function isOutsideEnterprise(
  { algorithm, strings }: EnvironmentDetectionState,
  network: { readonly source: 'dhcp' | 'fixed'; readonly domain: string },
): boolean {
  if (algorithm !== 0 || strings.length === 0 || network.source !== 'dhcp') return false;
  const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
  return !strings.some((known) => plain(known) === plain(network.domain));
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
