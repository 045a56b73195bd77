import { keyOfCertificate, storedCertificate } from '../trust/certificate-store.ts';
import { ieee8021xProblem } from './network-8021x-part.ts';
import type {
  Ieee8021xCertificates,
  Ieee8021xPart,
  Wired8021xProfile,
  Wired8021xState,
} from './network-8021x-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** Seconds for which a profile keeps the session for a PXE boot unless it says otherwise. */
export const DEFAULT_PXE_TIMEOUT_SECONDS: number = 120;

const LONGEST_PXE_TIMEOUT_SECONDS = 86_400;
const INTERNAL_ERROR = 1;
const INVALID_PARAMETER = 36;
const INVALID_CERTIFICATE = 2063;

/** What a Put says of the profile. Certificates that are not mentioned stay. */
export interface Wired8021xChange extends Omit<Wired8021xProfile, 'enabled'> {
  readonly enabled: number;
  readonly certificates?: Partial<Ieee8021xCertificates>;
}

/**
 * Replaces the profile of the wired interface. One that is switched on needs a protocol and what that protocol needs; a
 * password or credential that was not sent again stays while the user is the same.
 * Source: Intel AMT class reference, AMT_8021XProfile and IPS_IEEE8021xSettings.
 */
export function putWired8021x(state: DeviceState, change: Wired8021xChange): Step {
  const { enabled, activeInS0, pxeTimeoutSeconds } = change;
  const { wired8021x } = state.features;
  if (enabled !== 2 && enabled !== 3 && enabled !== 6)
    return refused(INVALID_PARAMETER, 'network.8021x.enabled', { enabled });
  if (pxeTimeoutSeconds > LONGEST_PXE_TIMEOUT_SECONDS)
    return refused(INVALID_PARAMETER, 'network.8021x.pxe-timeout', { pxeTimeoutSeconds });
  const part = change.part === undefined ? undefined : withFormerSecrets(change.part, wired8021x.written?.part);
  if (enabled !== 3 && part === undefined) return refused(INVALID_PARAMETER, 'network.8021x.protocol-missing');
  const problem = part === undefined ? undefined : ieee8021xProblem(part, INVALID_PARAMETER);
  if (problem !== undefined && enabled !== 3) return { ok: false, refusal: problem };
  const certificates = { ...wired8021x.certificates, ...change.certificates };
  const wrong = certificateProblem(state, certificates, INVALID_CERTIFICATE);
  if (wrong !== undefined) return wrong;
  return done(withWired(state, { written: { enabled, activeInS0, pxeTimeoutSeconds, part }, certificates }));
}

/** Names the certificates of the wired profile; what is not named is forgotten. 1 is the only refusal documented. */
export function setWired8021xCertificates(state: DeviceState, certificates: Ieee8021xCertificates): Step {
  const wrong = certificateProblem(state, certificates, INTERNAL_ERROR);
  if (wrong !== undefined) return wrong;
  return done(withWired(state, { ...state.features.wired8021x, certificates }));
}

/**
 * Refuses certificates that cannot serve in a profile: a client certificate has its key in the store, a root was stored
 * as one. Undefined when there is nothing to refuse.
 */
export function certificateProblem(
  state: DeviceState,
  { client, root }: Ieee8021xCertificates,
  status: number,
): ReturnType<typeof refused> | undefined {
  if (client !== undefined && keyOfCertificate(state, client) === undefined)
    return refused(status, 'network.8021x.client-certificate', { handle: client });
  if (root !== undefined && storedCertificate(state, root)?.isTrustedRoot !== true)
    return refused(status, 'network.8021x.root-certificate', { handle: root });
  return undefined;
}

function withFormerSecrets(part: Ieee8021xPart, former: Ieee8021xPart | undefined): Ieee8021xPart {
  if (former?.username !== part.username || former.protocol !== part.protocol) return part;
  return {
    ...part,
    password: part.password || former.password,
    pac: part.pac || former.pac,
    pacPassword: part.pacPassword || former.pacPassword,
  };
}

function withWired(state: DeviceState, wired8021x: Wired8021xState): DeviceState {
  return { ...state, features: { ...state.features, wired8021x } };
}
