import { isAccessInfo, remoteAccessLimits } from './remote-access.ts';
import { isDomainName } from './general-settings.ts';
import type { HttpProxiesState, HttpProxy } from './remote-access-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Step } from '../step.ts';

/** PT_STATUS of the class reference; the duplicate was recorded. */
const statuses = { full: 23, invalidParameter: 36, duplicate: 2058 } as const;

/** Adds a proxy and gives its number. Source: Intel AMT class reference, IPS_HTTPProxyService.AddProxyAccessPoint. */
export function addHttpProxy(state: DeviceState, draft: Omit<HttpProxy, 'number' | 'priority'>): Step<number> {
  const { proxies } = state.features.httpProxies;
  const { accessInfo, infoFormat, port, networkDnsSuffix } = draft;
  if (!isAccessInfo(accessInfo, infoFormat))
    return refused(statuses.invalidParameter, 'http-proxy.address', { accessInfo, infoFormat });
  if (port === 0) return refused(statuses.invalidParameter, 'http-proxy.port', { port });
  if (!isDomainName(networkDnsSuffix))
    return refused(statuses.invalidParameter, 'http-proxy.suffix', { networkDnsSuffix });
  const isSame = (one: HttpProxy): boolean =>
    one.accessInfo === accessInfo && one.port === port && one.networkDnsSuffix === networkDnsSuffix;
  if (proxies.some((one) => isSame(one))) return refused(statuses.duplicate, 'http-proxy.duplicate', { accessInfo });
  if (proxies.length >= remoteAccessLimits.proxies)
    return refused(statuses.full, 'http-proxy.full', { limit: remoteAccessLimits.proxies });
  const taken = new Set(proxies.map((one) => one.number));
  let number = 0;
  while (taken.has(number)) number += 1;
  const added = { number, accessInfo, infoFormat, port, networkDnsSuffix, priority: 0 };
  const next = [...proxies, added].toSorted((one, other) => one.number - other.number);
  return doneWith(withProxies(state, { proxies: next }), number);
}

/** Forgets a proxy. */
export function deleteHttpProxy(state: DeviceState, number: number): Step {
  return done(
    withProxies(state, { proxies: state.features.httpProxies.proxies.filter((one) => one.number !== number) }),
  );
}

/** Moves a proxy before every other. */
export function preferHttpProxy(state: DeviceState, number: number): Step {
  const { proxies } = state.features.httpProxies;
  const highest = Math.max(0, ...proxies.filter((one) => one.number !== number).map(({ priority }) => priority));
  const next = proxies.map((one) => (one.number === number ? { ...one, priority: highest + 1 } : one));
  return done(withProxies(state, { proxies: next }));
}

/** Lets host software add its proxies, or not. */
export function putProxySynchronization(state: DeviceState, syncEnabled: boolean): Step {
  return done(withProxies(state, { syncEnabled }));
}

function withProxies(state: DeviceState, change: Partial<HttpProxiesState>): DeviceState {
  return { ...state, features: { ...state.features, httpProxies: { ...state.features.httpProxies, ...change } } };
}
