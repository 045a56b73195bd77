import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats2, triggers } from '../value-maps.ts';

export const remoteAccessService: ClassDeclaration = {
  name: 'AMT_RemoteAccessService',
  uri: classUri('AMT_RemoteAccessService'),
  parent: 'CIM_Service',
  since: '4.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'IsRemoteTunnelConnected', type: 'boolean' },
    { name: 'Name', type: 'string', key: true },
    { name: 'RemoteTunnelKeepAliveTimeout', type: 'uint32' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddMpServer',
      input: [
        { name: 'AccessInfo', type: 'string', required: true },
        { name: 'InfoFormat', type: 'uint16', required: true, values: infoFormats2 },
        { name: 'Port', type: 'uint16', required: true },
        {
          name: 'AuthMethod',
          type: 'uint32',
          required: true,
          values: { 1: 'Mutual Authentication', 2: 'Username Password Authentication' },
        },
        { name: 'Certificate', type: 'reference', required: true },
        { name: 'Username', type: 'string' },
        { name: 'Password', type: 'string', required: true },
        { name: 'CN', type: 'string' },
      ],
      output: [{ name: 'MpServer', type: 'reference' }],
      returns: [0, 1, 16, 23, 36, 38, 2058],
    },
    {
      name: 'AddRemoteAccessPolicyRule',
      input: [
        { name: 'Trigger', type: 'uint16', required: true, values: triggers },
        { name: 'TunnelLifeTime', type: 'uint32', required: true },
        { name: 'ExtendedData', type: 'base64' },
        { name: 'MpServer', type: 'reference', array: true, required: true },
        { name: 'InternalMpServer', type: 'reference', array: true, required: true },
      ],
      output: [{ name: 'PolicyRule', type: 'reference' }],
      returns: [0, 1, 16, 23, 36, 38, 2058],
    },
    { name: 'CloseRemoteAccessConnection', input: [], output: [], returns: [0, 1, 16, 23, 36, 38, 2058] },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'AddMpServer', 'AddRemoteAccessPolicyRule', 'Pull'],
  instances: () => [],
};
