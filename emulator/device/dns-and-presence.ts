import type { DeviceState } from './state.ts';
import { done, refused, type Step } from './step.ts';

/**
 * What AMT_GeneralSettings has besides names, ping and power since release 6: dynamic DNS, presence events, the address
 * family to try first, the host's name.
 */
export interface DnsAndPresenceState {
  /** Minutes between two refreshes of DNS records; 0 never. */
  readonly ddnsIntervalMinutes: number;
  readonly ddnsTtlSeconds: number;
  /** DHCP option 81 asks the DHCP server to register. */
  readonly ddnsByDhcpServer: boolean;
  /** The firmware registers by itself. */
  readonly ddnsEnabled: boolean;
  readonly hostOsFqdn: string;
  /** 0 IPv4, 1 IPv6. */
  readonly preferredAddressFamily: 0 | 1;
  /** For how long to look for a DHCPv6 server; 0 for ever. */
  readonly dhcpv6TimeoutSeconds: number;
  /** Minutes between two presence events; 0 never. */
  readonly presenceIntervalMinutes: number;
  /** The address follows the host's DHCP only if the host sends its name. */
  readonly dhcpSyncRequiresHostName: boolean;
  readonly thunderboltDockEnabled: boolean;
}

/** A new machine, as recorded. */
export const factoryDnsAndPresence: DnsAndPresenceState = {
  ddnsIntervalMinutes: 1440,
  ddnsTtlSeconds: 900,
  ddnsByDhcpServer: true,
  ddnsEnabled: false,
  hostOsFqdn: '',
  preferredAddressFamily: 0,
  dhcpv6TimeoutSeconds: 0,
  presenceIntervalMinutes: 0,
  dhcpSyncRequiresHostName: true,
  thunderboltDockEnabled: false,
};

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
