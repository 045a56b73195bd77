import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { requestedStates2 } from '../value-maps.ts';

export const lanEndpoint: ClassDeclaration = {
  name: 'CIM_LANEndpoint',
  uri: classUri('CIM_LANEndpoint'),
  parent: 'CIM_ProtocolEndpoint',
  properties: [
    { name: 'AliasAddresses', type: 'string', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'GroupAddresses', type: 'string', array: true },
    { name: 'LANID', type: 'string' },
    { name: 'LANType', type: 'uint16' },
    { name: 'MACAddress', type: 'string' },
    { name: 'MaxDataSize', type: 'uint32' },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherLANType', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'ProtocolIFType', type: 'uint16' },
    { name: 'ProtocolType', type: 'uint16' },
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
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
