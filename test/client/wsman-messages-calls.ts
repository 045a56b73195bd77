import { AMT, CIM, IPS } from '@device-management-toolkit/wsman-messages';

/** Reads the present object of a class by its Get message, so that a Put can send it back changed. */
export type Current = (get: string) => Promise<Readonly<Record<string, unknown>>>;

/** A request of the library, ready to be sent. `before` has to succeed first, on the same device. */
export interface LibraryCall {
  readonly name: string;
  readonly before?: readonly string[];
  /** `earlier` are the answers to `before`. */
  readonly text: (current: Current, earlier: readonly string[]) => string | Promise<string>;
}

const amt = new AMT.Messages();
const cim = new CIM.Messages();
const ips = new IPS.Messages();

/** Public methods of the base class that are not messages of their own. */
const INHERITED = new Set(['Enumerate', 'Get', 'Pull']);

type Service = Readonly<Record<string, unknown>> & {
  readonly Get: () => string;
  readonly Enumerate: () => string;
  readonly Pull: (context: string) => string;
};

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'Enumerate' in value;
}

/** Every class that the library knows, by name. */
export const services: readonly (readonly [name: string, service: Service])[] = [
  ['AMT', amt] as const,
  ['CIM', cim] as const,
  ['IPS', ips] as const,
].flatMap(([family, messages]) =>
  Object.entries(messages).flatMap(([name, service]: readonly [string, unknown]) =>
    isService(service) ? [[`${family}.${name}`, service] as const] : [],
  ),
);

/** The messages that a class adds to Get, Enumerate and Pull, by name. */
export function ownMessages(service: Service): readonly string[] {
  return Object.keys(service).filter(
    (name) => typeof service[name] === 'function' && !INHERITED.has(name) && !name.startsWith('protected'),
  );
}

function call(name: string, text: LibraryCall['text'], before: readonly string[] = []): LibraryCall {
  return { name, text, before };
}

/** Sends back what is there, with these values instead. */
function put(
  name: string,
  get: () => string,
  write: (data: never) => string,
  changes: object = {},
  before: readonly string[] = [],
): LibraryCall {
  return call(name, async (current) => write({ ...(await current(get())), ...changes } as never), before);
}

/** The handle in the answer to AddUserAclEntryEx. */
function handleIn(earlier: readonly string[]): number {
  return Number(/<g:Handle>(\d+)/.exec(earlier[0] ?? '')?.[1]);
}

const SCHEMA = 'http://intel.com/wbem/wscim/1/amt-schema/1/';

/** A reference as the library takes it in a selector. */
function selectorReference(className: string, name: string, value: string): unknown {
  const parameters = {
    ResourceURI: `${SCHEMA}${className}`,
    SelectorSet: { Selector: { $: { Name: name }, _: value } },
  };
  return { Address: 'default', ReferenceParameters: parameters };
}

/** A reference as the library takes it in a body: text that it copies. */
function bodyReference(className: string, id: string): string {
  return (
    '<a:Address>/wsman</a:Address><a:ReferenceParameters>' +
    `<w:ResourceURI>${SCHEMA}${className}</w:ResourceURI><w:SelectorSet>` +
    `<w:Selector Name="InstanceID">${id}</w:Selector></w:SelectorSet></a:ReferenceParameters>`
  );
}

/** Octets in base64: a DER certificate, and a PKCS#1 key. */
export interface Material {
  readonly certificate: string;
  readonly privateKey: string;
  /** PKCS#10. */
  readonly request: string;
}

const ALARM = {
  ElementName: 'Start of work',
  InstanceID: 'Start of work',
  StartTime: new Date('2030-01-07T06:00:00Z'),
  Interval: 1440,
  DeleteOnCompletion: false,
} as unknown as IPS.Models.AlarmClockOccurrence;

const MPS = {
  AccessInfo: 'server15.adatum.com',
  InfoFormat: 201,
  Port: 4433,
  AuthMethod: 2,
  Username: 'desk001',
  Password: 'P@ssw0rd1',
  CN: 'server15.adatum.com',
} as unknown as AMT.Models.MPServer;

