import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { authenticationMethods, bssTypes, encryptionMethods } from '../value-maps.ts';

export const wifiEndpointSettings: ClassDeclaration = {
  name: 'CIM_WiFiEndpointSettings',
  uri: classUri('CIM_WiFiEndpointSettings'),
  parent: 'CIM_SettingData',
  since: '4.0',
  properties: [
    { name: 'AuthenticationMethod', type: 'uint16', access: 'read-write', values: authenticationMethods },
    { name: 'BSSType', type: 'uint16', access: 'read-write', values: bssTypes },
    { name: 'ElementName', type: 'string' },
    { name: 'EncryptionMethod', type: 'uint16', access: 'read-write', values: encryptionMethods },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'KeyIndex', type: 'uint8', access: 'read-write' },
    { name: 'Keys', type: 'hex', array: true, access: 'read-write' },
    { name: 'OtherAuthenticationMethod', type: 'string', access: 'read-write' },
    { name: 'OtherEncryptionMethod', type: 'string', access: 'read-write' },
    { name: 'PSKPassPhrase', type: 'string', access: 'read-write' },
    { name: 'PSKValue', type: 'base64', access: 'read-write' },
    { name: 'Priority', type: 'uint8', access: 'read-write' },
    { name: 'SSID', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};
