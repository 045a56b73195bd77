import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attributeValues,
  commonName,
  fingerprint,
  isSelfIssued,
  isSignedBy,
  readCertificate,
  signatureHashName,
} from '../../../../emulator/codec/certificate.ts';
import { printDistinguishedName } from '../../../../emulator/codec/distinguished-name.ts';
import { chain } from '../../../fixtures/certificates/chains.ts';

const files = [
  'accepted',
  'accepted-md5',
  'accepted-sha256',
  'dns-names',
  'unit-period',
  'key-size',
  'key-curve',
  'desk001',
];

describe('reading a certificate', () => {
  it.each(files)('agrees with OpenSSL about %s', (file) => {
    const ders = chain(file);
    for (const [at, der] of ders.entries()) {
      const read = readCertificate(der);
      const theirs = new X509Certificate(der);
      expect(BigInt(`0x${read.serialHex}`)).toBe(BigInt(`0x${theirs.serialNumber}`));
      expect(read.notBeforeMs).toBe(Date.parse(theirs.validFrom));
      expect(read.notAfterMs).toBe(Date.parse(theirs.validTo));
      expect(commonName(read)).toBe(/^CN=(.*)$/m.exec(theirs.subject)?.[1]);
      expect(read.publicKeyDer).toEqual(theirs.publicKey.export({ format: 'der', type: 'spki' }));
      expect(read.rsa?.bits).toBe(theirs.publicKey.asymmetricKeyDetails?.modulusLength);
      expect(read.extendedKeyUsages).toEqual(theirs.keyUsage ?? []);
      expect(fingerprint(read, 'sha1')).toBe(theirs.fingerprint.replaceAll(':', '').toLowerCase());
      expect(fingerprint(read, 'sha384')).toBe(createHash('sha384').update(der).digest('hex'));
      for (const [above, issuerDer] of ders.entries()) {
        const issuer = new X509Certificate(issuerDer);
        expect(isSignedBy(read, readCertificate(issuerDer)), `${at} by ${above}`).toBe(theirs.verify(issuer.publicKey));
      }
    }
  });

  it('prints names in the order of the firmware, whatever the order inside', () => {
    const [leaf, issuer] = chain('unit-period').map(readCertificate);
    if (leaf === undefined || issuer === undefined) throw new Error('fixture');
    expect(printDistinguishedName([...leaf.subject].toReversed())).toBe(printDistinguishedName(leaf.subject));
    expect(printDistinguishedName(issuer.subject)).toBe('C=US,O=A. Datum Corporation,CN=A. Datum Issuing CA');
    expect(attributeValues(leaf.subject, 'OU')).toEqual(['Intel(R) Client Setup Certificate.']);
  });

  it('knows roots and hashes', () => {
    const [leaf, , root] = chain('accepted-md5').map(readCertificate);
    expect(root !== undefined && isSelfIssued(root)).toBe(true);
    expect(leaf !== undefined && isSelfIssued(leaf)).toBe(false);
    expect(leaf !== undefined && signatureHashName(leaf)).toBe('md5');
  });

  it('reads the DNS names', () => {
    const [leaf] = chain('dns-names').map(readCertificate);
    expect(leaf?.dnsNames).toEqual(['server15.treyresearch.net', 'server15.adatum.com']);
  });
});
