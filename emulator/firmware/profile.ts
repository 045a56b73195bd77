import type { HashAlgorithm, MebxPasswordPolicy, RootHash } from '../device/state.ts';

/** How well a fact about firmware is known. The fidelity table is made from these. */
export type Evidence = 'documented' | 'recorded' | 'assumed';

/** One firmware release as data. Code asks for a capability or a limit here and never compares version numbers. */
export interface FirmwareProfile {
  /** `3.2.1`. */
  readonly release: string;
  /** Three parts: version in Identify, in GetCoreVersion and in CIM_SoftwareIdentity `AMT`. */
  readonly version: string;
  /** What the processor and chipset were sold as. */
  readonly sku: Sku;
  /** What this release was sold as. */
  readonly skus: readonly Sku[];
  /** CIM_SoftwareIdentity: InstanceID and VersionString, in enumeration order. */
  readonly softwareIdentities: readonly (readonly [id: string, version: string])[];
  readonly capabilities: ReadonlySet<Capability>;
  readonly rootHashes: readonly RootHash[];
  readonly setup: SetupProfile;
  readonly accounts: AccountsProfile;
  readonly power: PowerProfile;
  readonly boot: BootProfile;
  readonly tls: TlsProfile;
  readonly http: HttpProfile;
  readonly limits: LimitsProfile;
  readonly timings: TimingsProfile;
  /** Known defects of firmware that this device is made to have; none unless somebody asks for one. */
  readonly quirks?: QuirksProfile;
  /** Where the assumed values come from, for the fidelity table. */
  readonly evidence: readonly { readonly what: string; readonly evidence: Evidence; readonly source: string }[];
}

/** Full Intel AMT, or Standard Manageability with fewer functions. */
export type Sku = 'amt' | 'standard-manageability';

/** What a release can do at all; code asks for these and never compares versions. */
export type Capability =
  | 'wsman'
  | 'legacy-soap'
  | 'pki-setup'
  | 'psk-setup'
  | 'small-business-mode'
  | 'kerberos'
  | 'audit-log'
  | 'event-log'
  | 'rmcp-ping'
  | 'wireless'
  | 'generate-key-pair'
  | 'login-cache'
  /** Connections that the device opens to a management presence server. */
  | 'remote-access'
  | 'agent-presence'
  | 'system-defense'
  | 'endpoint-access-control'
  | 'third-party-storage'
  | 'alarm-clock'
  | 'ipv6'
  | 'kvm'
  | 'user-consent'
  | 'host-based-setup'
  /** The local account of the operating system, `$$OsAdmin`. */
  | 'os-administrator'
  | 'wireless-profile-sync'
  | 'screen-blanking'
  | 'http-proxy'
  | 'one-click-recovery'
  | 'remote-platform-erase';

/** How a device compares its DNS suffix with the name in the setup server's certificate. */
export type SuffixPolicy = 'exact' | 'two-label-com-net' | 'two-label' | 'tld-table' | 'cn-or-san';

/** How a release is set up: windows of time, hello messages, and what it demands of a setup chain. */
export interface SetupProfile {
  /** Hours of powered time in which a new machine says hello by itself; 0 never. */
  readonly bareMetalTimerHours: number;
  readonly agentWindowHours: number;
  readonly maxExtendHours: number;
  /** Hours of powered time for which the interface can be open in one setup, however often it is extended. */
  readonly maxWindowHours: number;
  /** Waits between one hello and the next, milliseconds; when used up, the device falls silent. */
  readonly helloWaitsMs: readonly number[];
  readonly helloPort: number;
  readonly helloMaxHashes: number;
  readonly defaultServerName: string;
  readonly suffixPolicy: SuffixPolicy;
  readonly maxChainCertificates: number;
  readonly allowedKeyBits: readonly number[];
  /** Refuse SHA-1 and weaker signatures in the setup chain. */
  readonly refuseWeakHash: boolean;
  /** Refuse an expired setup certificate instead of recording it. */
  readonly strictValidity: boolean;
  /** Inside a proved setup session a request without Authorization is answered without a challenge. */
  readonly clientCertificateIsEnough: boolean;
  readonly selfSignedKeyBits: number;
  /** Hash algorithms that may be added to the root hash list. */
  readonly hashAlgorithms: readonly HashAlgorithm[];
  /** What must have left its default before CommitChanges ends setup; missing items answer DATA_MISSING (2057). */
  readonly commitRequires: readonly ('mebx-password' | 'admin-password')[];
}

/** User names, realms and password rules of a release. */
export interface AccountsProfile {
  /** User names that are refused whatever their case. */
  readonly reservedUserNames: readonly string[];
  /** Realm numbers that this release knows. */
  readonly realms: readonly number[];
  /** 0 the network administrator follows SetMEBxPassword until it has a password of its own, 1 it does not. */
  readonly passwordModel: 0 | 1;
  readonly mebxPasswordPolicy: MebxPasswordPolicy;
}

