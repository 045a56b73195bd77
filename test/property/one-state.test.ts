import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logEvent } from '../../emulator/device/logs/event-log.ts';
import type { EventRecord } from '../../emulator/device/state.ts';
import type { HostView } from '../../emulator/device/step.ts';
import { content, reference } from '../unit/emulator/classes/security/class-bench.ts';
import { NETWORK, SECURITY } from '../unit/emulator/soap/asked.ts';
import { Surfaces } from './surfaces.ts';

const REMOTE_CONTROL = '/RemoteControlService';
const PASSWORD = 'P@ssw0rd1';
const NETWORK_ID = 'Intel(r) AMT:WiFi Endpoint Settings ';
const HA1 = Buffer.alloc(16, 7).toString('base64');

type Act = (device: Surfaces) => unknown;

const names = fc.constantFrom('DESK001', 'desk-2', 'TR-0003');
const users = fc.constantFrom('operator', 'clerk', 'helpdesk');
const handles = fc.integer({ min: 1, max: 3 });
const lastOctets = fc.integer({ min: 1, max: 250 });

const acts: readonly fc.Arbitrary<Act>[] = [
  names.map(
    (name) => (d) => d.put('AMT_GeneralSettings', content({ ...d.read('AMT_GeneralSettings'), HostName: name })),
  ),
  names.map((name) => (d) => d.soap(NETWORK, 'SetHostName', `<HostName>${name}</HostName>`)),
  names.map((name) => (d) => {
    const hasPage = d.page('/fqdn.htm').includes('fqdnform');
    d.form(hasPage ? '/fqdnform' : '/ipform', { hostName: name, domainName: 'adatum.com', mode: 'dhcp' });
  }),
  users.map(
    (name) => (d) =>
      d.call(
        'AMT_AuthorizationService',
        'AddUserAclEntryEx',
        content({ DigestUsername: name, DigestPassword: HA1, AccessPermission: 2, Realms: 5 }),
      ),
  ),
  users.map((name) => (d) => {
    const user = `<DigestUser><Username>${name}</Username><DigestPassword>${HA1}</DigestPassword></DigestUser>`;
    const rights = '<AccessPermission>AnyAccessPermission</AccessPermission><Realms><Realm>5</Realm></Realms>';
    return d.soap(SECURITY, 'AddUserAclEntryEx', `<EntryEx>${user}${rights}</EntryEx>`);
  }),
  users.map(
    (username) => (d) => d.form('/userform', { username, password: PASSWORD, password2: PASSWORD, realm: '13' }),
  ),
  handles.map((handle) => (d) => d.call('AMT_AuthorizationService', 'RemoveUserAclEntry', content({ Handle: handle }))),
  handles.map((handle) => (d) => d.soap(SECURITY, 'RemoveUserAclEntry', `<Handle>${handle}</Handle>`)),
  handles.map((handle) => (d) => d.form('/aclform', { handle: String(handle), Disable: '1' })),
  fc.tuple(handles, fc.boolean()).map(
    ([Handle, Enabled]) =>
      (d) =>
        d.call('AMT_AuthorizationService', 'SetAclEnabledState', content({ Handle, Enabled })),
  ),
  fc.constantFrom(2, 4, 5, 7, 8, 10, 12).map((state) => (d) => {
    const host = reference('CIM_ComputerSystem', { CreationClassName: 'CIM_ComputerSystem', Name: 'ManagedSystem' });
    const inner = `${content({ PowerState: state })}<r:ManagedElement>${host}</r:ManagedElement>`;
    return d.call('CIM_PowerManagementService', 'RequestPowerStateChange', inner);
  }),
  fc
    .constantFrom(16, 17, 18, 19)
    .map(
      (command) => (d) =>
        d.soap(REMOTE_CONTROL, 'RemoteControl', `<Command>${command}</Command><IanaOemNumber>343</IanaOemNumber>`),
    ),
  fc.constantFrom('on', 'off', 'cycle', 'reset').map((power) => (d) => d.form('/PowerForm', { power, boot: 'normal' })),
  fc
    .constantFrom<HostView>({ isOn: true }, { isOn: false, sleepState: 3 }, { isOn: false, sleepState: 4 })
    .map((pc) => (d) => {
      d.pc = pc;
    }),
  lastOctets.map((octet) => (d) => {
    const addresses = { IPAddress: `10.0.0.${octet}`, SubnetMask: '255.255.255.0', DefaultGateway: '10.0.0.254' };
    const shared = Number(d.profile.release) >= 6 ? { IpSyncEnabled: false, SharedStaticIp: false } : {};
    const id = { InstanceID: 'Intel(r) AMT Ethernet Port Settings 0' };
    return d.put('AMT_EthernetPortSettings', content({ DHCPEnabled: false, ...addresses, ...shared }), id);
  }),
  lastOctets.map(
    (octet) => (d) =>
      d.form('/ipform', { mode: 'static', address: `10.0.0.${octet}`, mask: '255.255.255.0', hostName: 'DESK001' }),
  ),
  lastOctets.map((octet) => (d) => {
    const number = 0x0a_00_00_00 + octet;
    const parameters = `<LocalAddress>${number}</LocalAddress><SubnetMask>4294967040</SubnetMask>`;
    const inner = `<InterfaceMode>SEPARATE_MAC_ADDRESS</InterfaceMode><IPv4Parameters>${parameters}</IPv4Parameters>`;
    const descriptor = `<InterfaceDescriptor>${inner}</InterfaceDescriptor>`;
    return d.soap(NETWORK, 'SetInterfaceSettings', `<InterfaceHandle>0</InterfaceHandle>${descriptor}`);
  }),
  fc.constant((d) => d.form('/ipform', { mode: 'dhcp', hostName: 'DESK001' })),
  names.map((name) => (d) => {
    const network = { name, ssid: name, priority: String(name.length), security: '6', passPhrase: PASSWORD };
    d.form('/wlanform', { Add: '1', ...network });
  }),
  names.map((name) => (d) => d.remove('CIM_WiFiEndpointSettings', { InstanceID: `${NETWORK_ID}${name}` })),
  names.map((name) => (d) => d.form('/wlanform', { Remove: `${NETWORK_ID}${name}` })),
  fc.constantFrom(3, 32_768, 32_769).map((state) => (d) => d.form('/togglewlan', { state: String(state) })),
  fc
    .constantFrom(3, 32_768, 32_769)
    .map((RequestedState) => (d) => d.call('CIM_WiFiPort', 'RequestStateChange', content({ RequestedState }))),
  fc.constant((d) => d.form('/logform', { ClearLog: '1' })),
  fc.constant((d) => d.form('/logform', { SubmitFreeze: '1' })),
  fc.boolean().map((freeze) => (d) => d.call('AMT_MessageLog', 'FreezeLog', content({ Freeze: freeze }))),
  fc.constant((d) => d.call('AMT_MessageLog', 'ClearLog')),
  fc.constant(logBoot),
  fc.integer({ min: 0, max: 4 }).map((number) => (d) => d.form('/powerpolform', { policy: `SCHEME ${number}` })),
  fc.integer({ min: 0, max: 6 }).map((number) => (d) => {
    const [scheme] = d.list('AMT_SystemPowerScheme').slice(number);
    const guid = /SchemeGUID>([^<]*)/.exec(scheme ?? '')?.[1] ?? '';
    return d.soap(SECURITY, 'SetActivePowerPackage', `<PowerPackage>${guid}</PowerPackage>`);
  }),
];

