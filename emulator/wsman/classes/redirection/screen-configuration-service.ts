import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, requestedStates2 } from '../value-maps.ts';

export const screenConfigurationService: ClassDeclaration = {
  name: 'IPS_ScreenConfigurationService',
  uri: classUri('IPS_ScreenConfigurationService'),
  parent: 'CIM_Service',
  since: '10.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'CurrentState', type: 'uint16' },
    { name: 'EnabledState', type: 'uint16', access: 'read-write', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    { name: 'RemainingConsecutiveRebootsNum', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    },
    {
      name: 'SetSessionState',
      input: [
        { name: 'SessionState', type: 'uint8', values: { 0: 'Close', 1: 'Open' } },
        { name: 'ConsecutiveRebootsNum', type: 'uint8' },
      ],
      output: [],
      returns: [0, 1, 36],
    },
  ],
  declaresCommon: true,
  readRealms: [2, 3],
  writeRealms: [2, 3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
