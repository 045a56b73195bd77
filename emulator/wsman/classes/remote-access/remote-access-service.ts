import { addPresenceServer, addRemoteAccessPolicy, closeTunnel } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { certificateHandleOf } from '../security/certificate-references.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { numberIn, textIn } from '../value-readings.ts';
import {
  accessPointReference,
  policyReference,
  presenceServers,
  referencesIn,
  serverNamed,
} from './remote-access-names.ts';
import { infoFormats2, triggers } from '../value-maps.ts';

const SERVICE = 'Intel(r) AMT Remote Access Service';
/** RemoteTunnelKeepAliveTimeout as recorded. */
const NO_KEEP_ALIVE = 4_294_967_295;

/** Adds servers and policies for client-initiated remote access. The device keeps them and opens no tunnel. */
export const remoteAccessService: ClassDeclaration = {
  name: 'AMT_RemoteAccessService',
  uri: classUri('AMT_RemoteAccessService'),
  parent: 'CIM_Service',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'IsRemoteTunnelConnected', type: 'boolean', since: '17.0' },
    { name: 'Name', type: 'string', key: true },
    { name: 'RemoteTunnelKeepAliveTimeout', type: 'uint32', since: '17.0' },
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
        { name: 'Certificate', type: 'reference' },
        { name: 'Username', type: 'string' },
        { name: 'Password', type: 'string' },
        { name: 'CN', type: 'string' },
      ],
      output: [{ name: 'MpServer', type: 'reference' }],
      meaning: 'Adds a server; schemas call Certificate and Password required, but each belongs to one AuthMethod',
      call: addServer,
      returns: [0, 1, 16, 23, 36, 38, 2058],
    },
    {
      name: 'AddRemoteAccessPolicyRule',
      input: [
        { name: 'Trigger', type: 'uint16', required: true, values: triggers },
        { name: 'TunnelLifeTime', type: 'uint32', required: true },
        { name: 'ExtendedData', type: 'base64' },
        { name: 'MpServer', type: 'reference', array: true },
        { name: 'InternalMpServer', type: 'reference', array: true },
      ],
      output: [{ name: 'PolicyRule', type: 'reference' }],
      meaning: 'Adds the policy of a trigger; at least one server of either kind',
      call: addPolicy,
      returns: [0, 1, 16, 23, 36, 38, 2058],
    },
    {
      name: 'CloseRemoteAccessConnection',
      input: [],
      output: [],
      returns: [0, 1, 16, 23, 36, 38, 2058],
      meaning: 'Closes the tunnel; none is ever open',
      call: () => returned(closeTunnel(), () => ({})),
    },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; what CloseRemoteAccessConnection answers without a tunnel is assumed`,
  recorded: ['Enumerate', 'Get', 'AddMpServer', 'AddRemoteAccessPolicyRule', 'Pull'],
  instances: () => [
    {
      ...serviceKeyValues('AMT_RemoteAccessService', SERVICE),
      ElementName: SERVICE,
      IsRemoteTunnelConnected: false,
      RemoteTunnelKeepAliveTimeout: NO_KEEP_ALIVE,
    },
  ],
};

function addServer({ state }: CallContext, input: Instance): MethodResult {
  const step = addPresenceServer(state, {
    accessInfo: textIn(input, 'AccessInfo') ?? '',
    infoFormat: numberIn(input, 'InfoFormat') ?? 0,
    port: numberIn(input, 'Port') ?? 0,
    authMethod: numberIn(input, 'AuthMethod') ?? 0,
    certificateHandle: certificateHandleOf(input['Certificate']),
    username: textIn(input, 'Username') ?? '',
    password: textIn(input, 'Password') ?? '',
    commonName: textIn(input, 'CN') ?? '',
  });
  return returned(step, (number) => ({ MpServer: accessPointReference(presenceServers, number) }));
}

function addPolicy({ state }: CallContext, input: Instance): MethodResult {
  const step = addRemoteAccessPolicy(state, {
    trigger: numberIn(input, 'Trigger') ?? 0,
    tunnelLifeTimeSeconds: numberIn(input, 'TunnelLifeTime') ?? 0,
    extendedData: textIn(input, 'ExtendedData') ?? '',
    external: referencesIn(input, 'MpServer').map((reference) => serverNamed(reference)),
    internal: referencesIn(input, 'InternalMpServer').map((reference) => serverNamed(reference)),
  });
  return returned(step, (trigger) => ({ PolicyRule: policyReference(trigger) }));
}