/** New each time, because the library changes what it is given. */
const wifi = (): CIM.Models.WiFiEndpointSettings =>
  ({
    ElementName: 'Trey Research',
    InstanceID: 'Intel(r) AMT:WiFi Endpoint Settings Trey Research',
    SSID: 'Trey Research',
    AuthenticationMethod: 6,
    EncryptionMethod: 4,
    Priority: 1,
    PSKPassPhrase: 'P@ssw0rd1',
  }) as unknown as CIM.Models.WiFiEndpointSettings;

const WIFI_SELECTOR = { name: 'Name', value: 'WiFi Endpoint 0' };
const PROXY = {
  AccessInfo: 'server15.adatum.com',
  InfoFormat: 201,
  Port: 3128,
  NetworkDnsSuffix: 'adatum.com',
} as unknown as IPS.Models.AddProxyAccessPointParameters;
const HASH = Buffer.alloc(16, 7).toString('base64');
const RULE = {
  Trigger: 2,
  TunnelLifeTime: 0,
  ExtendedData: 'AAAAAAAAABk=',
} as unknown as AMT.Models.RemoteAccessPolicyRule;
const MPS_SELECTOR = { name: 'Name', value: 'Intel(r) AMT:Management Presence Server 0' };

/** A message of each kind with arguments as consoles send them. */
export function libraryCalls({ certificate, privateKey, request }: Material): readonly LibraryCall[] {
  return [
    ...accountCalls(),
    ...amtCalls(),
    ...certificateCalls(certificate, privateKey, request),
    ...remoteAccessCalls(),
    ...setupCalls(),
    ...cimCalls(),
    ...ipsCalls(certificate),
  ];
}

function accountCalls(): readonly LibraryCall[] {
  const { AuthorizationService: accounts } = amt;
  const added = accounts.AddUserAclEntryEx(2, [2, 3], 'desk-admin', HASH);
  const onEntry = (name: string, text: (handle: number) => string): LibraryCall =>
    call(`AMT.AuthorizationService.${name}`, (_current, earlier) => text(handleIn(earlier)), [added]);
  return [
    call('AMT.AuthorizationService.AddUserAclEntryEx', () => added),
    call('AMT.AuthorizationService.EnumerateUserAclEntries', () => accounts.EnumerateUserAclEntries(1)),
    call('AMT.AuthorizationService.GetAdminAclEntry', () => accounts.GetAdminAclEntry()),
    call('AMT.AuthorizationService.GetAdminAclEntryStatus', () => accounts.GetAdminAclEntryStatus()),
    call('AMT.AuthorizationService.GetAdminNetAclEntryStatus', () => accounts.GetAdminNetAclEntryStatus()),
    call('AMT.AuthorizationService.SetAdminACLEntryEx', () => accounts.SetAdminACLEntryEx('admin', HASH)),
    onEntry('GetAclEnabledState', (handle) => accounts.GetAclEnabledState(handle)),
    onEntry('GetUserAclEntryEx', (handle) => accounts.GetUserAclEntryEx(handle)),
    onEntry('RemoveUserAclEntry', (handle) => accounts.RemoveUserAclEntry(handle)),
    onEntry('SetAclEnabledState', (handle) => accounts.SetAclEnabledState(handle, false)),
    onEntry('UpdateUserAclEntryEx', (handle) => accounts.UpdateUserAclEntryEx(handle, 2, [2], 'desk-admin', HASH)),
  ];
}

