import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pooledKeys, profileFor, withProfile, type Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import {
  askAt,
  enumerate,
  get,
  instancesOf,
  invoke,
  pull,
  put,
  read,
  referenceTo,
  selectorSet,
  textOf,
  type Answered,
  type Ask,
} from './console-requests.ts';
import type { HttpAnswer } from './digest-client.ts';
import { deviceAt } from './real-device.ts';

const ADDRESS = ownAddress(22);
const PASSWORD = 'P@ssw0rd1';
const KEYS = pooledKeys(1);
const POWER_SERVICE = 'Intel(r) AMT Power Management Service';
const RELEASES = ['5.0', '8.1', '11.8', '16.1'] as const;

const amt = new AMT.Messages();
const cim = new CIM.Messages();

let device: Device;

afterEach(async () => {
  await device.close();
});

/** Release 16.1 on its plain port, which over the network only its older platforms have. */
async function start(release: string): Promise<void> {
  const firmware = withProfile(profileFor(release), { timings: { bootMs: 0 }, http: { plainRemotePorts: true } });
  const initialState = { kind: 'operational', password: PASSWORD, tls: false } as const;
  device = await deviceAt(ADDRESS, { firmware, initialState, keys: KEYS });
}

const ask: Ask = (text) => askAt(ADDRESS, PASSWORD, device)(text);

async function asked(text: string): Promise<Answered> {
  return read(await ask(text));
}

/** Throws an Error unless the method returned this. */
async function returned(text: string): Promise<Answered['content'][string]> {
  const { status, fault, content } = await asked(text);
  return status === 200 ? content['ReturnValue'] : `${status} ${fault}`;
}

/** What a console reads: a star asks with Get, and the properties are those that it shows or decides by. */
type Reading = readonly [name: string, since: number, properties: readonly string[]];

const LOGIN: readonly Reading[] = [
  ['CIM_SoftwareIdentity', 3, ['InstanceID', 'VersionString', 'IsEntity']],
  ['*AMT_SetupAndConfigurationService', 3, ['ProvisioningMode', 'ProvisioningState', 'PasswordModel']],
  ['CIM_ServiceAvailableToElement', 3, ['PowerState', 'ServiceProvided', 'UserOfService']],
  ['*AMT_GeneralSettings', 3, ['DigestRealm', 'NetworkInterfaceEnabled', 'PowerSource']],
  ['AMT_EthernetPortSettings', 3, ['InstanceID', 'ElementName']],
  ['*AMT_RedirectionService', 3, ['EnabledState', 'ListenerEnabled']],
  ['CIM_ElementSettingData', 3, ['ManagedElement', 'SettingData', 'IsCurrent']],
  ['*AMT_BootCapabilities', 3, ['IDER', 'SOL', 'BIOSSetup', 'ForcePXEBoot']],
  ['IPS_IPv6PortSettings', 6, ['InstanceID', 'IPv6Address']],
  ['*CIM_KVMRedirectionSAP', 6, ['EnabledState', 'RequestedState']],
  ['*IPS_OptInService', 7, ['OptInRequired', 'OptInState', 'CanModifyOptInPolicy']],
  ['*IPS_KVMRedirectionSettingData', 6, ['EnabledByMEBx', 'Is5900PortEnabled', 'OptInPolicy', 'SessionTimeout']],
  ['*IPS_ScreenConfigurationService', 10, ['EnabledState', 'CurrentState']],
  ['*IPS_PowerManagementService', 10, ['OSPowerSavingState']],
  ['*CIM_BootService', 3, ['EnabledState']],
  ['*AMT_8021XProfile', 3, ['Enabled', 'ActiveInS0']],
  ['AMT_SystemPowerScheme', 3, ['Description', 'SchemeGUID', 'InstanceID']],
  ['CIM_FilterCollection', 3, ['CollectionName', 'InstanceID']],
  ['CIM_ListenerDestination', 3, []],
  ['CIM_FilterCollectionSubscription', 3, []],
  ['*AMT_AgentPresenceCapabilities', 3, ['MaxTotalAgents', 'MaxTotalActions']],
  ['AMT_AgentPresenceWatchdog', 3, []],
  ['AMT_AgentPresenceWatchdogAction', 3, []],
  ['AMT_StateTransitionCondition', 3, []],
  ['CIM_ConcreteDependency', 3, []],
  ['AMT_PublicKeyCertificate', 3, []],
  ['AMT_PublicPrivateKeyPair', 3, []],
  ['AMT_TLSSettingData', 3, ['InstanceID', 'Enabled', 'MutualAuthentication', 'AcceptNonSecureConnections']],
  ['AMT_TLSCredentialContext', 3, []],
  ['*AMT_EnvironmentDetectionSettingData', 3, ['DetectionAlgorithm', 'InstanceID']],
  ['AMT_ManagementPresenceRemoteSAP', 4, []],
  ['AMT_RemoteAccessCredentialContext', 4, []],
  ['AMT_RemoteAccessPolicyAppliesToMPS', 4, []],
  ['AMT_RemoteAccessPolicyRule', 4, []],
  ['*AMT_UserInitiatedConnectionService', 4, ['EnabledState']],
  ['AMT_MPSUsernamePassword', 4, []],
  ['*IPS_HTTPProxyService', 11, ['SyncEnabled']],
  ['IPS_HTTPProxyAccessPoint', 11, []],
  ['*IPS_HostBasedSetupService', 7, ['AllowedControlModes', 'CurrentControlMode', 'ConfigurationNonce']],
];

