import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { operationalStatus } from '../value-maps.ts';
import { processorChipInstances } from './chips.ts';

export const chip: ClassDeclaration = {
  name: 'CIM_Chip',
  uri: classUri('CIM_Chip'),
  parent: 'CIM_PhysicalComponent',
  properties: [
    { name: 'CanBeFRUed', type: 'boolean' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'FormFactor', type: 'uint16' },
    { name: 'Manufacturer', type: 'string' },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'Tag', type: 'string', key: true },
    { name: 'Version', type: 'string' },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: processorChipInstances,
};
