import forge from 'node-forge';
import { z } from 'zod';
import { toDate } from '../clock/calendar.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { AuthorityError, type CertificateAuthority, type Enrolment } from '../ports/authority.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeySource } from '../ports/ports.ts';

const DAY_MS = 86_400_000;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
/** Longest certificate request that is looked at, in characters of PEM. */
const MAXIMUM_REQUEST_CHARACTERS = 16_384;
/** AMT cannot take certificates of authorities with longer keys ("Prerequisites for Out of Band Management"). */
const AUTHORITY_KEY_BITS = 2048;
/** The moment a certificate begins to be valid lies this far back, in case the device's clock is behind. */
const BACKDATE_MS = 10 * 60_000;

const authorityFile = z.object({
  certificatePem: z.string(),
  privateKeyPem: z.string(),
  nextRequestId: z.number().int().positive(),
  issued: z.array(
    z.object({
      requestId: z.number().int(),
      serialHex: z.string(),
      subject: z.string(),
      template: z.string(),
      validUntilMs: z.number(),
      certificatePem: z.string().optional(),
      revoked: z.object({ atMs: z.number(), reason: z.string() }).optional(),
    }),
  ),
});
type AuthorityFile = z.infer<typeof authorityFile>;

/** Where an embedded authority keeps its file, what it is called and how it signs. */
export interface EmbeddedAuthorityOptions {
  /** JSON file with the authority's key, certificate and the list of what it issued. Made at the first use. */
  readonly file: string;
  /** `server15\Adatum AMT CA`, which is also what the settings have to name. */
  readonly name: string;
  /** The one template it offers, a version 2 copy of Web Server. Default `ConfigMgr AMT Web Server Certificate`. */
  readonly template?: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly keys: KeySource;
  /** Default 730, two years. */
  readonly validityDays?: number;
  /** Signature hash. Default `sha256`; firmware of the first releases may only know `sha1`. */
  readonly hash?: 'sha1' | 'sha256';
}

/**
 * A small certification authority in a file, for a service point that runs without an enterprise CA: it issues web server
 * certificates at once to whoever can reach this object, and remembers what it revoked. It publishes no revocation list.
 * Rejects with AuthorityError `unavailable` when the file cannot be used.
 */
export async function embeddedAuthority(options: EmbeddedAuthorityOptions): Promise<CertificateAuthority> {
  const template = options.template ?? 'ConfigMgr AMT Web Server Certificate';
  const state = load(options.file) ?? (await create(options));
  const save = (): void => {
    try {
      writeJsonFile(options.file, state);
    } catch (cause) {
      throw new AuthorityError('unavailable', `${options.file} could not be written`, { cause });
    }
  };
  save();
  return {
    name: options.name,
    templates: async () => [{ name: template, version: 2, extendedKeyUsage: [SERVER_AUTHENTICATION] }],
    submit: async (asked, requestPem) => {
      if (asked !== template)
        throw new AuthorityError('unknown-template', `${options.name} has no template "${asked}"`);
      const enrolment = issue(options, state, template, requestPem);
      save();
      return enrolment;
    },
    issuedTo: async (commonName) =>
      state.issued.flatMap(({ requestId, subject, revoked, validUntilMs, certificatePem }) =>
        certificatePem !== undefined &&
        revoked === undefined &&
        validUntilMs > options.clock.nowMs() &&
        subject.toLowerCase() === commonName.toLowerCase()
          ? [{ requestId, certificatePem, chainPem: [state.certificatePem] }]
          : [],
      ),
    revoke: async (serialHex, reason) => {
      const found = state.issued.find((one) => sameSerial(one.serialHex, serialHex));
      if (found === undefined)
        throw new AuthorityError('unknown-request', `${options.name} issued no certificate ${serialHex}`);
      found.revoked ??= { atMs: options.clock.nowMs(), reason };
      save();
    },
  };
}

