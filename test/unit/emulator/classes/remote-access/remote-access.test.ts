import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { subcode } from '../../wsman/asked.ts';
import { create, invoke, put, remove, selectors } from '../../wsman/requests.ts';
import { AMT_URI, AskedDevice } from '../network/asked-device.ts';

const amt = new AMT.Messages();
const CIM_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
const SERVICE = `${AMT_URI}AMT_RemoteAccessService`;
const SERVER = `${AMT_URI}AMT_ManagementPresenceRemoteSAP`;
const POLICY = `${AMT_URI}AMT_RemoteAccessPolicyRule`;
const APPLIES = `${AMT_URI}AMT_RemoteAccessPolicyAppliesToMPS`;
const CREDENTIALS = `${AMT_URI}AMT_MPSUsernamePassword`;
const SECRET = 'Sesame 1';

let device: AskedDevice;

beforeEach(() => {
  device = new AskedDevice();
});

function addServer(accessInfo: string, infoFormat = 201, more: Readonly<Record<string, string>> = {}): string {
  const given = { AccessInfo: accessInfo, InfoFormat: `${infoFormat}`, Port: '4433', AuthMethod: '2' };
  const values: Record<string, string> = { ...given, Username: 'admin', Password: SECRET, ...more };
  const content = Object.entries(values).map(([name, value]) => `<r:${name}>${value}</r:${name}>`);
  return invoke(SERVICE, 'AddMpServer', content.join(''));
}

function servers(element: string, numbers: readonly number[]): string {
  const uri = `<w:ResourceURI>${SERVER}</w:ResourceURI>`;
  return numbers
    .map((number) => {
      const name = `<w:Selector Name="Name">Intel(r) AMT:Management Presence Server ${number}</w:Selector>`;
      const parameters = `<a:ReferenceParameters>${uri}<w:SelectorSet>${name}</w:SelectorSet></a:ReferenceParameters>`;
      return `<r:${element}><a:Address>/wsman</a:Address>${parameters}</r:${element}>`;
    })
    .join('');
}

function addPolicy(
  trigger: number,
  extendedData: string,
  external: readonly number[],
  internal: readonly number[] = [],
): string {
  const content =
    `<r:Trigger>${trigger}</r:Trigger><r:TunnelLifeTime>0</r:TunnelLifeTime>` +
    `<r:ExtendedData>${extendedData}</r:ExtendedData>` +
    servers('MpServer', external) +
    servers('InternalMpServer', internal);
  return invoke(SERVICE, 'AddRemoteAccessPolicyRule', content);
}

/** Every 25 seconds. */
const EVERY_25_SECONDS = 'AAAAAAAAABk=';

