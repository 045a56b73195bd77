import { isIPv6 } from 'node:net';
import { NO_IPV6_ADDRESS, type Ipv6Interface } from './ipv6-state.ts';
import type { InterfaceNumber } from './network-interfaces-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const INVALID_IP_ADDRESS = 27;
const INVALID_PARAMETER = 36;

/** Settings of an interface. */
export function ipv6Of(state: DeviceState, number: InterfaceNumber): Ipv6Interface {
  return number === 0 ? state.features.ipv6.wired : state.features.ipv6.wireless;
}

/**
 * Sets the static addresses and the interface identifier of an interface; what is absent stays, `::0` removes an
 * address. Source: Intel AMT class reference, IPS_IPv6PortSettings.
 */
export function putIpv6(
  state: DeviceState,
  number: InterfaceNumber,
  change: Partial<Omit<Ipv6Interface, 'interfaceIdType'>> & { readonly interfaceIdType?: number },
): Step {
  const next = { ...ipv6Of(state, number), ...change };
  const addresses = [next.address, next.router, next.primaryDns, next.secondaryDns];
  const wrong = addresses.filter((address) => !isIPv6(address) || address.includes('%'));
  if (wrong.length > 0) return refused(INVALID_IP_ADDRESS, 'network.ipv6.address', { wrong });
  const { interfaceIdType } = next;
  if (interfaceIdType !== 0 && interfaceIdType !== 1 && interfaceIdType !== 2)
    return refused(INVALID_PARAMETER, 'network.ipv6.interface-id-type', { interfaceIdType });
  if (!/^[0-9A-Fa-f]{16}$/.test(next.manualInterfaceId))
    return refused(INVALID_PARAMETER, 'network.ipv6.interface-id', { digits: next.manualInterfaceId.length });
  const stored: Ipv6Interface = {
    address: tidy(next.address),
    router: tidy(next.router),
    primaryDns: tidy(next.primaryDns),
    secondaryDns: tidy(next.secondaryDns),
    interfaceIdType,
    manualInterfaceId: next.manualInterfaceId.toUpperCase(),
  };
  const ipv6 = { ...state.features.ipv6, ...(number === 0 ? { wired: stored } : { wireless: stored }) };
  return done({ ...state, features: { ...state.features, ipv6 } });
}

/** Every spelling of the unspecified address (RFC 4291, 2.5.2) is shown as `::`. */
function tidy(address: string): string {
  return /^[0:.]+$/.test(address) && !/[1-9a-f]/i.test(address) ? NO_IPV6_ADDRESS : address;
}
