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
