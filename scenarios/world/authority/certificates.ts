import { constants, createHash, createPrivateKey, privateEncrypt, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { dateOf } from '../clock/dates.ts';
import type { Chance } from '../seams.ts';

export type HashName = 'sha1' | 'sha256';

/** A certification authority's certificate with its key and the certificates above it, nearest first. */
export interface IssuingKey {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly abovePem: readonly string[];
}

export interface NameAttribute {
  readonly name: 'commonName' | 'organizationName' | 'organizationalUnitName' | 'countryName';
  readonly value: string;
}

/** Object identifiers of extended key usages. */
export const USAGE = {
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  clientAuthentication: '1.3.6.1.5.5.7.3.2',
  /** Intel AMT remote setup. */
  amtProvisioning: '2.16.840.1.113741.1.2.3',
} as const;

interface CertificateContents {
  readonly subject: forge.pki.CertificateField[];
  readonly publicKey: forge.pki.PublicKey;
  readonly serialHex: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly hash: HashName;
  readonly authority: boolean;
  readonly usages: readonly string[];
  readonly alternativeNames: readonly { readonly type: number; readonly value: string }[];
}

/** A serial number of ten bytes, positive and with no leading zeros. */
export function newSerial(chance: Chance): string {
  const bytes = chance.bytes(10);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

/** End of a certificate's validity, milliseconds since 1970. */
export function notAfterMs(certificatePem: string): number {
  return forge.pki.certificateFromPem(certificatePem).validity.notAfter.getTime();
}

/** Lower-case hex of a certificate's fingerprint. */
export function thumbprint(certificatePem: string, hash: HashName): string {
  return createHash(hash).update(new X509Certificate(certificatePem).raw).digest('hex');
}

export interface AuthorityCertificate {
  readonly subject: readonly NameAttribute[];
  readonly privateKeyPem: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly hash: HashName;
}

/** A self-signed root, or with `issuer` an intermediate certification authority. */
export function makeAuthority(wanted: AuthorityCertificate, chance: Chance, issuer?: IssuingKey): IssuingKey {
  const { privateKeyPem, fromMs, untilMs, hash } = wanted;
  const key = forge.pki.privateKeyFromPem(privateKeyPem);
  const contents: CertificateContents = {
    subject: wanted.subject.map((attribute) => ({ ...attribute })),
    publicKey: forge.pki.setRsaPublicKey(key.n, key.e),
    serialHex: newSerial(chance),
    fromMs,
    untilMs,
    hash,
    authority: true,
    usages: [],
    alternativeNames: [],
  };
  const certificatePem = signed(contents, issuer, issuer?.privateKeyPem ?? privateKeyPem);
  const abovePem = issuer === undefined ? [] : [issuer.certificatePem, ...issuer.abovePem];
  return { certificatePem, privateKeyPem, abovePem };
}

export interface LeafCertificate {
  readonly request: CertificateRequest;
  readonly serialHex: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly hash: HashName;
  readonly usages: readonly string[];
  /** Attributes added behind the subject of the request. */
  readonly added?: readonly NameAttribute[];
}

/** Issues what a request asks for; returns PEM. */
export function issueLeaf(leaf: LeafCertificate, issuer: IssuingKey): string {
  const { request, serialHex, fromMs, untilMs, hash, usages } = leaf;
  const added = (leaf.added ?? []).map((attribute) => ({ ...attribute }));
  const subject = [...request.subject, ...added];
  const { publicKey, alternativeNames } = request;
  const contents = { subject, publicKey, serialHex, fromMs, untilMs, hash, usages, alternativeNames };
  return signed({ ...contents, authority: false }, issuer, issuer.privateKeyPem);
}

/** A PKCS#10 request that was read and whose signature is right. */
export interface CertificateRequest {
  readonly subject: forge.pki.CertificateField[];
  readonly commonName: string;
  readonly publicKey: forge.pki.rsa.PublicKey;
  readonly keyBits: number;
  readonly alternativeNames: readonly { readonly type: number; readonly value: string }[];
}

/** Reads a request (RFC 2986); undefined when it is none, is not RSA or its signature is wrong. */
export function readRequest(pem: string): CertificateRequest | undefined {
  try {
    const csr = forge.pki.certificationRequestFromPem(pem.replaceAll('NEW CERTIFICATE', 'CERTIFICATE'));
    if (!csr.verify()) return undefined;
    const publicKey = csr.publicKey as forge.pki.rsa.PublicKey;
    const field = csr.subject.getField('CN') as { value?: string } | null;
    const extensions = (csr.getAttribute({ name: 'extensionRequest' })?.extensions ?? []) as readonly {
      readonly name?: string;
      readonly altNames?: readonly { readonly type: number; readonly value: string }[];
    }[];
    const alternative = extensions.find((extension) => extension.name === 'subjectAltName');
    return {
      subject: csr.subject.attributes,
      commonName: field?.value ?? '',
      publicKey,
      keyBits: publicKey.n.bitLength(),
      alternativeNames: (alternative?.altNames ?? []).map(({ type, value }) => ({ type, value })),
    };
  } catch {
    return undefined;
  }
}

function signed(contents: CertificateContents, issuer: IssuingKey | undefined, signerPem: string): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = contents.publicKey;
  certificate.serialNumber = contents.serialHex;
  certificate.validity.notBefore = dateOf(contents.fromMs);
  certificate.validity.notAfter = dateOf(contents.untilMs);
  certificate.setSubject(contents.subject);
  const above = issuer === undefined ? certificate : forge.pki.certificateFromPem(issuer.certificatePem);
  certificate.setIssuer(above.subject.attributes);
  certificate.setExtensions(extensionsOf(contents, above));
  const digest = contents.hash === 'sha1' ? forge.md.sha1.create() : forge.md.sha256.create();
  certificate.sign(signer(signerPem, contents.hash), digest);
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

function extensionsOf(contents: CertificateContents, above: forge.pki.Certificate): object[] {
  const authorityKey = above.generateSubjectKeyIdentifier().getBytes();
  const common = [{ name: 'subjectKeyIdentifier' }, { name: 'authorityKeyIdentifier', keyIdentifier: authorityKey }];
  if (contents.authority) {
    const usage = { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true, digitalSignature: true };
    return [{ name: 'basicConstraints', critical: true, cA: true }, usage, ...common];
  }
  const usage = { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true };
  const names =
    contents.alternativeNames.length === 0 ? [] : [{ name: 'subjectAltName', altNames: contents.alternativeNames }];
  // The library wants the names of usages that it knows.
  const usages = contents.usages.map((oid) => [forge.pki.oids[oid] ?? oid, true] as const);
  return [usage, { name: 'extKeyUsage', ...Object.fromEntries(usages) }, ...names, ...common];
}

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<HashName, string>> = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
};

/** A key that the certificate library can sign with, doing its arithmetic in OpenSSL. */
export function signer(privateKeyPem: string, hash: HashName): forge.pki.rsa.PrivateKey {
  const key = createPrivateKey(privateKeyPem);
  const sign = (digest: forge.md.MessageDigest): string => {
    const info = Buffer.concat([Buffer.from(DIGEST_INFO[hash], 'hex'), Buffer.from(digest.digest().toHex(), 'hex')]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info).toString('latin1');
  };
  return { sign } as unknown as forge.pki.rsa.PrivateKey;
}
