import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Default filters of policies; nothing that was published names one, so there is none. */
export const networkFilter: ClassDeclaration = {
  name: 'AMT_NetworkFilter',
  uri: classUri('AMT_NetworkFilter'),
  parent: 'AMT_FilterEntryBase',
  needs: 'system-defense',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'IsNegated', type: 'boolean' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OwnerID', type: 'uint32', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
