import type { ClassDeclaration } from '../declaration.ts';
import { kerberosSettingData } from './kerberos-settings.ts';
import { publicPrivateKeyPair } from './key-pair.ts';
import { provisioningCertificateHash } from './provisioning-certificate-hash.ts';
import { publicKeyCertificate } from './public-key-certificate.ts';
import { publicKeyManagementService } from './public-key-management.ts';
import { tlsCredentialContext, tlsProtocolEndpointCollection } from './tls-credential-context.ts';
import { tlsSettingData } from './tls-settings.ts';

/** Certificates, keys, TLS, Kerberos and trusted root hashes: whom the device trusts and how it proves itself. */
export const trustClasses: readonly ClassDeclaration[] = [
  publicKeyManagementService,
  publicKeyCertificate,
  publicPrivateKeyPair,
  tlsSettingData,
  tlsCredentialContext,
  tlsProtocolEndpointCollection,
  kerberosSettingData,
  provisioningCertificateHash,
];
