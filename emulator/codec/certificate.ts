import { createHash, createPublicKey, verify } from 'node:crypto';
import { parseInstant } from '../clock/calendar.ts';
import {
  DerError,
  derBits,
  derChildren,
  derOid,
  derPositive,
  derTags,
  expectTag,
  readDer,
  type DerElement,
} from './der.ts';
import { readDistinguishedName, type NameAttribute } from './distinguished-name.ts';

/** Longest certificate read, octets. Stores take 4100; a chain on the wire may hold larger ones. */
export const MAX_CERTIFICATE_BYTES = 16_384;

/** What a device looks at in an X.509 certificate (RFC 5280). */
export interface Certificate {
  readonly der: Buffer;
  /** Serial number, lower-case hex. */
  readonly serialHex: string;
  readonly issuer: readonly NameAttribute[];
  readonly subject: readonly NameAttribute[];
  /** DER of the names, for comparison. */
  readonly issuerDer: Buffer;
  readonly subjectDer: Buffer;
  /** Milliseconds since 1970; NaN when the text is no date. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKeyDer: Buffer;
  /** Undefined for keys that are not RSA. */
  readonly rsa: RsaPublicKey | undefined;
  /** Dotted OID. */
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
  /** The part that is signed. */
  readonly signedPart: Buffer;
  /** Dotted OIDs of the extended key usage extension; empty when there is none. */
  readonly extendedKeyUsages: readonly string[];
  /** dNSName entries of the subject alternative name. */
  readonly dnsNames: readonly string[];
}

interface RsaPublicKey {
  /** Magnitude without leading zeros. */
  readonly modulus: Buffer;
  readonly exponent: Buffer;
  readonly bits: number;
  /** PKCS#1 RSAPublicKey, DER. */
  readonly pkcs1: Buffer;
}

const OID_RSA = '1.2.840.113549.1.1.1';
const OID_EXTENDED_KEY_USAGE = '2.5.29.37';
const OID_SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const TAG_EXTENSIONS = 0xa3;
const TAG_VERSION = 0xa0;
const TAG_DNS_NAME = 0x82;

