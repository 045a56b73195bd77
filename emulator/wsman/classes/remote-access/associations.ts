import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const remoteAccessCredentialContext: ClassDeclaration = {
  name: 'AMT_RemoteAccessCredentialContext',
  uri: classUri('AMT_RemoteAccessCredentialContext'),
  parent: 'CIM_CredentialContext',
  since: '4.0',
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const remoteAccessPolicyAppliesToMps: ClassDeclaration = {
  name: 'AMT_RemoteAccessPolicyAppliesToMPS',
  uri: classUri('AMT_RemoteAccessPolicyAppliesToMPS'),
  parent: 'CIM_PolicySetAppliesToElement',
  since: '4.0',
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    {
      name: 'MpsType',
      type: 'uint16',
      access: 'read-write',
      values: { 0: 'External MPS', 1: 'Internal MPS', 2: 'Both' },
    },
    { name: 'OrderOfAccess', type: 'uint16', access: 'read-write' },
    { name: 'PolicySet', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: () => [],
};

export const rasSessionUsingPort: ClassDeclaration = {
  name: 'IPS_RasSessionUsingPort',
  uri: classUri('IPS_RasSessionUsingPort'),
  parent: 'IPS_SessionUsingPort',
  since: '6.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const remoteAccessAvailableToElement: ClassDeclaration = {
  name: 'CIM_RemoteAccessAvailableToElement',
  uri: classUri('CIM_RemoteAccessAvailableToElement'),
  parent: 'CIM_Dependency',
  since: '4.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'IsDefault', type: 'boolean' },
    { name: 'OrderOfAccess', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
