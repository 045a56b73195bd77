import { createPrivateKey } from 'node:crypto';
import forge from 'node-forge';

/** Digest of the request's own signature. Certification authorities of 2007 were asked with SHA-1. */
export type RequestDigest = 'sha1' | 'sha256';

/**
 * A PKCS#10 request (RFC 2986) for the web server certificate of an AMT computer: subject CN is the FQDN, nothing else,
 * because the template takes the subject from the request. (Configuration Manager 2007, "Certificate Requirements for
 * Out of Band Management")
 */
export function certificateRequest(fqdn: string, privateKeyPem: string, digest: RequestDigest = 'sha1'): string {
  const privateKey = forge.pki.privateKeyFromPem(privateKeyPem);
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  request.setSubject([{ name: 'commonName', value: fqdn }]);
  request.sign(privateKey, digest === 'sha1' ? forge.md.sha1.create() : forge.md.sha256.create());
  return forge.pki.certificationRequestToPem(request);
}

/** The DER of an RSA key in PKCS#1 form, base64: what AddKey takes. */
export function keyBlob(privateKeyPem: string): string {
  return createPrivateKey(privateKeyPem).export({ type: 'pkcs1', format: 'der' }).toString('base64');
}

/** The DER inside a PEM block, base64 without line breaks: what AddCertificate takes. */
export function certificateBlob(certificatePem: string): string {
  return certificatePem.replaceAll(/-----[^-]+-----/g, '').replaceAll(/\s+/g, '');
}
