import { X509Certificate, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import type { DeviceTrust } from '../../../../provisioner/amt/amt-device.ts';
import { AmtError } from '../../../../provisioner/amt/amt-error.ts';
import { validityOf } from '../../../../provisioner/amt/certificate-dates.ts';
import { judgeDeviceCertificate } from '../../../../provisioner/amt/device-certificate.ts';

const NOW_MS = Date.UTC(2009, 4, 14);
const YEAR_MS = 365 * 86_400_000;
const FQDN = 'desk001.adatum.com';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const keyPem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

interface How {
  readonly name?: string;
  readonly issuer?: string;
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly usage?: object;
  /** Every date replaced by this text of the same length in the DER. */
  readonly rawDate?: string;
}

function make(how: How = {}): Buffer {
  const key = forge.pki.privateKeyFromPem(keyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(how.fromMs ?? NOW_MS - YEAR_MS);
  certificate.validity.notAfter = new Date(how.untilMs ?? NOW_MS + YEAR_MS);
  certificate.setSubject([{ name: 'commonName', value: how.name ?? FQDN }]);
  certificate.setIssuer([{ name: 'commonName', value: how.issuer ?? how.name ?? FQDN }]);
  certificate.setExtensions([how.usage ?? { name: 'extKeyUsage', serverAuth: true }]);
  certificate.sign(key, forge.md.sha1.create());
  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1');
  return how.rawDate === undefined
    ? der
    : Buffer.from(der.toString('latin1').replaceAll(/\d{12}Z/g, how.rawDate), 'latin1');
}

const setup: DeviceTrust = { acceptSetupCertificate: true, known: [] };
const pin = (der: Buffer, chainPem?: readonly string[]): DeviceTrust => ({
  acceptSetupCertificate: false,
  known: [{ thumbprint: new X509Certificate(der).fingerprint.replaceAll(':', '').toLowerCase(), chainPem }],
});
const root = make({ name: 'Adatum Issuing CA', usage: { name: 'basicConstraints', cA: true } });
const pemOf = (der: Buffer): string => new X509Certificate(der).toString();

function refusal(der: Buffer, trust: DeviceTrust): AmtError | undefined {
  try {
    judgeDeviceCertificate(der, FQDN, trust, NOW_MS);
    return undefined;
  } catch (error) {
    if (error instanceof AmtError) return error;
    throw error;
  }
}

describe('the certificate of a device in setup', () => {
  it('is taken as it is, whatever its name, also expired', () => {
    expect(judgeDeviceCertificate(make({ name: 'AMT', untilMs: NOW_MS - 1000 }), FQDN, setup, NOW_MS)).toMatchObject({
      kind: 'setup',
      selfSigned: true,
    });
  });

  it.each([
    ['all zero', make({ rawDate: '000000000000Z' })],
    ['the zero of 1970', make({ fromMs: 0 })],
    ['no digits', make({ rawDate: 'xxxxxxxxxxxxZ' })],
    ['in the future', make({ fromMs: NOW_MS + 1000 })],
  ])('is refused with 0x80090308 when its dates are %s', (_what, der) => {
    expect(refusal(der, setup)).toMatchObject({
      code: 'tls.device-certificate',
      facts: { windowsError: '0x80090308' },
    });
  });

  it('is refused when it is no certificate', () => {
    expect(refusal(Buffer.from('3003020101', 'hex'), setup)?.code).toBe('tls.device-certificate');
  });

  it('is refused when somebody else issued it', () => {
    expect(refusal(make({ issuer: 'Trey Research CA' }), setup)?.facts.detail).toContain('did not issue');
  });

  it('is named as such where a device in operation was expected', () => {
    expect(refusal(make({ name: 'AMT' }), { ...setup, acceptSetupCertificate: false })?.code).toBe(
      'tls.setup-certificate',
    );
  });
});

describe('the certificate of a device in operation', () => {
  const issued = make({ issuer: 'Adatum Issuing CA' });

  it('is accepted by thumbprint, name, purpose, dates and chain', () => {
    expect(judgeDeviceCertificate(issued, FQDN.toUpperCase(), pin(issued, [pemOf(root)]), NOW_MS).kind).toBe('issued');
  });

  it.each([
    ['the name of another computer', make({ issuer: 'Adatum Issuing CA', name: 'desk002.adatum.com' }), 'its name'],
    [
      'no server authentication',
      make({ issuer: 'Adatum Issuing CA', usage: { name: 'extKeyUsage', clientAuth: true } }),
      'server authentication',
    ],
    ['dates that are over', make({ issuer: 'Adatum Issuing CA', untilMs: NOW_MS - 1000 }), 'expired'],
    ['dates to come', make({ issuer: 'Adatum Issuing CA', fromMs: NOW_MS + 1000 }), 'not valid yet'],
  ])('is refused for %s', (_what, der, detail) => expect(refusal(der, pin(der))?.facts.detail).toContain(detail));

  it('is refused when the chain leads to another authority, or does not end in a root', () => {
    const other = make({ name: 'Trey Research CA', usage: { name: 'basicConstraints', cA: true } });
    expect(refusal(issued, pin(issued, [pemOf(other)]))?.facts.detail).toContain('does not hold');
    expect(refusal(issued, pin(issued, []))?.facts.detail).toContain('root');
  });

  it('is refused when an authority of the chain has expired', () => {
    const old = make({
      name: 'Adatum Issuing CA',
      usage: { name: 'basicConstraints', cA: true },
      untilMs: NOW_MS - 1000,
    });
    expect(refusal(issued, pin(issued, [pemOf(old)]))?.facts.detail).toContain('expired');
  });
});

describe('dates', () => {
  it.each([
    Date.UTC(1950, 0, 1),
    Date.UTC(1999, 11, 31, 23, 59, 59),
    Date.UTC(2000, 1, 29),
    Date.UTC(2004, 0, 1),
    Date.UTC(2049, 11, 31),
  ])('at %i come out of the DER as they went in', (fromMs) => expect(validityOf(make({ fromMs })).fromMs).toBe(fromMs));
});
