import { wirelessMethods } from '../../../device/network/wireless-profiles.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { authenticationMethods, encryptionMethods, requestedStates2 } from '../value-maps.ts';

/** What the wireless station can do, by the same table that profiles are checked with. Its InstanceID is assumed. */
export const wifiEndpointCapabilities: ClassDeclaration = {
  name: 'CIM_WiFiEndpointCapabilities',
  uri: classUri('CIM_WiFiEndpointCapabilities'),
  parent: 'CIM_EnabledLogicalElementCapabilities',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'ElementNameEditSupported', type: 'boolean' },
    { name: 'ElementNameMask', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaxElementNameLen', type: 'uint16' },
    { name: 'OtherSupportedAuthenticationMethods', type: 'string', array: true },
    { name: 'OtherSupportedEncryptionMethods', type: 'string', array: true },
    { name: 'RequestedStatesSupported', type: 'uint16', array: true, values: requestedStates2 },
    { name: 'SupportedAuthenticationMethods', type: 'uint16', array: true, values: authenticationMethods },
    { name: 'SupportedEncryptionMethods', type: 'uint16', array: true, values: encryptionMethods },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the instance is assumed`,
  recorded: ['Enumerate', 'Pull'],
  instances: ({ instant }) => {
    const { authentications, encryptions } = wirelessMethods(instant.profile.release);
    return [
      {
        InstanceID: 'Intel(r) AMT:WiFi Endpoint Capabilities',
        SupportedAuthenticationMethods: authentications,
        SupportedEncryptionMethods: encryptions,
      },
    ];
  },
};