function amtCalls(): readonly LibraryCall[] {
  return [
    call('AMT.AlarmClockService.AddAlarm', () => amt.AlarmClockService.AddAlarm(ALARM)),
    put('AMT.AlarmClockService.Put', () => amt.AlarmClockService.Get(), amt.AlarmClockService.Put),
    call('AMT.AuditLog.ReadRecords', () => amt.AuditLog.ReadRecords(1)),
    put('AMT.BootSettingData.Put', () => amt.BootSettingData.Get(), amt.BootSettingData.Put, { UseSOL: true }),
    put(
      'AMT.EnvironmentDetectionSettingData.Put',
      () => amt.EnvironmentDetectionSettingData.Get(),
      amt.EnvironmentDetectionSettingData.Put,
      { DetectionStrings: ['adatum.com'] },
    ),
    put('AMT.EthernetPortSettings.Put', () => amt.EthernetPortSettings.Get(), amt.EthernetPortSettings.Put),
    call('AMT.EthernetPortSettings.SetLinkPreference', () => amt.EthernetPortSettings.SetLinkPreference(1, 60)),
    put('AMT.GeneralSettings.Put', () => amt.GeneralSettings.Get(), amt.GeneralSettings.Put, { HostName: 'DESK001' }),
    put('AMT.IEEE8021xProfile.Put', () => amt.IEEE8021xProfile.Get(), amt.IEEE8021xProfile.Put),
    call('AMT.KerberosSettingData.GetCredentialCacheState', () => amt.KerberosSettingData.GetCredentialCacheState()),
    call('AMT.KerberosSettingData.SetCredentialCacheState', () =>
      amt.KerberosSettingData.SetCredentialCacheState(true),
    ),
    call('AMT.MessageLog.GetRecords', () => amt.MessageLog.GetRecords(1)),
    call('AMT.MessageLog.PositionToFirstRecord', () => amt.MessageLog.PositionToFirstRecord()),
    put('AMT.RedirectionService.Put', () => amt.RedirectionService.Get(), amt.RedirectionService.Put),
    call('AMT.RedirectionService.RequestStateChange', () => amt.RedirectionService.RequestStateChange(32771)),
    call('AMT.TimeSynchronizationService.GetLowAccuracyTimeSynch', () =>
      amt.TimeSynchronizationService.GetLowAccuracyTimeSynch(),
    ),
    call('AMT.TimeSynchronizationService.SetHighAccuracyTimeSynch', () =>
      amt.TimeSynchronizationService.SetHighAccuracyTimeSynch(1_704_242_675, 1_704_242_676, 1_704_242_676),
    ),
    put('AMT.TLSSettingData.Put', () => amt.TLSSettingData.Get(), amt.TLSSettingData.Put),
    call('AMT.WiFiPortConfigurationService.AddWiFiSettings', () =>
      amt.WiFiPortConfigurationService.AddWiFiSettings(wifi(), WIFI_SELECTOR),
    ),
    put(
      'AMT.WiFiPortConfigurationService.Put',
      () => amt.WiFiPortConfigurationService.Get(),
      (data: AMT.Models.WiFiPortConfigurationService) => amt.WiFiPortConfigurationService.Put(data),
    ),
  ];
}

const CERTIFICATE = { name: 'InstanceID', value: 'Intel(r) AMT Certificate: Handle: 0' };
const KEY = { name: 'InstanceID', value: 'Intel(r) AMT Key: Handle: 0' };

function certificateCalls(certificate: string, privateKey: string, request: string): readonly LibraryCall[] {
  const { PublicKeyManagementService: keys, PublicKeyCertificate: certificates, TLSCredentialContext: binding } = amt;
  const trusted = keys.AddTrustedRootCertificate({ CertificateBlob: certificate });
  const own = [keys.AddKey(privateKey), keys.AddCertificate({ CertificateBlob: certificate })];
  const bound = selectorReference('AMT_PublicKeyCertificate', CERTIFICATE.name, CERTIFICATE.value);
  const order = {
    KeyPair: bodyReference('AMT_PublicPrivateKeyPair', KEY.value),
    SigningAlgorithm: 1,
    NullSignedCertificateRequest: request,
  } as const;
  return [
    call('AMT.PublicKeyCertificate.Delete', () => certificates.Delete(CERTIFICATE), [trusted]),
    put('AMT.PublicKeyCertificate.Put', () => certificates.Get(), certificates.Put, {}, [trusted]),
    call('AMT.PublicKeyManagementService.AddCertificate', () => keys.AddCertificate({ CertificateBlob: certificate })),
    call('AMT.PublicKeyManagementService.AddKey', () => keys.AddKey(privateKey)),
    call('AMT.PublicKeyManagementService.AddTrustedRootCertificate', () => trusted),
    call('AMT.PublicKeyManagementService.GenerateKeyPair', () =>
      keys.GenerateKeyPair({ KeyAlgorithm: 0, KeyLength: 2048 }),
    ),
    call('AMT.PublicKeyManagementService.GeneratePKCS10RequestEx', () => keys.GeneratePKCS10RequestEx(order), [
      keys.AddKey(privateKey),
    ]),
    call('AMT.PublicPrivateKeyPair.Delete', () => amt.PublicPrivateKeyPair.Delete(KEY), [keys.AddKey(privateKey)]),
    call('AMT.TLSCredentialContext.Create', () => binding.Create(CERTIFICATE.value), own),
    call('AMT.TLSCredentialContext.Delete', () => binding.Delete({ ElementInContext: bound } as never), [
      ...own,
      binding.Create(CERTIFICATE.value),
    ]),
  ];
}

