import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { portTypes, requestedStates2 } from '../value-maps.ts';

/** 802.11a, b, g and n. */
const wirelessKinds = [70, 71, 72, 73];

/** Kinds of wireless network that the port can join. Its InstanceID and its values are assumed. */
export const wifiPortCapabilities: ClassDeclaration = {
  name: 'CIM_WiFiPortCapabilities',
  uri: classUri('CIM_WiFiPortCapabilities'),
  parent: 'CIM_NetworkPortCapabilities',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'AutoSenseSpeedConfigurable', type: 'boolean' },
    { name: 'ElementNameEditSupported', type: 'boolean' },
    { name: 'ElementNameMask', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'LinkTechnologiesSupported', type: 'uint16', array: true },
    { name: 'MaxElementNameLen', type: 'uint16' },
    { name: 'NetworkIDsConfigurable', type: 'boolean' },
    { name: 'NetworkIDsFormat', type: 'uint16' },
    { name: 'OtherSupportedPortTypes', type: 'string', array: true },
    { name: 'PortSpeedsSupported', type: 'uint64', array: true },
    { name: 'RequestedSpeedsSupported', type: 'uint64', array: true },
    { name: 'RequestedStatesSupported', type: 'uint16', array: true, values: requestedStates2 },
    { name: 'SpeedConfigurable', type: 'boolean' },
    { name: 'SupportedPortTypes', type: 'uint16', array: true, values: portTypes },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the instance and its values are assumed`,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [{ InstanceID: 'Intel(r) AMT:WiFi Port Capabilities', SupportedPortTypes: wirelessKinds }],
};
