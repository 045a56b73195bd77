import { beforeEach, describe, expect, it } from 'vitest';

import { endPolicies, nextPolicyEndMs } from '../../../../../emulator/device/protection/system-defense.ts';
import { detail, subcode } from '../../wsman/asked.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench, content, reference } from '../security/class-bench.ts';

const FILTER = 'AMT_IPHeadersFilter';
const POLICY = 'AMT_SystemDefensePolicy';
const ON_PORT = 'AMT_NetworkPortSystemDefensePolicy';
const PORT = reference('CIM_EthernetPort', { DeviceID: 'Intel(r) AMT Ethernet Port 0' });
const NO_HANDLE = 'Intel(r) AMT:System Defense Policy 99';

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
});

type Fields = Readonly<Record<string, string | number | boolean>>;

function addFilter(name: string, more: Fields = {}): string {
  const base = { ActionEventOnMatch: false, FilterDirection: 1, FilterProfile: 1, Name: name };
  return bodyOf(device.create(FILTER, content({ ...base, ...more })).text);
}

function policyContent(name: string, precedence: number, filters: readonly string[] = []): string {
  const flags = ['RxDefaultCount', 'RxDefaultDrop', 'RxDefaultMatchEvent', 'TxDefaultCount', 'TxDefaultDrop'];
  const base = Object.fromEntries([...flags, 'TxDefaultMatchEvent'].map((flag) => [flag, flag === 'RxDefaultDrop']));
  const handles = filters.map((handle) => `<r:FilterCreationHandles>${handle}</r:FilterCreationHandles>`).join('');
  return content({ ...base, PolicyName: name, PolicyPrecedence: precedence }) + handles;
}

/** Adds a policy; gives its InstanceID. */
function addPolicy(name: string, precedence: number, filters: readonly string[] = []): string {
  const text = bodyOf(device.create(POLICY, policyContent(name, precedence, filters)).text);
  return /InstanceID">([^<]*)/.exec(text)?.[1] ?? text;
}

function layOnPort(policy: string, enabled: boolean, className = ON_PORT): ReturnType<ClassBench['create']> {
  const ends = `<r:Antecedent>${reference(POLICY, { InstanceID: policy })}</r:Antecedent><r:Dependent>${PORT}</r:Dependent>`;
  return device.create(className, ends + content({ Enabled: enabled }));
}

function associated(policy: string): string {
  const end = (name: string, inner: string): string =>
    `<w:Selector Name="${name}"><a:EndpointReference>${inner}</a:EndpointReference></w:Selector>`;
  return end('Antecedent', reference(POLICY, { InstanceID: policy }));
}

describe('filters', () => {
  it('are made, read back and taken away', () => {
    const created = addFilter('web', { HdrIPVersion: 4, HdrProtocolID: 6, HdrDestPortStart: 80, HdrDestPortEnd: 80 });
    expect(created).toMatch(/ResourceCreated.*InstanceID">Intel\(r\) AMT:System Defense Filter 1<.*Name">web</s);
    expect(device.read(FILTER)).toEqual({
      ActionEventOnMatch: 'false',
      CreationClassName: FILTER,
      FilterDirection: '1',
      FilterProfile: '1',
      HdrDestPortEnd: '80',
      HdrDestPortStart: '80',
      HdrIPVersion: '4',
      HdrProtocolID: '6',
      InstanceID: 'Intel(r) AMT:System Defense Filter 1',
      IsNegated: 'false',
      Name: 'web',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    });
    expect(bodyOf(device.remove(FILTER, { Name: 'web' }).text)).toBe('');
    expect(device.list(FILTER)).toEqual([]);
  });

  it.each([
    ['a direction that there is not', { FilterDirection: 2 }],
    ['a profile that there is not', { FilterProfile: 5 }],
    ['a limit without a rate', { FilterProfile: 2 }],
    ['an address of the other length', { HdrIPVersion: 6, HdrDestAddress: 'c6336405' }],
    ['a version that there is not', { HdrIPVersion: 5 }],
    ['ports that end before they begin', { HdrSrcPortStart: 20, HdrSrcPortEnd: 10 }],
  ])('are refused with %s', (_what, wrong: Fields) => {
    expect(addFilter('web', wrong)).toContain('d:InvalidRepresentation');
    expect(device.commits).toBe(0);
  });

  it('have a name of their own, and are no more than there is room for', () => {
    addFilter('0');
    expect(addFilter('0')).toContain('e:AlreadyExists');
    const refused = Array.from({ length: 32 }, (_none, index) => addFilter(String(index + 1))).filter((text) =>
      text.includes('AMT-STATUS 23'),
    );
    expect(refused).toHaveLength(1);
    expect(device.list(FILTER)).toHaveLength(32);
  });

  it('of Ethernet match addresses of six octets', () => {
    const base = { ActionEventOnMatch: true, FilterDirection: 0, FilterProfile: 4, HdrProtocolID8021: 2054 };
    const make = (more: Fields): string =>
      subcode(device.create('AMT_Hdr8021Filter', content({ ...base, Name: 'arp', ...more })));
    expect(make({ HdrSrcMACAddr8021: 'AAECAwQ=' })).toBe('d:InvalidRepresentation');
    expect(make({ HdrPriorityValue8021: 8 })).toBe('d:InvalidRepresentation');
    expect(make({ HdrSrcMACAddr8021: 'AAECAwQF' })).toBe('');
    expect(device.read('AMT_Hdr8021Filter')['HdrSrcMACAddr8021']).toBe('AAECAwQF');
  });
});