function remoteAccessCalls(): readonly LibraryCall[] {
  const { RemoteAccessService: service, RemoteAccessPolicyAppliesToMPS: applies } = amt;
  const server = service.AddMPS(MPS);
  const rule = service.AddRemoteAccessPolicyRule(RULE, MPS_SELECTOR);
  return [
    call('AMT.RemoteAccessService.AddMPS', () => server),
    call('AMT.RemoteAccessService.AddRemoteAccessPolicyRule', () => rule, [server]),
    call('AMT.ManagementPresenceRemoteSAP.Delete', () => amt.ManagementPresenceRemoteSAP.Delete(MPS_SELECTOR), [
      server,
    ]),
    put(
      'AMT.MPSUsernamePassword.Put',
      () => amt.MPSUsernamePassword.Get(),
      amt.MPSUsernamePassword.Put,
      {
        RemoteID: 'desk001',
        Secret: 'P@ssw0rd1',
      },
      [server],
    ),
    call(
      'AMT.RemoteAccessPolicyAppliesToMPS.Delete',
      () =>
        applies.Delete({
          PolicySet: selectorReference('AMT_RemoteAccessPolicyRule', 'PolicyRuleName', 'Periodic'),
        } as never),
      [server, rule],
    ),
    put('AMT.RemoteAccessPolicyAppliesToMPS.Create', () => applies.Get(), applies.Create, {}, [server, rule]),
    put('AMT.RemoteAccessPolicyAppliesToMPS.Put', () => applies.Get(), applies.Put, { MpsType: 2 }, [server, rule]),
    call(
      'AMT.RemoteAccessPolicyRule.Delete',
      () => amt.RemoteAccessPolicyRule.Delete({ name: 'PolicyRuleName', value: 'Periodic' }),
      [server, rule],
    ),
    put('AMT.RemoteAccessPolicyRule.Put', () => amt.RemoteAccessPolicyRule.Get(), amt.RemoteAccessPolicyRule.Put, {}, [
      server,
      rule,
    ]),
    call('AMT.UserInitiatedConnectionService.RequestStateChange', () =>
      amt.UserInitiatedConnectionService.RequestStateChange(32771),
    ),
  ];
}

function setupCalls(): readonly LibraryCall[] {
  const { SetupAndConfigurationService: setup } = amt;
  return [
    call('AMT.SetupAndConfigurationService.CommitChanges', () => setup.CommitChanges()),
    call('AMT.SetupAndConfigurationService.GetUuid', () => setup.GetUuid()),
    call('AMT.SetupAndConfigurationService.SetMEBXPassword', () => setup.SetMEBXPassword('P@ssw0rd2')),
    call('AMT.SetupAndConfigurationService.Unprovision', () => setup.Unprovision(1)),
    put('AMT.SetupAndConfigurationService.Put', () => setup.Get(), setup.Put),
  ];
}

function cimCalls(): readonly LibraryCall[] {
  const profile = { name: 'InstanceID', value: 'Intel(r) AMT:WiFi Endpoint Settings Trey Research' };
  const added = amt.WiFiPortConfigurationService.AddWiFiSettings(wifi(), WIFI_SELECTOR);
  return [
    call('CIM.BootConfigSetting.ChangeBootOrder', () =>
      cim.BootConfigSetting.ChangeBootOrder('Intel(r) AMT: Force PXE Boot'),
    ),
    call('CIM.BootService.SetBootConfigRole', () =>
      cim.BootService.SetBootConfigRole('Intel(r) AMT: Boot Configuration 0', 1),
    ),
    call('CIM.BootService.RequestStateChange', () => cim.BootService.RequestStateChange(32768)),
    call('CIM.KVMRedirectionSAP.RequestStateChange', () => cim.KVMRedirectionSAP.RequestStateChange(2)),
    call('CIM.PowerManagementService.RequestPowerStateChange', () =>
      cim.PowerManagementService.RequestPowerStateChange(10),
    ),
    call('CIM.WiFiEndpointSettings.Delete', () => cim.WiFiEndpointSettings.Delete(profile), [added]),
    call('CIM.WiFiPort.RequestStateChange', () => cim.WiFiPort.RequestStateChange(32769)),
  ];
}

