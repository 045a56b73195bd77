import type { DnsAndPresenceState } from './dns-and-presence-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const INVALID_PARAMETER = 36;
const LEAST_DDNS_MINUTES = 20;
const LEAST_PRESENCE_MINUTES = 15;
/** Characters of HostOSFQDN. */
export const MAX_HOST_OS_FQDN_LENGTH: number = 255;

/** A change: what is absent stays. The address family comes as a number of the wire. */
export type DnsAndPresenceChange = {
  readonly [K in Exclude<keyof DnsAndPresenceState, 'preferredAddressFamily'>]?: DnsAndPresenceState[K] | undefined;
} & { readonly preferredAddressFamily?: number | undefined };

/**
 * Changes dynamic DNS and presence settings. Intervals are 0 or at least 20 minutes (DNS) and 15 minutes (presence).
 * Source: Intel AMT class reference, AMT_GeneralSettings.
 */
export function putDnsAndPresence(state: DeviceState, change: DnsAndPresenceChange): Step {
  const before = state.features.dnsAndPresence;
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next = { ...before, ...(said as Partial<DnsAndPresenceState>) };
  const { ddnsIntervalMinutes, presenceIntervalMinutes, hostOsFqdn } = next;
  const family: number = next.preferredAddressFamily;
  if (ddnsIntervalMinutes !== 0 && ddnsIntervalMinutes < LEAST_DDNS_MINUTES)
    return refused(INVALID_PARAMETER, 'general.ddns-interval', { minutes: ddnsIntervalMinutes });
  if (presenceIntervalMinutes !== 0 && presenceIntervalMinutes < LEAST_PRESENCE_MINUTES)
    return refused(INVALID_PARAMETER, 'general.presence-interval', { minutes: presenceIntervalMinutes });
  if (family !== 0 && family !== 1) return refused(INVALID_PARAMETER, 'general.address-family', { family });
  if (hostOsFqdn.length > MAX_HOST_OS_FQDN_LENGTH)
    return refused(INVALID_PARAMETER, 'general.host-os-fqdn', { limit: MAX_HOST_OS_FQDN_LENGTH });
  return done({ ...state, features: { ...state.features, dnsAndPresence: next } });
}
