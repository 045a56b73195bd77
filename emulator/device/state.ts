import type { FeatureState } from './feature-state.ts';

/**
 * Everything a Management Engine remembers across a power cut, as plain data. Nothing in here is a class instance, a
 * Buffer or a function, so a state can be written to NVRAM as JSON, compared and diffed. Binary values are base64 text.
 */
export interface DeviceState {
  /** Version of this layout in NVRAM. */
  readonly layout: 3;
  readonly identity: Identity;
  /** What the manufacturer burnt in beside the release; no reset touches it. */
  readonly image: FirmwareImage;
  readonly setup: SetupState;
  readonly accounts: AccountsState;
  readonly certificates: CertificateStoreState;
  readonly tls: TlsState;
  readonly network: NetworkState;
  readonly kerberos: KerberosState;
  readonly redirection: RedirectionState;
  readonly webInterface: { readonly enabled: boolean };
  readonly power: PowerState;
  /** What the host's next boot is told to do; used once. */
  readonly boot: BootOptions;
  readonly time: TimeState;
  /** Newest first. */
  readonly eventLog: { readonly records: readonly EventRecord[]; readonly frozen: boolean };
  readonly features: FeatureState;
}

/** What the factory burnt in; no reset touches it. */
export interface Identity {
  /** Release as the profile names it: `3.2.1`. */
  readonly release: string;
  /** SMBIOS system UUID in text form, lower case. */
  readonly uuid: string;
  /** Integrated wired adapter, `00:1e:67:...` lower case. */
  readonly wiredMac: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
}

/**
 * What a manufacturer burns into a machine's flash beside the firmware release itself. Everything is optional; what is
 * absent is as Intel ships it. Part of the state, so that a reset to factory values restores what this machine left the
 * factory with.
 */
export interface FirmwareImage {
  /** Default root hashes in addition to those of the release ("customized firmware image"). */
  readonly extraDefaultHashes?: readonly RootHash[];
  /** Default root hashes instead of those of the release. */
  readonly replacedHashes?: readonly RootHash[];
  /** Default MEBx password, `admin` when absent. */
  readonly mebxPassword?: string;
  /** Name or address of the provisioning server; empty or absent means the default name. */
  readonly provisioningServer?: string;
  readonly provisioningPort?: number;
  /** "PKI DNS suffix" set at the factory. */
  readonly trustedDnsSuffix?: string;
  /** False when the manufacturer switched remote configuration ("zero touch") off. */
  readonly zeroTouchEnabled?: boolean;
  /** SOL and IDE-R as MEBx shows them on a new machine. */
  readonly redirectionEnabledState?: RedirectionState['enabledState'];
}

/** AMT's three provisioning states: 0 pre (factory), 1 in (setup), 2 post (operational). */
export type ProvisioningState = 0 | 1 | 2;

/** Setup: how far it is, what opened it, and what MEBx and the manufacturer wrote down for it. */
export interface SetupState {
  readonly provisioningState: ProvisioningState;
  /** 1 Enterprise (the only one from 3.2 to 5 that a setup server meets), 2 Small Business. */
  readonly provisioningMode: 1 | 2;
  /** TLS mode of the running or last setup: 0 not ready, 1 PSK, 2 PKI. */
  readonly tlsMode: 0 | 1 | 2;
  /** Remote configuration ("zero touch") switched on in MEBx. */
  readonly zeroTouchEnabled: boolean;
  /** Powered time left in which the network interface stays open for setup, milliseconds; 0 when closed. */
  readonly windowLeftMs: number;
  /** Powered time for which it has been open since setup began, milliseconds. */
  readonly windowSpentMs: number;
  /** Sends of the present hello series so far. */
  readonly helloCount: number;
  /** Set in MEBx: name or address of the provisioning server; empty means the default name. */
  readonly provisioningServer: string;
  readonly provisioningPort: number;
  /** "PKI DNS suffix" of MEBx; empty means DHCP option 15 decides. */
  readonly trustedDnsSuffix: string;
  readonly configurationServerFqdn: string;
  /** Root certificate hashes in hello order. */
  readonly hashes: readonly RootHash[];
  /** One-time password, ASCII, empty when unset. */
  readonly oneTimePassword: string;
  /** PID and PPS of TLS-PSK, empty when unset. */
  readonly pid: string;
  readonly pps: string;
  readonly record: ProvisioningRecord | undefined;
}