/** One more record in the event log, as a boot leaves it. */
function logBoot(device: Surfaces): void {
  const record: EventRecord = {
    atSeconds: 1_200_000_000,
    deviceAddress: 255,
    sensorType: 15,
    eventType: 111,
    eventOffset: 2,
    sourceType: 104,
    severity: 1,
    sensorNumber: 255,
    entity: 34,
    entityInstance: 0,
    data: '4013000000000000',
  };
  const logged = logEvent(device.state, device.instant(), record);
  if (logged.ok) device.commit(logged.state, logged.effects);
}

/** The same facts, told by every surface that tells them. Undefined where a release does not have the surface. */
function disagreements(device: Surfaces): readonly string[] {
  const facts: readonly (readonly [what: string, ...told: readonly (string | undefined)[]])[] = [
    ['power', ...powerStates(device)],
    ['host name', device.state.network.hostName, ...hostNames(device)],
    ['users', ...usersOf(device)],
    ['address', ...addressesOf(device)],
    ['records', ...recordsOf(device)],
    ['slots of the log', ...slotsOf(device)],
    ['frozen', String(device.state.eventLog.frozen), device.read('AMT_MessageLog')['IsFrozen'], frozenOnPage(device)],
    ['power policy', ...policies(device)],
    ...(device.profile.capabilities.has('wireless') ? wireless(device) : []),
  ];
  return facts.flatMap(([what, ...told]) => {
    const known = new Set(told.filter((one) => one !== undefined));
    return known.size > 1 ? [`${what}: ${[...known].join(' / ')}`] : [];
  });
}

