/** What a device showed in its TLS handshake. */
export interface DeviceCertificate {
  readonly pem: string;
  /** SHA-1 over the DER, 40 upper-case hex digits. */
  readonly thumbprint: string;
  readonly selfSigned: boolean;
  /** `setup`: its own, made for setup. `issued`: the one this site issued to it. */
  readonly kind: 'setup' | 'issued';
}

/** AMT_SetupAndConfigurationService.ProvisioningState: 0, 1, 2. */
export type ProvisioningState = 'pre' | 'in' | 'post';

export interface SetupState {
  readonly state: ProvisioningState;
  /** ProvisioningMode: 1 Enterprise / admin control, 2 small business, 4 client control. */
  readonly mode: number;
}

export interface GeneralDeviceSettings {
  readonly hostName: string;
  readonly domainName: string;
  readonly digestRealm: string;
  readonly pingResponseEnabled: boolean;
}

export interface TlsDeviceSettings {
  readonly enabled: boolean;
  readonly mutualAuthentication: boolean;
  readonly acceptNonSecureConnections: boolean;
}

export interface KerberosDeviceSettings {
  readonly enabled: boolean;
  readonly realm: string;
  readonly maximumClockToleranceMinutes: number | undefined;
}

/** What to write into AMT_KerberosSettingData. */
export interface NewKerberosSettings {
  /** Active Directory realm, upper case. */
  readonly realm: string;
  /** At most four, each with its protocol number (0 HTTP, 1 HTTPS, 2 redirection, 3 redirection over TLS). */
  readonly servicePrincipals: readonly { readonly name: string; readonly protocol: 0 | 1 | 2 | 3 }[];
  /** RC4-HMAC key: 16 octets. Secret. */
  readonly masterKey: Buffer;
  readonly maximumClockToleranceMinutes: number;
}

/** An entry of the access control list; the built-in administrator is never among them. */
export interface AclEntry {
  readonly handle: number;
  readonly digestUser: string | undefined;
  /** Binary SID, base64. */
  readonly sid: string | undefined;
  readonly accessPermission: number;
  readonly realms: readonly number[];
}

export interface RedirectionDeviceSettings {
  readonly serialOverLan: boolean;
  readonly ideRedirection: boolean;
  readonly listenerEnabled: boolean;
}

export interface PowerScheme {
  readonly instanceId: string;
  /** Package identifier, 32 upper-case hex digits in wire order. */
  readonly guidHex: string;
  readonly description: string;
}

export interface StoredCertificate {
  readonly instanceId: string;
  /** DER, base64. */
  readonly derBase64: string;
  readonly trustedRoot: boolean;
}

/** A key pair in the device's store; the private half never comes out. */
export interface StoredKey {
  readonly instanceId: string;
  /** PKCS#1 RSAPublicKey (RFC 8017, A.1.1), DER, base64. */
  readonly publicKeyDerBase64: string;
}

/** User name and password of the network administrator. */
export interface AmtCredentials {
  readonly user: string;
  readonly password: string;
}

/**
 * An AMT computer that somebody is connected to. Every call rejects with an `AmtError`; a method whose ReturnValue is
 * not 0 rejects with `amt.status`, a SOAP fault with `wsman.fault`.
 */
