import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import forge from 'node-forge';

/** Digest of the request's own signature. Certification authorities of 2007 were asked with SHA-1. */
export type RequestDigest = 'sha1' | 'sha256';

/**
 * A PKCS#10 request (RFC 2986) for the web server certificate of an AMT computer: subject CN is the FQDN, nothing else,
 * because the template takes the subject from the request. (Configuration Manager 2007, "Certificate Requirements for
 * Out of Band Management")
 */
export function certificateRequest(fqdn: string, privateKeyPem: string, digest: RequestDigest = 'sha1'): string {
  const publicKey = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.setRsaPublicKey(integer(publicKey.n), integer(publicKey.e));
  request.setSubject([{ name: 'commonName', value: fqdn }]);
  request.sign(signer(privateKeyPem, digest), digest === 'sha1' ? forge.md.sha1.create() : forge.md.sha256.create());
  return forge.pki.certificationRequestToPem(request);
}

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<RequestDigest, string>> = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
};

/** A key that the certificate library can sign with while OpenSSL does the arithmetic: twenty times faster. */
function signer(privateKeyPem: string, digest: RequestDigest): forge.pki.rsa.PrivateKey {
  const sign = (md: forge.md.MessageDigest): string => {
    const info = Buffer.from(DIGEST_INFO[digest] + md.digest().toHex(), 'hex');
    const key = { key: privateKeyPem, padding: constants.RSA_PKCS1_PADDING };
    return privateEncrypt(key, info).toString('latin1');
  };
  // The library calls nothing else of a key that it signs with.
  return { sign } as unknown as forge.pki.rsa.PrivateKey;
}

function integer(base64url: string | undefined): forge.jsbn.BigInteger {
  return new forge.jsbn.BigInteger(Buffer.from(base64url ?? '', 'base64url').toString('hex'), 16);
}

/** The DER of an RSA key in PKCS#1 form, base64: what AddKey takes. */
export function keyBlob(privateKeyPem: string): string {
  return createPrivateKey(privateKeyPem).export({ type: 'pkcs1', format: 'der' }).toString('base64');
}

/** The DER inside a PEM block, base64 without line breaks: what AddCertificate takes. */
export function certificateBlob(certificatePem: string): string {
  return certificatePem.replaceAll(/-----[^-]+-----/g, '').replaceAll(/\s+/g, '');
}
