import type { FirmwareProfile } from '../../firmware/profile.ts';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';
import type { WirelessPortState, WirelessProfile, WirelessState } from './wireless-state.ts';

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
 * (AMT_BootCapabilities).
 */
export function putWirelessService(state: DeviceState, { boot }: FirmwareProfile, change: WirelessServiceChange): Step {
  const { wireless } = state.features;
  const {
    profileSynchronization = wireless.profileSynchronization,
    noHostSoftwarePolicy = wireless.noHostSoftwarePolicy,
    uefiProfileShare = wireless.uefiProfileShare,
  } = change;
  if (profileSynchronization !== 0 && profileSynchronization !== 1 && profileSynchronization !== 3)
    return refused(INVALID_PARAMETER, 'wifi.service.synchronization', { profileSynchronization });
  if (noHostSoftwarePolicy !== 0 && noHostSoftwarePolicy !== 1)
    return refused(INVALID_PARAMETER, 'wifi.service.no-host-policy', { noHostSoftwarePolicy });
  if (uefiProfileShare && !boot.capabilities.has('uefi-wifi-sharing'))
    return refused(INVALID_PARAMETER, 'wifi.service.uefi-share');
  return done(withWireless(state, { profileSynchronization, noHostSoftwarePolicy, uefiProfileShare }));
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
