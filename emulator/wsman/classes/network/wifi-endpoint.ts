import { plainMac, wirelessMacOf } from '../../../device/network/network-interfaces.ts';
import { wirelessPortState } from '../../../device/network/wireless.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { elementKeys, WIFI_ENDPOINT_NAME } from './interface-names.ts';
import {
  authenticationMethods,
  bssTypes,
  enabledStates,
  encryptionMethods,
  supportedAuthenticationProtocols,
} from '../value-maps.ts';

/** EnabledState (CIM schema). */
const ENABLED = 2;
const DISABLED = 3;

/** The wireless station. It joins no network: no access point is modelled. Its name is documented, other values assumed. */
export const wifiEndpoint: ClassDeclaration = {
  name: 'CIM_WiFiEndpoint',
  uri: classUri('CIM_WiFiEndpoint'),
  parent: 'CIM_LANEndpoint',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'AccessPointAddress', type: 'string' },
    { name: 'AliasAddresses', type: 'string', array: true },
    { name: 'Associated', type: 'boolean' },
    { name: 'AuthenticationMethod', type: 'uint16', values: authenticationMethods },
    { name: 'BSSType', type: 'uint16', values: bssTypes },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'EncryptionMethod', type: 'uint16', values: encryptionMethods },
    { name: 'GroupAddresses', type: 'string', array: true },
    { name: 'IEEE8021xAuthenticationProtocol', type: 'uint16', values: supportedAuthenticationProtocols },
    { name: 'LANID', type: 'string' },
    { name: 'LANType', type: 'uint16' },
    { name: 'MACAddress', type: 'string' },
    { name: 'MaxDataSize', type: 'uint32' },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherAuthenticationMethod', type: 'string' },
    { name: 'OtherEncryptionMethod', type: 'string' },
    { name: 'OtherLANType', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'ProtocolIFType', type: 'uint16' },
    { name: 'ProtocolType', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; its name is documented, other values are assumed`,
  recorded: ['Enumerate', 'Pull'],
  instances: ({ state, instant }) => [
    {
      ...elementKeys('CIM_WiFiEndpoint', 'Name', WIFI_ENDPOINT_NAME),
      Associated: false,
      ElementName: WIFI_ENDPOINT_NAME,
      EnabledState: wirelessPortState(state, instant.profile) === 3 ? DISABLED : ENABLED,
      MACAddress: plainMac(wirelessMacOf(state.identity)),
    },
  ],
};
