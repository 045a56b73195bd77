import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const activeFilterStatistics: ClassDeclaration = {
  name: 'AMT_ActiveFilterStatistics',
  uri: classUri('AMT_ActiveFilterStatistics'),
  properties: [
    { name: 'ActivationTime', type: 'datetime' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'FilterMatched', type: 'boolean' },
    { name: 'LastResetTime', type: 'datetime' },
    { name: 'ReadCount', type: 'uint32' },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const agentPresenceInterfacePolicy: ClassDeclaration = {
  name: 'AMT_AgentPresenceInterfacePolicy',
  uri: classUri('AMT_AgentPresenceInterfacePolicy'),
  parent: 'AMT_InterfacePolicy',
  properties: [
    { name: 'Active', type: 'boolean' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Enabled', type: 'boolean', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const environmentDetectionInterfacePolicy: ClassDeclaration = {
  name: 'AMT_EnvironmentDetectionInterfacePolicy',
  uri: classUri('AMT_EnvironmentDetectionInterfacePolicy'),
  parent: 'AMT_InterfacePolicy',
  properties: [
    { name: 'Active', type: 'boolean' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Enabled', type: 'boolean', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const filterInSystemDefensePolicy: ClassDeclaration = {
  name: 'AMT_FilterInSystemDefensePolicy',
  uri: classUri('AMT_FilterInSystemDefensePolicy'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const heuristicPacketFilterInterfacePolicy: ClassDeclaration = {
  name: 'AMT_HeuristicPacketFilterInterfacePolicy',
  uri: classUri('AMT_HeuristicPacketFilterInterfacePolicy'),
  parent: 'AMT_InterfacePolicy',
  properties: [
    { name: 'Active', type: 'boolean' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Enabled', type: 'boolean', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const networkPortDefaultSystemDefensePolicy: ClassDeclaration = {
  name: 'AMT_NetworkPortDefaultSystemDefensePolicy',
  uri: classUri('AMT_NetworkPortDefaultSystemDefensePolicy'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Active', type: 'boolean' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const networkPortSystemDefensePolicy: ClassDeclaration = {
  name: 'AMT_NetworkPortSystemDefensePolicy',
  uri: classUri('AMT_NetworkPortSystemDefensePolicy'),
  parent: 'AMT_InterfacePolicy',
  properties: [
    { name: 'Active', type: 'boolean' },
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Enabled', type: 'boolean', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const systemDefensePolicyInService: ClassDeclaration = {
  name: 'AMT_SystemDefensePolicyInService',
  uri: classUri('AMT_SystemDefensePolicyInService'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const policyRuleInSystem: ClassDeclaration = {
  name: 'CIM_PolicyRuleInSystem',
  uri: classUri('CIM_PolicyRuleInSystem'),
  parent: 'CIM_PolicySetInSystem',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Priority', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const policySetAppliesToElement: ClassDeclaration = {
  name: 'CIM_PolicySetAppliesToElement',
  uri: classUri('CIM_PolicySetAppliesToElement'),
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    { name: 'PolicySet', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
