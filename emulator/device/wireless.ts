import type { FirmwareProfile } from '../firmware/profile.ts';
import { isInRange, type ReleaseRange } from '../firmware/release-range.ts';
import type { Ieee8021xCertificates, Ieee8021xPart } from './network-8021x-part.ts';
import type { DeviceState } from './state.ts';
import { done, refused, type Step } from './step.ts';

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
};

const INVALID_PARAMETER = 36;
const PORT_INVALID_PARAMETER = 5;

/**
 * State of the wireless port of a machine on which nobody asked for one (Intel AMT Implementation and Reference Guide,
 * wireless; "enabled by default" in 4.2 and 6.0. Assumed: that this means sleep states as well).
 */
const defaultPortStates: readonly (ReleaseRange & { readonly portState: WirelessPortState })[] = [
  { since: '4.2', until: '5.0', portState: 32_769 },
  { since: '6.0', until: '7.0', portState: 32_769 },
];

/** State of the wireless port now. */
export function wirelessPortState(state: DeviceState, { release }: FirmwareProfile): WirelessPortState {
  const byRelease = defaultPortStates.find((range) => isInRange(release, range));
  return state.features.wireless.portState ?? byRelease?.portState ?? 3;
}

/** Switches the wireless port. Source: CIM schema, CIM_WiFiPort.RequestStateChange with Intel's values. */
export function requestWirelessPortState(state: DeviceState, requested: number): Step {
  if (requested !== 3 && requested !== 32_768 && requested !== 32_769)
    return refused(PORT_INVALID_PARAMETER, 'wifi.port.state', { requested });
  return done(withWireless(state, { portState: requested }));
}

/** What a Put of AMT_WiFiPortConfigurationService may change. */
export interface WirelessServiceChange {
  readonly profileSynchronization?: number | undefined;
  readonly noHostSoftwarePolicy?: number | undefined;
  readonly uefiProfileShare?: boolean | undefined;
}

/**
 * Sets what host software may copy into the device. Sharing profiles with UEFI needs a BIOS that says it can
 * (AMT_BootCapabilities), which the emulated one does not.
 */
export function putWirelessService(state: DeviceState, change: WirelessServiceChange): Step {
  const { wireless } = state.features;
  const {
    profileSynchronization = wireless.profileSynchronization,
    noHostSoftwarePolicy = wireless.noHostSoftwarePolicy,
  } = change;
  if (profileSynchronization !== 0 && profileSynchronization !== 1 && profileSynchronization !== 3)
    return refused(INVALID_PARAMETER, 'wifi.service.synchronization', { profileSynchronization });
  if (noHostSoftwarePolicy !== 0 && noHostSoftwarePolicy !== 1)
    return refused(INVALID_PARAMETER, 'wifi.service.no-host-policy', { noHostSoftwarePolicy });
  if (change.uefiProfileShare === true) return refused(INVALID_PARAMETER, 'wifi.service.uefi-share');
  return done(withWireless(state, { profileSynchronization, noHostSoftwarePolicy }));
}

/** The state with some of its wireless part replaced. */
export function withWireless(state: DeviceState, change: Partial<WirelessState>): DeviceState {
  return { ...state, features: { ...state.features, wireless: { ...state.features.wireless, ...change } } };
}

/** Profiles in the order in which they are tried and listed: IT profiles by priority, then user profiles by age. */
export function orderedProfiles(state: DeviceState): readonly WirelessProfile[] {
  const { profiles } = state.features.wireless;
  const it = profiles.filter(({ kind }) => kind === 'it').toSorted((one, other) => one.priority - other.priority);
  return [...it, ...profiles.filter(({ kind }) => kind === 'user')];
}
