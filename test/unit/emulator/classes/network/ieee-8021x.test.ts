import { AMT, IPS } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { certificateBlob, rsaKey } from '../../../../fixtures/certificates/chains.ts';
import { subcode } from '../../wsman/asked.ts';
import { enumerate, get, invoke, pull, put, remove, selectors } from '../../wsman/requests.ts';
import { AMT_URI, AskedDevice, CIM_URI, IPS_URI } from './asked-device.ts';

const amt = new AMT.Messages();
const ips = new IPS.Messages();
const PROFILE = `${AMT_URI}AMT_8021XProfile`;
const SETTINGS = `${IPS_URI}IPS_IEEE8021xSettings`;
const SECRET = 'Sesame 1';
const CLIENT = 'Intel(r) AMT Certificate: Handle: 0';
const ROOT = 'Intel(r) AMT Certificate: Handle: 1';

let device: AskedDevice;

beforeEach(() => {
  device = new AskedDevice();
  device.ask(amt.PublicKeyManagementService.AddKey(rsaKey('desk001').toString('base64')));
  device.ask(amt.PublicKeyManagementService.AddCertificate({ CertificateBlob: certificateBlob('desk001') }));
  const root = { CertificateBlob: certificateBlob('desk001', 2) };
  device.ask(amt.PublicKeyManagementService.AddTrustedRootCertificate(root));
});

function certificate(element: string, id: string): string {
  const set = `<w:SelectorSet><w:Selector Name="InstanceID">${id}</w:Selector></w:SelectorSet>`;
  const uri = `<w:ResourceURI>${AMT_URI}AMT_PublicKeyCertificate</w:ResourceURI>`;
  return `<r:${element}><a:Address>/wsman</a:Address><a:ReferenceParameters>${uri}${set}</a:ReferenceParameters></r:${element}>`;
}

function profile(protocol: number, more = ''): string {
  return (
    `<r:Enabled>true</r:Enabled><r:AuthenticationProtocol>${protocol}</r:AuthenticationProtocol>` +
    `<r:Username>desk001</r:Username>${more}`
  );
}

const password = `<r:Password>${SECRET}</r:Password>`;

