import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { locationInstances } from './places.ts';

export const location: ClassDeclaration = {
  name: 'CIM_Location',
  uri: classUri('CIM_Location'),
  parent: 'CIM_ManagedElement',
  properties: [
    { name: 'Address', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'PhysicalPosition', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: locationInstances,
};
