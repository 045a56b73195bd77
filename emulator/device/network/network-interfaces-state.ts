/** Number of an interface in instance identifiers: the wired adapter, then the wireless one. */
export type InterfaceNumber = 0 | 1;

/** Who uses the wireless link: 1 the management engine, 2 the host. */
export type LinkOwner = 1 | 2;

/** What AMT_EthernetPortSettings remembers beside the addresses, for both interfaces. */
export interface InterfacesState {
  /** The engine takes over the addresses of the host. */
  readonly ipSyncEnabled: boolean;
  /** Host and engine share a static address. */
  readonly sharedStaticIp: boolean;
  /** 0 none. */
  readonly vlanTag: number;
  /** Host states in which the wired link is kept for the engine; the numbers of LinkPolicy. */
  readonly wiredLinkPolicy: readonly number[];
  readonly wirelessLinkPolicy: readonly number[];
  /** 5, 6 or 7. */
  readonly consoleTcpMaxRetransmissions: number;
  /** Who should have the wireless link, and until when (wall milliseconds; undefined for good). */
  readonly linkPreference: { readonly owner: LinkOwner; readonly untilMs: number | undefined };
  /** Whether somebody called CancelLinkProtection and nobody RestoreLinkProtection since. */
  readonly linkProtectionOverridden: boolean;
  /** What host software said the host's addresses are (IPS_HostIPSettings). */
  readonly host: HostAddresses;
}

/** Addresses of the host; empty text where none was told. */
export interface HostAddresses {
  readonly dhcpEnabled: boolean;
  readonly address: string;
  readonly mask: string;
  readonly gateway: string;
  readonly primaryDns: string;
  readonly secondaryDns: string;
}

const availableInS0AndSx: readonly number[] = [1, 14, 16];

/** Interfaces of a new machine. */
export const factoryInterfaces: InterfacesState = {
  ipSyncEnabled: true,
  sharedStaticIp: true,
  vlanTag: 0,
  wiredLinkPolicy: availableInS0AndSx,
  wirelessLinkPolicy: availableInS0AndSx,
  consoleTcpMaxRetransmissions: 5,
  linkPreference: { owner: 2, untilMs: undefined },
  linkProtectionOverridden: false,
  host: { dhcpEnabled: false, address: '', mask: '', gateway: '', primaryDns: '', secondaryDns: '' },
};
