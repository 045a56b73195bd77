import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { perceivedSeverities } from '../value-maps.ts';

/** What subscribers are sent; only inside deliveries, so nobody finds one by asking. */
export const alertIndication: ClassDeclaration = {
  name: 'CIM_AlertIndication',
  uri: classUri('CIM_AlertIndication'),
  parent: 'CIM_ProcessIndication',
  since: '3.2',
  properties: [
    {
      name: 'AlertType',
      type: 'uint16',
      required: true,
      values: {
        1: 'Other',
        2: 'Communications Alert',
        3: 'Quality of Service Alert',
        4: 'Processing Error',
        5: 'Device Alert',
        6: 'Environmental Alert',
        7: 'Model Change',
        8: 'Security Alert',
      },
    },
    { name: 'AlertingElementFormat', type: 'uint16', values: { 0: 'Unknown', 1: 'Other', 2: 'CIMObjectPath' } },
    { name: 'AlertingManagedElement', type: 'string' },
    { name: 'Description', type: 'string' },
    { name: 'EventID', type: 'string' },
    { name: 'EventTime', type: 'datetime' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string' },
    { name: 'OtherAlertType', type: 'string' },
    { name: 'OtherAlertingElementFormat', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'ProbableCause', type: 'uint16', required: true },
    { name: 'ProbableCauseDescription', type: 'string' },
    { name: 'ProviderName', type: 'string' },
    { name: 'RecommendedActions', type: 'string', array: true },
    { name: 'SystemCreationClassName', type: 'string' },
    { name: 'SystemName', type: 'string' },
    { name: 'Trending', type: 'uint16' },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  enumerate: false,
  instances: () => [],
};
