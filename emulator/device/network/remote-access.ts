import { isIPv4, isIPv6 } from 'node:net';
import { keyOfCertificate } from '../trust/certificate-store.ts';
import { isDomainName } from './general-settings.ts';
import type { PolicyServer, PresenceServer, RemoteAccessPolicy, RemoteAccessState } from './remote-access-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Refusal, type Step } from '../step.ts';

/** Room for servers and policies, as AMT_RemoteAccessCapabilities was recorded. Assumed for every release. */
export const remoteAccessLimits: {
  readonly servers: number;
  readonly policies: number;
  readonly serversPerPolicy: number;
  readonly proxies: number;
} = { servers: 6, policies: 3, serversPerPolicy: 2, proxies: 15 };

/** PT_STATUS of the class reference. */
const statuses = { notPermitted: 16, full: 23, invalidParameter: 36, duplicate: 2058 } as const;
/** CIM RequestStateChange. */
const STATE_INVALID_PARAMETER = 5;

const PERIODIC = 2;
const LARGEST_TRIGGER = 3;
const LARGEST_MPS_TYPE = 2;
const LONGEST_EXTENDED_DATA = 32;
const LONGEST_TEXT = 256;

/** True when an address is of the form that its InfoFormat says. */
export function isAccessInfo(accessInfo: string, infoFormat: number): boolean {
  if (infoFormat === 3) return isIPv4(accessInfo);
  if (infoFormat === 4) return isIPv6(accessInfo);
  return infoFormat === 201 && isDomainName(accessInfo) && !isIPv4(accessInfo);
}

/** What AddMpServer is given. */
export interface PresenceServerDraft extends Omit<PresenceServer, 'number' | 'certificateHandle'> {
  /** 1 certificate, 2 user name and password. */
  readonly authMethod: number;
  /** Undefined when none was named. */
  readonly certificateHandle: number | undefined;
}

/**
 * Adds a management presence server and gives its number, the lowest free one.
 * Source: Intel AMT class reference, AMT_RemoteAccessService.AddMpServer.
 */
export function addPresenceServer(state: DeviceState, draft: PresenceServerDraft): Step<number> {
  const { servers } = state.features.remoteAccess;
  const { accessInfo, infoFormat, port, commonName, authMethod, certificateHandle } = draft;
  const refusal = serverProblem(state, draft);
  if (refusal !== undefined) return { ok: false, refusal };
  const isSame = (one: PresenceServer): boolean => one.accessInfo === accessInfo && one.port === port;
  if (servers.some((one) => isSame(one)))
    return refused(statuses.duplicate, 'remote-access.server.duplicate', { accessInfo, port });
  if (servers.length >= remoteAccessLimits.servers)
    return refused(statuses.full, 'remote-access.server.full', { limit: remoteAccessLimits.servers });
  const taken = new Set(servers.map((one) => one.number));
  let number = 0;
  while (taken.has(number)) number += 1;
  const credentials =
    authMethod === 1
      ? { certificateHandle, username: '', password: '' }
      : { certificateHandle: undefined, username: draft.username, password: draft.password };
  const server: PresenceServer = { number, accessInfo, infoFormat, port, commonName, ...credentials };
  const next = [...servers, server].toSorted((one, other) => one.number - other.number);
  return doneWith(withRemoteAccess(state, { servers: next }), number);
}

function serverProblem(state: DeviceState, draft: PresenceServerDraft): Refusal | undefined {
  const invalid = (code: string, inputs: Refusal['inputs'] = {}): Refusal =>
    refused(statuses.invalidParameter, `remote-access.server.${code}`, inputs).refusal;
  const { accessInfo, infoFormat, port, commonName, authMethod, certificateHandle, username, password } = draft;
  if (!isAccessInfo(accessInfo, infoFormat)) return invalid('address', { accessInfo, infoFormat });
  if (port === 0) return invalid('port', { port });
  if (authMethod !== 1 && authMethod !== 2) return invalid('auth-method', { authMethod });
  if ([commonName, username, password].some((text) => text.length > LONGEST_TEXT))
    return invalid('too-long', { limit: LONGEST_TEXT });
  if (authMethod === 2) return username === '' || password === '' ? invalid('credentials-missing') : undefined;
  const isUsable = certificateHandle !== undefined && keyOfCertificate(state, certificateHandle) !== undefined;
  return isUsable ? undefined : invalid('certificate', { handle: certificateHandle ?? -1 });
}

