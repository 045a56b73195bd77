import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../emulator/codec/certificate.ts';
import { readRsaPrivateKey } from '../../../../emulator/codec/rsa-private-key.ts';
import { freshRsaKeys, makeSelfSigned, makeSetupCertificate } from '../../../../emulator/device/setup/self-signed.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { desk001, instantOf, JUNE_2009_MS, rsaKey } from '../../../fixtures/certificates/chains.ts';

const pool = { rsaPrivateKey: (bits: number) => rsaKey(bits === 1024 ? 'desk002' : 'desk001') };

describe('the self-signed certificate of setup', () => {
  it('is one that OpenSSL reads and finds signed by itself', () => {
    const step = makeSetupCertificate(desk001(), instantOf(), pool, { dateZero: false });
    if (!step.ok) throw new Error(step.refusal.code);
    const certificate = new X509Certificate(Buffer.from(step.value.certificate, 'base64'));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=Intel(R) AMT');
    expect(Date.parse(certificate.validFrom)).toBe(JUNE_2009_MS);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(readCertificate(certificate.raw).signatureAlgorithm).toBe('1.2.840.113549.1.1.5');
    expect(step.state.certificates.selfSigned).toEqual(step.value);
  });

  it('starts at a zero date on units with that defect', () => {
    const step = makeSetupCertificate(desk001(), instantOf(), pool, { dateZero: true });
    if (!step.ok) throw new Error(step.refusal.code);
    const der = Buffer.from(step.value.certificate, 'base64');
    expect(der.includes(Buffer.from('\u0017\r000000000000Z', 'latin1'))).toBe(true);
    expect(readCertificate(der).notBeforeMs).toBeNaN();
    expect(new X509Certificate(der).validFrom).toBe('Bad time value');
  });

  it('is signed over SHA-256 where weak hashes are refused', () => {
    const modern = withProfile(profileFor('3.2.1'), { setup: { refuseWeakHash: true, selfSignedKeyBits: 2048 } });
    const step = makeSetupCertificate(desk001(modern), instantOf(modern), pool, { dateZero: false });
    const facts = step.ok ? readCertificate(Buffer.from(step.value.certificate, 'base64')) : undefined;
    expect(facts).toMatchObject({ signatureAlgorithm: '1.2.840.113549.1.1.11', rsa: { bits: 2048 } });
  });

  it('writes years from 2050 on with their century', () => {
    const { certificate } = makeSelfSigned({
      privateKey: rsaKey('desk002'),
      commonName: 'DESK001',
      serial: Buffer.from([0, 0xff]),
      notBeforeMs: JUNE_2009_MS,
      notAfterMs: Date.parse('2050-01-01T00:00:00Z'),
      hash: 'sha1',
    });
    const read = new X509Certificate(Buffer.from(certificate, 'base64'));
    expect(Date.parse(read.validTo)).toBe(Date.parse('2050-01-01T00:00:00Z'));
    expect(read.serialNumber).toBe('FF');
  });

  it('gets its key, without a pool, from OpenSSL', () => {
    expect(readRsaPrivateKey(freshRsaKeys.rsaPrivateKey(1024))).toMatchObject({
      bits: 1024,
      exponent: Buffer.from([1, 0, 1]),
    });
  });
});
