import {
  attributeValues,
  commonName,
  fingerprint,
  isSelfIssued,
  isSignedBy,
  readCertificate,
  signatureHashName,
  type Certificate,
} from '../../codec/certificate.ts';
import { printDistinguishedName } from '../../codec/distinguished-name.ts';
import { DerError } from '../../codec/der.ts';
import { isoInstant } from '../../clock/calendar.ts';
import type { Decision } from '../../decisions/decision.ts';
import type { SetupProfile } from '../../firmware/profile.ts';
import { compareSuffix } from './domain-suffix.ts';
import type { ChainRefusalCode } from './setup-chain-refusals.ts';
import type { RootHash } from '../state.ts';

/** Extended key usage of a setup certificate: Intel's arc, client setup. */
const OID_CLIENT_SETUP = '2.16.840.1.113741.1.2.3';
/** The organizational unit that does instead, letter for letter. */
const CLIENT_SETUP_UNIT = 'Intel(R) Client Setup Certificate';
const OID_SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const WEAK_HASHES: readonly string[] = ['md2', 'md5', 'sha1'];

type Inputs = Decision['inputs'];

/** What one rule says. `noted` goes on, but is remembered in the provisioning record. */
export type ChainFinding =
  | { readonly outcome: 'passed'; readonly inputs: Inputs }
  | { readonly outcome: 'refused' | 'noted'; readonly code: ChainRefusalCode; readonly inputs: Inputs };

/** The chain as read, before any rule is asked. */
interface ChainReading {
  readonly presented: number;
  /** Why reading stopped, undefined when everything could be read. */
  readonly unreadable: string | undefined;
  readonly certificates: readonly Certificate[];
}

/** Everything the rules look at. */
export interface ChainView extends ChainReading {
  readonly hashes: readonly RootHash[];
  readonly setup: SetupProfile;
  readonly deviceSuffix: string;
  /** Time on the device's clock, milliseconds since 1970. */
  readonly deviceMs: number;
}

export interface ChainRule {
  /** Part of the decision code: `setup.chain.rule.<id>`. */
  readonly id: string;
  readonly refusals: readonly ChainRefusalCode[];
  readonly ask: (view: ChainView) => ChainFinding;
}

/** Reads the chain; chains longer than the limit are not read at all. */
export function readChain(chainDer: readonly Buffer[], maxCertificates: number): ChainReading {
  const certificates: Certificate[] = [];
  if (chainDer.length > maxCertificates) return { presented: chainDer.length, unreadable: 'too long', certificates };
  try {
    for (const der of chainDer) certificates.push(readCertificate(der));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const unreadable = `certificate ${certificates.length}: ${error.message}`;
    return { presented: chainDer.length, unreadable, certificates };
  }
  return { presented: chainDer.length, unreadable: undefined, certificates };
}

/** The entry whose hash is that of the last certificate; an active entry is preferred. */
export function rootHashOf(view: ChainView): RootHash | undefined {
  const root = view.certificates.at(-1);
  if (root === undefined) return undefined;
  const matching = view.hashes.filter(({ algorithm, hex }) => fingerprint(root, algorithm) === hex);
  return matching.find(({ isActive }) => isActive) ?? matching[0];
}

/** The rules in the order in which firmware asks them; the order between name and key rules is assumed. */
export const setupChainRules: readonly ChainRule[] = [
  { id: 'presented', refusals: ['setup.chain.no-certificate'], ask: presented },
  { id: 'length', refusals: ['setup.chain.too-long'], ask: lengthAllowed },
  { id: 'readable', refusals: ['setup.chain.malformed'], ask: readable },
  { id: 'root-included', refusals: ['setup.chain.root-missing'], ask: rootIncluded },
  { id: 'root-listed', refusals: ['setup.chain.no-root-match', 'setup.chain.root-inactive'], ask: rootListed },
  { id: 'signatures', refusals: ['setup.chain.bad-signature'], ask: signaturesHold },
  { id: 'server-authentication', refusals: ['setup.chain.no-server-auth-eku'], ask: serverAuthentication },
  { id: 'client-setup', refusals: ['setup.chain.no-oid-no-ou'], ask: clientSetup },
  { id: 'domain-suffix', refusals: ['setup.chain.no-suffix', 'setup.chain.suffix-mismatch'], ask: suffixMatches },
  { id: 'key-size', refusals: ['setup.chain.key-size'], ask: keySizesAllowed },
  { id: 'hash-strength', refusals: ['setup.chain.weak-hash'], ask: hashesStrong },
  { id: 'validity', refusals: ['setup.chain.outside-validity'], ask: insideValidity },
];

function finding(passed: boolean, code: ChainRefusalCode, inputs: Inputs): ChainFinding {
  return passed ? { outcome: 'passed', inputs } : { outcome: 'refused', code, inputs };
}

function presented(view: ChainView): ChainFinding {
  return finding(view.presented > 0, 'setup.chain.no-certificate', { certificates: view.presented });
}

function lengthAllowed(view: ChainView): ChainFinding {
  const limit = view.setup.maxChainCertificates;
  return finding(view.presented <= limit, 'setup.chain.too-long', { certificates: view.presented, limit });
}

function readable(view: ChainView): ChainFinding {
  const { unreadable } = view;
  const inputs: Inputs = unreadable === undefined ? { subjects: subjects(view) } : { problem: unreadable };
  return finding(unreadable === undefined, 'setup.chain.malformed', inputs);
}

