import { generateKeyPairSync, sign } from 'node:crypto';
import forge from 'node-forge';
import { isoInstant } from '../../clock/calendar.ts';
import { doneWith, type Instant, type Step } from '../step.ts';
import type { DeviceState } from '../state.ts';

/** Where RSA keys come from. Making one takes long, so tests hand out keys made beforehand. */
export interface RsaKeySource {
  /** A private key of this many bits and public exponent 65537, PKCS#1 DER. */
  rsaPrivateKey(bits: number): Buffer;
}

/** New keys from OpenSSL. Blocks for as long as that takes: some tens of milliseconds for 1024 bits. */
export const freshRsaKeys: RsaKeySource = {
  rsaPrivateKey: (bits: number): Buffer =>
    generateKeyPairSync('rsa', {
      modulusLength: bits,
      publicExponent: 65_537,
      privateKeyEncoding: { type: 'pkcs1', format: 'der' },
      publicKeyEncoding: { type: 'pkcs1', format: 'der' },
    }).privateKey,
};

/** What a self-signed certificate is to say. */
export interface SelfSignedOrder {
  /** PKCS#1 DER. */
  readonly privateKey: Buffer;
  readonly commonName: string;
  /** Positive serial number, octets. */
  readonly serial: Buffer;
  /** Milliseconds since 1970. `zero` writes the time of units that never got one, all digits 0. */
  readonly notBeforeMs: number | 'zero';
  readonly notAfterMs: number;
  readonly hash: 'sha1' | 'sha256';
}

/** A pair as the device state keeps it: base64 of DER. */
export type SelfSignedPair = NonNullable<DeviceState['certificates']['selfSigned']>;

/** Name in the self-signed certificate. No public source shows one: assumed. */
const SELF_SIGNED_COMMON_NAME = 'Intel(R) AMT';
/** Time for which a self-signed certificate is valid: assumed. */
const VALIDITY_MS = 20 * 365 * 86_400_000;
const SERIAL_BYTES = 8;

const signatureOids = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' } as const;

/**
 * Makes the pair with which the device answers TLS during setup. The certificate proves nothing, it only carries a key
 * (Intel AMT Implementation and Reference Guide, remote setup and configuration). With `dateZero` it has the defect of
 * 3.2.1 units upgraded from 3.x: a validity that starts at a zero date, which Schannel refuses with 0x80090308 (Intel
 * vPro Expert Center, August 2008, self-signed certificate issue).
 */
export function makeSetupCertificate(
  state: DeviceState,
  instant: Instant,
  keys: RsaKeySource,
  options: { readonly dateZero: boolean },
): Step<SelfSignedPair> {
  const deviceMs = instant.nowMs + state.time.offsetMs;
  const selfSigned = makeSelfSigned({
    privateKey: keys.rsaPrivateKey(instant.profile.setup.selfSignedKeyBits),
    commonName: SELF_SIGNED_COMMON_NAME,
    serial: instant.chance.for(`self-signed ${instant.nowMs}`).bytes(SERIAL_BYTES),
    notBeforeMs: options.dateZero ? 'zero' : deviceMs,
    notAfterMs: deviceMs + VALIDITY_MS,
    hash: instant.profile.setup.refuseWeakHash ? 'sha256' : 'sha1',
  });
  return doneWith({ ...state, certificates: { ...state.certificates, selfSigned } }, selfSigned);
}

/** Makes a self-signed X.509 v3 certificate without extensions. Throws when the private key is none. */
export function makeSelfSigned(order: SelfSignedOrder): SelfSignedPair {
  const key = forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(binary(order.privateKey)));
  const signedPart = bodyOf(order, forge.pki.setRsaPublicKey(key.n, key.e));
  const signature = sign(order.hash, Buffer.from(forge.asn1.toDer(signedPart).getBytes(), 'latin1'), {
    key: order.privateKey,
    format: 'der',
    type: 'pkcs1',
  });
  const certificate = sequence(
    signedPart,
    algorithm(order.hash),
    primitive(forge.asn1.Type.BITSTRING, `\0${binary(signature)}`),
  );
  return {
    certificate: forge.util.encode64(forge.asn1.toDer(certificate).getBytes()),
    privateKey: order.privateKey.toString('base64'),
  };
}

function bodyOf(order: SelfSignedOrder, publicKey: forge.pki.rsa.PublicKey): forge.asn1.Asn1 {
  const version = forge.asn1.create(forge.asn1.Class.CONTEXT_SPECIFIC, 0, true, [
    primitive(forge.asn1.Type.INTEGER, '\u0002'),
  ]);
  const name = nameOf(order.commonName);
  return sequence(
    version,
    primitive(forge.asn1.Type.INTEGER, binary(positive(order.serial))),
    algorithm(order.hash),
    name,
    sequence(time(order.notBeforeMs), time(order.notAfterMs)),
    name,
    forge.pki.publicKeyToAsn1(publicKey),
  );
}

function nameOf(commonName: string): forge.asn1.Asn1 {
  const oid = forge.asn1.oidToDer('2.5.4.3').getBytes();
  const attribute = sequence(
    primitive(forge.asn1.Type.OID, oid),
    primitive(forge.asn1.Type.UTF8, binary(Buffer.from(commonName, 'utf8'))),
  );
  return sequence(forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, [attribute]));
}

function algorithm(hash: SelfSignedOrder['hash']): forge.asn1.Asn1 {
  const oid = forge.asn1.oidToDer(signatureOids[hash]).getBytes();
  return sequence(primitive(forge.asn1.Type.OID, oid), primitive(forge.asn1.Type.NULL, ''));
}

/** UTCTime up to 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). */
function time(ms: number | 'zero'): forge.asn1.Asn1 {
  if (ms === 'zero') return primitive(forge.asn1.Type.UTCTIME, '000000000000Z');
  const digits = `${isoInstant(ms).slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const isEarly = digits >= '1950' && digits < '2050';
  return isEarly
    ? primitive(forge.asn1.Type.UTCTIME, digits.slice(2))
    : primitive(forge.asn1.Type.GENERALIZEDTIME, digits);
}

/** A magnitude as a positive INTEGER in shortest form. */
function positive(magnitude: Buffer): Buffer {
  const start = magnitude.findIndex((octet) => octet !== 0);
  const short = start < 0 ? Buffer.from([0]) : magnitude.subarray(start);
  return (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short;
}

function sequence(...items: forge.asn1.Asn1[]): forge.asn1.Asn1 {
  return forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SEQUENCE, true, items);
}

function primitive(type: forge.asn1.Type, octets: string): forge.asn1.Asn1 {
  return forge.asn1.create(forge.asn1.Class.UNIVERSAL, type, false, octets);
}

/** Forge's byte strings hold one octet a character. */
function binary(octets: Buffer): string {
  return octets.toString('latin1');
}
