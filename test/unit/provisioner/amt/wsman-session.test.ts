import { describe, expect, it } from 'vitest';
import { AmtError } from '../../../../provisioner/amt/amt-error.ts';
import type { DeviceCertificate } from '../../../../provisioner/amt/amt-device.ts';
import { ExchangeRecord, MAX_EXCHANGES } from '../../../../provisioner/amt/exchange-record.ts';
import type { HttpAnswer } from '../../../../provisioner/amt/http-answer.ts';
import { MessageBuilder } from '../../../../provisioner/amt/messages.ts';
import { readAnswer } from '../../../../provisioner/amt/wsman-answer.ts';
import { WsmanDevice } from '../../../../provisioner/amt/wsman-device.ts';
import { WsmanSession } from '../../../../provisioner/amt/wsman-session.ts';
import { jumpingClock } from '../stages/fake-world.ts';

const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';

/** An answer in the form of firmware: prefixes a, b, c, g, h as in public recordings. */
function envelope(relatesTo: string, body: string, g = `${AMT}X`): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><a:Envelope xmlns:a="http://www.w3.org/2003/05/soap-envelope" ' +
    'xmlns:b="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:c="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" ' +
    `xmlns:g="${g}" xmlns:h="${AMT}Y"><a:Header><b:RelatesTo>${relatesTo}</b:RelatesTo></a:Header><a:Body>${body}</a:Body></a:Envelope>`
  );
}

/** Fault as in public recordings of AMT: subcode with its prefix, detail present even when empty. */
const fault = (subcode: string, detail: string): string =>
  `<a:Fault><a:Code><a:Value>a:Sender</a:Value><a:Subcode><a:Value>${subcode}</a:Value></a:Subcode></a:Code>` +
  `<a:Reason><a:Text xml:lang="en-US">No.</a:Text></a:Reason><a:Detail>${detail}</a:Detail></a:Fault>`;

interface Script {
  readonly device: WsmanDevice;
  readonly session: WsmanSession;
  readonly sent: string[];
  readonly record: ExchangeRecord;
}

/** A device that answers the listed bodies in order. */
function scripted(...bodies: readonly string[]): Script {
  const sent: string[] = [];
  const record = new ExchangeRecord(jumpingClock());
  const messages = new MessageBuilder();
  const post = async (_path: string, _type: string, body: Buffer): Promise<HttpAnswer> => {
    const request = body.toString();
    const answer = bodies[sent.length] ?? '';
    sent.push(request);
    const id = /MessageID>([^<]*)</.exec(request)?.[1] ?? '';
    const status = answer.includes('<a:Fault>') ? 400 : 200;
    return {
      status,
      reason: '',
      headers: [['content-type', 'application/soap+xml; charset=UTF-8']],
      body: Buffer.from(envelope(id, answer)),
      closes: false,
    };
  };
  const session = new WsmanSession({ post }, messages, record);
  const certificate = (): DeviceCertificate => ({ pem: '', thumbprint: '', selfSigned: true, kind: 'setup' });
  const device = new WsmanDevice({
    session,
    messages,
    clock: jumpingClock(),
    certificate,
    useCredentials: () => {},
    close: () => {},
  });
  return { device, session, sent, record };
}

const opened = `<g:EnumerateResponse xmlns:g="${ENUMERATION}"><g:EnumerationContext>01000000-0000-0000-0000-000000000000</g:EnumerationContext></g:EnumerateResponse>`;
const pulled = (items: string, last: boolean): string =>
  `<g:PullResponse>${last ? '' : '<g:EnumerationContext>01000000-0000-0000-0000-000000000000</g:EnumerationContext>'}<g:Items>${items}</g:Items>${last ? '<g:EndOfSequence></g:EndOfSequence>' : ''}</g:PullResponse>`;
const software = (id: string, version: string): string =>
  `<h:CIM_SoftwareIdentity><h:InstanceID>${id}</h:InstanceID><h:IsEntity>true</h:IsEntity><h:VersionString>${version}</h:VersionString></h:CIM_SoftwareIdentity>`;

