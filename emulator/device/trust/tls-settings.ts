import { keyOfCertificate, storedCertificate, storedChain } from './certificate-store.ts';
import type { DeviceState, TlsConfiguration, TlsSettings } from '../state.ts';
import { done, refused, type Refusal, type Step } from '../step.ts';

/** The two interfaces that have TLS settings of their own. */
export type TlsInterface = 'remote' | 'local';

/** Names in TrustedCN. Four is a commonly quoted number: assumed. */
export const MAX_TRUSTED_NAMES: number = 4;
/** Octets of a domain name (RFC 1035, 2.3.4). */
export const MAX_TRUSTED_NAME_LENGTH: number = 255;

/**
 * PT_STATUS of each refusal. "Data missing" at commit is documented (AMT_SetupAndConfigurationService.CommitChanges);
 * the others are the nearest of the list, assumed.
 */
const tlsStatuses = {
  notPermitted: 16,
  invalid: 36,
  unknownCertificate: 36,
  dataMissing: 2057,
  noKeys: 2060,
  keyDoesNotMatch: 2064,
} as const;

/** What a Put of AMT_TLSSettingData may carry. Without trusted names the list becomes empty; other gaps keep their value. */
export interface TlsSettingsChange {
  readonly enabled: boolean;
  readonly mutualAuthentication?: boolean | undefined;
  readonly acceptNonSecure?: boolean | undefined;
  readonly trustedCn?: readonly string[] | undefined;
}

/**
 * Writes the pending settings of one interface; CommitChanges makes them active. A change of nothing but the trusted
 * names is active at once. Whether the local interface takes plain connections cannot be changed and is ignored.
 * Without plain ports the network interface can neither be without TLS nor accept plain connections.
 * Source: Intel AMT class reference, AMT_TLSSettingData.
 */
export function putTlsSettings(
  state: DeviceState,
  which: TlsInterface,
  change: TlsSettingsChange,
  hasPlainPorts = true,
): Step {
  const before = state.tls.pending[which];
  const trustedCn = change.trustedCn ?? [];
  const wanted: TlsSettings = {
    enabled: change.enabled,
    mutualAuthentication: change.mutualAuthentication ?? before.mutualAuthentication,
    acceptNonSecure: which === 'local' ? before.acceptNonSecure : (change.acceptNonSecure ?? before.acceptNonSecure),
    trustedCn,
  };
  if (which === 'remote' && !hasPlainPorts && (!wanted.enabled || wanted.acceptNonSecure))
    return refused(tlsStatuses.notPermitted, 'tls.plain.no-such-port', { enabled: wanted.enabled });
  if (trustedCn.length > MAX_TRUSTED_NAMES || !trustedCn.every(isDomainName))
    return refused(tlsStatuses.invalid, 'tls.trusted-cn.invalid', { trustedCn, limit: MAX_TRUSTED_NAMES });
  if (wanted.mutualAuthentication && !hasTrustedRoot(state))
    return refused(tlsStatuses.dataMissing, 'tls.mutual.no-trusted-root', { interface: which });
  const pending = { ...state.tls.pending, [which]: wanted };
  const activeNow = state.tls.active[which];
  const onlyNames = sameSwitches(wanted, before) && sameSwitches(wanted, activeNow);
  const active = onlyNames ? { ...state.tls.active, [which]: { ...activeNow, trustedCn } } : state.tls.active;
  return done({ ...state, tls: { active, pending } });
}

/**
 * Chooses the stored certificate with which the device answers TLS, from the next CommitChanges on. Its private key must
 * be in the store. Source: Intel AMT class reference, AMT_TLSCredentialContext.
 */
export function bindCertificate(state: DeviceState, handle: number): Step {
  if (storedCertificate(state, handle) === undefined)
    return refused(tlsStatuses.unknownCertificate, 'tls.bind.unknown-certificate', { handle });
  if (state.certificates.keys.length === 0) return refused(tlsStatuses.noKeys, 'tls.bind.no-keys', { handle });
  if (keyOfCertificate(state, handle) === undefined)
    return refused(tlsStatuses.keyDoesNotMatch, 'tls.bind.key-does-not-match', { handle });
  return done(withPendingCertificate(state, handle));
}

/** Takes the binding away, from the next CommitChanges on. */
export function unbindCertificate(state: DeviceState): Step {
  return done(withPendingCertificate(state, undefined));
}

/**
 * What stands in the way of making the pending TLS settings active; undefined when nothing does.
 * Source: Intel AMT class reference, CommitChanges: 2057 when TLS is enabled without a server certificate.
 */
export function tlsCommitProblem(state: DeviceState): Refusal | undefined {
  const { pending } = state.tls;
  const on = interfaces.filter((which) => pending[which].enabled);
  if (on.length === 0) return undefined;
  const handle = pending.certificateHandle;
  if (handle === undefined || keyOfCertificate(state, handle) === undefined)
    return { status: tlsStatuses.dataMissing, code: 'tls.commit.no-certificate', inputs: { interfaces: on } };
  const mutual = on.filter((which) => pending[which].mutualAuthentication);
  if (mutual.length > 0 && !hasTrustedRoot(state))
    return { status: tlsStatuses.dataMissing, code: 'tls.commit.no-trusted-root', inputs: { interfaces: mutual } };
  return undefined;
}

/** Certificates (DER, leaf first) and private key (PKCS#1 DER) for a TLS server; undefined when none is bound. */
export function tlsCredentials(
  state: DeviceState,
  configuration: TlsConfiguration = state.tls.active,
): { readonly chain: readonly Buffer[]; readonly privateKey: Buffer } | undefined {
  const handle = configuration.certificateHandle;
  const key = handle === undefined ? undefined : keyOfCertificate(state, handle);
  if (handle === undefined || key === undefined) return undefined;
  return { chain: storedChain(state, handle), privateKey: Buffer.from(key.privateKey, 'base64') };
}

const interfaces: readonly TlsInterface[] = ['remote', 'local'];

function withPendingCertificate(state: DeviceState, certificateHandle: number | undefined): DeviceState {
  return { ...state, tls: { ...state.tls, pending: { ...state.tls.pending, certificateHandle } } };
}

function sameSwitches(left: TlsSettings, right: TlsSettings): boolean {
  return (
    left.enabled === right.enabled &&
    left.mutualAuthentication === right.mutualAuthentication &&
    left.acceptNonSecure === right.acceptNonSecure
  );
}

function hasTrustedRoot(state: DeviceState): boolean {
  return state.certificates.certificates.some(({ isTrustedRoot }) => isTrustedRoot);
}

function isDomainName(name: string): boolean {
  return name.length <= MAX_TRUSTED_NAME_LENGTH && /^[A-Za-z0-9*]?[A-Za-z0-9._-]+$/.test(name);
}
