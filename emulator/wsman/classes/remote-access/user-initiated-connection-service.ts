import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const userInitiatedConnectionService: ClassDeclaration = {
  name: 'AMT_UserInitiatedConnectionService',
  uri: classUri('AMT_UserInitiatedConnectionService'),
  parent: 'CIM_Service',
  since: '4.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: {
        2: 'Enabled',
        3: 'Disabled',
        32768: 'All interfaces disabled',
        32769: 'BIOS interface enabled',
        32770: 'OS interface enabled',
        32771: 'BIOS and OS interfaces enabled',
      },
    },
    { name: 'LastConnectionReason', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        {
          name: 'RequestedState',
          type: 'uint16',
          required: true,
          values: {
            2: 'Enabled',
            3: 'Disabled',
            4: 'Shut Down',
            6: 'Offline',
            7: 'Test',
            8: 'Defer',
            9: 'Quiesce',
            10: 'Reboot',
            11: 'Reset',
            32768: 'All Interfaces disabled',
            32769: 'BIOS Interface enabled',
            32770: 'OS Interface enabled',
            32771: 'BIOS and OS Interfaces enabled',
          },
        },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  instances: () => [],
};
