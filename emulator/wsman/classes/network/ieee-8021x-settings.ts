import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { serverCertificateNameComparisons, supportedAuthenticationProtocols } from '../value-maps.ts';

export const ieee8021xSettings: ClassDeclaration = {
  name: 'CIM_IEEE8021xSettings',
  uri: classUri('CIM_IEEE8021xSettings'),
  parent: 'CIM_SettingData',
  since: '4.0',
  properties: [
    { name: 'AuthenticationProtocol', type: 'uint16', access: 'read-write', values: supportedAuthenticationProtocols },
    { name: 'Domain', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'read-write' },
    { name: 'PSK', type: 'base64', access: 'read-write' },
    { name: 'Password', type: 'string', access: 'read-write' },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'read-write' },
    { name: 'RoamingIdentity', type: 'string', access: 'read-write' },
    { name: 'ServerCertificateName', type: 'string', access: 'read-write' },
    {
      name: 'ServerCertificateNameComparison',
      type: 'uint16',
      access: 'read-write',
      values: serverCertificateNameComparisons,
    },
    { name: 'Username', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};
