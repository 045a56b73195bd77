import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { operationalStatus, requestedStates } from '../value-maps.ts';

export const bootService: ClassDeclaration = {
  name: 'CIM_BootService',
  uri: classUri('CIM_BootService'),
  parent: 'CIM_Service',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: {
        2: 'Enabled',
        3: 'Disabled',
        32768: 'OCR and RPE disabled, other boot options enabled',
        32769: 'OCR enabled, RPE disabled',
        32770: 'RPE enabled, OCR disabled',
        32771: 'OCR and RPE enabled',
      },
    },
    { name: 'Name', type: 'string', key: true },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'SetBootConfigRole',
      input: [
        { name: 'BootConfigSetting', type: 'reference', required: true },
        {
          name: 'Role',
          type: 'uint16',
          required: true,
          values: {
            0: 'IsNext (CIM, not accepted by AMT)',
            1: 'IsNextSingleUse',
            2: 'IsDefault (CIM, not accepted by AMT)',
            32768: 'IsNotNext (AMT vendor value)',
          },
        },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  instances: () => [],
};
