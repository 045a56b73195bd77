import type { ClassDeclaration } from '../../declaration.ts';
import { account } from './account.ts';
import { accountManagementCapabilities } from './account-management-capabilities.ts';
import { accountManagementService } from './account-management-service.ts';
import {
  accountOnSystem,
  assignedIdentity,
  associatedPrivilege,
  roleLimitedToTarget,
  managedCredential,
  credentialContext,
} from './associations.ts';
import { authorizationService } from './authorization-service.ts';
import { crl } from './crl.ts';
import { cryptographicCapabilities } from './cryptographic-capabilities.ts';
import { hostBasedSetupService } from './host-based-setup-service.ts';
import { identity } from './identity.ts';
import { kerberosSettingData } from './kerberos-setting-data.ts';
import { provisioningCertificateHash } from './provisioning-certificate-hash.ts';
import { publicKeyCertificate } from './public-key-certificate.ts';
import { publicKeyManagementCapabilities } from './public-key-management-capabilities.ts';
import { publicKeyManagementService } from './public-key-management-service.ts';
import { publicPrivateKeyPair } from './public-private-key-pair.ts';
import { remoteIdentity } from './remote-identity.ts';
import { role } from './role.ts';
import { roleBasedAuthorizationService } from './role-based-authorization-service.ts';
import { roleBasedManagementCapabilities } from './role-based-management-capabilities.ts';
import { tlsProtocolEndpointCollection, tlsCredentialContext } from './tls-credential-context.ts';
import { tlsProtocolEndpoint } from './tls-protocol-endpoint.ts';
import { tlsSettingData } from './tls-setting-data.ts';

export const securityClasses: readonly ClassDeclaration[] = [
  account,
  accountManagementCapabilities,
  accountManagementService,
  accountOnSystem,
  assignedIdentity,
  associatedPrivilege,
  roleLimitedToTarget,
  managedCredential,
  credentialContext,
  authorizationService,
  crl,
  cryptographicCapabilities,
  hostBasedSetupService,
  identity,
  kerberosSettingData,
  provisioningCertificateHash,
  publicKeyCertificate,
  publicKeyManagementCapabilities,
  publicKeyManagementService,
  publicPrivateKeyPair,
  remoteIdentity,
  role,
  roleBasedAuthorizationService,
  roleBasedManagementCapabilities,
  tlsProtocolEndpointCollection,
  tlsCredentialContext,
  tlsProtocolEndpoint,
  tlsSettingData,
];
