import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats2 } from '../value-maps.ts';

export const httpProxyService: ClassDeclaration = {
  name: 'IPS_HTTPProxyService',
  uri: classUri('IPS_HTTPProxyService'),
  parent: 'CIM_Service',
  since: '11.8',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SyncEnabled', type: 'boolean', access: 'read-write' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddProxyAccessPoint',
      input: [
        { name: 'AccessInfo', type: 'string', required: true },
        { name: 'InfoFormat', type: 'uint16', required: true, values: infoFormats2 },
        { name: 'Port', type: 'uint16', required: true },
        { name: 'NetworkDnsSuffix', type: 'string', required: true },
      ],
      output: [{ name: 'ProxyAccessPoint', type: 'reference' }],
      returns: [0, 1, 16, 23, 36, 38, 2058],
    },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['AddProxyAccessPoint'],
  instances: () => [],
};