/** Algorithms of root certificate hashes; a release offers some of them. */
export type HashAlgorithm = 'sha1' | 'sha256' | 'sha384';

/** An entry of the list of root certificates that a setup server may prove itself with. */
export interface RootHash {
  readonly name: string;
  readonly algorithm: HashAlgorithm;
  /** Lower-case hex of the hash over the DER root certificate. */
  readonly hex: string;
  /** Burnt in by Intel or the OEM: survives every reset, cannot be deleted. */
  readonly isDefault: boolean;
  readonly isActive: boolean;
}

/** What the firmware keeps about how it was set up (IPS_TLSProvisioningRecord, GetProvisioningAuditRecord). */
export interface ProvisioningRecord {
  readonly atMs: number;
  readonly tlsMode: 1 | 2;
  readonly secureDns: boolean;
  readonly hostInitiated: boolean;
  /** Common name of the setup server's leaf. */
  readonly serverFqdn: string;
  readonly serverAddress: string;
  readonly hashAlgorithm: HashAlgorithm;
  readonly hashHex: string;
  readonly hashIsDefault: boolean;
  /** Serial numbers of up to three issuing CAs, hex. */
  readonly issuerSerials: readonly string[];
  readonly moreSerials: boolean;
  /** False when a certificate of the chain was outside its validity by the device's clock: recorded, not refused. */
  readonly isTimeValid: boolean;
}

/** MEBx "Password Policy": when a setup server may set the MEBx password over the network. */
export type MebxPasswordPolicy = 'default-only' | 'during-setup' | 'anytime';

/** Passwords and users. Everything here is secret but names and flags. */
export interface AccountsState {
  /** MEBx password in clear, as firmware must compare what is typed. Never logged. */
  readonly mebxPassword: string;
  readonly mebxPasswordIsDefault: boolean;
  readonly mebxPasswordPolicy: MebxPasswordPolicy;
  /** Full realm text as sent in challenges, `Digest:0123...`. */
  readonly digestRealm: string;
  readonly adminUser: string;
  /** MD5(user:realm:password), hex. */
  readonly adminHa1: string;
  readonly adminIsDefault: boolean;
  readonly users: readonly UserAclEntry[];
  readonly nextUserHandle: number;
}

/** An entry of the access control list besides the administrator (AMT_AuthorizationService). */
export interface UserAclEntry {
  readonly handle: number;
  readonly enabled: boolean;
  readonly who:
    | { readonly kind: 'digest'; readonly username: string; readonly ha1: string }
    | { readonly kind: 'kerberos'; /** base64 of the binary SID. */ readonly sid: string };
  /** 0 local, 1 network, 2 both. */
  readonly accessPermission: 0 | 1 | 2;
  readonly realms: readonly number[];
}

/** Keys and certificates of AMT_PublicKeyManagementService; DER in base64. */
export interface CertificateStoreState {
  /** RSA private keys, PKCS#1 DER in base64. */
  readonly keys: readonly { readonly handle: number; readonly privateKey: string }[];
  readonly certificates: readonly {
    readonly handle: number;
    readonly der: string;
    readonly isTrustedRoot: boolean;
    readonly isReadOnly: boolean;
  }[];
  /** The run-time self-signed pair of setup, undefined until made. */
  readonly selfSigned: { readonly certificate: string; readonly privateKey: string } | undefined;
}

/** AMT_TLSSettingData of one interface. */
export interface TlsSettings {
  readonly enabled: boolean;
  readonly mutualAuthentication: boolean;
  readonly acceptNonSecure: boolean;
  readonly trustedCn: readonly string[];
}

/** TLS settings change in two steps: Put writes `pending`, CommitChanges copies it to `active`. */
export interface TlsState {
  readonly active: TlsConfiguration;
  readonly pending: TlsConfiguration;
}

/** TLS settings of both interfaces and the certificate that they serve with. */
export interface TlsConfiguration {
  /** Intel(r) AMT 802.3 TLS Settings. */
  readonly remote: TlsSettings;
  /** Intel(r) AMT LMS TLS Settings. */
  readonly local: TlsSettings;
  /** Handle of the bound server certificate (AMT_TLSCredentialContext), undefined when none. */
  readonly certificateHandle: number | undefined;
}

