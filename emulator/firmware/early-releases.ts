import { dayLongHelloWaitsMs } from './hello-schedules.ts';
import type {
  AccountsProfile,
  BootProfile,
  Capability,
  HttpProfile,
  LimitsProfile,
  SetupProfile,
  TimingsProfile,
  TlsProfile,
} from './profile.ts';

const REALMS_2_TO_19: readonly number[] = Array.from({ length: 18 }, (_, index) => index + 2);

/** What every release before 6.0 can do, over whatever interface. */
export const earlyCapabilities: readonly Capability[] = [
  'legacy-soap',
  'pki-setup',
  'psk-setup',
  'small-business-mode',
  'kerberos',
  'event-log',
  'rmcp-ping',
  'agent-presence',
  'system-defense',
  'third-party-storage',
];

/** Setup as releases 3.2.1 to 5.x do it. */
export const earlySetup: SetupProfile = {
  bareMetalTimerHours: 24,
  agentWindowHours: 6,
  maxExtendHours: 24,
  maxWindowHours: 255,
  helloWaitsMs: dayLongHelloWaitsMs,
  helloPort: 9971,
  helloMaxHashes: 23,
  defaultServerName: 'provisionserver',
  suffixPolicy: 'two-label',
  maxChainCertificates: 4,
  allowedKeyBits: [1024, 1536, 2048],
  refuseWeakHash: false,
  strictValidity: false,
  clientCertificateIsEnough: false,
  selfSignedKeyBits: 1024,
  hashAlgorithms: ['sha1'],
  commitRequires: [],
};

/** What the BIOS of a desktop does for AMT at boot. */
export const earlyBoot: BootProfile = {
  capabilities: new Set([
    'bios-reflash',
    'bios-setup',
    'force-cd-dvd-boot',
    'force-hard-disk-boot',
    'force-pxe-boot',
    'forced-progress-events',
    'ider',
    'keyboard-lock',
    'sol',
    'user-password-bypass',
  ]),
};

export const earlyTls: TlsProfile = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:AES256-SHA:@SECLEVEL=0',
};

export const earlyHttp: HttpProfile = {
  serverProduct: 'Intel(R) Active Management Technology',
  realmForm: 'digest',
  xFrameOptions: false,
  soapContentType: 'application/soap+xml; charset=UTF-8',
  legacyAnswerPrefix: 'b',
  maxHeaderBytes: 8192,
  maxBodyBytes: 65_536,
  maxConnections: 8,
  idleTimeoutMs: 60_000,
  headTimeoutMs: 30_000,
  digestQops: ['auth'],
  plainRemotePorts: true,
  dashPorts: false,
  challengePageBytes: 690,
  webInterface: true,
  closedPageStatus: 404,
  missingRealmStatus: 403,
  badFramingAnswer: 'empty',
};

/** Accounts of releases before 4.0, which added the audit log (20) and ACL (21) realms. */
export const accountsBefore4: AccountsProfile = {
  reservedUserNames: ['administrator'],
  realms: REALMS_2_TO_19,
  passwordModel: 0,
  mebxPasswordPolicy: 'default-only',
};

export const accountsFrom4: AccountsProfile = {
  ...accountsBefore4,
  reservedUserNames: ['admin'],
  realms: [...REALMS_2_TO_19, 20, 21],
};

export const earlyLimits: LimitsProfile = {
  digestUsers: 7,
  kerberosUsers: 32,
  kerberosDomains: 4,
  certificates: 16,
  trustedRoots: 4,
  keys: 8,
  certificateBytes: 4100,
  rsaKeyBits: [1024, 1536, 2048],
  customHashes: 3,
  eventRecords: 390,
  enumerationContexts: 5,
  enumerationContextMs: 60_000,
  minEnvelopeBytes: 50_000,
  tooEarlyTimeStatus: 36,
};

export const earlyTimings: TimingsProfile = {
  bootMs: 5000,
  dhcpRetryMs: [4000, 8000, 16_000, 32_000, 64_000],
  dnsTimeoutMs: 3000,
  connectTimeoutMs: 20_000,
  failedLoginDelayMs: [0, 0, 0, 1000, 2000, 4000],
};
