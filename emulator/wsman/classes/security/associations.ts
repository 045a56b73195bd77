import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, EndpointReference, Instance } from '../../declaration.ts';
import { wirelessCredentialContexts } from '../network/wireless-links.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { activities, realms } from '../value-maps.ts';
import {
  accountId,
  accountReference,
  accountsIn,
  engineReference,
  identityReference,
  isLocalAccount,
  roleReference,
} from './account-references.ts';
import { certificateId, certificateUris, keyId, referenceTo } from './certificate-references.ts';

/** Activity that a realm grants. */
const EXECUTE = 7;

/** Accounts are those of the management engine. */
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
  instances: (context) =>
    accountsIn(context)
      .filter((one) => isLocalAccount(one))
      .map(({ name }) => ({ GroupComponent: engineReference, PartComponent: accountReference(name) })),
};

/** Which identity belongs to which account. */
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
  instances: (context) =>
    accountsIn(context)
      .filter((one) => isLocalAccount(one))
      .map((one) => ({ IdentityInfo: identityReference(one), ManagedElement: accountReference(one.name) })),
};

/** What a role may do: its realms, by name. The form is assumed. */
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
  instances: (context) =>
    accountsIn(context).map(({ name, realms: granted }) => ({
      Activities: granted.map(() => EXECUTE),
      ActivityQualifiers: granted.map((number) => realms[number] ?? String(number)),
      PrivilegeGranted: true,
      RepresentsAuthorizationRights: true,
      Subject: roleReference(name),
      Target: engineReference,
      UseKey: accountId(name),
    })),
};

/** Roles reach as far as the management engine. */
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
  instances: (context) =>
    accountsIn(context).map(({ name }) => ({ DefiningRole: roleReference(name), TargetElement: engineReference })),
};

/** What the certificate store keeps. */
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
  instances: ({ state }) => [
    ...state.certificates.certificates.map(({ handle }) =>
      managed(referenceTo(certificateUris.certificate, certificateId(handle))),
    ),
    ...state.certificates.keys.map(({ handle }) => managed(referenceTo(certificateUris.key, keyId(handle)))),
  ],
};

/** Which certificate serves what; of its own are those of wireless profiles. */
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
  instances: wirelessCredentialContexts,
};

function managed(credential: EndpointReference): Instance {
  const service = serviceKeyValues('AMT_PublicKeyManagementService', 'Intel(r) AMT Public Key Management Service');
  const selectors = Object.fromEntries(
    Object.entries(service).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
  return {
    Antecedent: { kind: 'reference', resourceUri: certificateUris.management, selectors },
    Dependent: credential,
  };
}
