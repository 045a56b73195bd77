import { createHash } from 'node:crypto';

import { withNewConfigurationNonce } from './setup/host-based-setup.ts';
import type { Chance } from '../clock/chance.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import { noBootOptions } from './power/boot-options.ts';
import { factoryFeatures } from './feature-state.ts';
import type {
  AccountsState,
  DeviceState,
  FirmwareImage,
  Identity,
  RootHash,
  SetupState,
  TlsConfiguration,
} from './state.ts';
import type { Instant } from './step.ts';

export type { FirmwareImage } from './state.ts';

/** The password that MEBx and the network administrator have on a machine that nobody touched. */
export const DEFAULT_MEBX_PASSWORD: string = 'admin';
/** The name of the network administrator until SetAdminAclEntryEx changes it. */
export const DEFAULT_ADMIN_USER: string = 'admin';
/** TCP port that hello messages go to unless MEBx says otherwise. */
export const DEFAULT_PROVISIONING_PORT: number = 9971;

/** MD5(user:realm:password) in lower-case hex: what HTTP Digest calls HA1 (RFC 2617, 3.2.2.2). */
export function digestHa1(user: string, realm: string, password: string): string {
  return createHash('md5').update(`${user}:${realm}:${password}`, 'latin1').digest('hex');
}

/**
 * A machine as it leaves the factory: provisioning state 0, every setting as the release and the manufacturer's image
 * have it, the network administrator's password equal to the MEBx password.
 */
export function factoryState(
  profile: FirmwareProfile,
  identity: Identity,
  chance: Chance,
  firmwareImage: FirmwareImage = {},
): DeviceState {
  const state: DeviceState = {
    layout: 3,
    identity,
    image: firmwareImage,
    setup: factorySetup(profile, firmwareImage),
    accounts: factoryAccounts(profile, identity, chance, firmwareImage),
    certificates: { keys: [], certificates: [], selfSigned: undefined },
    tls: { active: factoryTls(), pending: factoryTls() },
    network: {
      hostName: '',
      domainName: '',
      dhcpEnabled: true,
      fixed: { address: '', mask: '', gateway: '', primaryDns: '', secondaryDns: '' },
      pingResponse: true,
      rmcpPingResponse: true,
      wsmanOnlyMode: false,
      interfaceEnabled: true,
      sharedFqdn: true,
    },
    kerberos: {
      enabled: false,
      realmName: '',
      servicePrincipals: [],
      keyVersion: 0,
      encryptionAlgorithm: 0,
      masterKey: '',
      maximumClockToleranceMinutes: 5,
      credentialCacheEnabled: false,
    },
    redirection: { enabledState: firmwareImage.redirectionEnabledState ?? 32768, listenerEnabled: false },
    webInterface: { enabled: true },
    power: { schemeId: profile.power.defaultSchemeId, idleWakeTimeoutMinutes: 1 },
    boot: noBootOptions,
    time: { offsetMs: 0, source: 0, localSync: 0 },
    eventLog: { records: [], frozen: false },
    features: factoryFeatures,
  };
  return withNewConfigurationNonce(state, chance);
}

/** The state that this very machine left the factory in; what resets restore. */
export function factoryOf(state: DeviceState, instant: Instant): DeviceState {
  return factoryState(instant.profile, state.identity, instant.chance.for(`factory ${instant.nowMs}`), state.image);
}

/**
 * A realm for a machine that is about to be set up. `Digest:` realms are drawn anew (seen on real machines: mostly zeros
 * before setup, random after); realms made from the UUID never change.
 */
export function setupRealm(profile: FirmwareProfile, identity: Identity, chance: Chance): string {
  return profile.http.realmForm === 'id'
    ? idRealm(identity)
    : `Digest:${chance.bytes(16).toString('hex').toUpperCase()}`;
}

function idRealm(identity: Identity): string {
  return `Intel(R) AMT (ID:${identity.uuid.toUpperCase()})`;
}

function factoryRealm(profile: FirmwareProfile, identity: Identity, chance: Chance): string {
  if (profile.http.realmForm === 'id') return idRealm(identity);
  return `Digest:${chance.bytes(2).toString('hex').toUpperCase()}${'0'.repeat(28)}`;
}

function factoryHashes(profile: FirmwareProfile, image: FirmwareImage): readonly RootHash[] {
  const burntIn = [...(image.replacedHashes ?? profile.rootHashes), ...(image.extraDefaultHashes ?? [])];
  return burntIn.map((hash) => ({ ...hash, isDefault: true }));
}

function factorySetup(profile: FirmwareProfile, image: FirmwareImage): SetupState {
  return {
    provisioningState: 0,
    provisioningMode: 1,
    tlsMode: 0,
    zeroTouchEnabled: image.zeroTouchEnabled ?? profile.capabilities.has('pki-setup'),
    windowLeftMs: 0,
    windowSpentMs: 0,
    helloCount: 0,
    provisioningServer: image.provisioningServer ?? '',
    provisioningPort: image.provisioningPort ?? DEFAULT_PROVISIONING_PORT,
    trustedDnsSuffix: image.trustedDnsSuffix ?? '',
    configurationServerFqdn: '',
    hashes: factoryHashes(profile, image),
    oneTimePassword: '',
    pid: '',
    pps: '',
    record: undefined,
  };
}

function factoryAccounts(
  profile: FirmwareProfile,
  identity: Identity,
  chance: Chance,
  image: FirmwareImage,
): AccountsState {
  const mebxPassword = image.mebxPassword ?? DEFAULT_MEBX_PASSWORD;
  const digestRealm = factoryRealm(profile, identity, chance.for('digest-realm'));
  return {
    mebxPassword,
    mebxPasswordIsDefault: true,
    mebxPasswordPolicy: profile.accounts.mebxPasswordPolicy,
    digestRealm,
    adminUser: DEFAULT_ADMIN_USER,
    adminHa1: digestHa1(DEFAULT_ADMIN_USER, digestRealm, mebxPassword),
    adminIsDefault: true,
    users: [],
    nextUserHandle: 1,
  };
}

function factoryTls(): TlsConfiguration {
  const off = { enabled: false, mutualAuthentication: false, trustedCn: [] };
  return {
    remote: { ...off, acceptNonSecure: false },
    local: { ...off, acceptNonSecure: true },
    certificateHandle: undefined,
  };
}
