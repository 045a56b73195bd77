import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { elementLocationInstances } from './places.ts';
import {
  biosFeatureElementInstances,
  realizesInstances,
  systemBiosInstances,
  systemDeviceInstances,
  systemPackageInstances,
} from './whole-and-parts.ts';

export const biosFeatureBiosElements: ClassDeclaration = {
  name: 'CIM_BIOSFeatureBIOSElements',
  uri: classUri('CIM_BIOSFeatureBIOSElements'),
  parent: 'CIM_SoftwareFeatureSoftwareElements',
  properties: [
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: biosFeatureElementInstances,
};

export const computerSystemPackage: ClassDeclaration = {
  name: 'CIM_ComputerSystemPackage',
  uri: classUri('CIM_ComputerSystemPackage'),
  parent: 'CIM_SystemPackaging',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'PlatformGUID', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: systemPackageInstances,
};

export const systemPackaging: ClassDeclaration = {
  name: 'CIM_SystemPackaging',
  uri: classUri('CIM_SystemPackaging'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};

export const realizes: ClassDeclaration = {
  name: 'CIM_Realizes',
  uri: classUri('CIM_Realizes'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: realizesInstances,
};

export const systemBios: ClassDeclaration = {
  name: 'CIM_SystemBIOS',
  uri: classUri('CIM_SystemBIOS'),
  parent: 'CIM_SystemComponent',
  properties: [
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: systemBiosInstances,
};

export const systemDevice: ClassDeclaration = {
  name: 'CIM_SystemDevice',
  uri: classUri('CIM_SystemDevice'),
  parent: 'CIM_SystemComponent',
  properties: [
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: systemDeviceInstances,
};

export const elementLocation: ClassDeclaration = {
  name: 'CIM_ElementLocation',
  uri: classUri('CIM_ElementLocation'),
  properties: [
    { name: 'Element', type: 'reference', key: true },
    { name: 'PhysicalLocation', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const physicalElementLocation: ClassDeclaration = {
  name: 'CIM_PhysicalElementLocation',
  uri: classUri('CIM_PhysicalElementLocation'),
  parent: 'CIM_ElementLocation',
  properties: [
    { name: 'Element', type: 'reference', key: true },
    { name: 'PhysicalLocation', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: elementLocationInstances,
};
