import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, healthStates, requestedStates } from '../value-maps.ts';

export const wifiPortConfigurationService: ClassDeclaration = {
  name: 'AMT_WiFiPortConfigurationService',
  uri: classUri('AMT_WiFiPortConfigurationService'),
  parent: 'CIM_NetworkPortConfigurationService',
  since: '4.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'LastConnectedSsidUnderMeControl', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    {
      name: 'NoHostCsmeSoftwarePolicy',
      type: 'uint32',
      access: 'read-write',
      values: { 0: 'Relaxed', 1: 'Aggressive', 2: 'Reserved' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'UEFIWiFiProfileShareEnabled', type: 'boolean', access: 'read-write' },
    {
      name: 'localProfileSynchronizationEnabled',
      type: 'uint32',
      access: 'read-write',
      values: { 0: 'Disabled', 1: 'User profile synchronization', 3: 'Unrestricted' },
    },
  ],
  methods: [
    {
      name: 'AddWiFiSettings',
      input: [
        { name: 'WiFiEndpoint', type: 'reference', required: true },
        { name: 'WiFiEndpointSettingsInput', type: 'embedded', required: true, className: 'CIM_WiFiEndpointSettings' },
        { name: 'IEEE8021xSettingsInput', type: 'embedded', className: 'CIM_IEEE8021xSettings' },
        { name: 'ClientCredential', type: 'reference' },
        { name: 'CACredential', type: 'reference' },
      ],
      output: [
        { name: 'WiFiEndpointSettings', type: 'reference' },
        { name: 'IEEE8021xSettings', type: 'reference' },
      ],
      returns: [0, 1, 2, 3, 4],
    },
    { name: 'DeleteAllITProfiles', input: [], output: [], returns: [0, 1] },
    { name: 'DeleteAllUserProfiles', input: [], output: [], returns: [0, 1] },
    {
      name: 'SetApplicationRequestedRfKill',
      input: [{ name: 'ApplicationRequestedRfKill', type: 'boolean', required: true }],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'UpdateWiFiSettings',
      input: [
        { name: 'WiFiEndpointSettings', type: 'reference', required: true },
        { name: 'WiFiEndpointSettingsInput', type: 'embedded', required: true, className: 'CIM_WiFiEndpointSettings' },
        { name: 'IEEE8021xSettingsInput', type: 'embedded', className: 'CIM_IEEE8021xSettings' },
        { name: 'ClientCredential', type: 'reference' },
        { name: 'CACredential', type: 'reference' },
      ],
      output: [{ name: 'IEEE8021xSettings', type: 'reference' }],
      returns: [0, 1, 2, 3, 4],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13, 24],
  writeRealms: [3, 24],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'AddWiFiSettings', 'UpdateWiFiSettings', 'Pull', 'Put'],
  instances: () => [],
};
