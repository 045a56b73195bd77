import { commonName, isSignedBy, readCertificate, type Certificate } from '../codec/certificate.ts';
import { DerError } from '../codec/der.ts';
import type { Decision } from '../decisions/decision.ts';
import type { DeviceState } from '../device/state.ts';
import { TLS_ALERT } from './tls-alerts.ts';

/** What an operational device with mutual authentication thinks of a console's certificate. */
export type ClientVerdict =
  | { readonly accepted: true; readonly code: 'tls.client.accepted'; readonly inputs: Decision['inputs'] }
  | {
      readonly accepted: false;
      readonly code: `tls.client.${'no-certificate' | 'malformed' | 'no-console-usage' | 'untrusted' | 'revoked' | 'outside-validity' | 'name-not-trusted'}`;
      readonly alert: number;
      readonly inputs: Decision['inputs'];
    };

/** Extended key usage of remote consoles in mutual TLS: Intel's arc, AMT remote console. */
const OID_REMOTE_CONSOLE = '2.16.840.1.113741.1.2.1';
const MAX_PATH_CERTIFICATES = 8;

/**
 * Judges the chain that a console presents where mutual authentication is on: the leaf carries Intel's remote console
 * usage, leads to a trusted root of the store without a revoked certificate, is inside its validity by the device's clock,
 * and its common name is one of the trusted ones or lies below one of them (any name where none is set). Source: Intel AMT Implementation and
 * Reference Guide, mutual authentication; the order of the rules is assumed.
 */
export function judgeClientChain(chainDer: readonly Buffer[], state: DeviceState, nowMs: number): ClientVerdict {
  const refuse = (
    code: Extract<ClientVerdict, { accepted: false }>['code'],
    alert: number,
    inputs: Decision['inputs'],
  ): ClientVerdict => ({ accepted: false, code, alert, inputs });
  if (chainDer.length === 0) return refuse('tls.client.no-certificate', TLS_ALERT.handshakeFailure, {});
  const certificates = readAll(chainDer);
  const leaf = certificates?.[0];
  if (certificates === undefined || leaf === undefined)
    return refuse('tls.client.malformed', TLS_ALERT.badCertificate, { certificates: chainDer.length });
  const name = commonName(leaf);
  const usages = leaf.extendedKeyUsages;
  if (!usages.includes(OID_REMOTE_CONSOLE))
    return refuse('tls.client.no-console-usage', TLS_ALERT.unsupportedCertificate, { name, usages });
  const roots = trustedRoots(state);
  if (!leadsToRoot(certificates, roots))
    return refuse('tls.client.untrusted', TLS_ALERT.unknownCa, { name, roots: roots.length });
  const revoked = certificates.find(({ serialHex }) => isRevoked(state, serialHex));
  if (revoked !== undefined)
    return refuse('tls.client.revoked', TLS_ALERT.certificateRevoked, { name, serial: revoked.serialHex });
  const deviceMs = nowMs + state.time.offsetMs;
  if (!(leaf.notBeforeMs <= deviceMs && deviceMs <= leaf.notAfterMs))
    return refuse('tls.client.outside-validity', TLS_ALERT.certificateExpired, { name, deviceMs });
  const { trustedCn } = state.tls.active.remote;
  if (trustedCn.length > 0 && !trustedCn.some((trusted) => isAtOrBelow(name, trusted)))
    return refuse('tls.client.name-not-trusted', TLS_ALERT.accessDenied, { name, trustedCn });
  return { accepted: true, code: 'tls.client.accepted', inputs: { name } };
}

function readAll(chainDer: readonly Buffer[]): readonly Certificate[] | undefined {
  try {
    return chainDer.slice(0, MAX_PATH_CERTIFICATES).map(readCertificate);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function trustedRoots(state: DeviceState): readonly Certificate[] {
  return state.certificates.certificates
    .filter(({ isTrustedRoot }) => isTrustedRoot)
    .map(({ der }) => readCertificate(Buffer.from(der, 'base64')));
}

/** Lists name their issuer by a URL that certificates need not carry, so every list counts for every issuer: assumed. */
function isRevoked(state: DeviceState, serialHex: string): boolean {
  const serials = state.features.crls.lists.flatMap(({ serialNumbers }) => serialNumbers);
  return serials.some((serial) => magnitude(Buffer.from(serial, 'base64').toString('hex')) === magnitude(serialHex));
}

/** Hex without leading zero octets. */
function magnitude(hex: string): string {
  return hex.replace(/^(?:00)+(?=..)/, '');
}

/** Each certificate is signed by the next one until one is signed by a trusted root or is one. */
function leadsToRoot(chain: readonly Certificate[], roots: readonly Certificate[]): boolean {
  for (const [at, certificate] of chain.entries()) {
    if (roots.some((root) => root.der.equals(certificate.der) || isIssued(certificate, root))) return true;
    const next = chain[at + 1];
    if (next === undefined || !isIssued(certificate, next)) return false;
  }
  return false;
}

function isIssued(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.issuerDer.equals(issuer.subjectDer) && isSignedBy(certificate, issuer);
}

function isAtOrBelow(name: string, trusted: string): boolean {
  const lower = name.toLowerCase();
  const suffix = trusted.toLowerCase();
  return lower === suffix || lower.endsWith(`.${suffix}`);
}
