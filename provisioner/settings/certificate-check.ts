import { createHash, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** Server authentication, RFC 5280. */
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
/** Intel's purpose "AMT Provisioning". */
const AMT_PROVISIONING = '2.16.840.1.113741.1.2.3';
/** What the subject's OU may say instead of the Intel purpose; exact, no period at the end. */
const PROVISIONING_OU = 'Intel(R) Client Setup Certificate';
/** Key sizes that the certificate requirements name, in bits; 4096 from AMT 6.0. */
const KEY_SIZES = [1024, 2048, 4096];
/** Longest chain that is followed. */
const MAX_CHAIN = 16;

/** Stable codes of {@link checkProvisioningCertificate}. */
export type CertificateCode =
  | 'certificate.purpose-missing'
  | 'certificate.ou-misspelt'
  | 'certificate.server-authentication-missing'
  | 'certificate.name-differs'
  | 'certificate.key-size'
  | 'certificate.chain-incomplete'
  | 'certificate.root-not-sent'
  | 'certificate.expired'
  | 'certificate.not-yet-valid';

/** Something about a provisioning certificate that an AMT device will probably not like. */
export interface CertificateFinding {
  readonly code: CertificateCode;
  readonly message: string;
}

export interface CertificateQuestion {
  readonly leafPem: string;
  readonly carriedPem: readonly string[];
  /** What Schannel sends after the leaf; undefined when the host is not known, then the chain is not judged. */
  readonly wireChainPem: readonly string[] | undefined;
  /** Undefined when the host is not known, then the name is not judged. */
  readonly servicePointFqdn: string | undefined;
  /** Undefined when the dates are not to be judged. */
  readonly nowMs: number | undefined;
}

/**
 * What speaks against a provisioning certificate. All of these are warnings: the product takes the certificate and the device
 * decides. Configuration Manager 2007, "Certificate Requirements for Out of Band Management"; Intel AMT Implementation and
 * Reference Guide, "Remote Configuration Certificate".
 */
export function checkProvisioningCertificate(question: CertificateQuestion): readonly CertificateFinding[] {
  const leaf = new X509Certificate(question.leafPem);
  const subject = forge.pki.certificateFromPem(question.leafPem).subject.attributes;
  const valuesOf = (shortName: string) =>
    subject.filter((part) => part.shortName === shortName).map((part) => String(part.value));
  const found: CertificateFinding[] = [];
  const add = (code: CertificateCode, message: string) => found.push({ code, message });

  const purposes: readonly string[] = leaf.keyUsage ?? [];
  const units = valuesOf('OU');
  if (!purposes.includes(AMT_PROVISIONING) && !units.includes(PROVISIONING_OU)) {
    if (units.some(looksLikeProvisioningOu))
      add('certificate.ou-misspelt', `The OU must be exactly "${PROVISIONING_OU}", without a period at the end.`);
    else
      add(
        'certificate.purpose-missing',
        `The certificate has neither the purpose ${AMT_PROVISIONING} nor the OU "${PROVISIONING_OU}".`,
      );
  }
  if (!purposes.includes(SERVER_AUTHENTICATION))
    add('certificate.server-authentication-missing', 'The certificate is not for server authentication.');
  const fqdn = question.servicePointFqdn?.toLowerCase();
  if (fqdn !== undefined && !valuesOf('CN').some((name) => name.toLowerCase() === fqdn))
    add('certificate.name-differs', 'The common name is not the FQDN of the out of band service point.');
  const bits = leaf.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined || !KEY_SIZES.includes(bits))
    add('certificate.key-size', 'The RSA key must have 1024 or 2048 bits (4096 from AMT 6.0).');
  if (question.wireChainPem !== undefined) found.push(...chainFindings(question, question.wireChainPem));
  if (question.nowMs !== undefined) found.push(...dateFindings(leaf, question.nowMs));
  return found;
}

function looksLikeProvisioningOu(unit: string): boolean {
  return unit.trim().replace(/\.$/, '').toLowerCase() === PROVISIONING_OU.toLowerCase();
}

function chainFindings(question: CertificateQuestion, wirePem: readonly string[]): readonly CertificateFinding[] {
  const known = rootOf(question.leafPem, [...question.carriedPem, ...wirePem]);
  if (known === undefined)
    return [
      { code: 'certificate.chain-incomplete', message: 'The chain does not end in a root: intermediates are missing.' },
    ];
  if (rootOf(question.leafPem, wirePem) !== undefined) return [];
  return [
    {
      code: 'certificate.root-not-sent',
      message: 'This server does not send the root with the chain (hotfix 942841 on Windows Server 2003).',
    },
  ];
}

function dateFindings(leaf: X509Certificate, nowMs: number): readonly CertificateFinding[] {
  const { validFromMs, validUntilMs } = validityOf(leaf);
  if (nowMs > validUntilMs) return [{ code: 'certificate.expired', message: 'The certificate has expired.' }];
  if (nowMs < validFromMs) return [{ code: 'certificate.not-yet-valid', message: 'The certificate is not valid yet.' }];
  return [];
}

/** First and last instant of a certificate's validity, milliseconds since 1970. */
export function validityOf(certificate: X509Certificate): {
  readonly validFromMs: number;
  readonly validUntilMs: number;
} {
  const { validity } = forge.pki.certificateFromPem(certificate.toString());
  return { validFromMs: validity.notBefore.getTime(), validUntilMs: validity.notAfter.getTime() };
}

/** The self-signed certificate that the chain of `leafPem` ends in, undefined when some issuer is missing. */
export function rootOf(leafPem: string, othersPem: readonly string[]): X509Certificate | undefined {
  const others = othersPem.map((pem) => new X509Certificate(pem));
  let current = new X509Certificate(leafPem);
  for (let length = 0; length < MAX_CHAIN; length += 1) {
    if (isSelfSigned(current)) return current;
    const subject = current;
    const issuer = others.find((other) => subject.checkIssued(other) && subject.verify(other.publicKey));
    if (issuer === undefined) return undefined;
    current = issuer;
  }
  return undefined;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/** Lower-case hex hash of the DER form: what a hello message lists. */
export function hashOf(certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(certificate.raw).digest('hex');
}
