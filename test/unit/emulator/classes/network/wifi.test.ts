import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { withSku } from '../../../../../emulator/firmware/skus.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { certificateBlob, rsaKey } from '../../../../fixtures/certificates/chains.ts';
import { subcode } from '../../wsman/asked.ts';
import { invoke, put, remove, selectors } from '../../wsman/requests.ts';
import { AMT_URI, AskedDevice, CIM_URI } from './asked-device.ts';

const amt = new AMT.Messages();
const cim = new CIM.Messages();
const SERVICE = `${AMT_URI}AMT_WiFiPortConfigurationService`;
const SETTINGS = `${CIM_URI}CIM_WiFiEndpointSettings`;
const PORT = `${CIM_URI}CIM_WiFiPort`;
const PASS_PHRASE = 'Correct horse 1';

interface Network {
  readonly name?: string;
  readonly instanceId?: string;
  readonly authentication?: number;
  readonly encryption?: number;
  readonly priority?: number;
  readonly ssid?: string;
  /** More elements of CIM_WiFiEndpointSettings. */
  readonly secret?: string;
  /** Elements of CIM_IEEE8021xSettings; none for no 802.1X part. */
  readonly ieee8021x?: string;
  readonly client?: string;
  readonly root?: string;
  readonly endpoint?: string;
}

const certificateReference = (element: string, id: string | undefined): string =>
  id === undefined ? '' : reference(element, `${AMT_URI}AMT_PublicKeyCertificate`, 'InstanceID', id);

function reference(element: string, uri: string, key: string, value: string): string {
  const set = `<w:SelectorSet><w:Selector Name="${key}">${value}</w:Selector></w:SelectorSet>`;
  const parameters = `<a:ReferenceParameters><w:ResourceURI>${uri}</w:ResourceURI>${set}</a:ReferenceParameters>`;
  return `<r:${element}><a:Address>default</a:Address>${parameters}</r:${element}>`;
}

function settingsOf(network: Network): string {
  const { name = 'Treyresearch', authentication = 6, encryption = 4, priority = 1, ssid = 'TREY' } = network;
  const { instanceId = `Intel(r) AMT:WiFi Endpoint Settings ${name}` } = network;
  const secret = network.secret ?? `<q:PSKPassPhrase>${PASS_PHRASE}</q:PSKPassPhrase>`;
  const inner =
    `<q:ElementName>${name}</q:ElementName><q:InstanceID>${instanceId}</q:InstanceID>` +
    `<q:AuthenticationMethod>${authentication}</q:AuthenticationMethod>` +
    `<q:EncryptionMethod>${encryption}</q:EncryptionMethod><q:SSID>${ssid}</q:SSID>` +
    `<q:Priority>${priority}</q:Priority>${secret}`;
  const part =
    network.ieee8021x === undefined
      ? ''
      : `<r:IEEE8021xSettingsInput xmlns:q="${CIM_URI}CIM_IEEE8021xSettings">${network.ieee8021x}</r:IEEE8021xSettingsInput>`;
  const certificates =
    certificateReference('ClientCredential', network.client) + certificateReference('CACredential', network.root);
  return `<r:WiFiEndpointSettingsInput xmlns:q="${SETTINGS}">${inner}</r:WiFiEndpointSettingsInput>${part}${certificates}`;
}

function adding(network: Network): string {
  const endpoint = reference(
    'WiFiEndpoint',
    `${CIM_URI}CIM_WiFiEndpoint`,
    'Name',
    network.endpoint ?? 'WiFi Endpoint 0',
  );
  return invoke(SERVICE, 'AddWiFiSettings', endpoint + settingsOf(network));
}

function updating(instanceId: string, network: Network): string {
  const target = reference('WiFiEndpointSettings', SETTINGS, 'InstanceID', instanceId);
  return invoke(SERVICE, 'UpdateWiFiSettings', target + settingsOf(network));
}

const eap = (protocol: number, more = ''): string =>
  `<q:ElementName>Treyresearch</q:ElementName><q:AuthenticationProtocol>${protocol}</q:AuthenticationProtocol>${more}`;
const user = '<q:Username>desk001</q:Username>';
const enterprise: Network = { authentication: 7, secret: '', ieee8021x: eap(0, user) };
const ITS_ID = 'Intel(r) AMT:WiFi Endpoint Settings Treyresearch';