describe('the wired 802.1X profile', () => {
  it('reads as recorded in either class while nobody wrote it', () => {
    expect(device.values(PROFILE)).toEqual([
      'ActiveInS0 true',
      'ElementName Intel(r) AMT 802.1x Profile',
      'Enabled false',
      'InstanceID Intel(r) AMT 802.1x Profile 0',
      'PxeTimeout 0',
    ]);
    expect(device.values(SETTINGS)).toEqual([
      'AvailableInS0 false',
      'ElementName Intel(r) AMT: 8021X Settings',
      'Enabled 3',
      'InstanceID Intel(r) AMT: 8021X Settings',
      'PxeTimeout 120',
    ]);
  });

  it('is one profile in two classes, whose numbers differ for EAP-FAST/TLS and for names', () => {
    const name =
      '<r:ServerCertificateName>radius.adatum.com</r:ServerCertificateName>' +
      '<r:ServerCertificateNameComparison>1</r:ServerCertificateNameComparison>';
    expect(device.body(put(PROFILE, profile(6, password + name)))).toContain('<g:AuthenticationProtocol>6<');
    expect(device.values(SETTINGS)).toEqual([
      'AuthenticationProtocol 10',
      'AvailableInS0 true',
      'ElementName Intel(r) AMT: 8021X Settings',
      'Enabled 2',
      'InstanceID Intel(r) AMT: 8021X Settings',
      'PxeTimeout 120',
      'ServerCertificateName radius.adatum.com',
      'ServerCertificateNameComparison 3',
      'Username desk001',
    ]);
    device.ask(put(SETTINGS, '<r:Enabled>3</r:Enabled>'));
    expect(device.values(PROFILE)).toContain('Enabled false');
  });

  it('never shows a password, and keeps it while the same user is written again', () => {
    device.ask(put(PROFILE, profile(2, password)));
    const answers = [PROFILE, SETTINGS].map((uri) => device.ask(get(uri)).text);
    expect(JSON.stringify([answers, device.bench.decisions, device.bench.events])).not.toContain(SECRET);
    expect(device.ask(put(PROFILE, profile(2))).status).toBe(200);
    expect(device.bench.state.features.wired8021x.written?.part?.password).toBe(SECRET);
    const other = profile(2).replace('desk001', 'desk002');
    expect(subcode(device.ask(put(PROFILE, other)))).toBe('d:InvalidRepresentation');
  });

  it('refuses what a switched-on profile cannot be', () => {
    const wrong: readonly (readonly [string, string, string])[] = [
      [PROFILE, '<r:Enabled>true</r:Enabled>', 'network.8021x.protocol-missing'],
      [PROFILE, profile(0, '<r:PxeTimeout>86401</r:PxeTimeout>'), 'network.8021x.pxe-timeout'],
      [PROFILE, profile(0, certificate('ClientCertificate', ROOT)), 'network.8021x.client-certificate'],
      [SETTINGS, '<r:Enabled>4</r:Enabled>', 'network.8021x.enabled'],
    ];
    for (const [uri, content, code] of wrong) {
      expect(subcode(device.ask(put(uri, content)))).toBe('d:InvalidRepresentation');
      expect(device.bench.codes().at(-1)).toBe(code);
    }
    expect(subcode(device.ask(put(PROFILE, '')))).toBe('d:InvalidRepresentation');
  });

  it('forgets nothing that was sent without a protocol: it refuses that', () => {
    const stray = ['<r:Username>desk001</r:Username>', password, '<r:Domain>adatum.com</r:Domain>'];
    for (const [uri, off] of [
      [PROFILE, '<r:Enabled>false</r:Enabled>'],
      [SETTINGS, '<r:Enabled>3</r:Enabled>'],
    ] as const)
      for (const sent of stray) {
        expect(subcode(device.ask(put(uri, off + sent)))).toBe('d:InvalidRepresentation');
        expect(device.bench.codes().at(-1)).toBe('network.8021x.protocol-missing');
        expect(device.ask(put(uri, off)).status).toBe(200);
      }
  });

  it('takes what another console writes', () => {
    const name = 'Intel(r) AMT: 8021X Settings';
    const settings = {
      ElementName: name,
      InstanceID: name,
      AuthenticationProtocol: 0,
      Username: 'desk001',
      Enabled: 2,
    };
    expect(device.ask(ips.IEEE8021xSettings.Put(settings as never)).status).toBe(200);
    expect(device.values(SETTINGS)).toEqual(expect.arrayContaining(['Enabled 2', 'Username desk001']));
  });

  it('refers to its certificates by associations of both classes, and keeps them from deletion', () => {
    const content = certificate('ClientCertificate', CLIENT) + certificate('ServerCertificateIssuer', ROOT);
    expect(device.ask(put(PROFILE, profile(0, content))).status).toBe(200);
    for (const uri of [`${AMT_URI}AMT_8021xCredentialContext`, `${IPS_URI}IPS_8021xCredentialContext`])
      expect(device.items(uri).map(({ xml }) => /Handle: \d/.exec(xml)?.[0])).toEqual(['Handle: 1', 'Handle: 0']);
    const deleting = remove(`${AMT_URI}AMT_PublicKeyCertificate`, selectors({ InstanceID: CLIENT }));
    expect(device.ask(deleting).text).toContain('AMT-STATUS 16');
    expect(device.returns(invoke(SETTINGS, 'SetCertificates', certificate('ServerCertificateIssuer', ROOT)))).toBe(0);
    expect(device.ask(deleting).status).toBe(200);
  });

  it('answers SetCertificates with 1 for certificates that cannot serve', () => {
    expect(device.returns(invoke(SETTINGS, 'SetCertificates', certificate('ClientCertificate', ROOT)))).toBe(1);
    expect(device.returns(invoke(SETTINGS, 'SetCertificates', certificate('ServerCertificateIssuer', CLIENT)))).toBe(1);
  });
});

describe('CIM_IEEE8021xSettings', () => {
  it('is enumerated class by class, the wired settings last, as recorded', () => {
    const context = /<g:EnumerationContext>([^<]*)/.exec(device.ask(enumerate(`${CIM_URI}CIM_IEEE8021xSettings`)).text);
    const many = '<MaxElements>99</MaxElements>';
    const body = device.body(pull(`${CIM_URI}CIM_IEEE8021xSettings`, context?.[1] ?? '', many));
    expect(body).toContain('<h:IPS_IEEE8021xSettings>');
    expect(body).toContain('EndOfSequence');
  });

  it('has no wired class before release 8', () => {
    expect(subcode(new AskedDevice('7.1').ask(get(SETTINGS)))).toBe('b:DestinationUnreachable');
    expect(new AskedDevice('7.1').values(PROFILE)).toContain('Enabled false');
  });
});

describe('CIM_IEEE8021xCapabilities', () => {
  it('has an instance for each interface', () => {
    expect(device.items(`${CIM_URI}CIM_IEEE8021xCapabilities`)).toHaveLength(2);
    expect(new AskedDevice('5.0').items(`${CIM_URI}CIM_IEEE8021xCapabilities`)).toHaveLength(1);
  });
});
