import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, requestedStates, requestedStates2 } from '../value-maps.ts';

export const kvmRedirectionSap: ClassDeclaration = {
  name: 'CIM_KVMRedirectionSAP',
  uri: classUri('CIM_KVMRedirectionSAP'),
  parent: 'CIM_ServiceAccessPoint',
  since: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'KVMProtocol', type: 'uint16', values: { 0: 'Unknown', 1: 'Other', 2: 'Raw', 3: 'RDP', 4: 'VNC-RFB' } },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherKVMProtocol', type: 'string' },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
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