/** An AMT_SystemPowerScheme ("power package"): the host sleep states in which the management engine is on. */
export interface PowerScheme {
  readonly id: string;
  readonly description: string;
  /** Hex of the 16 bytes of the GUID in wire order. */
  readonly guidHex: string;
  /** Sleep states besides S0 in which it stays on or wakes: 3, 4, 5. */
  readonly onInSleepStates: readonly number[];
}

/** The power packages that a release offers. */
export interface PowerProfile {
  readonly schemes: readonly PowerScheme[];
  readonly defaultSchemeId: string;
}

/** A boot option that the BIOS around this firmware can carry out (AMT_BootCapabilities). */
export type BootCapability =
  | 'bios-pause'
  | 'bios-reflash'
  | 'bios-setup'
  | 'configuration-data-reset'
  | 'force-cd-dvd-boot'
  | 'force-diagnostic-boot'
  | 'force-hard-disk-boot'
  | 'force-hard-disk-safe-mode-boot'
  | 'force-pxe-boot'
  | 'forced-progress-events'
  | 'ider'
  | 'keyboard-lock'
  | 'power-button-lock'
  | 'reset-button-lock'
  | 'sleep-button-lock'
  | 'sol'
  | 'user-password-bypass'
  | 'verbosity-quiet'
  | 'verbosity-screen-blank'
  | 'verbosity-verbose'
  | 'bios-secure-boot'
  | 'secure-erase'
  | 'platform-erase'
  | 'secure-boot-control'
  | 'force-uefi-https-boot'
  | 'force-uefi-pba-boot'
  | 'force-win-re-boot'
  | 'uefi-wifi-sharing';

/** What the BIOS around the firmware carries out of the boot options. */
export interface BootProfile {
  readonly capabilities: ReadonlySet<BootCapability>;
}

/** TLS as the firmware speaks it. */
export interface TlsProfile {
  readonly minVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL cipher string. */
  readonly ciphers: string;
}

/** HTTP as the firmware speaks it: names it shows, sizes and times it allows. */
export interface HttpProfile {
  readonly serverProduct: string;
  /** Version in the Server header where it is not the three-part {@link FirmwareProfile.version}. */
  readonly serverVersion?: string;
  /** `id` is `Intel(R) AMT (ID:<UUID>)`, `digest` is `Digest:<32 hex>`. */
  readonly realmForm: 'id' | 'digest';
  readonly xFrameOptions: boolean;
  readonly soapContentType: string;
  /** Namespace prefix of what a legacy SOAP answer carries in its body. */
  readonly legacyAnswerPrefix: 'b' | 's0';
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  readonly idleTimeoutMs: number;
  readonly headTimeoutMs: number;
  /** Qualities of protection that Digest can check; `auth-int` is offered only where the settings allow more than `auth`. */
  readonly digestQops: readonly DigestQop[];
  /** False where 16992 is never open over the network, only 16993. */
  readonly plainRemotePorts: boolean;
  /** Serves WS-Man on 623 and 664 too (DMTF DASH), as plain and as TLS port. */
  readonly dashPorts: boolean;
  /** Length of the page under a 401. */
  readonly challengePageBytes: number;
  /** Has web pages at all. */
  readonly webInterface: boolean;
  /** Status of every page while the web interface is off or absent. */
  readonly closedPageStatus: 400 | 403 | 404;
  /** Status of a page whose realm the user lacks. */
  readonly missingRealmStatus: 401 | 403;
  /** What a request whose body is framed wrongly is told: the page of other malformed requests, or nothing at all. */
  readonly badFramingAnswer: 'page' | 'empty';
}

/** Quality of protection of HTTP Digest (RFC 2617). */
export type DigestQop = 'auth' | 'auth-int';

/** Defects that some firmware has and that a device shows only when it is told to. */
export interface QuirksProfile {
  /** Compares only as many characters of a Digest response as the client sent: an empty one logs in (CVE-2017-5689). */
  readonly acceptsShortDigestResponse: boolean;
}

/** How many of each thing a device has room for; a full store answers with a refusal. */
export interface LimitsProfile {
  readonly digestUsers: number;
  readonly kerberosUsers: number;
  /** Domains that Kerberos entries may come from. */
  readonly kerberosDomains: number;
  readonly certificates: number;
  readonly trustedRoots: number;
  readonly keys: number;
  readonly certificateBytes: number;
  readonly rsaKeyBits: readonly number[];
  readonly customHashes: number;
  readonly eventRecords: number;
  readonly enumerationContexts: number;
  readonly enumerationContextMs: number;
  readonly minEnvelopeBytes: number;
  /** PT_STATUS for setting the clock from a time before 2004: 36 INVALID_PARAMETER or 34 INVALID_TIME. */
  readonly tooEarlyTimeStatus: 34 | 36;
}

/** How long the firmware takes or waits, milliseconds; lists are the waits of one try after another. */
export interface TimingsProfile {
  readonly bootMs: number;
  readonly dhcpRetryMs: readonly number[];
  readonly dnsTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly failedLoginDelayMs: readonly number[];
}
