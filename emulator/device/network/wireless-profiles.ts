import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import { ieee8021xProblem } from './network-8021x-part.ts';
import type { Ieee8021xCertificates, Ieee8021xPart } from './network-8021x-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Instant, type Refusal, type Step } from '../step.ts';
import { certificateProblem } from './wired-8021x.ts';
import type { WirelessProfile, WirelessSecret } from './wireless-state.ts';
import { withWireless } from './wireless.ts';

/**
 * How many wireless networks a device remembers (Intel AMT Implementation and Reference Guide, user profiles and admin
 * profiles; 802.1X profiles: Device Management Toolkit documentation).
 */
export const wirelessLimits: {
  readonly profiles: number;
  readonly userProfiles: number;
  readonly ieee8021xProfiles: number;
} = { profiles: 16, userProfiles: 8, ieee8021xProfiles: 8 };

/** What AddWiFiSettings answers (class reference); 2066 is what host software reports when policy forbids a profile. */
const statuses = { failed: 2, invalidParameter: 3, invalidReference: 4, forbidden: 2066 } as const;

const USER_PROFILE_PREFIX = 'Intel(r) AMT:WiFi Endpoint User Settings ';
const IT_PROFILE_PREFIX = 'Intel(r) AMT:WiFi Endpoint Settings ';

const LONGEST_NAME = 32;
const LONGEST_SSID = 32;
const INFRASTRUCTURE = 3;

/** AuthenticationMethod. */
const authentications = {
  open: 2,
  shared: 3,
  wpaPsk: 4,
  wpa8021x: 5,
  wpa2Psk: 6,
  wpa28021x: 7,
  sae: 32_768,
  owe: 32_769,
};
/** EncryptionMethod. */
const encryptions = { wep: 2, tkip: 3, ccmp: 4, none: 5 };

type SecretKind = 'wep' | 'psk' | 'none' | '8021x';

interface Combination extends ReleaseRange {
  readonly authentication: number;
  readonly encryption: number;
  readonly secret: SecretKind;
  /** Only user profiles may be this weak. */
  readonly userOnly?: true;
}

/** First release without TKIP and WEP, and with WPA3 (the second is assumed). */
const WITHOUT_TKIP = '15.0';

/** Which authentication goes with which encryption, and in which releases (CIM schema and Intel's class reference). */
const combinations: readonly Combination[] = [
  ...[authentications.open, authentications.shared].flatMap((authentication): readonly Combination[] => [
    { authentication, encryption: encryptions.wep, secret: 'wep', userOnly: true, until: WITHOUT_TKIP },
    { authentication, encryption: encryptions.none, secret: 'none', userOnly: true },
  ]),
  ...[authentications.wpaPsk, authentications.wpa2Psk].flatMap((authentication): readonly Combination[] => [
    { authentication, encryption: encryptions.tkip, secret: 'psk', until: WITHOUT_TKIP },
    { authentication, encryption: encryptions.ccmp, secret: 'psk' },
  ]),
  ...[authentications.wpa8021x, authentications.wpa28021x].flatMap((authentication): readonly Combination[] => [
    { authentication, encryption: encryptions.tkip, secret: '8021x', until: WITHOUT_TKIP },
    { authentication, encryption: encryptions.ccmp, secret: '8021x' },
  ]),
  { authentication: authentications.sae, encryption: encryptions.ccmp, secret: 'psk', since: WITHOUT_TKIP },
  { authentication: authentications.owe, encryption: encryptions.ccmp, secret: 'none', since: WITHOUT_TKIP },
];

/** AuthenticationMethod and EncryptionMethod numbers that a release can do, ascending. */
export function wirelessMethods(release: string): {
  readonly authentications: readonly number[];
  readonly encryptions: readonly number[];
} {
  const known = combinations.filter((combination) => isInRange(release, combination));
  const ascending = (numbers: readonly number[]): readonly number[] =>
    [...new Set(numbers)].toSorted((one, other) => one - other);
  return {
    authentications: ascending(known.map(({ authentication }) => authentication)),
    encryptions: ascending(known.map(({ encryption }) => encryption)),
  };
}

