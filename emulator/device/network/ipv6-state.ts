/** IPS_IPv6PortSettings of one interface. `::` is no address. */
export interface Ipv6Interface {
  readonly address: string;
  readonly router: string;
  readonly primaryDns: string;
  readonly secondaryDns: string;
  /** 0 random, 1 made of the MAC address, 2 {@link manualInterfaceId}. */
  readonly interfaceIdType: 0 | 1 | 2;
  /** Hex of 8 bytes. */
  readonly manualInterfaceId: string;
}

/** IPv6 settings, wired interface first. */
export interface Ipv6State {
  readonly wired: Ipv6Interface;
  readonly wireless: Ipv6Interface;
}

/** What stands for an address that is not set. */
export const NO_IPV6_ADDRESS = '::';

const unset: Ipv6Interface = {
  address: NO_IPV6_ADDRESS,
  router: NO_IPV6_ADDRESS,
  primaryDns: NO_IPV6_ADDRESS,
  secondaryDns: NO_IPV6_ADDRESS,
  interfaceIdType: 0,
  manualInterfaceId: '0000000000000000',
};

/** IPv6 on a new machine: no static address on either interface. */
export const factoryIpv6: Ipv6State = { wired: unset, wireless: unset };

/** Whether IPv6 is in use on an interface: what CIM_ElementSettingData says of its IPv6 settings. */
export interface Ipv6UseState {
  readonly wired: boolean;
  readonly wireless: boolean;
}

/** IPv6 is off until somebody makes its settings current. */
export const factoryIpv6Use: Ipv6UseState = { wired: false, wireless: false };
