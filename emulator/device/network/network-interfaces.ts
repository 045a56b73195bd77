import { isIPv4 } from 'node:net';
import {
  factoryInterfaces,
  type HostAddresses,
  type InterfaceNumber,
  type InterfacesState,
  type LinkOwner,
} from './network-interfaces-state.ts';
import type { DeviceState, Identity } from '../state.ts';
import { done, refused, type HostView, type Instant, type LeaseView, type Step } from '../step.ts';

const INTERNAL_ERROR = 1;
const INVALID_IP_ADDRESS = 27;
const INVALID_PARAMETER = 36;
const INVALID_DHCP_MODE = 26;

/** Every value of LinkPolicy: single states, and sums that older consoles write. */
const linkPolicies: ReadonlySet<number> = new Set([1, 14, 15, 16, 17, 30, 31, 224, 225, 238, 239, 240, 241, 254, 255]);
const LARGEST_VLAN = 4095;
const LONGEST_PREFERENCE_SECONDS = 65_535;

/** What a Put may change of an interface besides its addresses; what is absent stays. */
export interface InterfaceChange {
  readonly dhcpEnabled?: boolean | undefined;
  readonly ipSyncEnabled?: boolean | undefined;
  readonly sharedStaticIp?: boolean | undefined;
  readonly vlanTag?: number | undefined;
  readonly linkPolicy?: readonly number[] | undefined;
  readonly linkPreference?: number | undefined;
  readonly consoleTcpMaxRetransmissions?: number | undefined;
}

/** The wireless adapter's address. Assumed: the one after the wired adapter's. */
export function wirelessMacOf({ wiredMac }: Identity): string {
  const number = BigInt(`0x${wiredMac.replaceAll(':', '')}`) + 1n;
  const hex = (number & 0xff_ff_ff_ff_ff_ffn).toString(16).padStart(12, '0');
  return hex.match(/../g)?.join(':') ?? wiredMac;
}

/** A MAC address as 12 hex digits. */
export function plainMac(mac: string): string {
  return mac.replaceAll(':', '');
}

/**
 * Changes what an interface does besides its addresses. The wireless interface always gets its address by DHCP.
 * Source: Intel AMT class reference, AMT_EthernetPortSettings.
 */
export function putInterface(state: DeviceState, number: InterfaceNumber, change: InterfaceChange): Step {
  const { interfaces } = state.features;
  const { linkPolicy = [], linkPreference, vlanTag = interfaces.vlanTag } = change;
  const retransmissions = change.consoleTcpMaxRetransmissions ?? interfaces.consoleTcpMaxRetransmissions;
  const unknown = linkPolicy.filter((policy) => !linkPolicies.has(policy));
  if (unknown.length > 0) return refused(INVALID_PARAMETER, 'network.link-policy', { unknown: unknown.map(String) });
  const foreign = ofOtherInterface(number, change);
  if (foreign.length > 0) return refused(INVALID_PARAMETER, 'network.other-interface', { foreign });
  if (number === 1 && change.dhcpEnabled === false) return refused(INVALID_DHCP_MODE, 'network.wireless-needs-dhcp');
  if (vlanTag > LARGEST_VLAN) return refused(INVALID_PARAMETER, 'network.vlan', { vlanTag });
  if (retransmissions < 5 || retransmissions > 7)
    return refused(INVALID_PARAMETER, 'network.retransmissions', { retransmissions });
  if (linkPreference !== undefined && !isLinkOwner(linkPreference))
    return refused(INVALID_PARAMETER, 'network.link-preference', { linkPreference });
  const policies = change.linkPolicy ?? (number === 0 ? interfaces.wiredLinkPolicy : interfaces.wirelessLinkPolicy);
  const shared = { vlanTag, consoleTcpMaxRetransmissions: retransmissions };
  const own =
    number === 0
      ? {
          wiredLinkPolicy: policies,
          ipSyncEnabled: change.ipSyncEnabled ?? interfaces.ipSyncEnabled,
          sharedStaticIp: change.sharedStaticIp ?? interfaces.sharedStaticIp,
        }
      : { wirelessLinkPolicy: policies, ...preferenceOf(linkPreference) };
  return done(withInterfaces(state, { ...shared, ...own }));
}

