import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
  instances: () => [],
};
