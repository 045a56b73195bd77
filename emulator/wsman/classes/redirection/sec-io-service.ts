import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, requestedStates2 } from '../value-maps.ts';

export const secIoService: ClassDeclaration = {
  name: 'IPS_SecIOService',
  uri: classUri('IPS_SecIOService'),
  parent: 'CIM_Service',
  since: '8.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DefaultScreen', type: 'uint8', access: 'read-write' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    { name: 'NumberOfScreens', type: 'uint8' },
    { name: 'RequestedLanguage', type: 'uint16', access: 'read-write' },
    { name: 'Started', type: 'boolean' },
    { name: 'Status', type: 'string' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'language', type: 'uint16' },
    { name: 'zoom', type: 'uint16', access: 'read-write' },
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
  ],
  declaresCommon: true,
  readRealms: [2, 3],
  writeRealms: [2, 3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