/** What only the other interface has; to switch off what an interface does not have changes nothing. */
function ofOtherInterface(number: InterfaceNumber, change: InterfaceChange): readonly string[] {
  const { linkPreference, ipSyncEnabled, sharedStaticIp, vlanTag = 0 } = change;
  const wired: readonly (readonly [string, boolean])[] = [
    ['IpSyncEnabled', ipSyncEnabled === true],
    ['SharedStaticIp', sharedStaticIp === true],
    ['VLANTag', vlanTag !== 0],
  ];
  const wireless: typeof wired = [['LinkPreference', linkPreference !== undefined]];
  return (number === 0 ? wireless : wired).flatMap(([name, isSent]) => (isSent ? [name] : []));
}

function preferenceOf(owner: number | undefined): Partial<InterfacesState> {
  return owner !== undefined && isLinkOwner(owner) ? { linkPreference: { owner, untilMs: undefined } } : {};
}

function isLinkOwner(owner: number): owner is LinkOwner {
  return owner === 1 || owner === 2;
}

/**
 * The addresses that a static interface has which shares the host's and was sent none: those that host software told,
 * or else the ones in use now.
 */
export function sharedAddresses(state: DeviceState, lease: LeaseView | undefined): DeviceState['network']['fixed'] {
  const { host } = state.features.interfaces;
  const { fixed } = state.network;
  if (host.address !== '') return pickAddresses(host);
  return fixed.address === '' && lease !== undefined ? pickAddresses(lease) : fixed;
}

function pickAddresses(from: DeviceState['network']['fixed']): DeviceState['network']['fixed'] {
  const { address, mask, gateway, primaryDns, secondaryDns } = from;
  return { address, mask, gateway, primaryDns, secondaryDns };
}

/**
 * Prefers the engine (1) or the host (2) on the wireless link, for some seconds or for good.
 * Source: Intel AMT Implementation and Reference Guide, link preference and control.
 */
export function setLinkPreference(
  state: DeviceState,
  { nowMs }: Instant,
  number: InterfaceNumber,
  owner: number,
  seconds: number | undefined,
): Step {
  if (number !== 1) return refused(INTERNAL_ERROR, 'network.link-preference.not-wireless');
  const isTimeout = seconds === undefined || (seconds >= 1 && seconds <= LONGEST_PREFERENCE_SECONDS);
  if (!isLinkOwner(owner) || !isTimeout)
    return refused(INTERNAL_ERROR, 'network.link-preference.range', { owner, seconds: seconds ?? 0 });
  const untilMs = seconds === undefined || owner === 2 ? undefined : nowMs + seconds * 1000;
  return done(withInterfaces(state, { linkPreference: { owner, untilMs } }));
}

/** Lifts the protection of the wireless link, or puts it back. Only the wireless interface has one. */
export function overrideLinkProtection(state: DeviceState, number: InterfaceNumber, isOverridden: boolean): Step {
  if (number !== 1) return refused(INTERNAL_ERROR, 'network.link-protection.not-wireless');
  return done(withInterfaces(state, { linkProtectionOverridden: isOverridden }));
}

/** Who should have the wireless link at an instant; a preference with a time falls back to the host. */
export function linkPreferenceAt(state: DeviceState, { nowMs }: Instant): LinkOwner {
  const { owner, untilMs } = state.features.interfaces.linkPreference;
  return untilMs !== undefined && nowMs >= untilMs ? 2 : owner;
}

/** Who has the wireless link: the preferred one, and the engine whenever no host runs. */
export function linkControlAt(state: DeviceState, instant: Instant, host: HostView | undefined): LinkOwner {
  return host?.isOn === false ? 1 : linkPreferenceAt(state, instant);
}

/**
 * Takes note of the host's addresses. With DHCP there is nothing more to say; a static host has an address and a mask.
 * Source: Intel AMT class reference, IPS_HostIPSettings.
 */
export function putHostAddresses(state: DeviceState, given: HostAddresses): Step {
  if (given.dhcpEnabled) return done(withInterfaces(state, { host: { ...factoryInterfaces.host, dhcpEnabled: true } }));
  const { dhcpEnabled: _, ...addresses } = given;
  const wrong = Object.entries(addresses).filter(([, text]) => text !== '' && !isIPv4(text));
  if (wrong.length > 0)
    return refused(INVALID_IP_ADDRESS, 'network.host-address', { wrong: wrong.map(([name]) => name) });
  return done(withInterfaces(state, { host: given }));
}

function withInterfaces(state: DeviceState, change: Partial<InterfacesState>): DeviceState {
  return { ...state, features: { ...state.features, interfaces: { ...state.features.interfaces, ...change } } };
}
