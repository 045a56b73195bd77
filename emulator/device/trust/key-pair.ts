import {
  readCertificationRequest,
  signCertificationRequest,
  type CertificationRequest,
  type RequestHash,
} from '../../codec/certification-request.ts';
import { DerError } from '../../codec/der.ts';
import { readRsaPrivateKey } from '../../codec/rsa-private-key.ts';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import { addKey } from './certificate-store.ts';
import type { DeviceState } from '../state.ts';
import { doneWith, refused, type Instant, type Step } from '../step.ts';

/** PT_STATUS numbers that GenerateKeyPair and GeneratePKCS10RequestEx document; which refusal gets which is assumed. */
const statuses = { internalError: 1, full: 23, invalidParameter: 36, invalidKey: 2062, unsupported: 2066 } as const;

const RSA = 0;

/**
 * SigningAlgorithm by number. SHA-1 ended with 18 (Intel AMT Implementation and Reference Guide, release notes); that
 * SHA-384 began with 16.0 is assumed.
 */
const signingAlgorithms: readonly (ReleaseRange & { readonly hash: RequestHash })[] = [
  { hash: 'sha1', until: '18.0' },
  { hash: 'sha256' },
  { hash: 'sha384', since: '16.0' },
];

/**
 * Makes an RSA key pair in the store and gives its handle; the private half never leaves the device.
 * Source: Intel AMT class reference, AMT_PublicKeyManagementService.GenerateKeyPair.
 */
export function generateKeyPair(
  state: DeviceState,
  instant: Instant,
  order: { readonly algorithm: number; readonly bits: number },
  makeKey: ((bits: number) => Buffer) | undefined,
): Step<number> {
  const { algorithm, bits } = order;
  const { rsaKeyBits, keys } = instant.profile.limits;
  if (algorithm !== RSA) return refused(statuses.unsupported, 'certificates.key-pair.algorithm', { algorithm });
  if (!rsaKeyBits.includes(bits))
    return refused(statuses.invalidKey, 'certificates.key-pair.length', { bits, allowed: rsaKeyBits.map(String) });
  if (state.certificates.keys.length >= keys) return refused(statuses.full, 'certificates.key.full', { limit: keys });
  if (makeKey === undefined) return refused(statuses.internalError, 'certificates.key-pair.no-source');
  return addKey(state, instant, makeKey(bits).toString('base64'));
}

/**
 * Signs a certification request with a key of the store, when the request is for that very key. Gives the signed request,
 * DER in base64. Source: Intel AMT class reference, AMT_PublicKeyManagementService.GeneratePKCS10RequestEx.
 */
export function signRequest(
  state: DeviceState,
  instant: Instant,
  order: { readonly keyHandle: number | undefined; readonly signingAlgorithm: number; readonly request: string },
): Step<string> {
  const { keyHandle, signingAlgorithm } = order;
  const algorithm = signingAlgorithms[signingAlgorithm];
  if (algorithm === undefined || !isInRange(instant.profile.release, algorithm))
    return refused(statuses.unsupported, 'certificates.request.algorithm', { signingAlgorithm });
  const stored = state.certificates.keys.find(({ handle }) => handle === keyHandle);
  if (stored === undefined)
    return refused(statuses.invalidParameter, 'certificates.request.unknown-key', { handle: keyHandle ?? -1 });
  const request = readRequest(Buffer.from(order.request, 'base64'));
  if (typeof request === 'string')
    return refused(statuses.invalidParameter, 'certificates.request.malformed', { problem: request });
  const privateKey = Buffer.from(stored.privateKey, 'base64');
  const key = readRsaPrivateKey(privateKey);
  if (!key.modulus.equals(request.modulus) || !key.exponent.equals(request.exponent))
    return refused(statuses.invalidKey, 'certificates.request.other-key', { handle: stored.handle });
  return doneWith(state, signCertificationRequest(request, privateKey, algorithm.hash).toString('base64'));
}

function readRequest(der: Buffer): CertificationRequest | string {
  try {
    return readCertificationRequest(der);
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}
