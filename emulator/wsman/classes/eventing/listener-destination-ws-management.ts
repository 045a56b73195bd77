import { liveSubscriptions } from '../../../device/logs/subscriptions.ts';
import type { EventSubscription } from '../../../device/logs/subscriptions-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { listenerKeys } from './subscription-names.ts';

/** Where the events of a subscription go. */
export const listenerDestinationWsManagement: ClassDeclaration = {
  name: 'CIM_ListenerDestinationWSManagement',
  uri: classUri('CIM_ListenerDestinationWSManagement'),
  parent: 'CIM_ListenerDestination',
  since: '3.2',
  properties: [
    { name: 'ContentEncoding', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DeliveryAuth', type: 'string' },
    { name: 'DeliveryMode', type: 'uint16', values: { 2: 'Push', 3: 'PushWithAck', 4: 'Events', 5: 'Pull' } },
    { name: 'Destination', type: 'string' },
    { name: 'DestinationEndTo', type: 'string' },
    { name: 'Heartbeat', type: 'uint64' },
    { name: 'Locale', type: 'string' },
    { name: 'MaxTime', type: 'uint64' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherPersistenceType', type: 'string' },
    { name: 'OtherProtocol', type: 'string' },
    { name: 'PersistenceType', type: 'uint16', values: { 1: 'Other', 2: 'Permanent', 3: 'Transient' } },
    {
      name: 'PolyMorphismMode',
      type: 'uint16',
      values: { 0: 'None', 2: 'IncludeSubclassProperties', 3: 'ExcludeSubclassProperties' },
    },
    { name: 'Protocol', type: 'uint16', values: { 1: 'Other', 2: 'CIM-XML', 3: 'SNMP', 4: 'WS-Management' } },
    { name: 'SendBookmark', type: 'boolean' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state, instant }) => liveSubscriptions(state, instant).map((entry) => instanceOf(entry)),
};

const DIGEST = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/digest';

function instanceOf(entry: EventSubscription): Instance {
  return {
    ...listenerKeys(entry),
    DeliveryAuth: entry.user === '' ? undefined : DIGEST,
    DeliveryMode: entry.mode === 'push' ? 2 : 3,
    Destination: entry.destination,
    PersistenceType: 2,
    Protocol: 4,
  };
}
