import { isIPv4 } from 'node:net';
import type { DeviceState, NetworkState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const INVALID_IP_ADDRESS = 27;
const INVALID_NETMASK = 37;

/** What a Put of AMT_EthernetPortSettings may change; with DHCP the addresses are not kept. */
export interface PortSettingsChange extends Partial<NetworkState['fixed']> {
  readonly dhcpEnabled: boolean;
}

/**
 * Switches the wired port between DHCP and fixed addresses. A fixed port needs an address and a mask.
 * Source: Intel AMT class reference, AMT_EthernetPortSettings. With `any-mask` a mask may have gaps, as a published client of
 * the legacy interface computes such ones; that firmware takes them is assumed.
 */
export function putPortSettings(
  state: DeviceState,
  change: PortSettingsChange,
  masks: 'netmask' | 'any-mask' = 'netmask',
): Step {
  const { dhcpEnabled, ...addresses } = change;
  const { network } = state;
  if (dhcpEnabled) return done({ ...state, network: { ...network, dhcpEnabled } });
  const fixed = { ...network.fixed, ...addresses };
  if (!isIPv4(fixed.address)) return refused(INVALID_IP_ADDRESS, 'network.address', { address: fixed.address });
  const isMask = masks === 'netmask' ? isNetmask(fixed.mask) : isIPv4(fixed.mask);
  if (!isMask) return refused(INVALID_NETMASK, 'network.mask', { mask: fixed.mask });
  const others = [fixed.gateway, fixed.primaryDns, fixed.secondaryDns].filter((address) => address !== '');
  if (!others.every((address) => isIPv4(address)))
    return refused(INVALID_IP_ADDRESS, 'network.address', { addresses: others });
  return done({ ...state, network: { ...network, dhcpEnabled, fixed } });
}

function isNetmask(mask: string): boolean {
  if (!isIPv4(mask)) return false;
  const bits = mask
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  return /^1+0*$/.test(bits);
}