function ipsCalls(certificate: string): readonly LibraryCall[] {
  const { HostBasedSetupService: setup, HTTPProxyService: proxies, HTTPProxyAccessPoint: proxy } = ips;
  const added = proxies.AddProxyAccessPoint(PROXY);
  const alarm = { name: 'InstanceID', value: 'Start of work' };
  return [
    call('IPS.AlarmClockOccurrence.Delete', () => ips.AlarmClockOccurrence.Delete(alarm), [
      amt.AlarmClockService.AddAlarm(ALARM),
    ]),
    call('IPS.HostBasedSetupService.AddNextCertInChain', () => setup.AddNextCertInChain(certificate, true, false)),
    call('IPS.HostBasedSetupService.AdminSetup', () => setup.AdminSetup(2, HASH, 'bm9uY2U=', 2, 'c2lnbmF0dXJl')),
    call('IPS.HostBasedSetupService.UpgradeClientToAdmin', () =>
      setup.UpgradeClientToAdmin('bm9uY2U=', 2, 'c2lnbmF0dXJl'),
    ),
    call('IPS.HostBasedSetupService.Setup', () => setup.Setup(2, HASH)),
    put('IPS.IEEE8021xSettings.Put', () => ips.IEEE8021xSettings.Get(), ips.IEEE8021xSettings.Put),
    call('IPS.IEEE8021xSettings.SetCertificates', () =>
      ips.IEEE8021xSettings.SetCertificates(
        bodyReference('AMT_PublicKeyCertificate', CERTIFICATE.value),
        bodyReference('AMT_PublicKeyCertificate', 'Intel(r) AMT Certificate: Handle: 1'),
      ),
    ),
    call('IPS.OptInService.CancelOptIn', () => ips.OptInService.CancelOptIn(), [ips.OptInService.StartOptIn()]),
    call('IPS.OptInService.Put', async (current) =>
      ips.OptInService.Put({ IPS_OptInService: await current(ips.OptInService.Get()) }),
    ),
    call('IPS.OptInService.SendOptInCode', () => ips.OptInService.SendOptInCode(123_456), [
      ips.OptInService.StartOptIn(),
    ]),
    call('IPS.OptInService.StartOptIn', () => ips.OptInService.StartOptIn()),
    call('IPS.PowerManagementService.RequestOSPowerSavingStateChange', () =>
      ips.PowerManagementService.RequestOSPowerSavingStateChange(2),
    ),
    call('IPS.HTTPProxyService.AddProxyAccessPoint', () => added),
    call('IPS.HTTPProxyAccessPoint.UpdatePriority', () => proxy.UpdatePriority(0), [added]),
    call(
      'IPS.HTTPProxyAccessPoint.Delete',
      () => proxy.Delete({ name: 'Name', value: 'Intel(r) ME:HTTP Proxy Access Point 0' }),
      [added],
    ),
    put(
      'IPS.KVMRedirectionSettingData.Put',
      () => ips.KVMRedirectionSettingData.Get(),
      ips.KVMRedirectionSettingData.Put,
      { EnabledByMEBx: true },
    ),
  ];
}

/** What fills a device, so that hardly any class is empty when all are read. */
export function filling({ certificate, privateKey }: Material): readonly string[] {
  const { PublicKeyManagementService: keys, RemoteAccessService: remote } = amt;
  return [
    keys.AddKey(privateKey),
    keys.AddCertificate({ CertificateBlob: certificate }),
    amt.TLSCredentialContext.Create(CERTIFICATE.value),
    remote.AddMPS(MPS),
    remote.AddRemoteAccessPolicyRule(RULE, MPS_SELECTOR),
    amt.WiFiPortConfigurationService.AddWiFiSettings(wifi(), WIFI_SELECTOR),
    amt.AlarmClockService.AddAlarm(ALARM),
    ips.HTTPProxyService.AddProxyAccessPoint(PROXY),
  ];
}
