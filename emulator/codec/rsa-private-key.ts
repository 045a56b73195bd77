import { bitLength } from './certificate.ts';
import { DerError, derChildren, derPositive, derTags, readDer, writeDer } from './der.ts';

/** Longest private key read, octets; RSA of 4096 bits takes about 2350. */
const MAX_PRIVATE_KEY_BYTES = 4096;
/** Integers of a two-prime RSAPrivateKey: version, n, e, d, p, q, dP, dQ, qInv. */
const INTEGERS = 9;

/** The public half of a private key; the secret half stays where it is. */
export interface RsaPrivateKeyFacts {
  readonly bits: number;
  /** Magnitudes without leading zeros. */
  readonly modulus: Buffer;
  readonly exponent: Buffer;
  /** PKCS#1 RSAPublicKey, DER. */
  readonly publicKey: Buffer;
}

/**
 * Reads a PKCS#1 RSAPrivateKey (RFC 8017, A.1.2) with two primes. Throws a DerError when the bytes are none, or when the
 * primes do not make the modulus.
 */
export function readRsaPrivateKey(der: Buffer): RsaPrivateKeyFacts {
  if (der.length > MAX_PRIVATE_KEY_BYTES) throw new DerError(`longer than ${MAX_PRIVATE_KEY_BYTES} octets`);
  const integers = derChildren(readDer(der, derTags.sequence));
  if (integers.length !== INTEGERS) throw new DerError(`${integers.length} integers instead of ${INTEGERS}`);
  const [version, modulus, exponent, , prime1, prime2] = integers.map((integer) => derPositive(integer));
  const [, modulusElement, exponentElement] = integers;
  if (version === undefined || modulus === undefined || exponent === undefined || prime1 === undefined)
    throw new DerError('integers are missing');
  if (prime2 === undefined || modulusElement === undefined || exponentElement === undefined)
    throw new DerError('integers are missing');
  if (version.length !== 0) throw new DerError('not a two-prime key');
  if (numberOf(prime1) * numberOf(prime2) !== numberOf(modulus))
    throw new DerError('the primes are not of the modulus');
  const publicKey = writeDer(derTags.sequence, modulusElement.encoded, exponentElement.encoded);
  return { bits: bitLength(modulus), modulus, exponent, publicKey };
}

function numberOf(magnitude: Buffer): bigint {
  return magnitude.length === 0 ? 0n : BigInt(`0x${magnitude.toString('hex')}`);
}
