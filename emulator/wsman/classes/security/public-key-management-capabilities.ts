import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
  instances: () => [],
};
