import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { removeHash } from '../../../../emulator/device/setup/root-hash-list.ts';
import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { certificateBlob, rootEntry, chain, rsaKey } from '../../../fixtures/certificates/chains.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { bodyOf, create, enumerate, get, invoke, pull, put, remove, selectors } from '../wsman/requests.ts';

const URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const messages = new AMT.Messages();
const ownKey = rsaKey('desk001').toString('base64');
const own = certificateBlob('desk001');
const root = certificateBlob('desk001', 2);

let bench: Bench;
let engine: WsmanEngine;

beforeEach(() => {
  bench = new Bench();
  engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: classDeclarations });
});

function ask(text: string): WsmanAnswer {
  return engine.answer(Buffer.from(text), ADMIN);
}

function returnValue(text: string): string | undefined {
  return /<g:ReturnValue>(\d+)<\/g:ReturnValue>/.exec(ask(text).text)?.[1];
}

function faultOf(
  answer: WsmanAnswer,
): readonly [status: number, subcode: string | undefined, text: string | undefined] {
  const subcode = /<a:Subcode><a:Value>([^<]*)/.exec(answer.text)?.[1];
  return [answer.status, subcode, /AMT-STATUS \d+/.exec(answer.text)?.[0]];
}

function items(className: string): string {
  const context = /<g:EnumerationContext>([^<]*)/.exec(ask(enumerate(URI + className)).text)?.[1] ?? '';
  return bodyOf(ask(pull(URI + className, context, '<MaxElements>99</MaxElements>')).text);
}

describe('AMT_PublicKeyManagementService', () => {
  it('reads as recorded', () => {
    const body = bodyOf(ask(messages.PublicKeyManagementService.Get()).text);
    expect(body.match(/<g:\w+>[^<]+/g)).toEqual([
      '<g:CreationClassName>AMT_PublicKeyManagementService',
      '<g:ElementName>Intel(r) AMT Certificate Store Service',
      '<g:EnabledDefault>5',
      '<g:EnabledState>5',
      '<g:Name>Intel(r) AMT Public Key Management Service',
      '<g:RequestedState>12',
      '<g:SystemCreationClassName>CIM_ComputerSystem',
      '<g:SystemName>Intel(r) AMT',
    ]);
  });

  it('answers AddCertificate with a reference to the certificate', () => {
    const body = bodyOf(ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: own })).text);
    expect(body).toContain('<g:AddCertificate_OUTPUT><g:CreatedCertificate>');
    expect(body).toContain(`<c:ResourceURI>${URI}AMT_PublicKeyCertificate</c:ResourceURI>`);
    expect(body).toContain('<c:Selector Name="InstanceID">Intel(r) AMT Certificate: Handle: 0</c:Selector>');
    expect(body).toMatch(/<\/g:CreatedCertificate><g:ReturnValue>0<\/g:ReturnValue><\/g:AddCertificate_OUTPUT>$/);
  });

  it('answers AddKey with the selector of a key under the class of key pairs, as recorded (rpc-go)', () => {
    const body = bodyOf(ask(messages.PublicKeyManagementService.AddKey(ownKey)).text);
    expect(body).toContain(`<g:CreatedKey>`);
    expect(body).toContain(`<c:ResourceURI>${URI}AMT_PublicPrivateKeyPair</c:ResourceURI>`);
    expect(body).toContain('<c:Selector Name="InstanceID">Intel(r) AMT Key: Handle: 0</c:Selector>');
  });

  it('refuses with HTTP 200 and a number, and says in the decision log why', () => {
    const add = messages.PublicKeyManagementService.AddTrustedRootCertificate({ CertificateBlob: root });
    expect([returnValue(add), returnValue(add)]).toEqual(['0', '2058']);
    const large = certificateBlob('key-size-issuer', 1);
    expect(returnValue(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: large }))).toBe('2062');
    expect(bench.codes()).toEqual(['certificates.root.duplicate', 'certificates.certificate.key-length']);
  });

  it('does not pretend to make key pairs, which came with release 6.2', () => {
    const answer = ask(messages.PublicKeyManagementService.GenerateKeyPair({ KeyAlgorithm: 0, KeyLength: 2048 }));
    expect(faultOf(answer)).toEqual([400, 'b:ActionNotSupported', undefined]);
  });
});

