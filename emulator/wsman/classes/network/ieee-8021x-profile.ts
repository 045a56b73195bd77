import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const ieee8021xProfile: ClassDeclaration = {
  name: 'AMT_8021XProfile',
  uri: classUri('AMT_8021XProfile'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'ActiveInS0', type: 'boolean', access: 'read-write' },
    {
      name: 'AuthenticationProtocol',
      type: 'uint16',
      access: 'read-write',
      values: {
        0: 'TLS',
        1: 'TTLS_MSCHAPv2',
        2: 'PEAP_MSCHAPv2',
        3: 'EAP_GTC',
        4: 'EAPFAST_MSCHAPv2',
        5: 'EAPFAST_GTC',
        6: 'EAPFAST_TLS',
      },
    },
    { name: 'ClientCertificate', type: 'reference', access: 'read-write' },
    { name: 'Domain', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'Enabled', type: 'boolean', access: 'read-write', required: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'read-write' },
    { name: 'Password', type: 'string', access: 'read-write' },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'read-write' },
    { name: 'PxeTimeout', type: 'uint32', access: 'read-write' },
    { name: 'RoamingIdentity', type: 'string', access: 'read-write' },
    { name: 'ServerCertificateIssuer', type: 'reference', access: 'read-write' },
    { name: 'ServerCertificateName', type: 'string', access: 'read-write' },
    {
      name: 'ServerCertificateNameComparison',
      type: 'uint16',
      access: 'read-write',
      values: { 0: 'FullName', 1: 'DomainSuffix' },
    },
    { name: 'Username', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: () => [],
};
