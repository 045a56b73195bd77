import type { EndpointReference } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

const SUBSCRIBER_CLASS = 'AMT_SNMPEventSubscriber';

/** InstanceID of a filter; how firmware numbers them is not published. */
export function filterId(handle: number): string {
  return `Intel(r) AMT: PET Filter Setting ${String(handle)}`;
}

/** A reference to a filter. */
export function filterReference(handle: number): EndpointReference {
  const selectors = { InstanceID: filterId(handle) };
  return { kind: 'reference', resourceUri: classUri('AMT_PETFilterSetting'), selectors };
}

/** Keys of a trap receiver; how firmware numbers them is not published. */
export function subscriberKeys(
  handle: number,
): Readonly<Record<'CreationClassName' | 'Name' | 'SystemCreationClassName' | 'SystemName', string>> {
  return {
    CreationClassName: SUBSCRIBER_CLASS,
    Name: `Intel(r) AMT:SNMP Event Subscriber ${String(handle)}`,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  };
}

/** A reference to a trap receiver. */
export function subscriberReference(handle: number): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(SUBSCRIBER_CLASS), selectors: subscriberKeys(handle) };
}
