import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { connectorInstances } from './places.ts';

export const physicalConnector: ClassDeclaration = {
  name: 'CIM_PhysicalConnector',
  uri: classUri('CIM_PhysicalConnector'),
  parent: 'CIM_PhysicalElement',
  properties: [
    { name: 'CanBeFRUed', type: 'boolean' },
    { name: 'ConnectorDescription', type: 'string' },
    { name: 'ConnectorElectricalCharacteristics', type: 'uint16', array: true },
    { name: 'ConnectorGender', type: 'uint16' },
    { name: 'ConnectorLayout', type: 'uint16' },
    { name: 'ConnectorPinout', type: 'string' },
    { name: 'ConnectorType', type: 'uint16', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ManufactureDate', type: 'datetime' },
    { name: 'Manufacturer', type: 'string' },
    { name: 'Model', type: 'string' },
    { name: 'NumPhysicalPins', type: 'uint32' },
    { name: 'OtherElectricalCharacteristics', type: 'string', array: true },
    { name: 'OtherIdentifyingInfo', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'PartNumber', type: 'string' },
    { name: 'PoweredOn', type: 'boolean' },
    { name: 'SKU', type: 'string' },
    { name: 'SerialNumber', type: 'string' },
    { name: 'Tag', type: 'string', key: true },
    { name: 'UserTracking', type: 'string' },
    { name: 'VendorEquipmentType', type: 'string' },
    { name: 'Version', type: 'string' },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: connectorInstances,
};
