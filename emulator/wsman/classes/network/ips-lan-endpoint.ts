import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { lanEndpointValues } from './lan-endpoint.ts';
import { enabledStates, requestedStates } from '../value-maps.ts';

/** The wired LAN end point, as recorded. */
export const ipsLanEndpoint: ClassDeclaration = {
  name: 'IPS_LANEndpoint',
  uri: classUri('IPS_LANEndpoint'),
  parent: 'CIM_LANEndpoint',
  since: '8.0',
  properties: [
    { name: 'AliasAddresses', type: 'string', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'GroupAddresses', type: 'string', array: true },
    { name: 'LANID', type: 'string' },
    { name: 'LANType', type: 'uint16' },
    { name: 'MACAddress', type: 'string' },
    { name: 'MaxDataSize', type: 'uint32' },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherLANType', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'ProtocolIFType', type: 'uint16' },
    { name: 'ProtocolType', type: 'uint16' },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [lanEndpointValues('IPS_LANEndpoint', state)],
};