const sleepStates: Readonly<Record<string, string>> = { '2': '0', '4': '3', '7': '4', '8': '5' };
const powerWords: Readonly<Record<string, string>> = {
  On: '0',
  'Asleep (S3)': '3',
  'Hibernating (S4)': '4',
  'Off (S5)': '5',
};

function powerStates(device: Surfaces): readonly (string | undefined)[] {
  const { PowerState = '' } = device.read('CIM_AssociatedPowerManagementService');
  const web = ['/index.htm', '/power.htm'].map((path) => powerWords[cellOf(device.page(path), 'Power( state)?')]);
  return [
    String(device.pc.isOn ? 0 : (device.pc.sleepState ?? 5)),
    sleepStates[PowerState] ?? `CIM ${PowerState}`,
    device.soap(REMOTE_CONTROL, 'GetSystemPowerState', '', 'SystemPowerState'),
    ...web.map((state) => state ?? 'no state'),
  ];
}

function hostNames(device: Surfaces): readonly (string | undefined)[] {
  const page = ['/fqdn.htm', '/ip.htm']
    .map((path) => device.page(path))
    .find((text) => text.includes('name="hostName"'));
  return [
    device.read('AMT_GeneralSettings')['HostName'],
    device.soap(NETWORK, 'GetHostName', '', 'HostName'),
    /name="hostName" value="([^"]*)"/.exec(page ?? '')?.[1] ?? 'no field',
  ];
}

function usersOf(device: Surfaces): readonly (string | undefined)[] {
  const { users: entries } = device.state.accounts;
  const told = (list: readonly string[]): string => list.toSorted().join(' ');
  const listed = device.call('AMT_AuthorizationService', 'EnumerateUserAclEntries', content({ StartIndex: 1 }));
  const all = (listed['Handles'] ?? '').split('|').filter((handle) => handle !== '');
  const named = all.map(
    (Handle) =>
      device.call('AMT_AuthorizationService', 'GetUserAclEntryEx', content({ Handle }))['DigestUsername'] ?? '',
  );
  const accounts = device
    .list('CIM_Account')
    .map((text) => /UserID>([^<]*)/.exec(text)?.[1] ?? '')
    .filter((name) => name !== 'admin' && !name.startsWith('$$'));
  const page = [...device.page('/acl.htm').matchAll(/Remove (\w+)</g)].map(([, name = '']) => name);
  const hasAccounts = device.read('CIM_Account')['fault'] === undefined;
  return [
    told(entries.map(({ who }) => (who.kind === 'digest' ? who.username : who.sid))),
    told(named.filter((name) => !name.startsWith('$$'))),
    hasAccounts ? told(accounts) : undefined,
    told(page),
  ];
}

function addressesOf(device: Surfaces): readonly (string | undefined)[] {
  const { dhcpEnabled, fixed } = device.state.network;
  const soap = device.soap(NETWORK, 'GetInterfaceSettings', '<InterfaceHandle>0</InterfaceHandle>', 'LocalAddress');
  const octets = [24, 16, 8, 0].map((shift) => (Number(soap) >>> shift) & 0xff);
  const web = cellOf(device.page('/index.htm'), 'IP address');
  return [
    dhcpEnabled ? 'none' : fixed.address,
    device.wired('IPAddress') ?? 'none',
    soap === undefined ? undefined : soap === '0' ? 'none' : octets.join('.'),
    web,
  ];
}

