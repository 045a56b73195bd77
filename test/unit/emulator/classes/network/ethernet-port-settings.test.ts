import { beforeEach, describe, expect, it } from 'vitest';
import { subcode } from '../../wsman/asked.ts';
import { create, invoke, put, selectors } from '../../wsman/requests.ts';
import { AMT_URI, AskedDevice, CIM_URI, IPS_URI } from './asked-device.ts';

const URI = `${AMT_URI}AMT_EthernetPortSettings`;
const WIRED = selectors({ InstanceID: 'Intel(r) AMT Ethernet Port Settings 0' });
const WIRELESS = selectors({ InstanceID: 'Intel(r) AMT Ethernet Port Settings 1' });

let device: AskedDevice;

beforeEach(() => {
  device = new AskedDevice();
});

function namesOf(asked: AskedDevice, number: number): readonly string[] | undefined {
  return asked.items(URI)[number]?.values.map((value) => value.split(' ')[0] ?? '');
}

function preferEngine(seconds: number, header = WIRELESS): number | undefined {
  const content = `<r:LinkPreference>1</r:LinkPreference><r:Timeout>${seconds}</r:Timeout>`;
  return device.returns(invoke(URI, 'SetLinkPreference', content, header));
}

describe('AMT_EthernetPortSettings', () => {
  it('shows of each interface what published recordings of release 16 show', () => {
    const [wired, wireless] = device.items(URI);
    expect(wired?.values).toEqual([
      'DHCPEnabled true',
      'ElementName Intel(r) AMT Ethernet Port Settings',
      'InstanceID Intel(r) AMT Ethernet Port Settings 0',
      'IpSyncEnabled true',
      'LinkIsUp false',
      'LinkPolicy 1',
      'LinkPolicy 14',
      'LinkPolicy 16',
      'MACAddress 00-1e-67-00-00-01',
      'PhysicalConnectionType 0',
      'SharedDynamicIP true',
      'SharedMAC true',
      'SharedStaticIp true',
    ]);
    expect(wireless?.values).toEqual([
      'ConsoleTcpMaxRetransmissions 5',
      'DHCPEnabled true',
      'ElementName Intel(r) AMT Ethernet Port Settings',
      'InstanceID Intel(r) AMT Ethernet Port Settings 1',
      'LinkControl 1',
      'LinkIsUp false',
      'LinkPolicy 1',
      'LinkPolicy 14',
      'LinkPolicy 16',
      'LinkPreference 2',
      'MACAddress 00-1e-67-00-00-02',
      'PhysicalConnectionType 3',
      'SharedMAC true',
      'WLANLinkProtectionLevel 1',
    ]);
  });

  it('has no wireless interface on desktops of 2008, and no property that came later', () => {
    const early = new AskedDevice('3.2.1');
    expect(early.items(URI)).toHaveLength(1);
    expect(namesOf(early, 0)).toEqual([
      'DHCPEnabled',
      'ElementName',
      'InstanceID',
      'LinkIsUp',
      'MACAddress',
      'SharedMAC',
    ]);
    expect(early.ask(put(URI, '<r:IpSyncEnabled>true</r:IpSyncEnabled>')).status).toBe(400);
    expect(early.ask(invoke(URI, 'SetLinkPreference', '<r:LinkPreference>1</r:LinkPreference>')).status).toBe(400);
  });

  it('takes fixed addresses and shows them', () => {
    const content =
      '<r:DHCPEnabled>false</r:DHCPEnabled><r:IPAddress>10.0.0.7</r:IPAddress><r:SubnetMask>255.0.0.0</r:SubnetMask>' +
      '<r:VLANTag>3</r:VLANTag>';
    const early = new AskedDevice('3.2.1');
    expect(early.body(put(URI, content, WIRED))).toContain('<g:VLANTag>3</g:VLANTag>');
    expect(early.values(URI)).toEqual(expect.arrayContaining(['IPAddress 10.0.0.7', 'SubnetMask 255.0.0.0']));
  });

  it('shares the static address that host software told when it is sent none', () => {
    const host = `${IPS_URI}IPS_HostIPSettings`;
    expect(device.values(host)).toEqual([
      'DHCPEnabled false',
      'ElementName Intel(r) AMT: Host IP Settings',
      'InstanceID Intel(r) AMT: Host IP Settings',
    ]);
    device.ask(put(host, '<r:IpAddress>10.1.0.9</r:IpAddress><r:SubnetMask>255.255.0.0</r:SubnetMask>'));
    const shared = '<r:DHCPEnabled>false</r:DHCPEnabled><r:SharedStaticIp>true</r:SharedStaticIp>';
    expect(device.ask(put(URI, shared, WIRED)).status).toBe(200);
    expect(device.values(URI)).toEqual(expect.arrayContaining(['IPAddress 10.1.0.9', 'SubnetMask 255.255.0.0']));
    expect(device.ask(put(host, '<r:IpAddress>10.1.0.999</r:IpAddress>')).status).toBe(400);
  });

  it('refuses what an interface cannot do', () => {
    const refusals = [
      [WIRELESS, '<r:DHCPEnabled>false</r:DHCPEnabled>', 'network.wireless-needs-dhcp'],
      [WIRED, '<r:LinkPolicy>2</r:LinkPolicy>', 'network.link-policy'],
      [WIRED, '<r:ConsoleTcpMaxRetransmissions>8</r:ConsoleTcpMaxRetransmissions>', 'network.retransmissions'],
      [WIRELESS, '<r:LinkPreference>3</r:LinkPreference>', 'network.link-preference'],
      [WIRED, '<r:LinkPreference>1</r:LinkPreference>', 'network.other-interface'],
      [WIRELESS, '<r:IpSyncEnabled>true</r:IpSyncEnabled>', 'network.other-interface'],
      [WIRELESS, '<r:SharedStaticIp>true</r:SharedStaticIp>', 'network.other-interface'],
    ] as const;
    for (const [header, content, code] of refusals) {
      expect(subcode(device.ask(put(URI, content, header)))).toBe('d:InvalidRepresentation');
      expect(device.bench.codes().at(-1)).toBe(code);
    }
  });

  it('gives the wireless link to the engine for as long as it was asked, and never a wired one', async () => {
    device.bench.isHostOn = true;
    expect(preferEngine(60, WIRED)).toBe(1);
    expect(preferEngine(0)).toBe(1);
    expect(preferEngine(60)).toBe(0);
    expect(device.values(URI, WIRELESS)).toEqual(expect.arrayContaining(['LinkControl 1', 'LinkPreference 1']));
    await device.bench.clock.advance(60_000);
    expect(device.values(URI, WIRELESS)).toEqual(expect.arrayContaining(['LinkControl 2', 'LinkPreference 2']));
    device.bench.isHostOn = false;
    expect(device.values(URI, WIRELESS)).toContain('LinkControl 1');
  });

  it('lifts the protection of the wireless link and puts it back', () => {
    expect(device.returns(invoke(URI, 'CancelLinkProtection', '', WIRED))).toBe(1);
    expect(device.returns(invoke(URI, 'CancelLinkProtection', '', WIRELESS))).toBe(0);
    expect(device.values(URI, WIRELESS)).toContain('WLANLinkProtectionLevel 0');
    expect(device.returns(invoke(URI, 'RestoreLinkProtection', '', WIRELESS))).toBe(0);
    expect(device.values(URI, WIRELESS)).toContain('WLANLinkProtectionLevel 1');
  });
});

