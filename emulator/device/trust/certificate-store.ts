import { createPrivateKey } from 'node:crypto';
import { isSelfIssued, isSignedBy, readCertificate, type Certificate } from '../../codec/certificate.ts';
import { DerError } from '../../codec/der.ts';
import { readRsaPrivateKey, type RsaPrivateKeyFacts } from '../../codec/rsa-private-key.ts';
import { certificateHandlesInProfiles } from '../network/network-8021x-part.ts';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { CertificateStoreState, DeviceState } from '../state.ts';
import { done, doneWith, refused, type Instant, type Refusal, type Step } from '../step.ts';

export type StoredCertificate = CertificateStoreState['certificates'][number];
export type StoredKey = CertificateStoreState['keys'][number];

/**
 * PT_STATUS of each refusal. The numbers are those that AMT_PublicKeyManagementService documents; that a certificate
 * whose key is too long gets "invalid key or key length" is assumed (documented is only that AMT cannot take CA keys
 * above 2048 bits, Configuration Manager 2007: Prerequisites for Out of Band Management), as is "not permitted" for what
 * is in use.
 */
const storeStatuses = {
  inUse: 16,
  readOnly: 16,
  mutualTlsOn: 16,
  full: 23,
  notFound: 2053,
  duplicate: 2058,
  notAKey: 2062,
  keyLength: 2062,
  notACertificate: 2063,
  notARoot: 2063,
  tooLarge: 2063,
  notRsa: 2066,
} as const;

/** Releases whose trust anchors must be self-signed; later ones take issuing certificates too. */
const ONLY_ROOTS: ReleaseRange = { until: '11.8' };

const EXPONENT_65537_HEX = '010001';

/**
 * Stores an RSA private key. `blob` is PKCS#1 DER in base64. Gives the new handle.
 * Source: Intel AMT class reference, AMT_PublicKeyManagementService.AddKey.
 */
export function addKey(state: DeviceState, instant: Instant, blob: string): Step<number> {
  const { limits } = instant.profile;
  const der = Buffer.from(blob, 'base64');
  const key = readUsableKey(der);
  if (typeof key === 'string') return refused(storeStatuses.notAKey, 'certificates.key.malformed', { problem: key });
  if (!limits.rsaKeyBits.includes(key.bits)) {
    const allowed = limits.rsaKeyBits.map(String);
    return refused(storeStatuses.keyLength, 'certificates.key.length', { bits: key.bits, allowed });
  }
  if (key.exponent.toString('hex') !== EXPONENT_65537_HEX)
    return refused(storeStatuses.notAKey, 'certificates.key.exponent', { exponent: key.exponent.toString('hex') });
  const { keys } = state.certificates;
  const same = keys.find(({ privateKey }) => factsOf(privateKey).modulus.equals(key.modulus));
  if (same !== undefined)
    return refused(storeStatuses.duplicate, 'certificates.key.duplicate', { handle: same.handle });
  if (keys.length >= limits.keys) return refused(storeStatuses.full, 'certificates.key.full', { limit: limits.keys });
  const handle = freeHandle(keys);
  const added = [...keys, { handle, privateKey: der.toString('base64') }].toSorted(byHandle);
  return doneWith({ ...state, certificates: { ...state.certificates, keys: added } }, handle);
}

/**
 * Stores a certificate: the device's own, or an intermediate that completes the chain the device sends. `blob` is DER in
 * base64. The private key may come before or after. Gives the new handle.
 * Source: Intel AMT class reference, AMT_PublicKeyManagementService.AddCertificate.
 */
export function addCertificate(state: DeviceState, instant: Instant, blob: string): Step<number> {
  const der = Buffer.from(blob, 'base64');
  const problem = certificateProblem(state, instant, der, false);
  return problem === undefined ? store(state, der, false) : { ok: false, refusal: problem };
}

/**
 * Stores a root that clients of mutual TLS and RADIUS servers must descend from. Before release 11.8 it must be
 * self-signed; no root can be added while the network interface demands client certificates.
 * Source: Intel AMT Implementation and Reference Guide, add a trusted root certificate.
 */
