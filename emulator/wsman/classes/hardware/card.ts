import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { notSupported } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { operationalStatus, packageTypes } from '../value-maps.ts';
import { cardInstances } from './packages.ts';

export const card: ClassDeclaration = {
  name: 'CIM_Card',
  uri: classUri('CIM_Card'),
  parent: 'CIM_PhysicalPackage',
  properties: [
    { name: 'CanBeFRUed', type: 'boolean' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'HostingBoard', type: 'boolean' },
    { name: 'Manufacturer', type: 'string' },
    { name: 'Model', type: 'string' },
    { name: 'OperatingVoltages', type: 'sint16', array: true },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'PackageType', type: 'uint16', values: packageTypes },
    { name: 'RequirementsDescription', type: 'string' },
    { name: 'RequiresDaughterBoard', type: 'boolean' },
    { name: 'SerialNumber', type: 'string' },
    { name: 'SlotLayout', type: 'string' },
    { name: 'SpecialRequirements', type: 'boolean' },
    { name: 'Tag', type: 'string', key: true },
    { name: 'Version', type: 'string' },
  ],
  methods: [
    {
      name: 'ConnectorPower',
      input: [
        { name: 'Connector', type: 'reference' },
        { name: 'PoweredOn', type: 'boolean' },
      ],
      output: [],
      returns: [0, 1],
      call: notSupported,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: cardInstances,
};