describe('policies', () => {
  it('hold filters that exist, each once', () => {
    addFilter('web');
    expect(addPolicy('open', 1, ['2'])).toContain('d:InvalidRepresentation');
    expect(addPolicy('open', 1, ['1', '1'])).toContain('d:InvalidRepresentation');
    expect(addPolicy('open', 1, ['1'])).toBe('Intel(r) AMT:System Defense Policy 2');
    expect(device.list('AMT_FilterInSystemDefensePolicy')).toHaveLength(1);
    expect(device.list('AMT_SystemDefensePolicyInService')).toHaveLength(1);
  });

  it('keep their filters from being deleted', () => {
    addFilter('web');
    const policy = addPolicy('open', 1, ['1']);
    expect(detail(device.remove(FILTER, { Name: 'web' }))).toBe('AMT-STATUS 1');
    expect(device.remove(POLICY, { InstanceID: policy }).status).toBe(200);
    expect(device.remove(FILTER, { Name: 'web' }).status).toBe(200);
  });

  it('are changed by Put, but not in name', () => {
    const policy = addPolicy('open', 1);
    const text = bodyOf(device.put(POLICY, policyContent('closed', 7), { InstanceID: policy }).text);
    expect(text).toContain('<g:PolicyName>open</g:PolicyName><g:PolicyPrecedence>7</g:PolicyPrecedence>');
    const unknown = device.put(POLICY, policyContent('open', 7, ['9']), { InstanceID: policy });
    expect(subcode(unknown)).toBe('d:InvalidRepresentation');
  });

  it('remember how long they are in force', () => {
    const policy = addPolicy('open', 1);
    expect(device.call(POLICY, 'SetTimeout', content({ Timeout: 90 }), { InstanceID: policy })['ReturnValue']).toBe(
      '0',
    );
    expect(device.call(POLICY, 'GetTimeout', '', { InstanceID: policy })).toEqual({ Timeout: '90', ReturnValue: '0' });
    expect(device.call(POLICY, 'SetTimeout', content({ Timeout: 65_536 }), { InstanceID: policy })['ReturnValue']).toBe(
      '1',
    );
  });
});