export function addTrustedRoot(state: DeviceState, instant: Instant, blob: string): Step<number> {
  const { remote } = state.tls.active;
  if (remote.enabled && remote.mutualAuthentication)
    return refused(storeStatuses.mutualTlsOn, 'certificates.root.mutual-tls-on');
  const der = Buffer.from(blob, 'base64');
  const problem = certificateProblem(state, instant, der, true);
  return problem === undefined ? store(state, der, true) : { ok: false, refusal: problem };
}

/** Puts other bytes in the place of a stored certificate. The certificate TLS is bound to must keep its key. */
export function replaceCertificate(state: DeviceState, instant: Instant, handle: number, blob: string): Step {
  const stored = storedCertificate(state, handle);
  if (stored === undefined) return refused(storeStatuses.notFound, 'certificates.certificate.unknown', { handle });
  const der = Buffer.from(blob, 'base64');
  if (der.toString('base64') === stored.der) return done(state);
  if (stored.isReadOnly) return refused(storeStatuses.readOnly, 'certificates.certificate.read-only', { handle });
  const others = state.certificates.certificates.filter((other) => other.handle !== handle);
  const without = { ...state, certificates: { ...state.certificates, certificates: others } };
  const problem = certificateProblem(without, instant, der, stored.isTrustedRoot);
  if (problem !== undefined) return { ok: false, refusal: problem };
  if (isBound(state, handle) && keyFor(state, readCertificate(der)) === undefined)
    return refused(storeStatuses.inUse, 'certificates.certificate.in-use', { handle });
  const replaced = [...others, { ...stored, der: der.toString('base64') }].toSorted(byHandle);
  return done({ ...state, certificates: { ...state.certificates, certificates: replaced } });
}

/** Removes a certificate unless TLS, an 802.1X profile or a remote access server refers to it. Its handle is free again. */
export function deleteCertificate(state: DeviceState, handle: number): Step {
  const stored = storedCertificate(state, handle);
  if (stored === undefined) return refused(storeStatuses.notFound, 'certificates.certificate.unknown', { handle });
  if (stored.isReadOnly) return refused(storeStatuses.readOnly, 'certificates.certificate.read-only', { handle });
  if (isBound(state, handle)) return refused(storeStatuses.inUse, 'certificates.certificate.in-use', { handle });
  const certificates = state.certificates.certificates.filter((other) => other !== stored);
  return done({ ...state, certificates: { ...state.certificates, certificates } });
}

/** Removes a private key unless a certificate that is in use needs it. Its handle is free again. */
export function deleteKey(state: DeviceState, handle: number): Step {
  const stored = state.certificates.keys.find((key) => key.handle === handle);
  if (stored === undefined) return refused(storeStatuses.notFound, 'certificates.key.unknown', { handle });
  const needed = boundHandles(state).some((certificate) => keyOfCertificate(state, certificate) === stored);
  if (needed) return refused(storeStatuses.inUse, 'certificates.key.in-use', { handle });
  const keys = state.certificates.keys.filter((key) => key !== stored);
  return done({ ...state, certificates: { ...state.certificates, keys } });
}

/** The private key that belongs to a stored certificate: certificates and keys are matched by public key. */
export function keyOfCertificate(state: DeviceState, handle: number): StoredKey | undefined {
  const stored = storedCertificate(state, handle);
  return stored === undefined ? undefined : keyFor(state, readStored(stored));
}

/** A stored certificate and the stored issuers above it, DER, leaf first; trusted roots are not part of it. */
export function storedChain(state: DeviceState, handle: number): readonly Buffer[] {
  const leaf = storedCertificate(state, handle);
  if (leaf === undefined) return [];
  const others = state.certificates.certificates.filter(({ isTrustedRoot }) => !isTrustedRoot).map(readStored);
  const chain = [readStored(leaf)];
  for (let last = chain[0]; last !== undefined && !isSelfIssued(last);) {
    const below: Certificate = last;
    last = others.find((other) => !chain.includes(other) && isIssuedBy(below, other));
    if (last !== undefined) chain.push(last);
  }
  return chain.map(({ der }) => der);
}

export function storedCertificate(state: DeviceState, handle: number): StoredCertificate | undefined {
  return state.certificates.certificates.find((certificate) => certificate.handle === handle);
}

