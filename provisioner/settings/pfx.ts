import { createHash } from 'node:crypto';
import forge from 'node-forge';
import { pfxIterations } from './pfx-iterations.ts';

/** Why a PFX is refused; stable. */
export type PfxCode =
  | 'pfx.not-a-pfx'
  | 'pfx.too-big'
  | 'pfx.damaged'
  | 'pfx.too-many-iterations'
  | 'pfx.wrong-password'
  | 'pfx.no-private-key'
  | 'pfx.no-certificate'
  | 'pfx.key-not-rsa';

/** What each code says to the administrator. */
export const PFX_MESSAGES: Readonly<Record<PfxCode, string>> = {
  'pfx.not-a-pfx': 'The file is not a PFX. A .cer file has no private key and cannot be used.',
  'pfx.too-big': 'The file is too big to be a PFX.',
  'pfx.damaged': 'The PFX is damaged.',
  'pfx.too-many-iterations': 'The PFX asks for more key derivation rounds than are accepted.',
  'pfx.wrong-password': 'The password does not open the PFX.',
  'pfx.no-private-key': 'The PFX has no private key: export the certificate with its key.',
  'pfx.no-certificate': 'The PFX has no certificate that belongs to its private key.',
  'pfx.key-not-rsa': 'The private key is not an RSA key.',
};

/** What a PFX holds. */
export type PfxResult =
  | {
      readonly ok: true;
      readonly leafPem: string;
      /** PKCS#1 PEM. */
      readonly privateKeyPem: string;
      /** Every other certificate: the issuers of the leaf in order, then what belongs to neither. */
      readonly carriedPem: readonly string[];
    }
  | { readonly ok: false; readonly code: PfxCode };

/** Biggest PFX that is opened, in bytes. */
const PFX_MAX_BYTES = 256 * 1024;
/** Most certificates that are taken from one PFX. */
const MAX_CERTIFICATES = 32;

interface FoundCertificate {
  readonly pem: string;
  /** Undefined when the certificate is not one that RSA software reads. */
  readonly parsed: forge.pki.Certificate | undefined;
}

/**
 * Opens a PKCS#12 file (RFC 7292) as Windows exports it (RC2-40 or 3DES, SHA-1) and as newer software writes it (PBES2 with
 * AES, SHA-256). Never throws.
 */
export function openPfx(pfx: Buffer, password: string): PfxResult {
  if (pfx.length > PFX_MAX_BYTES) return refuse('pfx.too-big');
  const outer = readOuter(pfx);
  if (!outer.ok) return outer;
  const iterations = pfxIterations(outer.asn1);
  if (iterations === 'too-many') return refuse('pfx.too-many-iterations');
  if (iterations === 'malformed') return refuse('pfx.damaged');
  let opened: forge.pkcs12.Pkcs12Pfx;
  try {
    opened = forge.pkcs12.pkcs12FromAsn1(outer.asn1, false, password);
  } catch (error) {
    return refuse(saysWrongPassword(error) ? 'pfx.wrong-password' : 'pfx.damaged');
  }
  return takeApart(opened);
}

/** {@link openPfx} or something that answers as it does. */
export type PfxOpener = (pfx: Buffer, password: string) => PfxResult;

/**
 * {@link openPfx} that remembers what it opened last: a service point looks at the same file when its settings are checked,
 * at its start and when the certificate is loaded, and deriving the keys of a PFX is slow on purpose.
 */
export function rememberingPfxOpener(): PfxOpener {
  let last: { readonly question: string; readonly result: PfxResult } | undefined;
  return (pfx, password) => {
    const question = createHash('sha256').update(JSON.stringify(password)).update(pfx).digest('hex');
    if (last?.question !== question) last = { question, result: openPfx(pfx, password) };
    return last.result;
  };
}

function refuse(code: PfxCode): { readonly ok: false; readonly code: PfxCode } {
  return { ok: false, code };
}

/** Messages of the library for a failed MAC and for content that does not decrypt. */
function saysWrongPassword(error: unknown): boolean {
  return error instanceof Error && /MAC could not be verified|Failed to decrypt/.test(error.message);
}

/** PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo, macData }: anything else that parses is another file. */
function readOuter(
  pfx: Buffer,
): { readonly ok: true; readonly asn1: forge.asn1.Asn1 } | { readonly ok: false; readonly code: PfxCode } {
  if (pfx[0] !== 0x30) return refuse('pfx.not-a-pfx');
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(forge.util.createBuffer(pfx.toString('latin1')));
  } catch {
    return refuse(startsLikePfx(pfx) ? 'pfx.damaged' : 'pfx.not-a-pfx');
  }
  const first = Array.isArray(asn1.value) ? asn1.value[0] : undefined;
  return first !== undefined && (first.type as number) === (forge.asn1.Type.INTEGER as number)
    ? { ok: true, asn1 }
    : refuse('pfx.not-a-pfx');
}

/** SEQUENCE with a two- or three-byte length, then INTEGER 3: how every PFX of useful size begins. */
function startsLikePfx(pfx: Buffer): boolean {
  const lengthBytes = (pfx[1] ?? 0) & 0x80 ? (pfx[1] ?? 0) & 0x7f : 0;
  return pfx.subarray(2 + lengthBytes, 5 + lengthBytes).equals(Buffer.from([0x02, 0x01, 0x03]));
}

function takeApart(opened: forge.pkcs12.Pkcs12Pfx): PfxResult {
  const keys = [forge.pki.oids['pkcs8ShroudedKeyBag'], forge.pki.oids['keyBag']].flatMap((oid) =>
    oid === undefined ? [] : (opened.getBags({ bagType: oid })[oid] ?? []),
  );
  if (keys.length === 0) return refuse('pfx.no-private-key');
  const key = keys.map((bag) => bag.key).find((candidate) => candidate !== undefined && candidate !== null);
  if (key === undefined) return refuse('pfx.key-not-rsa');
  const certificates = certificatesOf(opened);
  const modulus = key.n;
  const leaf = certificates.find(
    ({ parsed }) => parsed !== undefined && (parsed.publicKey as forge.pki.rsa.PublicKey).n.equals(modulus),
  );
  if (leaf === undefined) return refuse('pfx.no-certificate');
  const others = certificates.filter((candidate) => candidate !== leaf);
  return {
    ok: true,
    leafPem: leaf.pem,
    privateKeyPem: withUnixLines(forge.pki.privateKeyToPem(key)),
    carriedPem: inIssuerOrder(leaf, others).map(({ pem }) => pem),
  };
}

function certificatesOf(opened: forge.pkcs12.Pkcs12Pfx): readonly FoundCertificate[] {
  const oid = forge.pki.oids['certBag'];
  const bags = oid === undefined ? [] : (opened.getBags({ bagType: oid })[oid] ?? []);
  return bags.slice(0, MAX_CERTIFICATES).flatMap((bag): FoundCertificate[] => {
    const parsed = bag.cert ?? undefined;
    if (parsed !== undefined) return [{ pem: withUnixLines(forge.pki.certificateToPem(parsed)), parsed }];
    const asn1 = bag.asn1 as forge.asn1.Asn1 | undefined | null;
    if (asn1 === undefined || asn1 === null) return [];
    const body = forge.asn1.toDer(asn1).getBytes();
    return [{ pem: withUnixLines(forge.pem.encode({ type: 'CERTIFICATE', body })), parsed }];
  });
}

function inIssuerOrder(leaf: FoundCertificate, others: readonly FoundCertificate[]): readonly FoundCertificate[] {
  const left = [...others];
  const ordered: FoundCertificate[] = [];
  let current: FoundCertificate | undefined = leaf;
  while (current !== undefined) {
    const subject: FoundCertificate = current;
    const at = left.findIndex(
      ({ parsed }) => parsed !== undefined && subject.parsed !== undefined && subject.parsed.isIssuer(parsed),
    );
    current = at < 0 ? undefined : left.splice(at, 1)[0];
    if (current !== undefined) ordered.push(current);
  }
  return [...ordered, ...left];
}

function withUnixLines(pem: string): string {
  return pem.replaceAll('\r\n', '\n');
}
