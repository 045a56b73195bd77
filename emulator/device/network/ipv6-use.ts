import type { InterfaceNumber } from './network-interfaces-state.ts';
import type { DeviceState } from '../state.ts';
import { done, type Step } from '../step.ts';

/** Whether IPv6 is in use on this interface. */
export function isIpv6InUse({ features: { ipv6Use } }: DeviceState, number: InterfaceNumber): boolean {
  return number === 0 ? ipv6Use.wired : ipv6Use.wireless;
}

/** Switches IPv6 on an interface on or off. */
export function setIpv6Use(state: DeviceState, number: InterfaceNumber, isInUse: boolean): Step {
  const ipv6Use = { ...state.features.ipv6Use, ...(number === 0 ? { wired: isInUse } : { wireless: isInUse }) };
  return done({ ...state, features: { ...state.features, ipv6Use } });
}
