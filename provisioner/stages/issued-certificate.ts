import { X509Certificate, createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { validityOf } from '../amt/certificate-dates.ts';
import type { FoundCertificate } from '../ports/authority.ts';
import type { StageWork } from './work.ts';

/** SHA-256 over the SubjectPublicKeyInfo (RFC 5280, 4.1), lower-case hex. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Writes down a certificate that the authority issued to the computer. */
export function saveIssued(
  work: StageWork,
  issued: FoundCertificate,
): { readonly serialHex: string; readonly thumbprint: string } {
  const { ports, settings, journal } = work.context;
  const certificate = new X509Certificate(issued.certificatePem);
  const { fromMs, untilMs } = validityOf(certificate.raw);
  const serialHex = certificate.serialNumber;
  const thumbprint = certificate.fingerprint.replaceAll(':', '').toUpperCase();
  journal.saveCertificate({
    serialHex,
    thumbprint,
    requestId: issued.requestId,
    template: settings.general.webServerTemplate?.template ?? '',
    authority: ports.authority.name,
    validFromMs: fromMs ?? 0,
    validUntilMs: untilMs ?? 0,
    chainPem: issued.chainPem,
  });
  return { serialHex, thumbprint };
}
