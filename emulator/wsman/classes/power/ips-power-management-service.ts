import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, requestedStates } from '../value-maps.ts';

export const ipsPowerManagementService: ClassDeclaration = {
  name: 'IPS_PowerManagementService',
  uri: classUri('IPS_PowerManagementService'),
  parent: 'CIM_Service',
  since: '10.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    {
      name: 'OSPowerSavingState',
      type: 'uint16',
      values: { 0: 'Unknown', 1: 'Unsupported', 2: 'Full Power', 3: 'OS power saving' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestOSPowerSavingStateChange',
      input: [
        {
          name: 'OSPowerSavingState',
          type: 'uint16',
          required: true,
          values: { 2: 'Full Power', 3: 'OS power saving' },
        },
        { name: 'ManagedElement', type: 'reference', required: true },
        { name: 'Time', type: 'datetime' },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestOSPowerSavingStateChange', 'Pull'],
  instances: () => [],
};
