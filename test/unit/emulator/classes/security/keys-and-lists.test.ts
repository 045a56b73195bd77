import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { certificateBlob, rsaKey } from '../../../../fixtures/certificates/chains.ts';
import { isProperlySigned, nullSignedRequest } from '../../../../fixtures/certificates/null-signed-request.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench, content, reference } from './class-bench.ts';

const SERVICE = 'AMT_PublicKeyManagementService';
const KEY = 'Intel(r) AMT Key: Handle: 0';
const CRL = 'Intel(r) AMT CRL: Handle: 0';
const messages = new AMT.Messages();
const own = rsaKey('desk001');

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
  device.keys = [own];
});

function generate(bench = device, length = 2048, algorithm = 0): Readonly<Record<string, string>> {
  return bench.call(SERVICE, 'GenerateKeyPair', content({ KeyAlgorithm: algorithm, KeyLength: length }));
}

function sign(
  request: string,
  more: { readonly algorithm?: number; readonly key?: string; readonly bench?: ClassBench } = {},
): Readonly<Record<string, string>> {
  const { algorithm = 1, key = KEY, bench = device } = more;
  const pair = `<r:KeyPair>${reference('AMT_PublicPrivateKeyPair', { InstanceID: key })}</r:KeyPair>`;
  const rest = content({ SigningAlgorithm: algorithm, NullSignedCertificateRequest: request });
  return bench.call(SERVICE, 'GeneratePKCS10RequestEx', pair + rest);
}

function publicKey(bench = device): string {
  return bench.read('AMT_PublicPrivateKeyPair', { InstanceID: KEY })['DERKey'] ?? '';
}

describe('GenerateKeyPair', () => {
  it('puts a key into the store and answers with a reference to it', () => {
    const asked = messages.PublicKeyManagementService.GenerateKeyPair({ KeyAlgorithm: 0, KeyLength: 2048 });
    const body = bodyOf(device.ask(asked).text);
    expect(body).toContain('<g:GenerateKeyPair_OUTPUT><g:KeyPair>');
    expect(body).toContain('schema/1/AMT_PublicPrivateKeyPair</c:ResourceURI>');
    expect(body).toContain(`<c:Selector Name="InstanceID">${KEY}</c:Selector>`);
    expect(body).toMatch(/<g:ReturnValue>0<\/g:ReturnValue><\/g:GenerateKeyPair_OUTPUT>$/);
    expect(device.state.certificates.keys).toEqual([{ handle: 0, privateKey: own.toString('base64') }]);
  });

  it('shows the public half alone', () => {
    generate();
    expect(own.toString('base64')).not.toContain(publicKey());
    expect(publicKey()).toMatch(/^MIIBCgKCAQEA/);
  });

  it.each([
    ['another algorithm', 2048, 1, '2066', 'certificates.key-pair.algorithm'],
    ['a length that the release does not have', 1024, 0, '2062', 'certificates.key-pair.length'],
  ])('refuses %s', (_what, length, algorithm, value, code) => {
    expect(generate(device, length, algorithm)).toEqual({ ReturnValue: value });
    expect([device.codes(), device.commits]).toEqual([[code], 0]);
  });

  it('makes no key when the store is full', () => {
    const { certificates } = device.state;
    const keys = Array.from({ length: device.profile.limits.keys }, (_, handle) => ({
      handle,
      privateKey: own.toString('base64'),
    }));
    device.state = { ...device.state, certificates: { ...certificates, keys } };
    expect(generate()).toEqual({ ReturnValue: '23' });
    expect(device.keys).toHaveLength(1);
  });

  it('came with 6.2', () => {
    expect(generate(new ClassBench('5.2'))).toEqual({ fault: 'b:ActionNotSupported' });
  });
});

