import { filterCollections } from '../../../device/logs/subscriptions.ts';
import type { EventSubscription } from '../../../device/logs/subscriptions-state.ts';
import type { EndpointReference, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

/** Class of the objects that say where events go. */
export const LISTENER_CLASS = 'CIM_ListenerDestinationWSManagement';
const LISTENER_NAME = 'Intel(r) AMT:Listener ';
const SYSTEM_NAME = 'Intel(r) AMT';

/** Keys of the listener of a subscription; how firmware numbers them is not published. */
export function listenerKeys({ handle }: Pick<EventSubscription, 'handle'>): Readonly<Record<string, string>> {
  return {
    CreationClassName: LISTENER_CLASS,
    Name: `${LISTENER_NAME}${String(handle)}`,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: SYSTEM_NAME,
  };
}

/** The two keys of a subscription. */
export function subscriptionKeys(subscription: EventSubscription): {
  readonly Filter: EndpointReference;
  readonly Handler: EndpointReference;
} {
  return {
    Filter: {
      kind: 'reference',
      resourceUri: classUri('CIM_FilterCollection'),
      selectors: { InstanceID: subscription.collection },
    },
    Handler: { kind: 'reference', resourceUri: classUri(LISTENER_CLASS), selectors: listenerKeys(subscription) },
  };
}

/** The handle in a CIM_FilterCollectionSubscription; 0 when it is none. */
export function handleOf(instance: Instance): number {
  const handler = instance['Handler'];
  if (typeof handler !== 'object' || !('selectors' in handler)) return 0;
  const name = handler.selectors['Name'];
  return typeof name === 'string' && name.startsWith(LISTENER_NAME) ? Number(name.slice(LISTENER_NAME.length)) : 0;
}

/** Instances of CIM_FilterCollection. */
export const filterCollectionInstances: readonly Instance[] = filterCollections.map((name) => ({
  CollectionName: name,
  InstanceID: name,
}));
