import type { InterfaceNumber } from '../../../device/network/network-interfaces-state.ts';
import type { EndpointReference, CallContext, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

/** The network interfaces of a device: the wired one, and the wireless one where the release has it. */
export function interfacesOf({ instant }: CallContext): readonly InterfaceNumber[] {
  return instant.profile.capabilities.has('wireless') ? [0, 1] : [0];
}

/** The interface that an instance with a number at the end of its InstanceID belongs to. */
export function interfaceOf(instance: Instance): InterfaceNumber {
  const id = instance['InstanceID'];
  return typeof id === 'string' && id.endsWith(' 1') ? 1 : 0;
}

/** Name of the one wireless station. */
export const WIFI_ENDPOINT_NAME = 'WiFi Endpoint 0';

/** Keys of an element of the management engine that is known by a name. */
export function elementKeys(className: string, nameKey: 'Name' | 'DeviceID', name: string): Record<string, string> {
  return {
    CreationClassName: className,
    [nameKey]: name,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  };
}

/** A reference to an instance that is known by its InstanceID. */
export function settingReference(className: string, instanceId: string): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(className), selectors: { InstanceID: instanceId } };
}

/** The InstanceID that a reference to an instance of a class names; undefined when it is not such a reference. */
export function settingNamed(reference: Instance[string], className: string): string | undefined {
  if (typeof reference !== 'object' || !('kind' in reference) || reference.kind !== 'reference') return undefined;
  const id = reference.selectors['InstanceID'];
  return reference.resourceUri === classUri(className) && typeof id === 'string' && id !== '' ? id : undefined;
}
