import type { DeviceState } from '../state.ts';
import { done, refused, type Effect, type Step } from '../step.ts';

/** Characters of AMT_GeneralSettings.HostName. */
export const MAX_HOST_NAME_LENGTH: number = 63;
/** Characters of AMT_GeneralSettings.DomainName. */
export const MAX_DOMAIN_NAME_LENGTH: number = 191;
/** Minutes of AMT_GeneralSettings.IdleWakeTimeout. */
export const IDLE_WAKE_MINUTES: { readonly min: number; readonly max: number } = { min: 1, max: 65_535 };

const INVALID_NAME = 12;
const INVALID_DOMAIN_NAME = 28;
const INVALID_PARAMETER = 36;
const NOT_PERMITTED = 16;

/** What a Put of AMT_GeneralSettings may change; what is absent stays. */
export interface GeneralSettingsChange {
  readonly hostName?: string | undefined;
  readonly domainName?: string | undefined;
  readonly pingResponse?: boolean | undefined;
  readonly rmcpPingResponse?: boolean | undefined;
  readonly wsmanOnlyMode?: boolean | undefined;
  readonly sharedFqdn?: boolean | undefined;
  readonly idleWakeTimeoutMinutes?: number | undefined;
  readonly networkEnabled?: boolean | undefined;
}

/** True for the letters, digits and hyphens of a host name (RFC 1123, 2.1), and the underscore that Windows adds. */
export function isHostName(name: string): boolean {
  return name.length <= MAX_HOST_NAME_LENGTH && /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/.test(name);
}

/** True for dot-separated host names of at most 191 characters. */
export function isDomainName(name: string): boolean {
  return name.length <= MAX_DOMAIN_NAME_LENGTH && name.split('.').every((label) => isHostName(label));
}

/**
 * Changes names, ping answers and the idle timeout. An empty name clears it. The network interface can be switched off,
 * never on again from the network. Source: Intel AMT class reference, AMT_GeneralSettings.
 */
export function putGeneralSettings(state: DeviceState, change: GeneralSettingsChange): Step {
  const { network, power } = state;
  const hostName = change.hostName ?? network.hostName;
  const domainName = change.domainName ?? network.domainName;
  const minutes = change.idleWakeTimeoutMinutes ?? power.idleWakeTimeoutMinutes;
  const interfaceEnabled = change.networkEnabled ?? network.interfaceEnabled;
  if (hostName !== '' && !isHostName(hostName))
    return refused(INVALID_NAME, 'general.host-name', { hostName, limit: MAX_HOST_NAME_LENGTH });
  if (domainName !== '' && !isDomainName(domainName))
    return refused(INVALID_DOMAIN_NAME, 'general.domain-name', { domainName, limit: MAX_DOMAIN_NAME_LENGTH });
  if (!Number.isInteger(minutes) || minutes < IDLE_WAKE_MINUTES.min || minutes > IDLE_WAKE_MINUTES.max)
    return refused(INVALID_PARAMETER, 'general.idle-wake-timeout', { minutes });
  if (interfaceEnabled && !network.interfaceEnabled) return refused(NOT_PERMITTED, 'general.network-off');
  const next: DeviceState = {
    ...state,
    power: { ...power, idleWakeTimeoutMinutes: minutes },
    network: {
      ...network,
      hostName,
      domainName,
      interfaceEnabled,
      pingResponse: change.pingResponse ?? network.pingResponse,
      rmcpPingResponse: change.rmcpPingResponse ?? network.rmcpPingResponse,
      wsmanOnlyMode: change.wsmanOnlyMode ?? network.wsmanOnlyMode,
      sharedFqdn: change.sharedFqdn ?? network.sharedFqdn,
    },
  };
  const drop: Effect = { kind: 'drop-connections', why: 'the network interface was switched off' };
  return network.interfaceEnabled && !interfaceEnabled ? done(next, drop) : done(next);
}
