import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';

/** SubscriptionRemovalAction: a subscription stays although its listener cannot be reached. */
const IGNORE_FAILURES = 4;

/** How events are delivered. Numbers follow from the thirty seconds for which an event is kept; none is published. */
export const indicationService: ClassDeclaration = {
  name: 'CIM_IndicationService',
  uri: classUri('CIM_IndicationService'),
  parent: 'CIM_Service',
  since: '3.2',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DeliveryRetryAttempts', type: 'uint16' },
    { name: 'DeliveryRetryInterval', type: 'uint32' },
    { name: 'FilterCreationEnabled', type: 'boolean' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SubscriptionRemovalAction', type: 'uint16' },
    { name: 'SubscriptionRemovalTimeInterval', type: 'uint32' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [
    {
      ...serviceKeyValues('CIM_IndicationService', 'Intel(r) AMT Indication Service'),
      DeliveryRetryAttempts: 2,
      DeliveryRetryInterval: 10,
      FilterCreationEnabled: false,
      SubscriptionRemovalAction: IGNORE_FAILURES,
      SubscriptionRemovalTimeInterval: 0,
    },
  ],
};
