import { deleteWirelessProfile, updateWirelessProfile } from '../../../device/network/wireless-profiles.ts';
import { orderedProfiles } from '../../../device/network/wireless.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';
import { isSecretIn, profileDraftIn } from './wifi-profile-draft.ts';
import { authenticationMethods, bssTypes, encryptionMethods } from '../value-maps.ts';

/** BSSType: the device joins access points only. */
const INFRASTRUCTURE = 3;

/** Wireless networks that the device may join, in the order in which it tries them. Their secrets are never shown. */
export const wifiEndpointSettings: ClassDeclaration = {
  name: 'CIM_WiFiEndpointSettings',
  uri: classUri('CIM_WiFiEndpointSettings'),
  parent: 'CIM_SettingData',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'AuthenticationMethod', type: 'uint16', access: 'read-write', values: authenticationMethods },
    { name: 'BSSType', type: 'uint16', access: 'read-write', values: bssTypes },
    { name: 'ElementName', type: 'string' },
    { name: 'EncryptionMethod', type: 'uint16', access: 'read-write', values: encryptionMethods },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'KeyIndex', type: 'uint8', access: 'write' },
    { name: 'Keys', type: 'hex', array: true, access: 'write' },
    { name: 'OtherAuthenticationMethod', type: 'string', access: 'read-write' },
    { name: 'OtherEncryptionMethod', type: 'string', access: 'read-write' },
    { name: 'PSKPassPhrase', type: 'string', access: 'write' },
    { name: 'PSKValue', type: 'base64', access: 'write' },
    { name: 'Priority', type: 'uint8', access: 'read-write' },
    { name: 'SSID', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  storedOnly: true,
  instances: ({ state }) =>
    orderedProfiles(state).map((profile) => ({
      AuthenticationMethod: profile.authentication,
      BSSType: INFRASTRUCTURE,
      ElementName: profile.name,
      EncryptionMethod: profile.encryption,
      InstanceID: profile.instanceId,
      Priority: profile.priority,
      SSID: profile.ssid,
    })),
  put: ({ state, instant }, current, changes) => {
    const instanceId = textIn(current, 'InstanceID') ?? '';
    const before = state.features.wireless.profiles.find((profile) => profile.instanceId === instanceId);
    const draft = profileDraftIn({ ...current, ...changes }, undefined);
    const sameKind = before?.authentication === draft.authentication && before?.encryption === draft.encryption;
    const step = updateWirelessProfile(state, instant, instanceId, {
      ...draft,
      secret: before !== undefined && sameKind && !isSecretIn(changes) ? before.secret : draft.secret,
      ieee8021x: before?.ieee8021x,
      certificates: before?.certificates ?? draft.certificates,
    });
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
  remove: ({ state }, current) => written(deleteWirelessProfile(state, textIn(current, 'InstanceID') ?? '')),
};
