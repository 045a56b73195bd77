import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const eventManagerService: ClassDeclaration = {
  name: 'AMT_EventManagerService',
  uri: classUri('AMT_EventManagerService'),
  parent: 'CIM_Service',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DefaultCommunityString', type: 'string', access: 'read-write' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