/** A profile as a console or host software sends it. Absent texts are empty. */
export interface WirelessProfileDraft {
  readonly instanceId: string;
  readonly name: string;
  readonly ssid: string;
  /** Undefined when it was not sent. */
  readonly priority: number | undefined;
  readonly authentication: number | undefined;
  readonly encryption: number | undefined;
  /** Undefined stands for infrastructure. */
  readonly bssType: number | undefined;
  readonly secret: WirelessSecret;
  readonly ieee8021x: Ieee8021xPart | undefined;
  readonly certificates: Ieee8021xCertificates;
}

/**
 * Adds a wireless network, all or nothing. A ninth user profile takes the place of the oldest.
 * Source: Intel AMT class reference, AMT_WiFiPortConfigurationService.AddWiFiSettings.
 */
export function addWirelessProfile(state: DeviceState, instant: Instant, draft: WirelessProfileDraft): Step<string> {
  const { profiles, profileSynchronization } = state.features.wireless;
  const checked = checkedProfile(state, instant, draft, profiles);
  if (!checked.ok) return checked;
  const { profile } = checked;
  if (profile.kind === 'user' && profileSynchronization === 0)
    return refused(statuses.forbidden, 'wifi.profile.user-profiles-off');
  const users = profiles.filter(({ kind }) => kind === 'user');
  const oldest = profile.kind === 'user' && users.length >= wirelessLimits.userProfiles ? users[0] : undefined;
  const kept = profiles.filter((one) => one !== oldest);
  if (kept.length >= wirelessLimits.profiles)
    return refused(statuses.failed, 'wifi.profile.full', { limit: wirelessLimits.profiles });
  const with8021x = kept.filter(({ ieee8021x }) => ieee8021x !== undefined).length;
  if (profile.ieee8021x !== undefined && with8021x >= wirelessLimits.ieee8021xProfiles)
    return refused(statuses.failed, 'wifi.profile.8021x-full', { limit: wirelessLimits.ieee8021xProfiles });
  return {
    ok: true,
    state: withWireless(state, { profiles: [...kept, profile] }),
    value: profile.instanceId,
    effects: [],
  };
}

/**
 * Replaces a wireless network; what is not sent again is gone. Name in references and kind stay.
 * Source: Intel AMT class reference, AMT_WiFiPortConfigurationService.UpdateWiFiSettings.
 */
export function updateWirelessProfile(
  state: DeviceState,
  instant: Instant,
  instanceId: string,
  draft: WirelessProfileDraft,
): Step {
  const { profiles } = state.features.wireless;
  const current = profiles.find((profile) => profile.instanceId === instanceId);
  if (current === undefined) return refused(statuses.invalidReference, 'wifi.profile.unknown', { instanceId });
  const others = profiles.filter((profile) => profile !== current);
  const checked = checkedProfile(state, instant, { ...draft, instanceId }, others);
  if (!checked.ok) return checked;
  const with8021x = others.filter(({ ieee8021x }) => ieee8021x !== undefined).length;
  if (checked.profile.ieee8021x !== undefined && with8021x >= wirelessLimits.ieee8021xProfiles)
    return refused(statuses.failed, 'wifi.profile.8021x-full', { limit: wirelessLimits.ieee8021xProfiles });
  const next = profiles.map((profile) => (profile === current ? checked.profile : profile));
  return done(withWireless(state, { profiles: next }));
}

/** Forgets one wireless network with its 802.1X part. */
export function deleteWirelessProfile(state: DeviceState, instanceId: string): Step {
  const { profiles } = state.features.wireless;
  const kept = profiles.filter((profile) => profile.instanceId !== instanceId);
  if (kept.length === profiles.length)
    return refused(statuses.invalidReference, 'wifi.profile.unknown', { instanceId });
  return done(withWireless(state, { profiles: kept }));
}

/** Forgets every network that consoles added, or every one that came from the host. */
export function deleteWirelessProfiles(state: DeviceState, kind: WirelessProfile['kind']): Step {
  return done(withWireless(state, { profiles: state.features.wireless.profiles.filter((one) => one.kind !== kind) }));
}

type Checked =
  | { readonly ok: true; readonly profile: WirelessProfile }
  | { readonly ok: false; readonly refusal: Refusal };

