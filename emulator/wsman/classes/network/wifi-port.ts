import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { healthStates, linkTechnologys, portTypes, requestedStates, requestedStates2 } from '../value-maps.ts';

export const wifiPort: ClassDeclaration = {
  name: 'CIM_WiFiPort',
  uri: classUri('CIM_WiFiPort'),
  parent: 'CIM_NetworkPort',
  since: '4.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: { 3: 'Disabled', 32768: 'Enabled in S0', 32769: 'Enabled in S0 and Sx/AC' },
    },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'LinkTechnology', type: 'uint16', values: linkTechnologys },
    { name: 'MaxSpeed', type: 'uint64' },
    { name: 'NetworkAddresses', type: 'string', array: true },
    { name: 'PermanentAddress', type: 'string' },
    { name: 'PortType', type: 'uint16', values: portTypes },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'Speed', type: 'uint64' },
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
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  instances: () => [],
};