describe('GeneratePKCS10RequestEx', () => {
  beforeEach(() => {
    generate();
  });

  it.each([
    ['SHA-256', 1],
    ['SHA-384', 2],
    ['SHA-1', 0],
  ])('signs a request with %s so that node-forge takes it', (_hash, algorithm) => {
    const request = nullSignedRequest(publicKey(), rsaKey('desk002'));
    expect(() => isProperlySigned(request)).toThrow('Encrypted message length is invalid');
    const signed = sign(request, { algorithm });
    expect(signed['ReturnValue']).toBe('0');
    expect(isProperlySigned(signed['SignedCertificateRequest'] ?? '')).toBe(true);
  });

  it('leaves what is signed as the console wrote it', () => {
    const request = Buffer.from(nullSignedRequest(publicKey(), rsaKey('desk002')), 'base64');
    const signed = Buffer.from(sign(request.toString('base64'))['SignedCertificateRequest'] ?? '', 'base64');
    const bodyBytes = request.readUInt16BE(6) + 4;
    expect(signed.subarray(4, 4 + bodyBytes)).toEqual(request.subarray(4, 4 + bodyBytes));
  });

  it('takes the key by the class of certificates too, as a published answer to AddKey names it', () => {
    const request = nullSignedRequest(publicKey(), rsaKey('desk002'));
    const pair = `<r:KeyPair>${reference('AMT_PublicKeyCertificate', { InstanceID: KEY })}</r:KeyPair>`;
    const rest = content({ SigningAlgorithm: 1, NullSignedCertificateRequest: request });
    expect(device.call(SERVICE, 'GeneratePKCS10RequestEx', pair + rest)['ReturnValue']).toBe('0');
  });

  it('refuses a request for another key, a key that is not there, and what is no request', () => {
    const other = nullSignedRequest(publicKey(), rsaKey('desk002'));
    expect(sign(other, { key: 'Intel(r) AMT Key: Handle: 7' })).toEqual({ ReturnValue: '36' });
    expect(sign('MAA=')).toEqual({ ReturnValue: '36' });
    device.keys = [rsaKey('server15')];
    generate();
    expect(sign(other, { key: 'Intel(r) AMT Key: Handle: 1' })).toEqual({ ReturnValue: '2062' });
    expect(device.codes()).toEqual([
      'certificates.request.unknown-key',
      'certificates.request.malformed',
      'certificates.request.other-key',
    ]);
  });

  it.each([
    ['SHA-384 before 16', '11.8', 2, '2066'],
    ['SHA-1 from 18 on', '18.0', 0, '2066'],
    ['an algorithm that nobody has', '16.1', 3, '2066'],
  ])('refuses %s', (_what, release, algorithm, value) => {
    const bench = new ClassBench(release);
    bench.keys = [own];
    generate(bench);
    const request = nullSignedRequest(publicKey(bench), rsaKey('desk002'));
    expect(sign(request, { algorithm, bench })).toEqual({ ReturnValue: value });
    expect(bench.codes()).toEqual(['certificates.request.algorithm']);
  });
});

describe('revocation lists', () => {
  function addList(url: string, ...serials: readonly string[]): Readonly<Record<string, string>> {
    return device.call(
      SERVICE,
      'AddCRL',
      content({ Url: url }) + serials.map((SerialNumbers) => content({ SerialNumbers })).join(''),
    );
  }

  it('are added, changed and deleted one by one', () => {
    expect(addList('http://ca.adatum.com/root.crl', 'AQI=', 'Aw==')['ReturnValue']).toBe('0');
    expect(device.read('AMT_CRL', { InstanceID: CRL })).toEqual({
      InstanceID: CRL,
      SerialNumbers: 'AQI=|Aw==',
      Url: 'http://ca.adatum.com/root.crl',
    });
    device.put('AMT_CRL', content({ SerialNumbers: 'BA==' }), { InstanceID: CRL });
    expect(device.read('AMT_CRL', { InstanceID: CRL })).toMatchObject({ SerialNumbers: 'BA==' });
    expect(device.remove('AMT_CRL', { InstanceID: CRL }).status).toBe(200);
    expect(device.list('AMT_CRL')).toEqual([]);
  });

  it('go all at once with ResetCRLList', () => {
    for (const name of ['a', 'b', 'c']) addList(`http://ca.adatum.com/${name}.crl`, 'AQ==');
    expect(device.list('AMT_CRL')).toHaveLength(3);
    expect(device.call(SERVICE, 'ResetCRLList')).toEqual({ ReturnValue: '0' });
    expect(device.list('AMT_CRL')).toEqual([]);
  });

  it('are refused twice for one issuer, beyond three, and with what is no serial number', () => {
    const list = (name: string): string => `http://ca.adatum.com/${name}.crl`;
    for (const name of ['a', 'b', 'c']) addList(list(name), 'AQ==');
    const refusals = [addList(list('a'), 'AQ=='), addList(list('d'), 'AQ=='), addList(list('d'), 'no number')];
    expect(refusals.map(({ ReturnValue }) => ReturnValue)).toEqual(['2058', '23', '36']);
    expect(device.codes()).toEqual([
      'certificates.crl.duplicate',
      'certificates.crl.full',
      'certificates.crl.serial-number',
    ]);
  });
});

describe('a trust anchor', () => {
  it.each([
    ['11.8', '0'],
    ['10.0', '2063'],
  ])('that is not self-signed gets %s to answer %s', (release, value) => {
    const bench = new ClassBench(release);
    const issuing = certificateBlob('desk001', 1);
    expect(bench.call(SERVICE, 'AddTrustedRootCertificate', content({ CertificateBlob: issuing }))['ReturnValue']).toBe(
      value,
    );
  });
});

describe('the store', () => {
  it('says its limits and that ciphers run in hardware', () => {
    expect(device.read('AMT_CryptographicCapabilities')).toEqual({
      ElementName: 'Intel(r) AMT: Cryptographic Capabilities',
      HardwareAcceleration: '1',
      InstanceID: 'Intel(r) AMT: Cryptographic Capabilities 0',
    });
    expect(device.read('AMT_PublicKeyManagementCapabilities')).toMatchObject({
      RootCertMaxCount: String(device.profile.limits.trustedRoots),
      SupportedKeyLengths: device.profile.limits.rsaKeyBits.join('|'),
    });
  });

  it('ties certificates and keys to their service', () => {
    generate();
    device.call(SERVICE, 'AddCertificate', content({ CertificateBlob: certificateBlob('desk001') }));
    expect(device.list('CIM_ManagedCredential').map((item) => /Handle: \d+/.test(item))).toEqual([true, true]);
  });
});
