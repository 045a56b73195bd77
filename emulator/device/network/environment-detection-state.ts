/** How the device knows that it is inside the enterprise (AMT_EnvironmentDetectionSettingData). */
export interface EnvironmentDetectionState {
  /** 0 domain names that DHCP gives, 1 URLs. */
  readonly algorithm: 0 | 1;
  readonly strings: readonly string[];
  readonly ipv6Prefixes: readonly string[];
  readonly vpnRoutingEnabled: boolean;
  /** InstanceID of the AMT_SystemDefensePolicy that is in force outside the enterprise; empty for none. */
  readonly outsidePolicyId: string;
}

/** A new machine has no strings, so it takes every network for the enterprise. */
export const factoryEnvironmentDetection: EnvironmentDetectionState = {
  algorithm: 0,
  strings: [],
  ipv6Prefixes: [],
  vpnRoutingEnabled: false,
  outsidePolicyId: '',
};
