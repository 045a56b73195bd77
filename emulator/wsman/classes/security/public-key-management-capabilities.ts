import { classUri } from '../../namespaces.ts';
import { MAX_TRUSTED_NAMES, MAX_TRUSTED_NAME_LENGTH } from '../../../device/trust/tls-settings.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** The limits that this device keeps to; which of them real ones name, and how, is not published. */
export const publicKeyManagementCapabilities: ClassDeclaration = {
  name: 'AMT_PublicKeyManagementCapabilities',
  uri: classUri('AMT_PublicKeyManagementCapabilities'),
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'CertChainMaxSize', type: 'uint32' },
    { name: 'CommonNameMaxCount', type: 'uint32' },
    { name: 'CommonNameMaxSize', type: 'uint32' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaximumCRLSize', type: 'uint32' },
    { name: 'RootCertMaxCount', type: 'uint32' },
    { name: 'RootCertMaxSize', type: 'uint32' },
    { name: 'SupportedKeyLengths', type: 'uint32', array: true },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ instant }) => [
    {
      CommonNameMaxCount: MAX_TRUSTED_NAMES,
      CommonNameMaxSize: MAX_TRUSTED_NAME_LENGTH,
      InstanceID: 'Intel(r) AMT: Public Key Management Capabilities 0',
      RootCertMaxCount: instant.profile.limits.trustedRoots,
      RootCertMaxSize: instant.profile.limits.certificateBytes,
      SupportedKeyLengths: instant.profile.limits.rsaKeyBits,
    },
  ],
};
