import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { wirelessComponents } from '../network/wireless-links.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { bootOrder } from './boot-order.ts';
import { concreteDependencies } from './concrete-dependencies.ts';
import {
  accessPointsOfServices,
  accessPointsOfTheHost,
  elementCapabilitiesInstances,
  elementStatisticsInstances,
  endpointsOfPorts,
  hostedAccessPoints,
  hostedServices,
  installedSoftware,
  membersOfCollections,
  ownedCollections,
  servicesOfTheHost,
  settingsOfStates,
  softwareOfTheEngine,
} from './element-links.ts';
import { conformingElements, referencedProfiles } from './profiles.ts';

export const installedSoftwareIdentity: ClassDeclaration = {
  name: 'CIM_InstalledSoftwareIdentity',
  uri: classUri('CIM_InstalledSoftwareIdentity'),
  properties: [
    { name: 'InstalledSoftware', type: 'reference', key: true },
    { name: 'System', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: installedSoftware,
};

export const elementSoftwareIdentity: ClassDeclaration = {
  name: 'CIM_ElementSoftwareIdentity',
  uri: classUri('CIM_ElementSoftwareIdentity'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'ElementSoftwareStatus', type: 'uint16', array: true },
    { name: 'OtherUpgradeCondition', type: 'string' },
    { name: 'UpgradeCondition', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: softwareOfTheEngine,
};

export const referencedProfile: ClassDeclaration = {
  name: 'CIM_ReferencedProfile',
  uri: classUri('CIM_ReferencedProfile'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: referencedProfiles,
};

export const elementConformsToProfile: ClassDeclaration = {
  name: 'CIM_ElementConformsToProfile',
  uri: classUri('CIM_ElementConformsToProfile'),
  properties: [
    { name: 'ConformantStandard', type: 'reference', key: true },
    { name: 'ManagedElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: conformingElements,
};

export const hostedService: ClassDeclaration = {
  name: 'CIM_HostedService',
  uri: classUri('CIM_HostedService'),
  parent: 'CIM_HostedDependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: hostedServices,
};

export const hostedAccessPoint: ClassDeclaration = {
  name: 'CIM_HostedAccessPoint',
  uri: classUri('CIM_HostedAccessPoint'),
  parent: 'CIM_HostedDependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: hostedAccessPoints,
};

export const concreteDependency: ClassDeclaration = {
  name: 'CIM_ConcreteDependency',
  uri: classUri('CIM_ConcreteDependency'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: concreteDependencies,
};

/** Parts of settings: the 802.1X part of a wireless network. */
export const concreteComponent: ClassDeclaration = {
  name: 'CIM_ConcreteComponent',
  uri: classUri('CIM_ConcreteComponent'),
  parent: 'CIM_Component',
  properties: [
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: wirelessComponents,
};

export const elementCapabilities: ClassDeclaration = {
  name: 'CIM_ElementCapabilities',
  uri: classUri('CIM_ElementCapabilities'),
  properties: [
    { name: 'Capabilities', type: 'reference', key: true },
    { name: 'Characteristics', type: 'uint16', array: true },
    { name: 'ManagedElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: elementCapabilitiesInstances,
};

export const elementStatisticalData: ClassDeclaration = {
  name: 'CIM_ElementStatisticalData',
  uri: classUri('CIM_ElementStatisticalData'),
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    { name: 'Stats', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: elementStatisticsInstances,
};

export const memberOfCollection: ClassDeclaration = {
  name: 'CIM_MemberOfCollection',
  uri: classUri('CIM_MemberOfCollection'),
  properties: [
    { name: 'Collection', type: 'reference', key: true },
    { name: 'Member', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: membersOfCollections,
};

export const owningCollectionElement: ClassDeclaration = {
  name: 'CIM_OwningCollectionElement',
  uri: classUri('CIM_OwningCollectionElement'),
  properties: [
    { name: 'OwnedElement', type: 'reference', key: true },
    { name: 'OwningElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ownedCollections,
};

export const owningJobElement: ClassDeclaration = {
  name: 'CIM_OwningJobElement',
  uri: classUri('CIM_OwningJobElement'),
  properties: [
    { name: 'OwnedElement', type: 'reference', key: true },
    { name: 'OwningElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const orderedComponent: ClassDeclaration = {
  name: 'CIM_OrderedComponent',
  uri: classUri('CIM_OrderedComponent'),
  parent: 'CIM_Component',
  properties: [
    { name: 'AssignedSequence', type: 'uint64' },
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: bootOrder,
};

export const serviceAffectsElement: ClassDeclaration = {
  name: 'CIM_ServiceAffectsElement',
  uri: classUri('CIM_ServiceAffectsElement'),
  properties: [
    { name: 'AffectedElement', type: 'reference', key: true },
    { name: 'AffectingElement', type: 'reference', key: true },
    { name: 'ElementEffects', type: 'uint16', array: true },
    { name: 'OtherElementEffectsDescriptions', type: 'string', array: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: servicesOfTheHost,
};

export const serviceAvailableToElement: ClassDeclaration = {
  name: 'CIM_ServiceAvailableToElement',
  uri: classUri('CIM_ServiceAvailableToElement'),
  properties: [
    { name: 'ServiceProvided', type: 'reference', key: true },
    { name: 'UserOfService', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};

export const serviceServiceDependency: ClassDeclaration = {
  name: 'CIM_ServiceServiceDependency',
  uri: classUri('CIM_ServiceServiceDependency'),
  parent: 'CIM_ProvidesServiceToElement',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'RestartService', type: 'boolean' },
    { name: 'TypeOfDependency', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const sapAvailableForElement: ClassDeclaration = {
  name: 'CIM_SAPAvailableForElement',
  uri: classUri('CIM_SAPAvailableForElement'),
  properties: [
    { name: 'AvailableSAP', type: 'reference', key: true },
    { name: 'ManagedElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: accessPointsOfTheHost,
};

export const serviceAccessBySap: ClassDeclaration = {
  name: 'CIM_ServiceAccessBySAP',
  uri: classUri('CIM_ServiceAccessBySAP'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: accessPointsOfServices,
};

export const deviceSapImplementation: ClassDeclaration = {
  name: 'CIM_DeviceSAPImplementation',
  uri: classUri('CIM_DeviceSAPImplementation'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: endpointsOfPorts,
};

export const settingsDefineState: ClassDeclaration = {
  name: 'CIM_SettingsDefineState',
  uri: classUri('CIM_SettingsDefineState'),
  since: '4.0',
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    { name: 'SettingData', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: settingsOfStates,
};