describe('ports and end points', () => {
  it('read as recorded', () => {
    expect(device.values(`${CIM_URI}CIM_EthernetPort`)).toEqual(
      expect.arrayContaining([
        'Description Wired0',
        'NetworkAddresses 001e67000001',
        'PortType 53',
        'EnabledDefault 5',
      ]),
    );
    expect(device.values(`${IPS_URI}IPS_LANEndpoint`)).toEqual([
      'CreationClassName IPS_LANEndpoint',
      'EnabledState 2',
      'LANType 2',
      'MACAddress 001e67000001',
      'Name Intel(r) AMT LAN Endpoint',
      'ProtocolType 0',
      'RequestedState 12',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
    ]);
  });

  it('have one LAN end point a port, under the class of the release', () => {
    const classes = (asked: AskedDevice): readonly string[] =>
      asked.items(`${CIM_URI}CIM_LANEndpoint`).map(({ name }) => name);
    expect(classes(device)).toEqual(['IPS_LANEndpoint', 'CIM_WiFiEndpoint']);
    expect(classes(new AskedDevice('6.2'))).toContain('CIM_LANEndpoint');
    expect(classes(new AskedDevice('3.2.1'))).toEqual(['CIM_LANEndpoint']);
  });
});

describe('IPS_IPv6PortSettings', () => {
  const IPV6 = `${IPS_URI}IPS_IPv6PortSettings`;
  const first = selectors({ InstanceID: 'Intel(r) IPS IPv6 Settings 0' });

  it('reads as recorded while nothing is set', () => {
    expect(device.values(IPV6, first)).toEqual([
      'CurrentDefaultRouter ::',
      'CurrentPrimaryDNS ::',
      'CurrentSecondaryDNS ::',
      'DefaultRouter ::',
      'ElementName Intel(r) IPS IPv6 Settings 0',
      'IPv6Address ::',
      'InstanceID Intel(r) IPS IPv6 Settings 0',
      'InterfaceIDType 0',
      'ManualInterfaceID 0000000000000000',
      'PrimaryDNS ::',
      'SecondaryDNS ::',
    ]);
  });

  it('keeps static addresses of one interface until ::0 removes them', () => {
    device.ask(put(IPV6, '<r:IPv6Address>2001:db8::7</r:IPv6Address><r:InterfaceIDType>1</r:InterfaceIDType>', first));
    expect(device.items(IPV6).map(({ values }) => values[5])).toEqual(['IPv6Address 2001:db8::7', 'IPv6Address ::']);
    device.ask(put(IPV6, '<r:IPv6Address>::0</r:IPv6Address>', first));
    expect(device.values(IPV6, first)).toEqual(expect.arrayContaining(['IPv6Address ::', 'InterfaceIDType 1']));
  });

  it('refuses addresses and interface identifiers that are none', () => {
    const wrong = ['<r:PrimaryDNS>10.0.0.1</r:PrimaryDNS>', '<r:InterfaceIDType>3</r:InterfaceIDType>'];
    for (const content of [...wrong, '<r:ManualInterfaceID>00FF</r:ManualInterfaceID>'])
      expect(subcode(device.ask(put(IPV6, content, first)))).toBe('d:InvalidRepresentation');
  });
});