/** Signature algorithms by OID (RFC 8017 and its forerunners). `hash` is undefined where OpenSSL 3 has none any more. */
const signatureHashes: Readonly<Record<string, { readonly name: string; readonly hash?: string }>> = {
  '1.2.840.113549.1.1.2': { name: 'md2' },
  '1.2.840.113549.1.1.4': { name: 'md5', hash: 'md5' },
  '1.2.840.113549.1.1.5': { name: 'sha1', hash: 'sha1' },
  '1.3.14.3.2.29': { name: 'sha1', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { name: 'sha224', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { name: 'sha256', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { name: 'sha384', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { name: 'sha512', hash: 'sha512' },
};

/** Reads an X.509 certificate. Throws a DerError when the bytes are none. */
export function readCertificate(der: Buffer): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new DerError(`longer than ${MAX_CERTIFICATE_BYTES} octets`);
  const [signedPart, algorithm, signature] = derChildren(readDer(der, derTags.sequence));
  const fields = derChildren(expectTag(signedPart, derTags.sequence));
  const [serial, innerAlgorithm, issuer, validity, subject, publicKey] =
    fields[0]?.tag === TAG_VERSION ? fields.slice(1) : fields;
  const [notBefore, notAfter] = derChildren(expectTag(validity, derTags.sequence));
  const algorithmElement = expectTag(algorithm, derTags.sequence);
  if (!algorithmElement.encoded.equals(expectTag(innerAlgorithm, derTags.sequence).encoded))
    throw new DerError('the two signature algorithms differ');
  const keyInfo = expectTag(publicKey, derTags.sequence);
  const issuerElement = expectTag(issuer, derTags.sequence);
  const subjectElement = expectTag(subject, derTags.sequence);
  return {
    der,
    serialHex: expectTag(serial, derTags.integer).contents.toString('hex'),
    issuer: readDistinguishedName(issuerElement),
    subject: readDistinguishedName(subjectElement),
    issuerDer: issuerElement.encoded,
    subjectDer: subjectElement.encoded,
    notBeforeMs: readTime(notBefore),
    notAfterMs: readTime(notAfter),
    publicKeyDer: keyInfo.encoded,
    rsa: readRsaKey(keyInfo),
    signatureAlgorithm: derOid(derChildren(algorithmElement)[0]),
    signature: derBits(signature),
    signedPart: expectTag(signedPart, derTags.sequence).encoded,
    ...readExtensions(fields.find((field) => field.tag === TAG_EXTENSIONS)),
  };
}

/** Reads PKCS#1 RSAPublicKey. Throws a DerError. */
function readRsaPublicKey(pkcs1: Buffer): RsaPublicKey {
  const [modulusElement, exponentElement] = derChildren(readDer(pkcs1, derTags.sequence));
  const modulus = derPositive(modulusElement);
  return { modulus, exponent: derPositive(exponentElement), bits: bitLength(modulus), pkcs1 };
}

/** Bits of a magnitude without leading zeros. */
export function bitLength(magnitude: Buffer): number {
  const first = magnitude[0];
  return first === undefined ? 0 : magnitude.length * 8 - Math.clz32(first) + 24;
}

/** Name of the hash in a signature algorithm: `sha1`; `unknown` for algorithms that are not RSA with a known hash. */
export function signatureHashName(certificate: Certificate): string {
  return signatureHashes[certificate.signatureAlgorithm]?.name ?? 'unknown';
}

/** True when issuer and subject are the same name, octet for octet. */
export function isSelfIssued(certificate: Certificate): boolean {
  return certificate.issuerDer.equals(certificate.subjectDer);
}

/** True when the signature on `certificate` was made with the key of `issuer`. False for algorithms nobody can check. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const hash = signatureHashes[certificate.signatureAlgorithm]?.hash;
  if (hash === undefined) return false;
  try {
    const key = createPublicKey({ key: issuer.publicKeyDer, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' && verify(hash, certificate.signedPart, key, certificate.signature);
  } catch (error) {
    // OpenSSL refuses to take the key or the signature at all: then it does not verify.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Lower-case hex of a hash over the whole certificate. */
export function fingerprint(certificate: Certificate, algorithm: 'sha1' | 'sha256' | 'sha384'): string {
  return createHash(algorithm).update(certificate.der).digest('hex');
}

/** Values of one attribute of a name, in order: `attributeValues(certificate.subject, 'OU')`. */
export function attributeValues(name: readonly NameAttribute[], type: string): readonly string[] {
  return name.filter((attribute) => attribute.type === type).map((attribute) => attribute.value);
}

/** Most specific common name of the subject, empty when there is none. */
export function commonName(certificate: Certificate): string {
  return attributeValues(certificate.subject, 'CN').at(-1) ?? '';
}

function readRsaKey(keyInfo: DerElement): RsaPublicKey | undefined {
  const [algorithm, key] = derChildren(keyInfo);
  const oid = derOid(derChildren(expectTag(algorithm, derTags.sequence))[0]);
  return oid === OID_RSA ? readRsaPublicKey(derBits(key)) : undefined;
}

function readExtensions(wrapper: DerElement | undefined): Pick<Certificate, 'extendedKeyUsages' | 'dnsNames'> {
  let extendedKeyUsages: readonly string[] = [];
  let dnsNames: readonly string[] = [];
  if (wrapper === undefined) return { extendedKeyUsages, dnsNames };
  for (const extension of derChildren(expectTag(derChildren(wrapper)[0], derTags.sequence))) {
    const parts = derChildren(expectTag(extension, derTags.sequence));
    const oid = derOid(parts[0]);
    if (oid !== OID_EXTENDED_KEY_USAGE && oid !== OID_SUBJECT_ALTERNATIVE_NAME) continue;
    const value = expectTag(parts.at(-1), derTags.octetString);
    const items = derChildren(readDer(value.contents, derTags.sequence));
    if (oid === OID_EXTENDED_KEY_USAGE) extendedKeyUsages = items.map((item) => derOid(item));
    else dnsNames = items.filter(({ tag }) => tag === TAG_DNS_NAME).map(({ contents }) => contents.toString('latin1'));
  }
  return { extendedKeyUsages, dnsNames };
}

function readTime(element: DerElement | undefined): number {
  if (element?.tag !== derTags.utcTime && element?.tag !== derTags.generalizedTime) throw new DerError('no time');
  const text = element.contents.toString('latin1');
  const withCentury = element.tag === derTags.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(withCentury);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
