import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const hostBootReason: ClassDeclaration = {
  name: 'IPS_HostBootReason',
  uri: classUri('IPS_HostBootReason'),
  parent: 'CIM_ManagedElement',
  since: '8.0',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PreviousSxState', type: 'uint32', required: true },
    { name: 'Reason', type: 'uint32', required: true },
    { name: 'ReasonDetails', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