function load(file: string): AuthorityFile | undefined {
  try {
    const content = readJsonFile(file);
    return content === undefined ? undefined : authorityFile.parse(content);
  } catch (cause) {
    throw new AuthorityError('unavailable', `${file} cannot be used as an authority`, { cause });
  }
}

async function create(options: EmbeddedAuthorityOptions): Promise<AuthorityFile> {
  const { privateKeyPem } = await options.keys.next(AUTHORITY_KEY_BITS);
  const key = forge.pki.privateKeyFromPem(privateKeyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.rsa.setPublicKey(key.n, key.e);
  certificate.serialNumber = freshSerial(options.chance);
  const subject = [{ name: 'commonName', value: options.name.split('\\').at(-1) ?? options.name }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  setValidity(certificate, options.clock.nowMs(), 10 * 365 * DAY_MS);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(key, digestOf(options));
  return { certificatePem: forge.pki.certificateToPem(certificate), privateKeyPem, nextRequestId: 1, issued: [] };
}

function issue(
  options: EmbeddedAuthorityOptions,
  state: AuthorityFile,
  template: string,
  requestPem: string,
): Enrolment {
  const requestId = state.nextRequestId;
  state.nextRequestId += 1;
  const request = readRequest(requestPem);
  if (typeof request === 'string') return { kind: 'denied', requestId, reason: request };
  const issuer = forge.pki.certificateFromPem(state.certificatePem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = request.publicKey;
  certificate.serialNumber = freshSerial(options.chance);
  certificate.setSubject(request.commonName);
  certificate.setIssuer(issuer.subject.attributes);
  const validUntilMs = setValidity(certificate, options.clock.nowMs(), (options.validityDays ?? 730) * DAY_MS);
  const [{ value: subject }] = request.commonName;
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: subject }] },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(state.privateKeyPem), digestOf(options));
  const certificatePem = forge.pki.certificateToPem(certificate);
  const serialHex = certificate.serialNumber;
  state.issued.push({ requestId, serialHex, subject, template, validUntilMs, certificatePem });
  return { kind: 'issued', requestId, certificatePem, chainPem: [state.certificatePem] };
}

interface CheckedRequest {
  readonly publicKey: forge.pki.PublicKey;
  readonly commonName: [{ readonly name: 'commonName'; readonly value: string }];
}

/** The parts of a request that go into the certificate, or why it is denied. */
function readRequest(pem: string): CheckedRequest | string {
  if (pem.length > MAXIMUM_REQUEST_CHARACTERS) return 'the request is too long';
  let request: forge.pki.CertificateSigningRequest;
  let proven: boolean;
  try {
    request = forge.pki.certificationRequestFromPem(pem);
    proven = request.verify();
  } catch {
    // The parser's words are about bytes; for the person who reads the denial they say no more than this.
    return 'the request is not a readable PKCS#10 request';
  }
  if (!proven || request.publicKey === null) return 'the signature of the request does not verify';
  const found: unknown = request.subject.getField('CN');
  const value = (found as { readonly value?: unknown } | null)?.value;
  if (typeof value !== 'string' || value === '') return 'the request names no subject';
  return { publicKey: request.publicKey, commonName: [{ name: 'commonName', value }] };
}

function setValidity(certificate: forge.pki.Certificate, nowMs: number, lengthMs: number): number {
  // Certificates count whole seconds.
  const untilMs = Math.floor((nowMs + lengthMs) / 1000) * 1000;
  certificate.validity.notBefore = toDate(nowMs - BACKDATE_MS);
  certificate.validity.notAfter = toDate(untilMs);
  return untilMs;
}

/** 16 bytes, positive: RFC 5280, 4.1.2.2. */
function freshSerial(chance: Chance): string {
  const bytes = chance.bytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

function digestOf(options: EmbeddedAuthorityOptions): forge.md.MessageDigest {
  return options.hash === 'sha1' ? forge.md.sha1.create() : forge.md.sha256.create();
}

function sameSerial(one: string, other: string): boolean {
  const plain = (hex: string): string => hex.replaceAll(':', '').replace(/^0+/, '').toLowerCase();
  return plain(one) === plain(other);
}