/**
 * Forgets a server. Policies forget it, too. Assumed: the firmware does not refuse while a policy uses it; consoles
 * delete the policies first.
 */
export function deletePresenceServer(state: DeviceState, number: number): Step {
  const { servers, policies } = state.features.remoteAccess;
  return done(
    withRemoteAccess(state, {
      servers: servers.filter((server) => server.number !== number),
      policies: policies.map((policy) => ({
        ...policy,
        servers: policy.servers.filter((server) => server.number !== number),
      })),
    }),
  );
}

/** Replaces the user name, the password, or both that the device shows to a server. */
export function putPresenceCredentials(
  state: DeviceState,
  number: number,
  change: { readonly username?: string; readonly password?: string },
): Step {
  const { servers } = state.features.remoteAccess;
  const { username, password } = change;
  const texts = [username, password].filter((text) => text !== undefined);
  if (texts.some((text) => text === '' || text.length > LONGEST_TEXT))
    return refused(statuses.invalidParameter, 'remote-access.server.credentials', { limit: LONGEST_TEXT });
  const next = servers.map((server) => (server.number === number ? { ...server, ...change } : server));
  return done(withRemoteAccess(state, { servers: next }));
}

/** What AddRemoteAccessPolicyRule is given; servers by number. */
export interface RemoteAccessPolicyDraft extends Omit<RemoteAccessPolicy, 'servers'> {
  readonly external: readonly (number | undefined)[];
  readonly internal: readonly (number | undefined)[];
}

/**
 * Adds the policy of a trigger.
 * Source: Intel AMT class reference, AMT_RemoteAccessService.AddRemoteAccessPolicyRule.
 */
export function addRemoteAccessPolicy(state: DeviceState, draft: RemoteAccessPolicyDraft): Step<number> {
  const { policies } = state.features.remoteAccess;
  const { trigger, tunnelLifeTimeSeconds, extendedData } = draft;
  const refusal = policyProblem(state, draft);
  if (refusal !== undefined) return { ok: false, refusal };
  if (policies.some((policy) => policy.trigger === trigger))
    return refused(statuses.duplicate, 'remote-access.policy.duplicate', { trigger });
  if (policies.length >= remoteAccessLimits.policies)
    return refused(statuses.full, 'remote-access.policy.full', { limit: remoteAccessLimits.policies });
  const policy = { trigger, tunnelLifeTimeSeconds, extendedData, servers: policyServers(draft) };
  const next = [...policies, policy].toSorted((one, other) => one.trigger - other.trigger);
  return doneWith(withRemoteAccess(state, { policies: next }), trigger);
}

function policyServers({ external, internal }: RemoteAccessPolicyDraft): readonly PolicyServer[] {
  const numbers = [...new Set([...external, ...internal])].filter((number) => number !== undefined);
  return numbers.map((number, order) => {
    const isInternal = internal.includes(number);
    return { number, order, mpsType: isInternal ? (external.includes(number) ? 2 : 1) : 0 };
  });
}

function policyProblem(state: DeviceState, draft: RemoteAccessPolicyDraft): Refusal | undefined {
  const invalid = (code: string, inputs: Refusal['inputs'] = {}): Refusal =>
    refused(statuses.invalidParameter, `remote-access.policy.${code}`, inputs).refusal;
  const { trigger, extendedData, external, internal } = draft;
  if (trigger > LARGEST_TRIGGER) return invalid('trigger', { trigger });
  const data = Buffer.from(extendedData, 'base64');
  if (data.length > LONGEST_EXTENDED_DATA || (trigger === PERIODIC && !isPeriod(data)))
    return invalid('extended-data', { trigger, bytes: data.length });
  const known = new Set<number | undefined>(state.features.remoteAccess.servers.map(({ number }) => number));
  const named = [...external, ...internal];
  if (named.length === 0 || !named.every((number) => number !== undefined && known.has(number)))
    return invalid('server', { named: named.length });
  const most = remoteAccessLimits.serversPerPolicy;
  return external.length > most || internal.length > most ? invalid('too-many-servers', { limit: most }) : undefined;
}

