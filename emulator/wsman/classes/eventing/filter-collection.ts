import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { filterCollectionInstances } from './subscription-names.ts';

/** The predefined groups of events; Subscribe goes to one of them. Three are known by name, releases have more. */
export const filterCollection: ClassDeclaration = {
  name: 'CIM_FilterCollection',
  uri: classUri('CIM_FilterCollection'),
  parent: 'CIM_Collection',
  since: '3.2',
  properties: [
    { name: 'CollectionName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  instances: () => filterCollectionInstances,
};