describe('policies on the port', () => {
  it('are in force by precedence, and only when switched on', () => {
    const [low, high] = [addPolicy('low', 1), addPolicy('high', 9)];
    layOnPort(low, true);
    layOnPort(high, false);
    const active = (): readonly string[] => device.list(ON_PORT).map((item) => /<h:Active>(\w+)/.exec(item)?.[1] ?? '');
    expect(active()).toEqual(['true', 'false']);
    expect(device.put(ON_PORT, content({ Enabled: true }), {}).status).toBe(400);
    const keys = `<w:SelectorSet>${associated(high)}</w:SelectorSet>`;
    const uri = `http://intel.com/wbem/wscim/1/amt-schema/1/${ON_PORT}`;
    const ends = `<r:Antecedent>${reference(POLICY, { InstanceID: high })}</r:Antecedent><r:Dependent>${PORT}</r:Dependent>`;
    const enabled = `<r:${ON_PORT} xmlns:r="${uri}">${ends}<r:Enabled>true</r:Enabled></r:${ON_PORT}>`;
    device.ask(envelopeOf('Put', uri, keys, enabled));
    expect(active()).toEqual(['false', 'true']);
    device.ask(envelopeOf('Delete', uri, keys, ''));
    expect(active()).toEqual(['true']);
  });

  it('name a policy and a port that exist', () => {
    expect(subcode(layOnPort(NO_HANDLE, true))).toBe('d:InvalidRepresentation');
    const policy = addPolicy('open', 1);
    const twice = `<r:Antecedent>${PORT}</r:Antecedent><r:Dependent>${PORT}</r:Dependent>`;
    expect(subcode(device.create(ON_PORT, twice))).toBe('d:InvalidRepresentation');
    layOnPort(policy, true);
    expect(subcode(layOnPort(policy, true))).toBe('e:AlreadyExists');
    expect(detail(device.remove(POLICY, { InstanceID: policy }))).toBe('AMT-STATUS 1');
  });

  it('are one for each other owner', () => {
    const [one, other] = [addPolicy('one', 1), addPolicy('other', 2)];
    const owners = ['AMT_AgentPresenceInterfacePolicy', 'AMT_EnvironmentDetectionInterfacePolicy'];
    expect(owners.map((name) => subcode(layOnPort(one, false, name)))).toEqual(['', '']);
    expect(owners.map((name) => subcode(layOnPort(other, false, name)))).toEqual([
      'e:AlreadyExists',
      'e:AlreadyExists',
    ]);
  });

  it('end when their time is over, counted from when they were switched on', async () => {
    const policy = addPolicy('open', 1);
    device.call(POLICY, 'SetTimeout', content({ Timeout: 5 }), { InstanceID: policy });
    layOnPort(policy, true);
    expect(nextPolicyEndMs(device.state)).toBe(device.clock.nowMs() + 300_000);
    await device.clock.advance(300_000);
    const step = endPolicies(device.state, device.instant());
    device.commit(step.ok ? step.state : device.state, []);
    expect(device.list(ON_PORT)[0]).toContain('<h:Enabled>false</h:Enabled>');
    expect(nextPolicyEndMs(device.state)).toBeUndefined();
  });

  it('have counters from UpdateStatistics on, while they are in force', () => {
    addFilter('web');
    const policy = addPolicy('open', 1, ['1']);
    const update = (): string | undefined =>
      device.call(
        POLICY,
        'UpdateStatistics',
        `<r:NetworkInterface>${PORT}</r:NetworkInterface>${content({ ResetOnRead: false })}`,
        { InstanceID: policy },
      )['ReturnValue'];
    expect(update()).toBe('1');
    layOnPort(policy, true);
    expect(device.list('AMT_ActiveFilterStatistics')).toEqual([]);
    expect([update(), update()]).toEqual(['0', '0']);
    const [counted] = device.list('AMT_ActiveFilterStatistics');
    expect(counted).toContain('<h:FilterMatched>false</h:FilterMatched>');
    expect(counted).toContain('<h:ReadCount>2</h:ReadCount>');
    expect(counted).toContain('AMT_FilterInSystemDefensePolicy</c:ResourceURI>');
  });
});

describe('the worm heuristic', () => {
  it('has settings and state on early releases, and is gone later', () => {
    const early = new ClassBench('3.2.1');
    const change = content({ Enabled: true, EncounterTimeout: 30, BlockAll: true });
    const text = bodyOf(early.put('AMT_HeuristicPacketFilterSettings', change).text);
    expect(text).toContain('<g:BlockAll>true</g:BlockAll>');
    expect(early.read('AMT_HeuristicPacketFilterStatistics')['State']).toBe('0');
    const reset = (name: string): unknown =>
      early.call('AMT_HeuristicPacketFilterStatistics', 'ResetSelectedStats', content({ SelectedStatistics: name }));
    expect([reset('State'), reset('Weather')]).toEqual([{ ReturnValue: '0' }, { ReturnValue: '1' }]);
    expect(device.read('AMT_HeuristicPacketFilterSettings')).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});

function envelopeOf(action: string, uri: string, header: string, body: string): string {
  return (
    '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ' +
    'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><Header>' +
    `<a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/${action}</a:Action><a:To>/wsman</a:To>` +
    `<w:ResourceURI>${uri}</w:ResourceURI><a:MessageID>7</a:MessageID>${header}</Header><Body>${body}</Body></Envelope>`
  );
}
