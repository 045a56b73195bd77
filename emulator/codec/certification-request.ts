import { sign } from 'node:crypto';
import { DerError, derBits, derChildren, derOid, derPositive, derTags, expectTag, readDer, writeDer } from './der.ts';

/** Longest request read, octets; far above what a console needs for a name and a few extensions. */
const MAX_REQUEST_BYTES = 8192;
const OID_RSA = '1.2.840.113549.1.1.1';
/** Encoded object identifiers of RSA signatures (RFC 8017, A.2.4), and NULL parameters. */
const signatureAlgorithms = {
  sha1: '300d06092a864886f70d0101050500',
  sha256: '300d06092a864886f70d01010b0500',
  sha384: '300d06092a864886f70d01010c0500',
} as const;

/** Hash of the signature on a request. */
export type RequestHash = keyof typeof signatureAlgorithms;

/** What a device looks at in a PKCS#10 certification request (RFC 2986). */
export interface CertificationRequest {
  /** CertificationRequestInfo, DER: the part that is signed. */
  readonly signedPart: Buffer;
  /** Magnitude of the RSA modulus without leading zeros. */
  readonly modulus: Buffer;
  readonly exponent: Buffer;
}

/**
 * Reads a certification request whatever its signature says: requests of consoles carry a made-up one until the device
 * signs. Throws a DerError when the bytes are none, or the key is no RSA key.
 */
export function readCertificationRequest(der: Buffer): CertificationRequest {
  if (der.length > MAX_REQUEST_BYTES) throw new DerError(`longer than ${MAX_REQUEST_BYTES} octets`);
  const [signedPart, algorithm, signature] = derChildren(readDer(der, derTags.sequence));
  const [version, subject, keyInfo] = derChildren(expectTag(signedPart, derTags.sequence));
  expectTag(algorithm, derTags.sequence);
  expectTag(signature, derTags.bitString);
  if (derPositive(version).length !== 0) throw new DerError('version is not 0');
  expectTag(subject, derTags.sequence);
  const [keyAlgorithm, key] = derChildren(expectTag(keyInfo, derTags.sequence));
  if (derOid(derChildren(expectTag(keyAlgorithm, derTags.sequence))[0]) !== OID_RSA) throw new DerError('not RSA');
  const [modulus, exponent] = derChildren(readDer(derBits(key), derTags.sequence));
  const { encoded } = expectTag(signedPart, derTags.sequence);
  return { signedPart: encoded, modulus: derPositive(modulus), exponent: derPositive(exponent) };
}

/** The same request with a signature by this key (PKCS#1 DER). Throws when OpenSSL does not take the key. */
export function signCertificationRequest(request: CertificationRequest, privateKey: Buffer, hash: RequestHash): Buffer {
  const signature = sign(hash, request.signedPart, { key: privateKey, format: 'der', type: 'pkcs1' });
  const bits = writeDer(derTags.bitString, Buffer.concat([Buffer.from([0]), signature]));
  return writeDer(derTags.sequence, request.signedPart, Buffer.from(signatureAlgorithms[hash], 'hex'), bits);
}