describe('AMT_RemoteAccessService', () => {
  it('adds the server of another console under the recorded name and answers with its reference', () => {
    const server = {
      AccessInfo: '192.0.2.8',
      InfoFormat: 3,
      Port: 4433,
      AuthMethod: 2,
      Username: 'test',
      Password: SECRET,
    };
    const body = device.body(amt.RemoteAccessService.AddMPS({ ...server, CommonName: '192.0.2.8' } as never));
    expect(body).toContain('<c:Selector Name="Name">Intel(r) AMT:Management Presence Server 0</c:Selector>');
    expect(body).toMatch(/<g:ReturnValue>0<\/g:ReturnValue><\/g:AddMpServer_OUTPUT>$/);
    expect(device.values(SERVER)).toEqual([
      'AccessInfo 192.0.2.8',
      'CN 192.0.2.8',
      'CreationClassName AMT_ManagementPresenceRemoteSAP',
      'ElementName Intel(r) AMT:Management Presence Server',
      'InfoFormat 3',
      'Name Intel(r) AMT:Management Presence Server 0',
      'Port 4433',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
    ]);
    expect(device.values(CREDENTIALS)).toEqual(['InstanceID Intel(r) AMT:MPS Username Password 0', 'RemoteID test']);
    const context = device.items(`${AMT_URI}AMT_RemoteAccessCredentialContext`)[0]?.xml ?? '';
    expect(context).toContain('Intel(r) AMT:MPS Username Password 0');
  });

  it('has every server available to the system that it names, and every policy in its own', () => {
    device.returns(addServer('mps.adatum.com'));
    device.returns(addPolicy(2, EVERY_25_SECONDS, [0]));
    const namesIn = (xml = ''): readonly string[] =>
      [...xml.matchAll(/<c:Selector Name="(?:Name|PolicyRuleName)">([^<]*)</g)].map(([, name = '']) => name);
    const available = device.items(`${CIM_URI}CIM_RemoteAccessAvailableToElement`);
    expect(available.map(({ xml }) => namesIn(xml).toSorted())).toEqual([
      ['Intel(r) AMT', 'Intel(r) AMT:Management Presence Server 0'],
    ]);
    const rules = device.items(`${CIM_URI}CIM_PolicyRuleInSystem`).map(({ xml }) => namesIn(xml));
    expect(rules).toContainEqual(['Intel(r) AMT', 'Periodic']);
  });

  it('refuses servers that are malformed, known already or too many', () => {
    expect(device.returns(addServer('192.0.2.8'))).toBe(36);
    expect(device.returns(addServer('mps.adatum.com', 3))).toBe(36);
    expect(device.returns(addServer('mps.adatum.com', 201, { Password: '' }))).toBe(36);
    expect(device.returns(addServer('mps.adatum.com', 201, { AuthMethod: '1' }))).toBe(36);
    expect(device.returns(addServer('mps.adatum.com', 201, { Port: '0' }))).toBe(36);
    expect(device.returns(addServer('mps0.adatum.com'))).toBe(0);
    expect(device.returns(addServer('mps0.adatum.com'))).toBe(2058);
    for (let number = 1; number <= 5; number += 1) expect(device.returns(addServer(`mps${number}.adatum.com`))).toBe(0);
    expect(device.returns(addServer('mps6.adatum.com'))).toBe(23);
    expect(device.bench.codes().at(-1)).toBe('remote-access.server.full');
  });

  it('gives the lowest free number again', () => {
    for (const name of ['a.adatum.com', 'b.adatum.com']) device.ask(addServer(name));
    device.ask(remove(SERVER, selectors({ Name: 'Intel(r) AMT:Management Presence Server 0' })));
    expect(device.body(addServer('c.adatum.com'))).toContain('Management Presence Server 0');
    expect(device.items(SERVER)).toHaveLength(2);
  });

  it('never shows a password, and keeps what it was told in NVRAM', () => {
    device.ask(addServer('mps.adatum.com'));
    const shown = [device.items(SERVER), device.items(CREDENTIALS), device.bench.decisions, device.bench.events];
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(decodeSnapshot(encodeSnapshot(device.bench.state))).toEqual(device.bench.state);
  });

  it('says that no tunnel is open, where the release can say it', () => {
    expect(device.returns(invoke(SERVICE, 'CloseRemoteAccessConnection', ''))).toBe(16);
    expect(device.values(SERVICE)).not.toContain('IsRemoteTunnelConnected false');
    const later = new AskedDevice('18.0').values(SERVICE);
    expect(later).toEqual([
      'CreationClassName AMT_RemoteAccessService',
      'ElementName Intel(r) AMT Remote Access Service',
      'IsRemoteTunnelConnected false',
      'Name Intel(r) AMT Remote Access Service',
      'RemoteTunnelKeepAliveTimeout 4294967295',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
    ]);
  });

  it('does not exist before release 4', () => {
    expect(subcode(new AskedDevice('3.2.1').ask(addServer('mps.adatum.com')))).toBe('b:DestinationUnreachable');
  });
});

