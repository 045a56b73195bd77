import {
  addWirelessProfile,
  deleteWirelessProfiles,
  updateWirelessProfile,
} from '../../../device/network/wireless-profiles.ts';
import { putWirelessService } from '../../../device/network/wireless.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';
import { embeddedIn } from './ieee-8021x-fields.ts';
import { elementKeys, settingNamed, WIFI_ENDPOINT_NAME } from './interface-names.ts';
import { profileDraftIn } from './wifi-profile-draft.ts';
import { enabledStates, healthStates, requestedStates } from '../value-maps.ts';

const NAME = 'AMT_WiFiPortConfigurationService';
const INVALID_REFERENCE = 4;

/**
 * Adds and changes wireless networks. Answers hold nothing but the return value, as recorded, although the schema has
 * references to what was made. First releases of the properties that are not documented are assumed.
 */
export const wifiPortConfigurationService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_NetworkPortConfigurationService',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'LastConnectedSsidUnderMeControl', type: 'string', since: '11.0' },
    { name: 'Name', type: 'string', key: true },
    {
      name: 'NoHostCsmeSoftwarePolicy',
      since: '11.0',
      storedOnly: true,
      type: 'uint32',
      access: 'read-write',
      values: { 0: 'Relaxed', 1: 'Aggressive', 2: 'Reserved' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'UEFIWiFiProfileShareEnabled', type: 'boolean', access: 'read-write', since: '16.0', storedOnly: true },
    {
      name: 'localProfileSynchronizationEnabled',
      needs: 'wireless-profile-sync',
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
      returns: [0, 1, 2, 3, 4, 2066],
      meaning: 'Adds a wireless network with its 802.1X part and certificates, all or nothing',
      call: addSettings,
    },
    {
      name: 'DeleteAllITProfiles',
      input: [],
      output: [],
      returns: [0, 1],
      meaning: 'Forgets every network that consoles added',
      call: ({ state }) => returned(deleteWirelessProfiles(state, 'it'), () => ({})),
    },
    {
      name: 'DeleteAllUserProfiles',
      input: [],
      output: [],
      returns: [0, 1],
      needs: 'wireless-profile-sync',
      meaning: 'Forgets every network that came from the host',
      call: ({ state }) => returned(deleteWirelessProfiles(state, 'user'), () => ({})),
    },
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
      meaning: 'Replaces a wireless network; what is not sent again is gone',
      call: updateSettings,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13, 24],
  writeRealms: [3, 24],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; which of the documented return values answers which refusal is assumed where more than one fits`,
  recorded: ['Enumerate', 'Get', 'AddWiFiSettings', 'UpdateWiFiSettings', 'Pull', 'Put'],
  instances: ({ state }) => [
    {
      ...elementKeys(NAME, 'Name', 'Intel(r) AMT WiFi Port Configuration Service'),
      ElementName: 'Intel(r) AMT WiFiPort Configuration Service',
      EnabledState: 5,
      HealthState: 5,
      LastConnectedSsidUnderMeControl: '',
      NoHostCsmeSoftwarePolicy: state.features.wireless.noHostSoftwarePolicy,
      RequestedState: 12,
      UEFIWiFiProfileShareEnabled: state.features.wireless.uefiProfileShare,
      localProfileSynchronizationEnabled: state.features.wireless.profileSynchronization,
    },
  ],
  put: ({ state, instant }, _current, changes) =>
    written(
      putWirelessService(state, instant.profile, {
        profileSynchronization: numberIn(changes, 'localProfileSynchronizationEnabled'),
        noHostSoftwarePolicy: numberIn(changes, 'NoHostCsmeSoftwarePolicy'),
        uefiProfileShare: flagIn(changes, 'UEFIWiFiProfileShareEnabled'),
      }),
    ),
};

function addSettings({ state, instant }: CallContext, input: Instance): MethodResult {
  if (!isEndpoint(input['WiFiEndpoint'])) return invalidReference('wifi.profile.endpoint');
  const settings = embeddedIn(input, 'WiFiEndpointSettingsInput') ?? {};
  return returned(addWirelessProfile(state, instant, profileDraftIn(settings, input)), () => ({}));
}

function updateSettings({ state, instant }: CallContext, input: Instance): MethodResult {
  const instanceId = settingNamed(input['WiFiEndpointSettings'], 'CIM_WiFiEndpointSettings');
  if (instanceId === undefined) return invalidReference('wifi.profile.unknown');
  const settings = embeddedIn(input, 'WiFiEndpointSettingsInput') ?? {};
  return returned(updateWirelessProfile(state, instant, instanceId, profileDraftIn(settings, input)), () => ({}));
}

function isEndpoint(reference: Instance[string]): boolean {
  return (
    typeof reference === 'object' &&
    'resourceUri' in reference &&
    reference.resourceUri === classUri('CIM_WiFiEndpoint') &&
    reference.selectors['Name'] === WIFI_ENDPOINT_NAME
  );
}

function invalidReference(code: string): MethodResult {
  const decision = { code, verdict: 'refused', inputs: { status: INVALID_REFERENCE } } as const;
  return { kind: 'returned', value: INVALID_REFERENCE, effects: [{ kind: 'decision', decision }] };
}