/** Reads a certificate that has been let into the store. */
export function readStored(stored: StoredCertificate): Certificate {
  return readCertificate(Buffer.from(stored.der, 'base64'));
}

/** PKCS#1 RSAPublicKey in base64: all that AMT_PublicPrivateKeyPair ever shows of a key. */
export function publicHalf(key: StoredKey): string {
  return factsOf(key.privateKey).publicKey.toString('base64');
}

function certificateProblem(state: DeviceState, instant: Instant, der: Buffer, asRoot: boolean): Refusal | undefined {
  const { limits } = instant.profile;
  const refuse = (what: keyof typeof storeStatuses, code: string, inputs: Refusal['inputs'] = {}): Refusal => ({
    status: storeStatuses[what],
    code: `certificates.${asRoot ? 'root' : 'certificate'}.${code}`,
    inputs,
  });
  if (der.length > limits.certificateBytes)
    return refuse('tooLarge', 'too-large', { bytes: der.length, limit: limits.certificateBytes });
  const certificate = readUsableCertificate(der);
  if (typeof certificate === 'string') return refuse('notACertificate', 'malformed', { problem: certificate });
  if (certificate.rsa === undefined) return refuse('notRsa', 'not-rsa');
  const longest = Math.max(...limits.rsaKeyBits);
  if (certificate.rsa.bits > longest)
    return refuse('keyLength', 'key-length', { bits: certificate.rsa.bits, limit: longest });
  if (asRoot && isInRange(instant.profile.release, ONLY_ROOTS) && !isSelfIssued(certificate))
    return refuse('notARoot', 'not-self-signed');
  const { certificates } = state.certificates;
  const same = certificates.find((stored) => stored.der === der.toString('base64'));
  if (same !== undefined) return refuse('duplicate', 'duplicate', { handle: same.handle });
  const limit = asRoot ? limits.trustedRoots : limits.certificates;
  const kept = certificates.filter(({ isTrustedRoot }) => isTrustedRoot === asRoot).length;
  return kept >= limit ? refuse('full', 'full', { limit }) : undefined;
}

function store(state: DeviceState, der: Buffer, isTrustedRoot: boolean): Step<number> {
  const { certificates } = state.certificates;
  const handle = freeHandle(certificates);
  const stored = { handle, der: der.toString('base64'), isTrustedRoot, isReadOnly: false };
  const added = [...certificates, stored].toSorted(byHandle);
  return doneWith({ ...state, certificates: { ...state.certificates, certificates: added } }, handle);
}

/** The key, or what is wrong with the bytes. Both this reader and OpenSSL must take it. */
function readUsableKey(der: Buffer): RsaPrivateKeyFacts | string {
  try {
    const facts = readRsaPrivateKey(der);
    createPrivateKey({ key: der, format: 'der', type: 'pkcs1' });
    return facts;
  } catch (error) {
    if (error instanceof DerError) return error.message;
    if (error instanceof Error) return 'not accepted by OpenSSL';
    throw error;
  }
}

function readUsableCertificate(der: Buffer): Certificate | string {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}

function factsOf(privateKey: string): RsaPrivateKeyFacts {
  return readRsaPrivateKey(Buffer.from(privateKey, 'base64'));
}

function keyFor(state: DeviceState, certificate: Certificate): StoredKey | undefined {
  const modulus = certificate.rsa?.modulus;
  if (modulus === undefined) return undefined;
  return state.certificates.keys.find(({ privateKey }) => factsOf(privateKey).modulus.equals(modulus));
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.issuerDer.equals(issuer.subjectDer) && isSignedBy(certificate, issuer);
}

function boundHandles(state: DeviceState): readonly number[] {
  const tls = [state.tls.active.certificateHandle, state.tls.pending.certificateHandle];
  return [...tls.filter((handle) => handle !== undefined), ...certificateHandlesInProfiles(state)];
}

function isBound(state: DeviceState, handle: number): boolean {
  return boundHandles(state).includes(handle);
}

function freeHandle(taken: readonly { readonly handle: number }[]): number {
  const handles = new Set(taken.map(({ handle }) => handle));
  let free = 0;
  while (handles.has(free)) free += 1;
  return free;
}

function byHandle(left: { readonly handle: number }, right: { readonly handle: number }): number {
  return left.handle - right.handle;
}