const HARDWARE: readonly Reading[] = [
  ['*CIM_ComputerSystemPackage', 3, ['PlatformGUID', 'Antecedent', 'Dependent']],
  ['CIM_SystemPackaging', 3, ['PlatformGUID']],
  ['*CIM_Chassis', 3, ['Manufacturer', 'Model', 'SerialNumber', 'Version', 'ChassisPackageType']],
  ['CIM_Chip', 3, ['Tag', 'Manufacturer', 'CreationClassName']],
  ['*CIM_Card', 3, ['Manufacturer', 'Model', 'SerialNumber', 'Version', 'CanBeFRUed', 'Tag']],
  ['*CIM_BIOSElement', 3, ['Manufacturer', 'Version', 'ReleaseDate', 'SoftwareElementState']],
  ['CIM_Processor', 3, ['MaxClockSpeed', 'CurrentClockSpeed', 'CPUStatus', 'Family', 'Stepping', 'UpgradeMethod']],
  ['CIM_PhysicalMemory', 3, ['BankLabel', 'Capacity', 'FormFactor', 'MemoryType', 'Manufacturer', 'SerialNumber']],
  ['CIM_MediaAccessDevice', 3, ['DeviceID', 'MaxMediaSize', 'Capabilities', 'Security']],
  ['CIM_PhysicalPackage', 3, ['PackageType', 'Tag', 'CreationClassName']],
  ['AMT_MessageLog', 3, ['CurrentNumberOfRecords', 'IsFrozen', 'MaxNumberOfRecords']],
  ['AMT_AuditLog', 4, ['CurrentNumberOfRecords', 'AuditState', 'OverwritePolicy']],
];

/** Reads one member of a batch. Gives what is wrong with it, undefined when nothing is. */
async function wrongWith([member, since, properties]: Reading, release: string): Promise<string | undefined> {
  const single = member.startsWith('*');
  const name = member.replace('*', '');
  const first = await asked(single ? get(name) : enumerate(name));
  if (Number.parseInt(release, 10) < since)
    return first.fault === 'DestinationUnreachable' ? undefined : `${member}: ${first.status} ${first.fault}`;
  if (first.status !== 200) return `${member}: ${first.status} ${first.fault}`;
  const objects = single ? [first.content] : await instancesOf(ask, name);
  if (objects.length === 0 && properties.length > 0) return `${member}: no instance`;
  const absent = properties.filter((property) => objects[0]?.[property] === undefined);
  return absent.length === 0 ? undefined : `${member}: without ${absent.join(', ')}`;
}