describe('stored keys and certificates', () => {
  beforeEach(() => {
    ask(messages.PublicKeyManagementService.AddKey(ownKey));
    ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: own }));
    ask(messages.PublicKeyManagementService.AddTrustedRootCertificate({ CertificateBlob: root }));
  });

  it('are listed with their names, Intel\'s spelling of "certificate" and the bytes that were added', () => {
    const body = items('AMT_PublicKeyCertificate');
    expect(body).toContain(
      '<h:InstanceID>Intel(r) AMT Certificate: Handle: 1</h:InstanceID>' +
        '<h:Issuer>C=US,O=A. Datum Corporation,CN=A. Datum Root CA</h:Issuer>' +
        '<h:Subject>C=US,O=A. Datum Corporation,CN=A. Datum Root CA</h:Subject>' +
        `<h:TrustedRootCertficate>true</h:TrustedRootCertficate><h:X509Certificate>${root}</h:X509Certificate>`,
    );
    expect(body).toContain('<h:Subject>CN=DESK001.adatum.com</h:Subject>');
    expect(body).toContain('<h:TrustedRootCertficate>false</h:TrustedRootCertficate>');
    expect(body).not.toContain('ReadOnlyCertificate');
  });

  it('never show a private key', () => {
    const body = items('AMT_PublicPrivateKeyPair');
    expect(body).toContain('<h:InstanceID>Intel(r) AMT Key: Handle: 0</h:InstanceID>');
    expect(body).toMatch(/<h:DERKey>MIIBCgKCAQ[\w+/]+=*<\/h:DERKey>/);
    expect(body.length).toBeLessThan(ownKey.length);
  });

  it('go by Delete, and a second Delete finds nothing', () => {
    const text = messages.PublicKeyCertificate.Delete({
      name: 'InstanceID',
      value: 'Intel(r) AMT Certificate: Handle: 1',
    });
    expect(ask(text).status).toBe(200);
    expect(faultOf(ask(text))).toEqual([400, 'b:DestinationUnreachable', undefined]);
    expect(
      ask(remove(`${URI}AMT_PublicPrivateKeyPair`, selectors({ InstanceID: 'Intel(r) AMT Key: Handle: 0' }))).status,
    ).toBe(200);
    expect(bench.state.certificates.keys).toEqual([]);
  });

  it('stay when TLS is bound to them', () => {
    expect(ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0')).status).toBe(200);
    const text = messages.PublicKeyCertificate.Delete({
      name: 'InstanceID',
      value: 'Intel(r) AMT Certificate: Handle: 0',
    });
    expect(faultOf(ask(text))).toEqual([500, 'e:InternalError', 'AMT-STATUS 16']);
    expect(bench.state.certificates.certificates).toHaveLength(2);
  });

  it('take other bytes by Put', () => {
    const content = `<r:X509Certificate>${certificateBlob('desk001-renewed')}</r:X509Certificate>`;
    const where = selectors({ InstanceID: 'Intel(r) AMT Certificate: Handle: 0' });
    expect(bodyOf(ask(put(`${URI}AMT_PublicKeyCertificate`, content, where)).text)).toContain(
      certificateBlob('desk001-renewed'),
    );
  });
});

