import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { activities } from '../value-maps.ts';

export const accountOnSystem: ClassDeclaration = {
  name: 'CIM_AccountOnSystem',
  uri: classUri('CIM_AccountOnSystem'),
  parent: 'CIM_SystemComponent',
  since: '6.0',
  properties: [
    { name: 'GroupComponent', type: 'reference', key: true },
    { name: 'PartComponent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const assignedIdentity: ClassDeclaration = {
  name: 'CIM_AssignedIdentity',
  uri: classUri('CIM_AssignedIdentity'),
  since: '6.0',
  properties: [
    { name: 'IdentityInfo', type: 'reference', key: true },
    { name: 'ManagedElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const associatedPrivilege: ClassDeclaration = {
  name: 'CIM_AssociatedPrivilege',
  uri: classUri('CIM_AssociatedPrivilege'),
  since: '6.0',
  properties: [
    { name: 'Activities', type: 'uint16', array: true, values: activities },
    { name: 'ActivityQualifiers', type: 'string', array: true },
    { name: 'PrivilegeGranted', type: 'boolean' },
    {
      name: 'QualifierFormats',
      type: 'uint16',
      array: true,
      values: {
        2: 'Class Name',
        3: '<Class.>Property',
        4: '<Class.>Method',
        5: 'Object Reference',
        6: 'Namespace',
        7: 'URL',
        8: 'Directory/File Name',
        9: 'Command Line Instruction',
      },
    },
    { name: 'RepresentsAuthorizationRights', type: 'boolean' },
    { name: 'Subject', type: 'reference', key: true },
    { name: 'Target', type: 'reference', key: true },
    { name: 'UseKey', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const roleLimitedToTarget: ClassDeclaration = {
  name: 'CIM_RoleLimitedToTarget',
  uri: classUri('CIM_RoleLimitedToTarget'),
  since: '6.0',
  properties: [
    { name: 'DefiningRole', type: 'reference', key: true },
    { name: 'TargetElement', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const managedCredential: ClassDeclaration = {
  name: 'CIM_ManagedCredential',
  uri: classUri('CIM_ManagedCredential'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const credentialContext: ClassDeclaration = {
  name: 'CIM_CredentialContext',
  uri: classUri('CIM_CredentialContext'),
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};