/** AMT_GeneralSettings and AMT_EthernetPortSettings as far as the device acts on them. */
export interface NetworkState {
  readonly hostName: string;
  readonly domainName: string;
  readonly dhcpEnabled: boolean;
  readonly fixed: {
    readonly address: string;
    readonly mask: string;
    readonly gateway: string;
    readonly primaryDns: string;
    readonly secondaryDns: string;
  };
  readonly pingResponse: boolean;
  readonly rmcpPingResponse: boolean;
  readonly wsmanOnlyMode: boolean;
  readonly interfaceEnabled: boolean;
  readonly sharedFqdn: boolean;
}

/** AMT_KerberosSettingData. `masterKey` is secret. */
export interface KerberosState {
  readonly enabled: boolean;
  readonly realmName: string;
  readonly servicePrincipals: readonly {
    readonly name: string;
    /** 0 HTTP, 1 HTTPS, 2 redirection, 3 redirection over TLS. */ readonly protocol: number;
  }[];
  readonly keyVersion: number;
  readonly encryptionAlgorithm: number;
  /** RC4-HMAC key, base64 of 16 bytes, empty when unset. */
  readonly masterKey: string;
  readonly maximumClockToleranceMinutes: number;
  readonly credentialCacheEnabled: boolean;
}

/** AMT_RedirectionService: SOL and IDE-R. */
export interface RedirectionState {
  /** AMT_RedirectionService.EnabledState: 32768 none, 32769 IDE-R, 32770 SOL, 32771 both. */
  readonly enabledState: 32768 | 32769 | 32770 | 32771;
  readonly listenerEnabled: boolean;
}

/** When the management engine stays on while the host sleeps. */
export interface PowerState {
  /** InstanceID of the chosen AMT_SystemPowerScheme. */
  readonly schemeId: string;
  readonly idleWakeTimeoutMinutes: number;
}

/** Where the next boot is forced to come from; `default` leaves it to the BIOS. */
export type BootSource =
  | 'default'
  | 'pxe'
  | 'hard-disk'
  | 'diagnostic'
  | 'cd-dvd'
  | 'uefi-https'
  | 'uefi-local-pba'
  | 'uefi-win-re';

/** AMT_BootSettingData, and the boot source beside it. */
export interface BootOptions {
  readonly source: BootSource;
  readonly biosPause: boolean;
  readonly biosSetup: boolean;
  /** Which of several devices of the source, 0 the first that the BIOS likes. */
  readonly mediaIndex: number;
  readonly configurationDataReset: boolean;
  /** 0 as the BIOS is set, 1 quiet, 2 verbose, 3 blank screen. */
  readonly verbosity: 0 | 1 | 2 | 3;
  readonly forcedProgressEvents: boolean;
  /** 0 floppy, 1 CD. */
  readonly iderDevice: 0 | 1;
  readonly lockKeyboard: boolean;
  readonly lockPowerButton: boolean;
  readonly lockResetButton: boolean;
  readonly lockSleepButton: boolean;
  readonly reflashBios: boolean;
  readonly useIder: boolean;
  readonly useSol: boolean;
  readonly useSafeMode: boolean;
  readonly userPasswordBypass: boolean;
}

/** The clock of the management engine (AMT_TimeSynchronizationService). */
export interface TimeState {
  /** Device clock minus wall clock, milliseconds. */
  readonly offsetMs: number;
  /** 0 BIOS RTC, 1 set by configuration software. */
  readonly source: 0 | 1;
  /** Whether users of the local system realm may set the clock: 0 yes by default, 1 yes, 2 no. */
  readonly localSync: 0 | 1 | 2;
}

/** One slot of AMT_MessageLog; the 21-byte form is the codec's business. */
export interface EventRecord {
  readonly atSeconds: number;
  readonly deviceAddress: number;
  readonly sensorType: number;
  readonly eventType: number;
  readonly eventOffset: number;
  readonly sourceType: number;
  readonly severity: number;
  readonly sensorNumber: number;
  readonly entity: number;
  readonly entityInstance: number;
  /** Hex of 8 bytes. */
  readonly data: string;
}