describe('AMT_ProvisioningCertificateHash', () => {
  const uri = `${URI}AMT_ProvisioningCertificateHash`;
  const custom = rootEntry(chain('accepted'));
  const data = Buffer.from(custom.hex, 'hex').toString('base64');
  const content = `<r:Description>A. Datum Root CA</r:Description><r:Enabled>true</r:Enabled><r:HashData>${data}</r:HashData>`;
  const whole = `${content}<r:HashType>1</r:HashType>`;

  function idOf(hex: string): Readonly<Record<string, string>> {
    return { InstanceID: `Intel(r) AMT: Provisioning Certificate Hash: ${hex.toUpperCase()}` };
  }

  it('lists the roots of the firmware in hello order', () => {
    const listed = [...items('AMT_ProvisioningCertificateHash').matchAll(/<h:HashData>([^<]*)/g)].map(([, text]) =>
      Buffer.from(text ?? '', 'base64').toString('hex'),
    );
    expect(listed[0]).toBe('742c3192e607e424eb4549542be1bbc53e6174e2');
    expect(listed).toEqual(bench.state.setup.hashes.map(({ hex }) => hex));
  });

  it('takes a root of the user, once, and lets it go again', () => {
    const created = ask(create(uri, whole));
    expect(bodyOf(created.text)).toContain(idOf(custom.hex)['InstanceID']);
    expect(bench.state.setup.hashes.at(-1)).toEqual({ ...custom, isDefault: false });
    expect(faultOf(ask(create(uri, whole)))).toEqual([400, 'e:AlreadyExists', undefined]);
    expect(ask(remove(uri, selectors(idOf(custom.hex)))).status).toBe(200);
    expect(bench.state.setup.hashes).not.toContainEqual(custom);
  });

  it('can switch off what the firmware brought, but not remove it', () => {
    const first = bench.state.setup.hashes[0];
    if (first === undefined) throw new Error('no default hash');
    const where = selectors(idOf(first.hex));
    const answer = ask(put(uri, '<r:Enabled>false</r:Enabled>', where));
    expect(bodyOf(answer.text)).toContain('<g:Enabled>false</g:Enabled>');
    expect(bench.state.setup.hashes[0]).toEqual({ ...first, isActive: false });
    expect(faultOf(ask(remove(uri, where)))).toEqual([500, 'e:InternalError', 'AMT-STATUS 16']);
  });

  it.each([
    ['an algorithm that the release lacks', `${content}<r:HashType>2</r:HashType>`],
    ['an unknown algorithm', `${content}<r:HashType>0</r:HashType>`],
    ['a hash of another length', `${content.replace(data, 'AAAA')}<r:HashType>1</r:HashType>`],
    ['no name', whole.replace('A. Datum Root CA', '')],
    ['a name of 33 characters', whole.replace('A. Datum Root CA', 'A'.repeat(33))],
  ])('refuses %s', (_what, body) => {
    expect(faultOf(ask(create(uri, body)))).toEqual([400, 'd:InvalidRepresentation', undefined]);
  });

  it('has room for three of the user', () => {
    for (const last of ['01', '02', '03', '04']) {
      const hex = custom.hex.slice(0, 38) + last;
      const answer = ask(create(uri, whole.replace(data, Buffer.from(hex, 'hex').toString('base64'))));
      expect(faultOf(answer)).toEqual(
        last === '04' ? [500, 'e:InternalError', 'AMT-STATUS 23'] : [200, undefined, undefined],
      );
    }
    expect(removeHash(bench.state, 'feed').ok).toBe(false);
  });
});

it('every class answers Get and Enumerate without a fault', () => {
  ask(messages.PublicKeyManagementService.AddKey(ownKey));
  ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: own }));
  ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0'));
  const names = [
    'AMT_PublicKeyCertificate',
    'AMT_PublicPrivateKeyPair',
    'AMT_TLSCredentialContext',
    'AMT_TLSSettingData',
  ];
  expect(names.map((name) => ask(get(`${URI}${name}`)).status)).toEqual(names.map(() => 200));
  expect(names.map((name) => items(name).includes('<g:Items><h:'))).toEqual(names.map(() => true));
  expect(ask(invoke(`${URI}AMT_PublicKeyManagementService`, 'AddKey', '')).status).toBe(400);
});