let device: AskedDevice;

beforeEach(() => {
  device = new AskedDevice();
});

function names(): readonly (string | undefined)[] {
  return device.items(SETTINGS).map(({ values }) => values.find((value) => value.startsWith('ElementName'))?.slice(12));
}

function refusal(network: Network): readonly [value: number | undefined, code: string | undefined] {
  return [device.returns(adding(network)), device.bench.codes().at(-1)];
}

function storeCertificates(): void {
  device.ask(amt.PublicKeyManagementService.AddKey(rsaKey('desk001').toString('base64')));
  device.ask(amt.PublicKeyManagementService.AddCertificate({ CertificateBlob: certificateBlob('desk001') }));
  const root = { CertificateBlob: certificateBlob('desk001', 2) };
  device.ask(amt.PublicKeyManagementService.AddTrustedRootCertificate(root));
}

const CLIENT = 'Intel(r) AMT Certificate: Handle: 0';
const ROOT = 'Intel(r) AMT Certificate: Handle: 1';

describe('AMT_WiFiPortConfigurationService', () => {
  it('reads as recorded', () => {
    expect(device.values(SERVICE)).toEqual([
      'CreationClassName AMT_WiFiPortConfigurationService',
      'ElementName Intel(r) AMT WiFiPort Configuration Service',
      'EnabledState 5',
      'HealthState 5',
      'LastConnectedSsidUnderMeControl ',
      'Name Intel(r) AMT WiFi Port Configuration Service',
      'NoHostCsmeSoftwarePolicy 0',
      'RequestedState 12',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
      'UEFIWiFiProfileShareEnabled false',
      'localProfileSynchronizationEnabled 0',
    ]);
  });

  it('is unknown to desktops without wireless, and to Standard Manageability', () => {
    const standard = withSku(profileFor('16.1'), 'standard-manageability');
    for (const profile of ['3.2.1', standard])
      expect(subcode(new AskedDevice(profile).ask(adding({})))).toBe('b:DestinationUnreachable');
  });

  it('adds what another console sends, and answers nothing but the return value, as recorded', () => {
    const settings = {
      ElementName: 'Adatum',
      InstanceID: 'Intel(r) AMT:WiFi Endpoint Settings Adatum',
      AuthenticationMethod: 6,
      EncryptionMethod: 4,
      SSID: 'ADATUM',
      Priority: 1,
      PSKPassPhrase: PASS_PHRASE,
    };
    const endpoint = { name: 'Name', value: 'WiFi Endpoint 0' };
    const text = amt.WiFiPortConfigurationService.AddWiFiSettings(settings as never, endpoint);
    expect(device.body(text)).toBe(
      '<g:AddWiFiSettings_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:AddWiFiSettings_OUTPUT>',
    );
    expect(device.items(SETTINGS)[0]?.values).toEqual([
      'AuthenticationMethod 6',
      'BSSType 3',
      'ElementName Adatum',
      'EncryptionMethod 4',
      'InstanceID Intel(r) AMT:WiFi Endpoint Settings Adatum',
      'Priority 1',
      'SSID ADATUM',
    ]);
  });

  it('never shows a pass phrase: not in answers, events or decisions', () => {
    device.ask(adding({}));
    device.ask(adding({ priority: 0 }));
    const shown = device.items(SETTINGS).map(({ xml }) => xml);
    const said = JSON.stringify([shown, device.bench.decisions, device.bench.events]);
    expect(said).not.toContain(PASS_PHRASE);
    expect(JSON.stringify(device.bench.state.features.wireless)).toContain(PASS_PHRASE);
  });

  it('lists networks by priority, not by age, and keeps them in NVRAM', () => {
    for (const [name, priority] of [
      ['third', 30],
      ['first', 1],
      ['second', 7],
    ] as const)
      expect(device.returns(adding({ name, priority }))).toBe(0);
    expect(names()).toEqual(['first', 'second', 'third']);
    expect(decodeSnapshot(encodeSnapshot(device.bench.state))).toEqual(device.bench.state);
  });

  it('refuses a second network with the same priority or the same name', () => {
    expect(device.returns(adding({}))).toBe(0);
    expect(refusal({ name: 'Other' })).toEqual([3, 'wifi.profile.duplicate-priority']);
    expect(refusal({ priority: 2 })).toEqual([3, 'wifi.profile.duplicate-name']);
    expect(names()).toEqual(['Treyresearch']);
  });

  it('refuses names, pass phrases and numbers that are out of bounds', () => {
    const secret = (length: number): string => `<q:PSKPassPhrase>${'x'.repeat(length)}</q:PSKPassPhrase>`;
    const wrong: readonly (readonly [Network, string])[] = [
      [{ secret: secret(7) }, 'pass-phrase'],
      [{ secret: secret(64) }, 'pass-phrase'],
      [{ secret: '' }, 'pass-phrase-missing'],
      [{ secret: '<q:PSKValue>AAAA</q:PSKValue>' }, 'psk'],
      [{ ssid: '' }, 'ssid'],
      [{ ssid: 'x'.repeat(33) }, 'ssid'],
      [{ name: 'x'.repeat(33) }, 'name'],
      [{ priority: 0 }, 'priority'],
      [{ secret: `<q:BSSType>2</q:BSSType>${secret(8)}` }, 'bss-type'],
    ];
    for (const [network, code] of wrong) expect(refusal(network)).toEqual([3, `wifi.profile.${code}`]);
    expect(refusal({ endpoint: 'WiFi Endpoint 1' })).toEqual([4, 'wifi.profile.endpoint']);
    expect(names()).toEqual([]);
    expect(device.returns(adding({ secret: secret(63) }))).toBe(0);
  });

  it('takes TKIP before release 15 and WPA3 from it on', () => {
    const tkip: Network = { authentication: 4, encryption: 3 };
    const sae: Network = { name: 'Sae', authentication: 32_768, priority: 2 };
    const before = new AskedDevice('12.0');
    expect([before.returns(adding(tkip)), before.returns(adding(sae))]).toEqual([0, 3]);
    expect([device.returns(adding(tkip)), device.returns(adding(sae))]).toEqual([3, 0]);
    expect(device.values(`${CIM_URI}CIM_WiFiEndpointCapabilities`)).not.toContain('SupportedEncryptionMethods 3');
  });

  it('shares networks with UEFI only where the BIOS can', () => {
    const share = put(SERVICE, '<r:UEFIWiFiProfileShareEnabled>true</r:UEFIWiFiProfileShareEnabled>');
    const { boot, ...profile } = profileFor('16.1');
    const without = [...boot.capabilities].filter((capability) => capability !== 'uefi-wifi-sharing');
    const unable = new AskedDevice({ ...profile, boot: { capabilities: new Set(without) } });
    expect(subcode(unable.ask(share))).toBe('d:InvalidRepresentation');
    const able = new AskedDevice({ ...profile, boot: { capabilities: new Set([...without, 'uefi-wifi-sharing']) } });
    expect(able.body(share)).toContain('<g:UEFIWiFiProfileShareEnabled>true<');
  });

  it('lets only users have open networks, and only where the service allows user networks', () => {
    const open = { authentication: 2, encryption: 5, secret: '' };
    expect(refusal(open)).toEqual([3, 'wifi.profile.too-weak']);
    const cafe = { ...open, name: 'Cafe', instanceId: 'Intel(r) AMT:WiFi Endpoint User Settings Cafe' };
    expect(refusal(cafe)).toEqual([2066, 'wifi.profile.user-profiles-off']);
    const allow = '<r:localProfileSynchronizationEnabled>3</r:localProfileSynchronizationEnabled>';
    expect(device.body(put(SERVICE, allow))).toContain('<g:localProfileSynchronizationEnabled>3<');
    expect(device.returns(adding(cafe))).toBe(0);
  });

  it('forgets the oldest user network for a ninth, and one kind without the other', () => {
    device.ask(put(SERVICE, '<r:localProfileSynchronizationEnabled>1</r:localProfileSynchronizationEnabled>'));
    device.ask(adding({ name: 'It' }));
    for (let number = 1; number <= 9; number += 1) {
      const instanceId = `Intel(r) AMT:WiFi Endpoint User Settings u${number}`;
      expect(device.returns(adding({ name: `u${number}`, instanceId }))).toBe(0);
    }
    expect(names()).toEqual(['It', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9']);
    expect(device.returns(invoke(SERVICE, 'DeleteAllITProfiles', ''))).toBe(0);
    expect(names()).toHaveLength(8);
    expect(device.returns(invoke(SERVICE, 'DeleteAllUserProfiles', '<r:_method_dummy/>'))).toBe(0);
    expect(names()).toEqual([]);
  });

  it('has room for sixteen networks, of which eight have an 802.1X part', () => {
    for (let number = 1; number <= 8; number += 1)
      expect(device.returns(adding({ ...enterprise, name: `e${number}`, priority: number }))).toBe(0);
    expect(refusal({ ...enterprise, name: 'e9', priority: 9 })).toEqual([2, 'wifi.profile.8021x-full']);
    for (let number = 9; number <= 16; number += 1)
      expect(device.returns(adding({ name: `p${number}`, priority: number }))).toBe(0);
    expect(refusal({ name: 'p17', priority: 17 })).toEqual([2, 'wifi.profile.full']);
  });

  it('replaces a network on UpdateWiFiSettings, secrets included', () => {
    device.ask(adding({}));
    expect(device.returns(updating(ITS_ID, { ssid: 'TREY2', priority: 9, secret: '' }))).toBe(3);
    expect(device.returns(updating('Other', { ssid: 'TREY2' }))).toBe(4);
    expect(device.body(updating(ITS_ID, { ssid: 'TREY2', priority: 9 }))).toBe(
      '<g:UpdateWiFiSettings_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:UpdateWiFiSettings_OUTPUT>',
    );
    expect(device.items(SETTINGS)[0]?.values).toEqual(expect.arrayContaining(['SSID TREY2', 'Priority 9']));
  });

  it('keeps priorities different and rooms within their limits whatever is added', () => {
    const request = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'),
      priority: fc.integer({ min: 0, max: 12 }),
      authentication: fc.constantFrom(2, 4, 6, 7),
      encryption: fc.constantFrom(3, 4, 5),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
        const asked = new AskedDevice('12.0');
        for (const one of requests) {
          const network = one.authentication === 7 ? { ...enterprise, ...one } : one;
          expect([0, 2, 3]).toContain(asked.returns(adding(network)));
        }
        const kept = asked.bench.state.features.wireless.profiles;
        expect(new Set(kept.map(({ priority }) => priority)).size).toBe(kept.length);
        expect(new Set(kept.map(({ name }) => name)).size).toBe(kept.length);
        expect(kept.every(({ authentication }) => authentication !== 2)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('CIM_WiFiEndpointSettings', () => {
  const named = selectors({ InstanceID: ITS_ID });

  it('are forgotten one by one with an empty answer', () => {
    device.ask(adding({}));
    expect(device.body(remove(SETTINGS, named))).toBe('');
    expect(subcode(device.ask(remove(SETTINGS, named)))).toBe('b:DestinationUnreachable');
  });

  it('keep their secret when a Put does not send it again', () => {
    device.ask(adding({}));
    const before = device.bench.state.features.wireless.profiles[0]?.secret;
    expect(device.body(put(SETTINGS, '<r:Priority>5</r:Priority>', named))).toContain('<g:Priority>5</g:Priority>');
    expect(device.bench.state.features.wireless.profiles[0]?.secret).toEqual(before);
    expect(subcode(device.ask(put(SETTINGS, '<r:SSID></r:SSID>', named)))).toBe('d:InvalidRepresentation');
  });
});

describe('802.1X of a wireless network', () => {
  beforeEach(storeCertificates);

  it('is listed with its certificates, which cannot be deleted before it', () => {
    expect(device.returns(adding({ ...enterprise, client: CLIENT, root: ROOT }))).toBe(0);
    expect(device.items(`${CIM_URI}CIM_IEEE8021xSettings`)[0]?.values).toEqual([
      'AuthenticationProtocol 0',
      'ElementName Treyresearch',
      'InstanceID Intel(r) AMT:IEEE 802.1x Settings Treyresearch',
      'Username desk001',
    ]);
    const contexts = device.items(`${CIM_URI}CIM_CredentialContext`).map(({ xml }) => xml);
    expect(contexts.map((xml) => /Handle: \d/.exec(xml)?.[0])).toEqual(['Handle: 1', 'Handle: 0']);
    const certificate = `${AMT_URI}AMT_PublicKeyCertificate`;
    const deleting = (): string => device.ask(remove(certificate, selectors({ InstanceID: ROOT }))).text;
    expect(deleting()).toContain('AMT-STATUS 16');
    device.ask(remove(SETTINGS, selectors({ InstanceID: ITS_ID })));
    expect(deleting()).not.toContain('Fault');
  });

  it('is joined to its network, and the network to the station', () => {
    device.ask(adding({ ...enterprise, client: CLIENT, root: ROOT }));
    expect(device.items(`${CIM_URI}CIM_ConcreteComponent`)[0]?.xml).toContain('802.1x Settings Treyresearch');
    const links = device.items(`${CIM_URI}CIM_ElementSettingData`).map(({ xml }) => xml);
    expect(links.some((xml) => xml.includes('WiFi Endpoint 0') && xml.includes(ITS_ID))).toBe(true);
  });

  it('refuses certificates that cannot serve: 4', () => {
    const code = 'network.8021x.';
    expect(refusal({ ...enterprise, client: ROOT })).toEqual([4, `${code}client-certificate`]);
    expect(refusal({ ...enterprise, root: CLIENT })).toEqual([4, `${code}root-certificate`]);
    expect(refusal({ ...enterprise, client: '' })).toEqual([4, `${code}client-certificate`]);
  });

  it('refuses parts that do not fit their protocol: 3', () => {
    const password = '<q:Password>Sesame 1</q:Password>';
    const nameOnly = '<q:ServerCertificateName>radius.adatum.com</q:ServerCertificateName>';
    const wrong: readonly (readonly [string | undefined, string])[] = [
      [undefined, 'wifi.profile.8021x-missing'],
      [eap(0), 'network.8021x.username-missing'],
      [eap(0, user + password), 'network.8021x.surplus'],
      [eap(2, user), 'network.8021x.missing'],
      [eap(6, user + password), 'network.8021x.protocol'],
      [eap(2, user + password + nameOnly), 'network.8021x.name-without-comparison'],
    ];
    for (const [ieee8021x, code] of wrong) {
      const network = { authentication: 7, secret: '', ...(ieee8021x === undefined ? {} : { ieee8021x }) };
      expect(refusal(network)).toEqual([3, code]);
    }
    const comparison = '<q:ServerCertificateNameComparison>3</q:ServerCertificateNameComparison>';
    const ieee8021x = eap(2, user + password + nameOnly + comparison + '<q:ActiveInS0>true</q:ActiveInS0>');
    expect(device.returns(adding({ authentication: 7, secret: '', ieee8021x }))).toBe(0);
    expect(JSON.stringify(device.items(`${CIM_URI}CIM_IEEE8021xSettings`))).not.toContain('Sesame');
  });
});

describe('CIM_WiFiPort', () => {
  it('is off on a new machine and shows what it was asked for', () => {
    expect(device.values(PORT)).toEqual([
      'CreationClassName CIM_WiFiPort',
      'DeviceID WiFi Port 0',
      'ElementName WiFi Port 0',
      'EnabledState 3',
      'HealthState 5',
      'LinkTechnology 11',
      'PermanentAddress 001e67000002',
      'PortType 0',
      'RequestedState 3',
      'SystemCreationClassName CIM_ComputerSystem',
      'SystemName Intel(r) AMT',
    ]);
    expect(device.returns(cim.WiFiPort.RequestStateChange(32_769))).toBe(0);
    expect(device.values(PORT)).toEqual(expect.arrayContaining(['EnabledState 32769', 'RequestedState 32769']));
  });

  it('is on from the start in releases 4.2 and 6.x', () => {
    for (const release of ['4.2', '6.2']) expect(new AskedDevice(release).values(PORT)).toContain('EnabledState 32769');
  });

  it('takes an empty timeout for none, and refuses others and unknown states', () => {
    const change = (state: number, timeout: string): number | undefined =>
      device.returns(invoke(PORT, 'RequestStateChange', `<r:RequestedState>${state}</r:RequestedState>${timeout}`));
    expect(change(32_768, '<r:TimeoutPeriod></r:TimeoutPeriod>')).toBe(0);
    const interval = '<i:Interval xmlns:i="http://schemas.dmtf.org/wbem/wscim/1/common">PT5S</i:Interval>';
    expect(change(3, `<r:TimeoutPeriod>${interval}</r:TimeoutPeriod>`)).toBe(4098);
    expect(change(2, '')).toBe(5);
    expect(device.values(PORT)).toContain('EnabledState 32768');
  });
});
