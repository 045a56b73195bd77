import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { DEFENSE_SERVICE } from './defense-references.ts';

/** Holds filters and policies. */
export const systemDefenseService: ClassDeclaration = {
  name: 'AMT_SystemDefenseService',
  uri: classUri('AMT_SystemDefenseService'),
  parent: 'CIM_Service',
  needs: 'system-defense',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the service is assumed`,
  instances: () => [serviceKeyValues('AMT_SystemDefenseService', DEFENSE_SERVICE)],
};
