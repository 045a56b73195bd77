import { remoteAccessLimits } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

const ID = 'Intel(r) AMT:Remote Access Capabilities';

/** Room for servers, policies and proxies. */
export const remoteAccessCapabilities: ClassDeclaration = {
  name: 'AMT_RemoteAccessCapabilities',
  uri: classUri('AMT_RemoteAccessCapabilities'),
  parent: 'CIM_Capabilities',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaxMpsPerPolicy', type: 'uint32' },
    { name: 'MaxTotalMpServers', type: 'uint32' },
    { name: 'MaxTotalPolicies', type: 'uint32' },
    { name: 'MaxTotalProxyEntryPoints', type: 'uint32', needs: 'http-proxy' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; the recorded numbers are assumed for every release`,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [
    {
      ElementName: ID,
      InstanceID: ID,
      MaxMpsPerPolicy: remoteAccessLimits.serversPerPolicy,
      MaxTotalMpServers: remoteAccessLimits.servers,
      MaxTotalPolicies: remoteAccessLimits.policies,
      MaxTotalProxyEntryPoints: remoteAccessLimits.proxies,
    },
  ],
};