function rootIncluded(view: ChainView): ChainFinding {
  const last = view.certificates.at(-1);
  const inputs = { last: last === undefined ? '' : printDistinguishedName(last.subject), subjects: subjects(view) };
  return finding(last !== undefined && isSelfIssued(last), 'setup.chain.root-missing', inputs);
}

function rootListed(view: ChainView): ChainFinding {
  const hash = rootHashOf(view);
  const root = view.certificates.at(-1);
  const algorithms = [...new Set(view.hashes.map(({ algorithm }) => algorithm))];
  const prints =
    root === undefined ? [] : algorithms.map((algorithm) => `${algorithm}:${fingerprint(root, algorithm)}`);
  if (hash === undefined)
    return finding(false, 'setup.chain.no-root-match', { root: prints, listed: view.hashes.length });
  const inputs = { root: `${hash.algorithm}:${hash.hex}`, entry: hash.name, isDefault: hash.isDefault };
  return finding(hash.isActive, 'setup.chain.root-inactive', inputs);
}

/**
 * Each certificate must name the next one as issuer and bear its signature. The root's own signature proves nothing,
 * the hash list does, and is not looked at: roots of that time are signed over MD2.
 */
function signaturesHold(view: ChainView): ChainFinding {
  const { certificates } = view;
  const broken = certificates.findIndex((certificate, at) => {
    const issuer = certificates[at + 1];
    if (issuer === undefined) return false;
    return !certificate.issuerDer.equals(issuer.subjectDer) || !isSignedBy(certificate, issuer);
  });
  const certificate = certificates[broken];
  const issuer = certificates[broken + 1];
  if (certificate === undefined || issuer === undefined)
    return { outcome: 'passed', inputs: { links: certificates.length - 1 } };
  return finding(false, 'setup.chain.bad-signature', {
    position: broken,
    issuer: printDistinguishedName(certificate.issuer),
    next: printDistinguishedName(issuer.subject),
    hash: signatureHashName(certificate),
  });
}

function serverAuthentication(view: ChainView): ChainFinding {
  const usages = view.certificates[0]?.extendedKeyUsages ?? [];
  return finding(usages.includes(OID_SERVER_AUTHENTICATION), 'setup.chain.no-server-auth-eku', { usages });
}

function clientSetup(view: ChainView): ChainFinding {
  const leaf = view.certificates[0];
  const usages = leaf?.extendedKeyUsages ?? [];
  const units = leaf === undefined ? [] : attributeValues(leaf.subject, 'OU');
  const passed = usages.includes(OID_CLIENT_SETUP) || units.includes(CLIENT_SETUP_UNIT);
  return finding(passed, 'setup.chain.no-oid-no-ou', { usages, units });
}

function suffixMatches(view: ChainView): ChainFinding {
  const leaf = view.certificates[0];
  const name = leaf === undefined ? '' : commonName(leaf);
  const policy = view.setup.suffixPolicy;
  const compared = compareSuffix(policy, view.deviceSuffix, name, leaf?.dnsNames ?? []);
  const inputs = {
    policy,
    deviceSuffix: view.deviceSuffix,
    commonName: name,
    comparison: compared.rule,
    comparedDevice: compared.comparedDevice,
    comparedName: compared.comparedName,
  };
  if (compared.rule === 'no-suffix') return finding(false, 'setup.chain.no-suffix', inputs);
  return finding(compared.matches, 'setup.chain.suffix-mismatch', inputs);
}

/** The leaf has one of the lengths; issuers lie between the shortest and the longest of them (assumed for issuers). */
function keySizesAllowed(view: ChainView): ChainFinding {
  const allowed = view.setup.allowedKeyBits;
  const bits = view.certificates.map(({ rsa }) => rsa?.bits ?? 0);
  const [leafBits = 0, ...issuerBits] = bits;
  const passed =
    allowed.includes(leafBits) &&
    issuerBits.every((length) => length >= Math.min(...allowed) && length <= Math.max(...allowed));
  return finding(passed, 'setup.chain.key-size', { bits: bits.map(String), allowed: allowed.map(String) });
}

function hashesStrong(view: ChainView): ChainFinding {
  const hashes = view.certificates.map(signatureHashName);
  const passed = !view.setup.refuseWeakHash || !hashes.some((hash) => WEAK_HASHES.includes(hash));
  return finding(passed, 'setup.chain.weak-hash', { hashes, strict: view.setup.refuseWeakHash });
}

function insideValidity(view: ChainView): ChainFinding {
  const outside = view.certificates.filter(
    ({ notBeforeMs, notAfterMs }) => !(notBeforeMs <= view.deviceMs && view.deviceMs <= notAfterMs),
  );
  const inputs = {
    deviceTime: isoInstant(view.deviceMs),
    strict: view.setup.strictValidity,
    outside: outside.map(({ subject }) => printDistinguishedName(subject)),
  };
  if (outside.length === 0) return { outcome: 'passed', inputs };
  const outcome = view.setup.strictValidity ? 'refused' : 'noted';
  return { outcome, code: 'setup.chain.outside-validity', inputs };
}

function subjects(view: ChainView): readonly string[] {
  return view.certificates.map(({ subject }) => printDistinguishedName(subject));
}