describe.each(RELEASES)('a console in front of release %s', (release) => {
  beforeEach(async () => {
    await start(release);
  });

  it('finds at login what MeshCommander and MeshCentral read, and is told what the release does not have', async () => {
    const wrong: (string | undefined)[] = [];
    for (const reading of LOGIN) wrong.push(await wrongWith(reading, release));
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
    const clock = await asked(invoke('AMT_TimeSynchronizationService', 'GetLowAccuracyTimeSynch'));
    expect(Number(clock.content['Ta0'])).toBeGreaterThan(1_500_000_000);
  });

  it('finds the hardware and the logs that its pages show', async () => {
    const wrong: (string | undefined)[] = [];
    for (const reading of HARDWARE) wrong.push(await wrongWith(reading, release));
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
  });

  it('starts the PC from the network in the steps of MeshCommander, and reads what the start left in the log', async () => {
    expect(await returned(cim.BootConfigSetting.ChangeBootOrder())).toBe('0');
    const { content } = await asked(get('AMT_BootSettingData'));
    const readOnly = ['BIOSLastStatus', 'BootguardStatus', 'OptionsCleared', 'RPEEnabled', 'SecureBootControlEnabled'];
    const newer = ['UEFIHTTPSBootEnabled', 'UEFILocalPBABootEnabled', 'WinREBootEnabled', 'UefiBootParametersArray'];
    const kept = Object.entries(content).filter(([name]) => ![...readOnly, ...newer].includes(name));
    const written = await asked(put('AMT_BootSettingData', { ...Object.fromEntries(kept), UseSOL: 'true' }));
    expect([written.status, written.fault, written.content['UseSOL']]).toEqual([200, '', 'true']);
    expect(await returned(cim.BootService.SetBootConfigRole('Intel(r) AMT: Boot Configuration 0', 1))).toBe('0');
    expect(await returned(cim.BootConfigSetting.ChangeBootOrder('Intel(r) AMT: Force PXE Boot'))).toBe('0');
    expect(await returned(cim.PowerManagementService.RequestPowerStateChange(2))).toBe('0');
    const [power] = await instancesOf(ask, 'CIM_ServiceAvailableToElement');
    expect(power?.['PowerState']).toBe('2');
    // A start uses the options up.
    expect((await asked(get('AMT_BootSettingData'))).content['UseSOL']).toBe('false');
    const first = await asked(invoke('AMT_MessageLog', 'PositionToFirstRecord'));
    expect([first.content['ReturnValue'], first.content['IterationIdentifier']]).toEqual(['0', '1']);
    const range = '<r:IterationIdentifier>1</r:IterationIdentifier><r:MaxReadRecords>390</r:MaxReadRecords>';
    const log = await asked(invoke('AMT_MessageLog', 'GetRecords', range));
    expect(log.content).toMatchObject({ NoMoreRecords: 'true', ReturnValue: '0' });
    const records = [log.content['RecordArray']].flat();
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(Buffer.from(textOf(record), 'base64')).toHaveLength(21);
  });

  it('reads version, power and its possibilities as the server of Open AMT does', async () => {
    expect((await instancesOf(ask, 'CIM_SoftwareIdentity')).map(({ InstanceID }) => InstanceID)).toContain('AMT');
    const enumerated = await asked(cim.ServiceAvailableToElement.Enumerate());
    const context = textOf(enumerated.content['EnumerationContext']);
    const pulled = await asked(cim.ServiceAvailableToElement.Pull(context));
    expect(pulled.content['Items']).toHaveProperty('CIM_AssociatedPowerManagementService.PowerState', '8');
    expect((await asked(amt.BootCapabilities.Get())).content).toHaveProperty('ForcePXEBoot', 'true');
    expect((await asked(amt.SetupAndConfigurationService.Get())).content).toHaveProperty('ProvisioningState', '2');
  });

  it('is answered by enumerations that ask for references in the way of bmclib', async () => {
    const unauthorized = await fetch(`http://${ADDRESS}:16992/wsman`, { method: 'POST', body: '' });
    expect(unauthorized.status).toBe(401);
    const mode = '<w:EnumerationMode>EnumerateEPR</w:EnumerationMode>';
    const systems = await instancesOf(ask, 'CIM_ComputerSystem', mode);
    expect(JSON.stringify(systems)).toContain('"ManagedSystem"');
    expect(await instancesOf(ask, 'CIM_BootConfigSetting', mode)).toHaveLength(1);
    expect(JSON.stringify(await instancesOf(ask, 'CIM_BootSourceSetting', mode))).toContain('Force PXE Boot');
    const [power] = await instancesOf(ask, 'CIM_AssociatedPowerManagementService');
    // Firmware 8.1 and earlier does not say what may be asked for; bmclib then does nothing.
    const says = Number.parseInt(release, 10) >= 9;
    expect([power?.['AvailableRequestedPowerStates'] ?? []].flat().includes('2')).toBe(says);
    expect(await returned(powerChange(2, { Name: 'ManagedSystem' }))).toBe('0');
    const [after] = await instancesOf(ask, 'CIM_AssociatedPowerManagementService');
    const offered = [after?.['AvailableRequestedPowerStates'] ?? []].flat();
    expect(['8', '10', '5'].every((state) => offered.includes(state))).toBe(says);
  });

  it('obeys the short requests of the drivers for OpenStack', async () => {
    const { status, content } = await asked(get('CIM_AssociatedPowerManagementService'));
    expect([status, content['PowerState']]).toEqual([200, '8']);
    const source = referenceTo('CIM_BootSourceSetting', { InstanceID: 'Intel(r) AMT: Force PXE Boot' });
    expect(await returned(invoke('CIM_BootConfigSetting', 'ChangeBootOrder', `<r:Source>${source}</r:Source>`))).toBe(
      '0',
    );
    const config = referenceTo('CIM_BootConfigSetting', { InstanceID: 'Intel(r) AMT: Boot Configuration 0' });
    const role = `<r:BootConfigSetting>${config}</r:BootConfigSetting><r:Role>1</r:Role>`;
    expect(await returned(invoke('CIM_BootService', 'SetBootConfigRole', role))).toBe('0');
    const change = (state: number): string => powerChange(state, { Name: 'ManagedSystem' });
    expect(await returned(change(2))).toBe('0');
    expect(await returned(change(5))).toBe('0');
    expect(await returned(change(8))).toBe('0');
    expect((await asked(get('CIM_AssociatedPowerManagementService'))).content['PowerState']).toBe('8');
  });

  it('lets amtc find context and power state by their literal text', async () => {
    const optimize = '<w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>';
    const { text } = await ask(enumerate('CIM_AssociatedPowerManagementService', optimize));
    const context = /<g:EnumerateResponse><g:EnumerationContext>(.{36})</.exec(text)?.[1] ?? '';
    const pulled: HttpAnswer = await ask(pull('CIM_AssociatedPowerManagementService', context, ''));
    expect(pulled.text).toContain('<h:PowerState>8</h:PowerState>');
  });
});

function powerChange(state: number, selectors: Readonly<Record<string, string>>): string {
  const system = referenceTo('CIM_ComputerSystem', selectors);
  const content = `<r:PowerState>${state}</r:PowerState><r:ManagedElement>${system}</r:ManagedElement>`;
  return invoke('CIM_PowerManagementService', 'RequestPowerStateChange', content, selectorSet({ Name: POWER_SERVICE }));
}
