import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, requestedStates, requestedStates2 } from '../value-maps.ts';

export const cimRedirectionService: ClassDeclaration = {
  name: 'CIM_RedirectionService',
  uri: classUri('CIM_RedirectionService'),
  parent: 'CIM_Service',
  since: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'MaxCurrentEnabledSAPs', type: 'uint16' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherRedirectionServiceType', type: 'string' },
    {
      name: 'RedirectionServiceType',
      type: 'uint16',
      array: true,
      values: { 1: 'Other', 2: 'Text', 3: 'KVM', 4: 'USB', 5: 'media' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SharingMode', type: 'uint16', values: { 2: 'Exclusive', 3: 'Shared' } },
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
  ],
  declaresCommon: true,
  readRealms: [2, 3],
  writeRealms: [2, 3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