describe('AMT_EnvironmentDetectionSettingData', () => {
  const DETECTION = `${AMT_URI}AMT_EnvironmentDetectionSettingData`;
  const strings = (count: number, text = 'adatum.com'): string =>
    `<r:DetectionAlgorithm>0</r:DetectionAlgorithm>${`<r:DetectionStrings>${text}</r:DetectionStrings>`.repeat(count)}`;

  it('shows the strings in the recorded place, and forgets those that a Put leaves out', () => {
    expect(device.ask(put(DETECTION, strings(2))).status).toBe(200);
    expect(device.values(DETECTION)).toEqual([
      'DetectionAlgorithm 0',
      'DetectionStrings adatum.com',
      'DetectionStrings adatum.com',
      'ElementName Intel(r) AMT Environment Detection Settings',
      'InstanceID Intel(r) AMT Environment Detection Settings',
    ]);
    device.ask(put(DETECTION, strings(0)));
    expect(device.values(DETECTION)).toHaveLength(3);
  });

  it('has room for five strings of 190 characters', () => {
    expect(device.ask(put(DETECTION, strings(5, 'x'.repeat(190)))).status).toBe(200);
    expect(device.ask(put(DETECTION, strings(6))).text).toContain('AMT-STATUS 23');
    expect(subcode(device.ask(put(DETECTION, strings(1, 'x'.repeat(191)))))).toBe('d:InvalidRepresentation');
    expect(subcode(device.ask(put(DETECTION, '<r:DetectionStrings>x</r:DetectionStrings>')))).toBe(
      'd:InvalidRepresentation',
    );
  });

  it('takes IPv6 prefixes and nothing else for one', () => {
    const prefix = (text: string): string =>
      `${strings(0)}<r:DetectionIPv6LocalPrefixes>${text}</r:DetectionIPv6LocalPrefixes>`;
    expect(device.ask(put(DETECTION, prefix('2001:db8::/32'))).status).toBe(200);
    for (const text of ['2001:db8::', '2001:db8::/129', '10.0.0.0/8'])
      expect(device.ask(put(DETECTION, prefix(text))).status).toBe(400);
  });

  it('names only policies that exist for the outside', () => {
    const policy = (id: string): string =>
      invoke(
        DETECTION,
        'SetSystemDefensePolicy',
        `<r:Policy><a:Address>/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>${AMT_URI}AMT_SystemDefensePolicy` +
          `</w:ResourceURI>${selectors({ InstanceID: id })}</a:ReferenceParameters></r:Policy>`,
      );
    const flags = ['Count', 'Drop', 'MatchEvent'].flatMap((what) => [`RxDefault${what}`, `TxDefault${what}`]);
    const outside =
      '<r:PolicyName>outside</r:PolicyName><r:PolicyPrecedence>1</r:PolicyPrecedence>' +
      flags.map((flag) => `<r:${flag}>false</r:${flag}>`).join('');
    const created = device.body(create(`${AMT_URI}AMT_SystemDefensePolicy`, outside));
    const id = /Name="InstanceID">([^<]*)/.exec(created)?.[1] ?? '';
    expect(device.returns(policy('Nothing'))).toBe(1);
    expect(device.returns(policy(id))).toBe(0);
    expect(device.bench.state.features.environmentDetection.outsidePolicyId).toBe(id);
    expect(device.returns(invoke(DETECTION, 'SetSystemDefensePolicy', ''))).toBe(0);
  });

  it('remembers whether traffic may come through a VPN', () => {
    expect(device.returns(invoke(DETECTION, 'EnableVpnRouting', '<r:Enable>true</r:Enable>'))).toBe(0);
    expect(device.bench.state.features.environmentDetection.vpnRoutingEnabled).toBe(true);
  });
});