describe('AMT_RemoteAccessPolicyRule', () => {
  beforeEach(() => {
    for (const name of ['a.adatum.com', 'b.adatum.com', 'c.adatum.com']) device.ask(addServer(name));
  });

  it('reads as recorded, its spelling included, when another console added it', () => {
    const rule = { Trigger: 2, TunnelLifeTime: 0, ExtendedData: EVERY_25_SECONDS };
    const selector = { name: 'Name', value: 'Intel(r) AMT:Management Presence Server 0' };
    const body = device.body(amt.RemoteAccessService.AddRemoteAccessPolicyRule(rule as never, selector));
    expect(body).toContain('<c:Selector Name="PolicyRuleName">Periodic</c:Selector>');
    expect(device.values(POLICY)).toEqual([
      'CreationClassName AMT_RemoteAccessPolicyRule',
      'ElementName Inte(r) AMT:Remote Access Policy',
      `ExtendedData ${EVERY_25_SECONDS}`,
      'PolicyRuleName Periodic',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
      'Trigger 2',
      'TunnelLifeTime 0',
    ]);
  });

  it('exists once for each trigger, for at most three triggers and two servers', () => {
    expect(device.returns(addPolicy(0, '', [0, 1, 2]))).toBe(36);
    expect(device.returns(addPolicy(0, '', []))).toBe(36);
    expect(device.returns(addPolicy(0, '', [5]))).toBe(36);
    expect(device.returns(addPolicy(4, '', [0]))).toBe(36);
    expect(device.returns(addPolicy(0, '', [0]))).toBe(0);
    expect(device.returns(addPolicy(0, '', [1]))).toBe(2058);
    expect(device.returns(addPolicy(1, '', [0]))).toBe(0);
    expect(device.returns(addPolicy(2, EVERY_25_SECONDS, [0]))).toBe(0);
    expect(device.returns(addPolicy(3, '', [0]))).toBe(23);
    expect(device.ask(remove(POLICY, selectors({ PolicyRuleName: 'Alert' }))).status).toBe(200);
    expect(device.items(POLICY)).toHaveLength(2);
  });

  it('takes a number of seconds or a time of day for a periodic trigger, and nothing else', () => {
    const data = (...numbers: readonly number[]): string => {
      const bytes = Buffer.alloc(numbers.length * 4);
      for (const [place, number] of numbers.entries()) bytes.writeUInt32BE(number, place * 4);
      return bytes.toString('base64');
    };
    for (const wrong of [data(), data(0), data(2, 1), data(1, 24, 0), data(1, 23, 60), data(1, 23)])
      expect(device.returns(addPolicy(2, wrong, [0]))).toBe(36);
    expect(device.returns(addPolicy(2, data(1, 23, 59), [0]))).toBe(0);
  });

  it('applies to servers from outside, inside or both, in an order that a Put changes with an empty answer', () => {
    device.ask(addPolicy(0, '', [0, 1], [1]));
    const applied = (): readonly string[] => device.items(APPLIES).map(({ xml }) => xml);
    expect(applied().map((xml) => /MpsType>(\d)/.exec(xml)?.[1])).toEqual(['0', '2']);
    const references = servers('ManagedElement', [0]);
    const rule = `<r:PolicySet><a:Address>/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>${POLICY}</w:ResourceURI><w:SelectorSet><w:Selector Name="PolicyRuleName">User Initiated</w:Selector></w:SelectorSet></a:ReferenceParameters></r:PolicySet>`;
    const content = `${references}<r:MpsType>2</r:MpsType><r:OrderOfAccess>7</r:OrderOfAccess>${rule}`;
    const answer = device.ask(put(APPLIES, content));
    expect(answer.text).toContain('<a:Body></a:Body>');
    expect(answer.text).toContain('transfer/PutResponse');
    expect(applied().at(-1)).toContain('Server 0');
    expect(applied().at(-1)).toContain('<h:OrderOfAccess>7</h:OrderOfAccess>');
    expect(device.ask(put(APPLIES, content.replace('<r:MpsType>2', '<r:MpsType>3'))).status).toBe(400);
  });

  it('takes one more server on Create, within its room, and drops it on Delete', () => {
    device.ask(addPolicy(0, '', [0]));
    const rule = `<r:PolicySet><a:Address>/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>${POLICY}</w:ResourceURI><w:SelectorSet><w:Selector Name="PolicyRuleName">User Initiated</w:Selector></w:SelectorSet></a:ReferenceParameters></r:PolicySet>`;
    const joining = (number: number): string => create(APPLIES, servers('ManagedElement', [number]) + rule);
    expect(device.body(joining(1))).toContain('<g:ResourceCreated>');
    expect(subcode(device.ask(joining(1)))).toBe('e:AlreadyExists');
    expect(device.ask(joining(2)).text).toContain('AMT-STATUS 23');
    expect(subcode(device.ask(joining(9)))).toBe('d:InvalidRepresentation');
    expect(device.items(APPLIES)).toHaveLength(2);
    const end = servers('EndpointReference', [0]).replaceAll('r:EndpointReference', 'a:EndpointReference');
    const named = `<w:SelectorSet><w:Selector Name="ManagedElement">${end}</w:Selector></w:SelectorSet>`;
    expect(device.ask(remove(APPLIES, named)).status).toBe(200);
    expect(device.items(APPLIES).map(({ xml }) => /Server \d/.exec(xml)?.[0])).toEqual(['Server 1']);
  });

  it('forgets a server that is gone', () => {
    device.ask(addPolicy(0, '', [0, 1]));
    device.ask(remove(SERVER, selectors({ Name: 'Intel(r) AMT:Management Presence Server 0' })));
    expect(device.items(APPLIES)).toHaveLength(1);
  });
});