/** Big-endian: 0 and a number of seconds, or 1, an hour and a minute. */
function isPeriod(data: Buffer): boolean {
  if (data.length < 8) return false;
  const kind = data.readUInt32BE(0);
  if (kind === 0) return data.length === 8;
  return kind === 1 && data.length === 12 && data.readUInt32BE(4) < 24 && data.readUInt32BE(8) < 60;
}

/** Forgets the policy of a trigger. */
export function deleteRemoteAccessPolicy(state: DeviceState, trigger: number): Step {
  const policies = state.features.remoteAccess.policies.filter((policy) => policy.trigger !== trigger);
  return done(withRemoteAccess(state, { policies }));
}

/** Gives a policy one more server, as the last unless an order is given. */
export function addPolicyServer(
  state: DeviceState,
  trigger: number,
  number: number,
  { order, mpsType = 0 }: { readonly order?: number; readonly mpsType?: number },
): Step {
  const { servers, policies } = state.features.remoteAccess;
  const policy = policies.find((one) => one.trigger === trigger);
  if (policy === undefined || !servers.some((server) => server.number === number))
    return refused(statuses.invalidParameter, 'remote-access.policy.unknown-end', { trigger, number });
  if (policy.servers.some((server) => server.number === number))
    return refused(statuses.duplicate, 'remote-access.policy.has-server', { trigger, number });
  if (mpsType > LARGEST_MPS_TYPE)
    return refused(statuses.invalidParameter, 'remote-access.policy.mps-type', { mpsType });
  const added = { number, order: order ?? policy.servers.length, mpsType };
  const next = [...policy.servers, added].toSorted((one, other) => one.order - other.order);
  const limit = remoteAccessLimits.serversPerPolicy;
  const isFull = [0, 1].some((side) => next.filter((one) => one.mpsType === side || one.mpsType === 2).length > limit);
  if (isFull) return refused(statuses.full, 'remote-access.policy.too-many-servers', { limit });
  const changed = policies.map((one) => (one === policy ? { ...policy, servers: next } : one));
  return done(withRemoteAccess(state, { policies: changed }));
}

/** Says when a policy uses a server and in which order; `undefined` takes the server from the policy. */
export function putPolicyServer(
  state: DeviceState,
  trigger: number,
  number: number,
  change: { readonly order?: number; readonly mpsType?: number } | undefined,
): Step {
  const { policies } = state.features.remoteAccess;
  if (change?.mpsType !== undefined && change.mpsType > LARGEST_MPS_TYPE)
    return refused(statuses.invalidParameter, 'remote-access.policy.mps-type', { mpsType: change.mpsType });
  const next = policies.map((policy) => {
    if (policy.trigger !== trigger) return policy;
    const servers = policy.servers
      .filter((server) => server.number !== number || change !== undefined)
      .map((server) => (server.number === number ? { ...server, ...change } : server))
      .toSorted((one, other) => one.order - other.order);
    return { ...policy, servers };
  });
  return done(withRemoteAccess(state, { policies: next }));
}

/** Says from where a user may ask for a connection. Source: Intel AMT class reference, AMT_UserInitiatedConnectionService. */
export function requestUserInitiatedState(state: DeviceState, requested: number): Step {
  if (requested !== 32_768 && requested !== 32_769 && requested !== 32_770 && requested !== 32_771)
    return refused(STATE_INVALID_PARAMETER, 'remote-access.user-initiated.state', { requested });
  return done(withRemoteAccess(state, { userInitiated: requested }));
}

/** Closing a tunnel is not permitted while none is open, and here none ever is. Assumed: the number. */
export function closeTunnel(): Step {
  return refused(statuses.notPermitted, 'remote-access.no-tunnel');
}

function withRemoteAccess(state: DeviceState, change: Partial<RemoteAccessState>): DeviceState {
  return { ...state, features: { ...state.features, remoteAccess: { ...state.features.remoteAccess, ...change } } };
}
