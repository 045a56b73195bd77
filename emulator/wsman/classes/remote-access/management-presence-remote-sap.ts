import { deletePresenceServer } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { accessPointKeys, numberNamed, presenceServers } from './remote-access-names.ts';
import { infoFormats } from '../value-maps.ts';

/** A server that the device would open a tunnel to. It is kept; the device opens none. */
export const managementPresenceRemoteSap: ClassDeclaration = {
  name: 'AMT_ManagementPresenceRemoteSAP',
  uri: classUri('AMT_ManagementPresenceRemoteSAP'),
  parent: 'CIM_RemoteServiceAccessPoint',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string' },
    { name: 'CN', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'Port', type: 'uint16', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; that a server which a policy uses can be deleted is assumed`,
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: ({ state }) =>
    state.features.remoteAccess.servers.map((server) => ({
      ...accessPointKeys(presenceServers, server.number),
      AccessInfo: server.accessInfo,
      CN: server.commonName || undefined,
      ElementName: 'Intel(r) AMT:Management Presence Server',
      InfoFormat: server.infoFormat,
      Port: server.port,
    })),
  remove: ({ state }, current) =>
    written(deletePresenceServer(state, numberNamed(presenceServers.prefix, current['Name']) ?? -1)),
};
