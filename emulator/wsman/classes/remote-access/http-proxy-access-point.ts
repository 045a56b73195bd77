import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats } from '../value-maps.ts';

export const httpProxyAccessPoint: ClassDeclaration = {
  name: 'IPS_HTTPProxyAccessPoint',
  uri: classUri('IPS_HTTPProxyAccessPoint'),
  parent: 'CIM_RemoteServiceAccessPoint',
  since: '11.8',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'NetworkDnsSuffix', type: 'string', required: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'Port', type: 'uint16', required: true },
    { name: 'Priority', type: 'uint32', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'Type', type: 'uint8', required: true },
  ],
  methods: [{ name: 'UpdatePriority', input: [], output: [], returns: [0, 1] }],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
