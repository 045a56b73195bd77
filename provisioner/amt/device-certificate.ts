import { X509Certificate } from 'node:crypto';
import type { DeviceCertificate, DeviceTrust } from './amt-device.ts';
import { AmtError } from './amt-error.ts';
import { validityOf } from './certificate-dates.ts';

/** SEC_E_INVALID_TOKEN: what InitializeSecurityContext of Windows answers when it cannot take the server's certificate. */
const SCHANNEL_INVALID_TOKEN = '0x80090308';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
/** 1980-01-01: nothing before it comes from a clock that was ever set. */
const OLDEST_CLOCK_MS = 315_532_800_000;
const MAX_CHAIN_CERTIFICATES = 8;

function refuse(why: string, windowsError?: string): AmtError {
  return new AmtError(
    'tls.device-certificate',
    `${windowsError === undefined ? '' : `Error ${windowsError} returned by InitializeSecurityContext. `}The device's certificate is refused: ${why}.`,
    windowsError === undefined ? { detail: why } : { detail: why, windowsError },
  );
}

const thumbprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint.replaceAll(':', '').toUpperCase();

/** Common names of a subject, lower case. */
function commonNames(subject: string): readonly string[] {
  return subject.split('\n').flatMap((line) => (line.startsWith('CN=') ? [line.slice(3).toLowerCase()] : []));
}

function checkSetup(der: Buffer, nowMs: number): void {
  const { fromMs, untilMs } = validityOf(der);
  if (fromMs === undefined || untilMs === undefined || fromMs <= OLDEST_CLOCK_MS) {
    throw refuse('its dates are zero', SCHANNEL_INVALID_TOKEN);
  }
  if (fromMs > nowMs) throw refuse('it is not valid yet', SCHANNEL_INVALID_TOKEN);
}

function checkDates(certificate: X509Certificate, nowMs: number): void {
  const { fromMs, untilMs } = validityOf(certificate.raw);
  if (fromMs === undefined || untilMs === undefined) throw refuse('its dates cannot be read');
  if (nowMs < fromMs) throw refuse('it is not valid yet');
  if (nowMs > untilMs) throw refuse('it has expired');
}

function checkChain(leaf: X509Certificate, chainPem: readonly string[], nowMs: number): void {
  let below = leaf;
  for (const pem of chainPem.slice(0, MAX_CHAIN_CERTIFICATES)) {
    const issuer = new X509Certificate(pem);
    if (!below.checkIssued(issuer) || !below.verify(issuer.publicKey)) throw refuse('its chain does not hold');
    checkDates(issuer, nowMs);
    below = issuer;
  }
  if (!below.checkIssued(below) || !below.verify(below.publicKey)) throw refuse('its chain does not end in a root');
}

/**
 * Decides about the certificate that a device showed.
 *
 * In setup it shows one that it made for itself; nothing but its dates can be judged, and Windows refuses one with zero
 * or future dates. Afterwards it shows the one that was issued to it: then the thumbprint, the name, the purpose, the
 * dates and, when known, the chain must all be right. Throws an `AmtError` `tls.device-certificate`,
 * or `tls.setup-certificate` for a device in setup where one in operation was expected.
 */
export function judgeDeviceCertificate(
  der: Buffer,
  fqdn: string,
  trust: DeviceTrust,
  nowMs: number,
): DeviceCertificate {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    throw refuse('it cannot be read', SCHANNEL_INVALID_TOKEN);
  }
  const thumbprint = thumbprintOf(certificate);
  const selfSigned = certificate.issuer === certificate.subject;
  const shown = { pem: certificate.toString(), thumbprint, selfSigned };
  const known = trust.known.find((one) => one.thumbprint.toUpperCase() === thumbprint);
  if (known === undefined) {
    if (!selfSigned) throw refuse('this site did not issue it to this computer');
    if (!trust.acceptSetupCertificate) {
      throw new AmtError('tls.setup-certificate', 'The device shows the certificate that it makes for its setup.');
    }
    checkSetup(der, nowMs);
    return { ...shown, kind: 'setup' };
  }
  if (!commonNames(certificate.subject).includes(fqdn.toLowerCase())) throw refuse(`its name is not ${fqdn}`);
  if (!(certificate.keyUsage ?? []).includes(SERVER_AUTHENTICATION))
    throw refuse('it is not for server authentication');
  checkDates(certificate, nowMs);
  if (known.chainPem !== undefined) checkChain(certificate, known.chainPem, nowMs);
  return { ...shown, kind: 'issued' };
}
