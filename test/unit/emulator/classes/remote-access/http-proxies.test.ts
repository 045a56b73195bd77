import { beforeEach, describe, expect, it } from 'vitest';
import { subcode } from '../../wsman/asked.ts';
import { get, invoke, put, remove, selectors } from '../../wsman/requests.ts';
import { AskedDevice, IPS_URI } from '../network/asked-device.ts';

const SERVICE = `${IPS_URI}IPS_HTTPProxyService`;
const PROXY = `${IPS_URI}IPS_HTTPProxyAccessPoint`;

let device: AskedDevice;

beforeEach(() => {
  device = new AskedDevice();
});

function add(accessInfo: string, infoFormat = 201, port = 8080): string {
  const content =
    `<r:AccessInfo>${accessInfo}</r:AccessInfo><r:InfoFormat>${infoFormat}</r:InfoFormat>` +
    `<r:Port>${port}</r:Port><r:NetworkDnsSuffix>adatum.com</r:NetworkDnsSuffix>`;
  return invoke(SERVICE, 'AddProxyAccessPoint', content);
}

describe('IPS_HTTPProxyService', () => {
  it('answers with a reference to the proxy, as recorded', () => {
    device.ask(add('proxy0.adatum.com'));
    expect(device.body(add('proxy1.adatum.com'))).toBe(
      '<g:AddProxyAccessPoint_OUTPUT><g:ProxyAccessPoint>' +
        '<b:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</b:Address>' +
        `<b:ReferenceParameters><c:ResourceURI>${PROXY}</c:ResourceURI><c:SelectorSet>` +
        '<c:Selector Name="CreationClassName">IPS_HTTPProxyAccessPoint</c:Selector>' +
        '<c:Selector Name="Name">Intel(r) ME:HTTP Proxy Access Point 1</c:Selector>' +
        '<c:Selector Name="SystemCreationClassName">CIM_ComputerSystem</c:Selector>' +
        '<c:Selector Name="SystemName">Intel(r) AMT</c:Selector>' +
        '</c:SelectorSet></b:ReferenceParameters></g:ProxyAccessPoint>' +
        '<g:ReturnValue>0</g:ReturnValue></g:AddProxyAccessPoint_OUTPUT>',
    );
  });

  it('answers a proxy that it has already with 2058 and a reference to nothing, as recorded', () => {
    device.ask(add('proxy.adatum.com'));
    expect(device.body(add('proxy.adatum.com'))).toBe(
      '<g:AddProxyAccessPoint_OUTPUT><g:ProxyAccessPoint><b:Address>default</b:Address>' +
        '<b:ReferenceParameters><c:ResourceURI></c:ResourceURI><c:SelectorSet></c:SelectorSet>' +
        '</b:ReferenceParameters></g:ProxyAccessPoint><g:ReturnValue>2058</g:ReturnValue></g:AddProxyAccessPoint_OUTPUT>',
    );
  });

  it('refuses addresses that are not of their form, and the sixteenth proxy', () => {
    expect(device.returns(add('192.0.2.1', 201))).toBe(36);
    expect(device.returns(add('proxy.adatum.com', 4))).toBe(36);
    expect(device.returns(add('proxy.adatum.com', 201, 0))).toBe(36);
    for (let number = 1; number <= 15; number += 1) expect(device.returns(add(`192.0.2.${number}`, 3))).toBe(0);
    expect(device.returns(add('192.0.2.99', 3))).toBe(23);
  });

  it('remembers whether host software may add proxies', () => {
    expect(device.body(put(SERVICE, '<r:SyncEnabled>true</r:SyncEnabled>'))).toContain('<g:SyncEnabled>true<');
  });

  it('came with release 11.8', () => {
    expect(subcode(new AskedDevice('10.0').ask(get(SERVICE)))).toBe('b:DestinationUnreachable');
    expect(new AskedDevice('11.8').ask(get(SERVICE)).status).toBe(200);
  });
});

describe('IPS_HTTPProxyAccessPoint', () => {
  const second = selectors({ Name: 'Intel(r) ME:HTTP Proxy Access Point 1' });

  it('takes no argument of UpdatePriority, as published', () => {
    device.ask(add('a.adatum.com'));
    const keys = selectors({ Name: 'Intel(r) ME:HTTP Proxy Access Point 0' });
    const answer = device.ask(invoke(PROXY, 'UpdatePriority', '<r:Priority>0</r:Priority>', keys));
    expect(subcode(answer)).toBe('e:SchemaValidationError');
  });

  it('moves before every other on UpdatePriority, and is forgotten on Delete', () => {
    for (const name of ['a.adatum.com', 'b.adatum.com']) device.ask(add(name));
    expect(device.returns(invoke(PROXY, 'UpdatePriority', '', second))).toBe(0);
    expect(
      device.returns(invoke(PROXY, 'UpdatePriority', '', selectors({ Name: 'Intel(r) ME:HTTP Proxy Access Point 0' }))),
    ).toBe(0);
    expect(device.items(PROXY).map(({ values }) => values.find((value) => value.startsWith('Priority')))).toEqual([
      'Priority 2',
      'Priority 1',
    ]);
    expect(device.ask(remove(PROXY, second)).status).toBe(200);
    expect(device.items(PROXY)).toHaveLength(1);
  });
});
