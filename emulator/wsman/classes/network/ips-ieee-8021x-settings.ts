import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { serverCertificateNameComparisons, supportedAuthenticationProtocols } from '../value-maps.ts';

export const ipsIeee8021xSettings: ClassDeclaration = {
  name: 'IPS_IEEE8021xSettings',
  uri: classUri('IPS_IEEE8021xSettings'),
  parent: 'CIM_IEEE8021xSettings',
  since: '8.0',
  properties: [
    { name: 'AuthenticationProtocol', type: 'uint16', access: 'read-write', values: supportedAuthenticationProtocols },
    { name: 'AvailableInS0', type: 'boolean', access: 'read-write' },
    { name: 'Domain', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    {
      name: 'Enabled',
      type: 'uint32',
      access: 'read-write',
      required: true,
      values: { 2: 'Enabled', 3: 'Disabled', 6: 'Enabled Without Certificates' },
    },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'read-write' },
    { name: 'PSK', type: 'base64', access: 'read-write' },
    { name: 'Password', type: 'string', access: 'read-write' },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'read-write' },
    { name: 'PxeTimeout', type: 'uint32', access: 'read-write' },
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
  methods: [
    {
      name: 'SetCertificates',
      input: [
        { name: 'ServerCertificateIssuer', type: 'reference' },
        { name: 'ClientCertificate', type: 'reference' },
      ],
      output: [],
      returns: [0, 1],
    },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
