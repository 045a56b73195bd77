import type { ClassDeclaration } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';
import { notSupported } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { operationalStatus, packageTypes } from '../value-maps.ts';
import { mediaPackageInstances } from './packages.ts';

/** Boxes of disks and drives; board and chassis are classes of their own below it. */
export const physicalPackage: ClassDeclaration = {
  name: 'CIM_PhysicalPackage',
  uri: classUri('CIM_PhysicalPackage'),
  parent: 'CIM_PhysicalElement',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Depth', type: 'real64' },
    { name: 'ElementName', type: 'string' },
    { name: 'Height', type: 'real64' },
    { name: 'HotSwappable', type: 'boolean' },
    { name: 'Model', type: 'string' },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'OtherPackageType', type: 'string' },
    { name: 'PackageType', type: 'uint16', values: packageTypes },
    { name: 'Removable', type: 'boolean' },
    {
      name: 'RemovalConditions',
      type: 'uint16',
      values: { 0: 'Unknown', 2: 'Not Applicable', 3: 'Removable when off', 4: 'Removable when on or off' },
    },
    { name: 'Replaceable', type: 'boolean' },
    { name: 'SerialNumber', type: 'string' },
    { name: 'Tag', type: 'string', key: true },
    { name: 'VendorCompatibilityStrings', type: 'string', array: true },
    { name: 'Weight', type: 'real64' },
    { name: 'Width', type: 'real64' },
  ],
  isEnumeratedInPlace: true,
  methods: [
    {
      name: 'IsCompatible',
      input: [{ name: 'ElementToCheck', type: 'reference' }],
      output: [],
      returns: [0, 1],
      call: notSupported,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; an inventory in the documentation of a console server shows the media packages`,
  recorded: ['Enumerate', 'Pull'],
  instances: mediaPackageInstances,
};