describe('AMT_MPSUsernamePassword', () => {
  it('is written with an empty answer, as recorded, and keeps its password out of sight', () => {
    device.ask(addServer('mps.adatum.com'));
    const answer = device.ask(put(CREDENTIALS, `<r:RemoteID>server15</r:RemoteID><r:Secret>Other 1</r:Secret>`));
    expect(answer.text).toContain('<a:Body></a:Body>');
    expect(device.values(CREDENTIALS)).toEqual([
      'InstanceID Intel(r) AMT:MPS Username Password 0',
      'RemoteID server15',
    ]);
    expect(device.bench.state.features.remoteAccess.servers[0]?.password).toBe('Other 1');
    expect(subcode(device.ask(put(CREDENTIALS, '<r:Secret></r:Secret>')))).toBe('d:InvalidRepresentation');
  });
});

describe('AMT_RemoteAccessCapabilities', () => {
  it('says what there is room for, as recorded; proxies from release 11.8 on', () => {
    const uri = `${AMT_URI}AMT_RemoteAccessCapabilities`;
    expect(device.values(uri)).toEqual([
      'ElementName Intel(r) AMT:Remote Access Capabilities',
      'InstanceID Intel(r) AMT:Remote Access Capabilities',
      'MaxMpsPerPolicy 2',
      'MaxTotalMpServers 6',
      'MaxTotalPolicies 3',
      'MaxTotalProxyEntryPoints 15',
    ]);
    expect(new AskedDevice('10.0').values(uri)).toHaveLength(5);
  });
});

describe('AMT_UserInitiatedConnectionService', () => {
  const uri = `${AMT_URI}AMT_UserInitiatedConnectionService`;

  it('shows the interfaces that it was asked for, and refuses other states', () => {
    expect(device.values(uri)).toContain('EnabledState 32771');
    expect(device.returns(amt.UserInitiatedConnectionService.RequestStateChange(32_768))).toBe(0);
    expect(device.values(uri)).toContain('EnabledState 32768');
    expect(device.returns(invoke(uri, 'RequestStateChange', '<r:RequestedState>2</r:RequestedState>'))).toBe(5);
  });
});