function checkedProfile(
  state: DeviceState,
  { profile: firmware }: Instant,
  draft: WirelessProfileDraft,
  others: readonly WirelessProfile[],
): Checked {
  const invalid = (code: string, inputs: Refusal['inputs'] = {}): Checked =>
    refused(statuses.invalidParameter, `wifi.profile.${code}`, inputs);
  const kind = draft.instanceId.startsWith(USER_PROFILE_PREFIX) ? 'user' : 'it';
  const naming = namingProblem(draft, others, kind);
  if (naming !== undefined) return invalid(...naming);
  const combination = combinations.find(
    ({ authentication, encryption }) => authentication === draft.authentication && encryption === draft.encryption,
  );
  const methods = { authentication: draft.authentication ?? 0, encryption: draft.encryption ?? 0 };
  if (combination === undefined) return invalid('combination', methods);
  if (!isInRange(firmware.release, combination)) return invalid('not-in-release', methods);
  if (kind === 'it' && combination.userOnly === true) return invalid('too-weak', methods);
  const secret = usableSecret(combination.secret, draft.secret);
  if (typeof secret === 'string') return invalid(secret);
  const profile = {
    instanceId: draft.instanceId === '' ? `${IT_PROFILE_PREFIX}${draft.name}` : draft.instanceId,
    name: draft.name,
    kind,
    ssid: draft.ssid,
    priority: draft.priority ?? 0,
    ...methods,
    secret,
  } as const;
  if (combination.secret !== '8021x')
    return {
      ok: true,
      profile: { ...profile, ieee8021x: undefined, certificates: { client: undefined, root: undefined } },
    };
  if (kind === 'user') return invalid('8021x-user-profile');
  const { ieee8021x, certificates } = draft;
  if (ieee8021x === undefined) return invalid('8021x-missing');
  const problem = ieee8021xProblem(ieee8021x, statuses.invalidParameter);
  if (problem !== undefined) return { ok: false, refusal: problem };
  const wrong = certificateProblem(state, certificates, statuses.invalidReference);
  return wrong ?? { ok: true, profile: { ...profile, ieee8021x, certificates } };
}

/** What is wrong with the names and numbers of a profile; the priority of user profiles does not matter. */
function namingProblem(
  draft: WirelessProfileDraft,
  others: readonly WirelessProfile[],
  kind: WirelessProfile['kind'],
): readonly [code: string, inputs: Refusal['inputs']] | undefined {
  const { name, ssid, priority = 0, bssType = INFRASTRUCTURE } = draft;
  const ssidBytes = Buffer.byteLength(ssid);
  if (name === '' || name.length > LONGEST_NAME) return ['name', { name, limit: LONGEST_NAME }];
  if (ssidBytes < 1 || ssidBytes > LONGEST_SSID) return ['ssid', { bytes: ssidBytes, limit: LONGEST_SSID }];
  if (bssType !== INFRASTRUCTURE) return ['bss-type', { bssType }];
  const instanceId = draft.instanceId === '' ? `${IT_PROFILE_PREFIX}${name}` : draft.instanceId;
  if (others.some((other) => other.instanceId === instanceId || (other.kind === kind && other.name === name)))
    return ['duplicate-name', { name }];
  if (kind === 'user') return undefined;
  if (priority < 1) return ['priority', { priority }];
  const isTaken = others.some((other) => other.kind === 'it' && other.priority === priority);
  return isTaken ? ['duplicate-priority', { priority }] : undefined;
}

/**
 * The part of a secret that its kind of network uses, or a reason code. Of a pass phrase and a key the pass phrase
 * counts: firmware documents that it chooses, not which it takes.
 */
function usableSecret(kind: SecretKind, given: WirelessSecret): WirelessSecret | string {
  const none: WirelessSecret = { passPhrase: '', psk: '', wepKeys: [], wepKeyIndex: undefined };
  if (kind === 'wep') {
    const { wepKeys, wepKeyIndex } = given;
    const areKeys = wepKeys.length > 0 && wepKeys.every((key) => key.length === 10 || key.length === 26);
    if (!areKeys || wepKeyIndex === undefined) return 'wep-keys';
    return { ...none, wepKeys, wepKeyIndex };
  }
  if (kind !== 'psk') return none;
  if (given.passPhrase !== '')
    return /^[\u0020-\u007e]{8,63}$/.test(given.passPhrase) ? { ...none, passPhrase: given.passPhrase } : 'pass-phrase';
  if (given.psk === '') return 'pass-phrase-missing';
  return Buffer.from(given.psk, 'base64').length === 32 ? { ...none, psk: given.psk } : 'psk';
}