const failureOf = async (work: Promise<unknown>): Promise<AmtError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof AmtError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('enumeration', () => {
  it('finds the core version whether the device gives one instance per Pull or all at once', async () => {
    const one = scripted(
      opened,
      pulled(software('Flash', '3.2.1'), false),
      pulled(software('AMT', '3.2.1'), false),
      pulled(software('Sku', '12'), true),
    );
    expect(await one.device.coreVersion()).toBe('3.2.1');
    expect(one.sent).toHaveLength(4);
    const all = scripted(opened, pulled(software('Flash', '1.0') + software('AMT', '5.0.2'), true));
    expect(await all.device.coreVersion()).toBe('5.0.2');
  });

  it('takes an empty enumeration for what it is', async () => {
    expect(await scripted(opened, pulled('', true)).device.powerSchemes()).toEqual([]);
  });

  it('does not go on for ever when the device never says that it is over', async () => {
    const endless = scripted(opened, ...Array.from({ length: 300 }, () => pulled(software('AMT', '3.2.1'), false)));
    expect((await failureOf(endless.device.coreVersion())).code).toBe('wsman.protocol');
    expect(endless.sent.at(-1)).toContain('/Release');
  });

  it('stops when the device gives neither instances nor an end', async () => {
    expect((await failureOf(scripted(opened, pulled('', false)).device.coreVersion())).code).toBe('wsman.protocol');
  });
});