export interface AmtDevice {
  /** What the device showed in the handshake that is in use now. */
  readonly certificate: DeviceCertificate;
  /** From now on requests authenticate with these. */
  useCredentials(credentials: AmtCredentials): void;
  /** Enumerates CIM_SoftwareIdentity; `VersionString` of instance `AMT`. (Intel AMT Implementation and Reference Guide, "Get Core Version") */
  coreVersion(): Promise<string>;
  /** `AMT_SetupAndConfigurationService.GetUuid`; lower-case text form of the SMBIOS UUID. */
  uuid(): Promise<string>;
  /** Get AMT_SetupAndConfigurationService. */
  setupState(): Promise<SetupState>;
  /** Get AMT_GeneralSettings. */
  generalSettings(): Promise<GeneralDeviceSettings>;
  /** `AMT_SetupAndConfigurationService.SetMEBxPassword`. 16 NOT_PERMITTED when the BIOS policy forbids it. */
  setMebxPassword(password: string): Promise<void>;
  /** Get AMT_GeneralSettings for the realm, then `AMT_AuthorizationService.SetAdminAclEntryEx` with MD5(user:realm:password). */
  setAdminPassword(credentials: AmtCredentials): Promise<void>;
  /** `AMT_TimeSynchronizationService` GetLowAccuracyTimeSynch, SetHighAccuracyTimeSynch. Answers device minus server, in seconds, before the correction. */
  synchronizeClock(): Promise<number>;
  /** Put AMT_GeneralSettings. */
  setHostAndDomainName(hostName: string, domainName: string): Promise<void>;
  /** Put AMT_GeneralSettings. */
  setPingResponse(enabled: boolean): Promise<void>;
  /** `AMT_PublicKeyManagementService.AddKey` with the PKCS#1 key. A key already there counts as added. */
  addKey(privateKeyPem: string): Promise<void>;
  /** `AddCertificate`, or `AddTrustedRootCertificate` for a root. Answers the InstanceID in the store. */
  addCertificate(certificatePem: string, trustedRoot: boolean): Promise<string>;
  /** Enumerates AMT_PublicKeyCertificate. */
  certificates(): Promise<readonly StoredCertificate[]>;
  /** Delete AMT_PublicKeyCertificate. */
  removeCertificate(instanceId: string): Promise<void>;
  /** Enumerates AMT_PublicPrivateKeyPair. */
  keys(): Promise<readonly StoredKey[]>;
  /** Delete AMT_PublicPrivateKeyPair. */
  removeKey(instanceId: string): Promise<void>;
  /** Create AMT_TLSCredentialContext, or Put where one exists. */
  bindTlsCertificate(instanceId: string): Promise<void>;
  /** Enumerates AMT_TLSSettingData, remote instance. */
  tls(): Promise<TlsDeviceSettings>;
  /** Put AMT_TLSSettingData on the remote instance: on, server authentication, no plain connections. Pending until the commit. */
  enableTls(): Promise<void>;
  /** Get AMT_KerberosSettingData. */
  kerberos(): Promise<KerberosDeviceSettings>;
  /** Put AMT_KerberosSettingData. */
  setKerberos(settings: NewKerberosSettings): Promise<void>;
  /** `AMT_AuthorizationService` EnumerateUserAclEntries and GetUserAclEntryEx. */
  users(): Promise<readonly AclEntry[]>;
  /** `AddUserAclEntryEx` with a SID; AccessPermission 2 (any interface). */
  addUser(sid: string, realms: readonly number[]): Promise<void>;
  /** `UpdateUserAclEntryEx`. */
  updateUser(handle: number, sid: string, realms: readonly number[]): Promise<void>;
  /** `RemoveUserAclEntry`. */
  removeUser(handle: number): Promise<void>;
  /** Get AMT_RedirectionService. */
  redirection(): Promise<RedirectionDeviceSettings>;
  /** `AMT_RedirectionService.RequestStateChange` 32771 or 32768, then Put of ListenerEnabled. */
  setRedirection(enabled: boolean): Promise<void>;
  /** `AMT_WebUIService.RequestStateChange` 2 or 3. */
  setWebInterface(enabled: boolean): Promise<void>;
  /** Enumerates AMT_SystemPowerScheme. */
  powerSchemes(): Promise<readonly PowerScheme[]>;
  /** InstanceID of the scheme in force, from CIM_ElementSettingData; undefined where the device does not tell. */
  currentPowerScheme(): Promise<string | undefined>;
  /** `AMT_SystemPowerScheme.SetPowerScheme` on the instance. */
  setPowerScheme(scheme: PowerScheme): Promise<void>;
  /** `AMT_SetupAndConfigurationService.ExtendProvisioningPeriod`, whole hours up to 24. */
  extendProvisioningPeriod(hours: number): Promise<void>;
  /** `AMT_SetupAndConfigurationService.CommitChanges`. The connection may break before the answer. */
  commitChanges(): Promise<void>;
  /** `AMT_SetupAndConfigurationService.Unprovision(1)`: everything to factory default. */
  unprovision(): Promise<void>;
  /** `AMT_SetupAndConfigurationService.PartialUnprovision`: keeps names, keys and the administrator. */
  partialUnprovision(): Promise<void>;
  close(): void;
}

/** A certificate that was issued to a computer, as far as recognising it goes. */
export interface KnownCertificate {
  /** SHA-1 over the DER, hex digits of either case. */
  readonly thumbprint: string;
  /** Issuing CA first, root last: it is checked up to the root. Undefined when it was not kept. */
  readonly chainPem: readonly string[] | undefined;
}

/** What a certificate must be for the connection to go on. */
export interface DeviceTrust {
  /** Accept the certificate that the device makes for itself in setup. */
  readonly acceptSetupCertificate: boolean;
  /** Certificates issued to this computer. */
  readonly known: readonly KnownCertificate[];
}

/** Opens conversations with devices; the stages know nothing of sockets. */
export interface DeviceDoor {
  /** Rejects with an `AmtError`. */
  open(trust: DeviceTrust): Promise<AmtDevice>;
  /** Every request and answer so far, secrets replaced by `***`. */
  exchanges(): readonly Exchange[];
}

/** One request and what came back, for reports. */
export interface Exchange {
  readonly atMs: number;
  /** `AMT_GeneralSettings.Get`. */
  readonly method: string;
  readonly request: string;
  readonly answer: string;
}
