import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { operationalStatus } from '../value-maps.ts';
import { biosFeatureInstances } from './devices.ts';

export const biosFeature: ClassDeclaration = {
  name: 'CIM_BIOSFeature',
  uri: classUri('CIM_BIOSFeature'),
  parent: 'CIM_SoftwareFeature',
  properties: [
    { name: 'CharacteristicDescriptions', type: 'string', array: true },
    { name: 'Characteristics', type: 'uint16', array: true },
    { name: 'ElementName', type: 'string' },
    { name: 'IdentifyingNumber', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'ProductName', type: 'string', key: true },
    { name: 'Vendor', type: 'string', key: true },
    { name: 'Version', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: biosFeatureInstances,
};
