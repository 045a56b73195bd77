import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const mpsUsernamePassword: ClassDeclaration = {
  name: 'AMT_MPSUsernamePassword',
  uri: classUri('AMT_MPSUsernamePassword'),
  parent: 'CIM_SharedCredential',
  since: '4.0',
  properties: [
    { name: 'Algorithm', type: 'string' },
    { name: 'Expires', type: 'datetime' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Issued', type: 'datetime' },
    { name: 'Protocol', type: 'string' },
    { name: 'RemoteID', type: 'string', access: 'read-write' },
    { name: 'Secret', type: 'string', access: 'read-write' },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: () => [],
};
