import { certificateBlob } from '../fixtures/certificates/chains.ts';
import { content, reference } from '../unit/emulator/classes/security/class-bench.ts';

/** What a published answer to the call of a method shows, in the notation of `RecordedInstance`. */
export interface RecordedCall {
  readonly name: string;
  readonly method: string;
  readonly input?: string;
  readonly outputs: readonly string[];
}

const HOST = reference('CIM_ComputerSystem', { CreationClassName: 'CIM_ComputerSystem', Name: 'ManagedSystem' });
const BOOT = reference('CIM_BootConfigSetting', { InstanceID: 'Intel(r) AMT: Boot Configuration 0' });
const SERVER = reference('AMT_ManagementPresenceRemoteSAP', { Name: 'Intel(r) AMT:Management Presence Server 1' });

const returned = 'ReturnValue = 0';
/** Recorded of a device on which nobody had asked for consent. */
const refused = 'ReturnValue = 2';
const serviceKeys = 'CreationClassName Name SystemCreationClassName SystemName';

/** Somebody new with a password and the event log realm. */
const account = content({
  DigestUsername: 'someone',
  DigestPassword: 'q83vASNFZ4mrze8BI0VniQ==',
  AccessPermission: 2,
  Realms: 16,
});

/** In the order of the calls, some of which need what those before them did. */
export const recordedCalls: readonly RecordedCall[] = [
  {
    name: 'AMT_AuthorizationService',
    method: 'AddUserAclEntryEx',
    input: account,
    outputs: ['Handle = 2', returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'EnumerateUserAclEntries',
    input: content({ StartIndex: 1 }),
    outputs: ['TotalCount = 2', 'HandlesCount = 2', 'Handles = 1 | 2', returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'GetUserAclEntryEx',
    input: content({ Handle: 1 }),
    outputs: ['DigestUsername = $$uns', 'AccessPermission = 0', 'Realms = 16', returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'GetAclEnabledState',
    input: content({ Handle: 1 }),
    outputs: ['Enabled = true', returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'SetAclEnabledState',
    input: content({ Handle: 2, Enabled: true }),
    outputs: [returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'RemoveUserAclEntry',
    input: content({ Handle: 2 }),
    outputs: [returned],
  },
  { name: 'AMT_AuthorizationService', method: 'GetAdminAclEntry', outputs: ['Username = admin', returned] },
  { name: 'AMT_AuthorizationService', method: 'GetAdminAclEntryStatus', outputs: ['IsDefault', returned] },
  { name: 'AMT_AuthorizationService', method: 'GetAdminNetAclEntryStatus', outputs: ['IsDefault', returned] },
  { name: 'AMT_KerberosSettingData', method: 'GetCredentialCacheState', outputs: ['Enabled = false', returned] },
  { name: 'AMT_TimeSynchronizationService', method: 'GetLowAccuracyTimeSynch', outputs: ['Ta0', returned] },
  {
    name: 'AMT_PublicKeyManagementService',
    method: 'GenerateKeyPair',
    input: content({ KeyAlgorithm: 0, KeyLength: 2048 }),
    outputs: ['KeyPair -> AMT_PublicPrivateKeyPair InstanceID', returned],
  },
  {
    name: 'AMT_PublicKeyManagementService',
    method: 'AddCertificate',
    input: content({ CertificateBlob: certificateBlob('desk002') }),
    outputs: ['CreatedCertificate -> AMT_PublicKeyCertificate InstanceID', returned],
  },
  {
    name: 'AMT_PublicKeyManagementService',
    method: 'AddTrustedRootCertificate',
    input: content({ CertificateBlob: certificateBlob('desk001', 1) }),
    outputs: ['CreatedCertificate -> AMT_PublicKeyCertificate InstanceID', returned],
  },
  {
    name: 'AMT_RemoteAccessService',
    method: 'AddMpServer',
    input: content({
      AccessInfo: '192.0.2.9',
      InfoFormat: 3,
      Port: 4433,
      AuthMethod: 2,
      Username: 'admin',
      Password: 'Sesame 12',
    }),
    outputs: [`MpServer -> AMT_ManagementPresenceRemoteSAP ${serviceKeys}`, returned],
  },
  {
    name: 'AMT_RemoteAccessService',
    method: 'AddRemoteAccessPolicyRule',
    input: `${content({ Trigger: 0, TunnelLifeTime: 0, ExtendedData: '' })}<r:MpServer>${SERVER}</r:MpServer>`,
    outputs: [
      'PolicyRule -> AMT_RemoteAccessPolicyRule CreationClassName PolicyRuleName SystemCreationClassName SystemName',
      returned,
    ],
  },
  {
    name: 'IPS_HTTPProxyService',
    method: 'AddProxyAccessPoint',
    input: content({ AccessInfo: 'proxy.adatum.com', InfoFormat: 201, Port: 8080, NetworkDnsSuffix: 'adatum.com' }),
    outputs: [`ProxyAccessPoint -> IPS_HTTPProxyAccessPoint ${serviceKeys}`, returned],
  },
  {
    name: 'AMT_AuditLog',
    method: 'ReadRecords',
    input: content({ StartIndex: 1 }),
    outputs: ['TotalRecordCount', 'RecordsReturned', 'EventRecords', returned],
  },
  {
    name: 'AMT_MessageLog',
    method: 'PositionToFirstRecord',
    outputs: ['IterationIdentifier = 1', returned],
  },
  {
    name: 'AMT_MessageLog',
    method: 'GetRecords',
    input: content({ IterationIdentifier: 1, MaxReadRecords: 1 }),
    outputs: [
      'IterationIdentifier = 1',
      'NoMoreRecords = true',
      'RecordArray = Y8iYZf8GbwVoEP8mYaoKAAAAAAAA',
      returned,
    ],
  },
  {
    name: 'AMT_RedirectionService',
    method: 'RequestStateChange',
    input: content({ RequestedState: 32771 }),
    outputs: [returned],
  },
  {
    name: 'CIM_BootConfigSetting',
    method: 'ChangeBootOrder',
    outputs: [returned],
  },
  {
    name: 'CIM_BootService',
    method: 'SetBootConfigRole',
    input: `<r:BootConfigSetting>${BOOT}</r:BootConfigSetting>${content({ Role: 1 })}`,
    outputs: [returned],
  },
  {
    name: 'CIM_PowerManagementService',
    method: 'RequestPowerStateChange',
    input: `${content({ PowerState: 10 })}<r:ManagedElement>${HOST}</r:ManagedElement>`,
    outputs: [returned],
  },
  {
    name: 'CIM_WiFiPort',
    method: 'RequestStateChange',
    input: content({ RequestedState: 32768 }),
    outputs: [returned],
  },
  {
    name: 'CIM_BootService',
    method: 'RequestStateChange',
    input: content({ RequestedState: 32769 }),
    outputs: [returned],
  },
  {
    name: 'AMT_UserInitiatedConnectionService',
    method: 'RequestStateChange',
    input: content({ RequestedState: 32771 }),
    outputs: [returned],
  },
  {
    name: 'IPS_PowerManagementService',
    method: 'RequestOSPowerSavingStateChange',
    input: `${content({ OSPowerSavingState: 2 })}<r:ManagedElement>${HOST}</r:ManagedElement>`,
    outputs: [returned],
  },
  { name: 'IPS_OptInService', method: 'SendOptInCode', input: content({ OptInCode: 123456 }), outputs: [refused] },
  { name: 'IPS_OptInService', method: 'CancelOptIn', outputs: [refused] },
  {
    name: 'IPS_OptInService',
    method: 'StartOptIn',
    outputs: [returned],
  },
  {
    name: 'AMT_AuthorizationService',
    method: 'SetAdminAclEntryEx',
    input: content({ Username: 'admin', DigestPassword: 'q83vASNFZ4mrze8BI0VniQ==' }),
    outputs: [returned],
  },
  { name: 'AMT_SetupAndConfigurationService', method: 'CommitChanges', outputs: [returned] },
];