describe('methods', () => {
  it('a ReturnValue other than 0 is named with method, number and public name', async () => {
    const { device } = scripted('<g:CommitChanges_OUTPUT><g:ReturnValue>2057</g:ReturnValue></g:CommitChanges_OUTPUT>');
    expect(await failureOf(device.commitChanges())).toMatchObject({
      code: 'amt.status',
      facts: { status: 2057, statusName: 'DATA_MISSING', method: 'AMT_SetupAndConfigurationService.CommitChanges' },
    });
  });

  it('an output without ReturnValue is no success', async () => {
    expect(
      (await failureOf(scripted('<g:CommitChanges_OUTPUT></g:CommitChanges_OUTPUT>').device.commitChanges())).code,
    ).toBe('wsman.protocol');
  });

  it('a fault keeps subcode, detail and the status in it', async () => {
    const { device } = scripted(fault('e:InternalError', '<a:Text xml:lang="en-US">AMT-STATUS 38</a:Text>'));
    expect(await failureOf(device.generalSettings())).toMatchObject({
      code: 'wsman.fault',
      facts: { subcode: 'InternalError', status: 38, statusName: 'FLASH_WRITE_LIMIT_EXCEEDED', httpStatus: 400 },
    });
  });

  it('the MEBx password goes out escaped and stays out of the record', async () => {
    const { device, sent, record } = scripted(
      '<g:SetMEBxPassword_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:SetMEBxPassword_OUTPUT>',
    );
    await device.setMebxPassword('P@ss&w0rd<1');
    expect(sent[0]).toContain('P@ss&amp;w0rd&lt;1');
    expect(JSON.stringify(record.all())).not.toContain('w0rd');
  });

  it('the clock is set with the time of the server', async () => {
    const { device, sent } = scripted(
      '<g:GetLowAccuracyTimeSynch_OUTPUT><g:Ta0>1072915200</g:Ta0><g:ReturnValue>0</g:ReturnValue></g:GetLowAccuracyTimeSynch_OUTPUT>',
      '<g:SetHighAccuracyTimeSynch_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:SetHighAccuracyTimeSynch_OUTPUT>',
    );
    expect(await device.synchronizeClock()).toBe(1_072_915_200 - 1_242_300_000);
    expect(sent[1]).toMatch(/Ta0>1072915200<.*Tm1>1242300000<.*Tm2>1242300000</);
  });

  it('a Put sends back what was read, with the change', async () => {
    const settings =
      '<g:AMT_GeneralSettings><g:DigestRealm>Digest:00</g:DigestRealm><g:HostName></g:HostName><g:PingResponseEnabled>false</g:PingResponseEnabled></g:AMT_GeneralSettings>';
    const { device, sent } = scripted(settings, settings);
    await device.setPingResponse(true);
    expect(sent[1]).toMatch(/<r:DigestRealm>Digest:00<.*<r:HostName><\/r:HostName>.*<r:PingResponseEnabled>true</);
    expect(sent[1]?.match(/PingResponseEnabled>true/g)).toHaveLength(1);
  });

  it('a certificate that is in the store already is found by its bytes', async () => {
    const stored =
      '<h:AMT_PublicKeyCertificate><h:InstanceID>Intel(r) AMT Certificate: Handle: 4</h:InstanceID><h:X509Certificate>QUJD</h:X509Certificate></h:AMT_PublicKeyCertificate>';
    const { device } = scripted(
      '<g:AddCertificate_OUTPUT><g:ReturnValue>2058</g:ReturnValue></g:AddCertificate_OUTPUT>',
      opened,
      pulled(stored, true),
    );
    expect(await device.addCertificate('-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----', false)).toBe(
      'Intel(r) AMT Certificate: Handle: 4',
    );
  });

  it('the TLS binding is replaced by Put where one exists, with nested references as selectors', async () => {
    const reference = (name: string, selector: string, value: string): string =>
      `<h:${name}><b:Address>x</b:Address><b:ReferenceParameters><c:ResourceURI>y</c:ResourceURI><c:SelectorSet><c:Selector Name="${selector}">${value}</c:Selector></c:SelectorSet></b:ReferenceParameters></h:${name}>`;
    const bound = `<h:AMT_TLSCredentialContext>${reference('ElementInContext', 'InstanceID', 'Handle: 1')}${reference('ElementProvidingContext', 'ElementName', 'TLSProtocolEndpoint Instances Collection')}</h:AMT_TLSCredentialContext>`;
    const { device, sent } = scripted(opened, pulled(bound, true), '');
    await device.bindTlsCertificate('Handle: 2');
    expect(sent[2]).toMatch(
      /transfer\/Put<.*<w:Selector Name="ElementInContext"><a:EndpointReference>.*Handle: 1<.*<Body>.*Handle: 2</,
    );
    const fresh = scripted(opened, pulled('', true), '');
    await fresh.device.bindTlsCertificate('Handle: 2');
    expect(fresh.sent[2]).toContain('transfer/Create');
  });

  it('the Kerberos key goes out as 16 octets, the protocols beside their names', async () => {
    const now =
      '<g:AMT_KerberosSettingData><g:ElementName>Intel(r) AMT: Kerberos Settings</g:ElementName><g:InstanceID>Intel (r) AMT: Kerberos Settings</g:InstanceID><g:KrbEnabled>false</g:KrbEnabled></g:AMT_KerberosSettingData>';
    const { device, sent, record } = scripted(now, now);
    const masterKey = Buffer.alloc(16, 7);
    await device.setKerberos({
      realm: 'ADATUM.COM',
      servicePrincipals: [{ name: 'HTTP/desk001.adatum.com:16993', protocol: 1 }],
      masterKey,
      maximumClockToleranceMinutes: 5,
    });
    expect(sent[1]).toMatch(
      /<r:InstanceID>Intel \(r\) AMT: Kerberos Settings<.*<r:MasterKey>BwcHBwcHBwcHBwcHBwcHBw==<.*<r:ServicePrincipalProtocol>1</,
    );
    expect(JSON.stringify(record.all())).not.toContain('BwcH');
  });
});

describe('answers that are not what they should be', () => {
  it.each([
    ['no XML', 'garbage'],
    ['an open element', '<a:Envelope><a:Body>'],
    ['no envelope', '<x/>'],
    ['no body', '<a:Envelope xmlns:a="x"><a:Header/></a:Envelope>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a:Envelope/>'],
    ['too deep', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`],
    ['too many elements', `<a>${'<b/>'.repeat(20_001)}</a>`],
  ])('%s is refused', (_what, xml) => {
    expect(() => readAnswer(xml, 'X', 200, undefined)).toThrow(expect.objectContaining({ code: 'wsman.protocol' }));
  });

  it('an answer to another request is refused', () => {
    expect(() => readAnswer(envelope('8', ''), 'X', 200, '7')).toThrow(
      expect.objectContaining({ code: 'wsman.protocol' }),
    );
  });

  it('the record keeps the latest exchanges only', () => {
    const record = new ExchangeRecord(jumpingClock());
    for (let index = 0; index < MAX_EXCHANGES + 5; index += 1) record.add(`m${index}`, '', '');
    expect([record.all().length, record.all()[0]?.method]).toEqual([MAX_EXCHANGES, 'm5']);
  });
});
