import type { Ieee8021xCertificates, Ieee8021xPart } from './network-8021x-state.ts';

/** 3 off, 32768 on while the host is on, 32769 on while the host sleeps on AC power as well. */
export type WirelessPortState = 3 | 32768 | 32769;

/** What the device remembers of wireless networks. */
export interface WirelessState {
  /** Undefined until somebody asked for a state: as the release has it. */
  readonly portState: WirelessPortState | undefined;
  /** In the order in which they were added. */
  readonly profiles: readonly WirelessProfile[];
  /** 0 none, 1 user profiles, 3 unrestricted: what host software may copy into the device. */
  readonly profileSynchronization: 0 | 1 | 3;
  /** 0 relaxed, 1 aggressive: behaviour while the host has no software for the engine. */
  readonly noHostSoftwarePolicy: 0 | 1;
  /** Whether UEFI gets the networks as well. */
  readonly uefiProfileShare: boolean;
}

/** A wireless network that the device may join. */
export interface WirelessProfile {
  readonly instanceId: string;
  readonly name: string;
  /** User profiles come from the host, IT profiles from consoles. */
  readonly kind: 'it' | 'user';
  readonly ssid: string;
  readonly priority: number;
  /** CIM_WiFiEndpointSettings.AuthenticationMethod. */
  readonly authentication: number;
  /** CIM_WiFiEndpointSettings.EncryptionMethod. */
  readonly encryption: number;
  readonly secret: WirelessSecret;
  readonly ieee8021x: Ieee8021xPart | undefined;
  readonly certificates: Ieee8021xCertificates;
}

/** The key of a network. Never shown. */
export interface WirelessSecret {
  readonly passPhrase: string;
  /** 256-bit key, base64. */
  readonly psk: string;
  /** WEP keys, hex. */
  readonly wepKeys: readonly string[];
  readonly wepKeyIndex: number | undefined;
}

/** No wireless networks on a new machine. */
export const factoryWireless: WirelessState = {
  portState: undefined,
  profiles: [],
  profileSynchronization: 0,
  noHostSoftwarePolicy: 0,
  uefiProfileShare: false,
};