function recordsOf(device: Surfaces): readonly (string | undefined)[] {
  const rows = /(\d+) of at most/.exec(device.page('/events.htm'))?.[1] ?? 'no count';
  return [
    String(device.state.eventLog.records.length),
    device.read('AMT_MessageLog')['CurrentNumberOfRecords'],
    String(device.list('AMT_EventLogEntry').length),
    String(readOut(device).records),
    rows,
  ];
}

/** What reading the log octet by octet gives: slots, some of which may be free, and the records among them. */
function readOut(device: Surfaces): { readonly slots: number; readonly records: number } {
  const read = content({ IterationIdentifier: 1, MaxReadRecords: device.profile.limits.eventRecords });
  const { RecordArray = '' } = device.call('AMT_MessageLog', 'GetRecords', read);
  const all = RecordArray.split('|').filter((record) => record !== '');
  return { slots: all.length, records: all.filter((record) => !/^A+=*$/.test(record)).length };
}

/** Slots that clearing has freed are read out by late releases only, and are no records anywhere. */
function slotsOf(device: Surfaces): readonly string[] {
  const { usedSlots } = device.state.features.alerts;
  const { length } = device.state.eventLog.records;
  const isRead = ['16.1', '18.0'].includes(device.profile.release);
  return [String(isRead ? Math.max(usedSlots, length) : length), String(readOut(device).slots)];
}

function frozenOnPage(device: Surfaces): string {
  return String(cellOf(device.page('/events.htm'), 'Logging') === 'stopped');
}

function policies(device: Surfaces): readonly (string | undefined)[] {
  const { schemes } = device.profile.power;
  const active = device.soap(SECURITY, 'GetActivePowerPackage', '', 'PowerPackage');
  const bySoap = schemes.find(({ guidHex }) => Buffer.from(guidHex, 'hex').toString('base64') === active);
  const chosen = /name="policy" value="([^"]*)"\s+checked/.exec(device.page('/powerpol.htm'))?.[1] ?? 'none chosen';
  const title = cellOf(device.page('/index.htm'), 'Power policy');
  return [
    device.state.power.schemeId,
    active === undefined ? undefined : (bySoap?.id ?? `package ${active}`),
    chosen,
    schemes.find(({ description }) => description === title)?.id ?? title,
  ];
}

function wireless(device: Surfaces): readonly (readonly [what: string, ...told: readonly (string | undefined)[]])[] {
  const page = device.page('/wlan.htm');
  const listed = device.list('CIM_WiFiEndpointSettings').map((text) => /ElementName>([^<]*)/.exec(text)?.[1] ?? '');
  const shown = [...page.matchAll(/Remove ([^<]+)</g)].map(([, name = '']) => name);
  const chosen = /name="state" value="(\d+)"\s+checked/.exec(page)?.[1] ?? 'none chosen';
  return [
    ['networks', listed.toSorted().join(' '), shown.toSorted().join(' ')],
    ['wireless', device.read('CIM_WiFiPort')['EnabledState'], chosen],
  ];
}

/** What stands beside a name in a table of facts. */
function cellOf(page: string, name: string): string {
  return new RegExp(`<th scope="row">${name}</th>\\s*<td>([^<]*)</td>`).exec(page)?.at(-1) ?? 'no row';
}

/** With the legacy services, and with everything that came later. */
const releases = ['6.2', '16.1'];

it('every one of these requests can change a device', () => {
  const idle = acts.flatMap((act, place) => {
    const tried = fc.sample(fc.tuple(fc.array(fc.oneof(...acts), { maxLength: 6 }), act), { numRuns: 400, seed: 1 });
    const isAble = tried.some(([before, last], run) => {
      const device = new Surfaces(releases[run % 2] ?? '');
      for (const one of before) one(device);
      const { state, pc } = device;
      last(device);
      return JSON.stringify(device.state) !== JSON.stringify(state) || device.pc !== pc;
    });
    return isAble ? [] : [place];
  });
  expect(idle).toEqual([]);
});

describe.each(['3.2.1', '5.2', '6.2', '11.8', '16.1'])('release %s', (release) => {
  it('tells the same of itself over WS-Management, the legacy services and the web pages', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...acts), { minLength: 1, maxLength: 8 }), (sequence) => {
        const device = new Surfaces(release);
        for (const act of sequence) {
          act(device);
          expect(disagreements(device)).toEqual([]);
        }
        expect(device.codes().filter((code) => code.startsWith('defect'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
