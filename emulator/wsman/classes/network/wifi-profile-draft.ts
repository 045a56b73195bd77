import type { WirelessProfileDraft } from '../../../device/network/wireless-profiles.ts';
import type { Instance } from '../../declaration.ts';
import { numberIn, textIn, textsIn } from '../value-readings.ts';
import { certificateIn, embeddedIn, partIn } from './ieee-8021x-fields.ts';

const SECRETS = ['Keys', 'PSKPassPhrase', 'PSKValue'];

/** Whether an object of a request carries a secret of a wireless network. */
export function isSecretIn(settings: Instance): boolean {
  return SECRETS.some((name) => settings[name] !== undefined);
}

/**
 * The wireless network that CIM_WiFiEndpointSettings describes. `given` is what came with AddWiFiSettings and
 * UpdateWiFiSettings, which holds the 802.1X part and the certificates beside it.
 */
export function profileDraftIn(settings: Instance, given: Instance | undefined): WirelessProfileDraft {
  const ieee8021x = given === undefined ? undefined : embeddedIn(given, 'IEEE8021xSettingsInput');
  return {
    instanceId: textIn(settings, 'InstanceID') ?? '',
    name: textIn(settings, 'ElementName') ?? '',
    ssid: textIn(settings, 'SSID') ?? '',
    priority: numberIn(settings, 'Priority'),
    authentication: numberIn(settings, 'AuthenticationMethod'),
    encryption: numberIn(settings, 'EncryptionMethod'),
    bssType: numberIn(settings, 'BSSType'),
    secret: {
      passPhrase: textIn(settings, 'PSKPassPhrase') ?? '',
      psk: textIn(settings, 'PSKValue') ?? '',
      wepKeys: textsIn(settings, 'Keys'),
      wepKeyIndex: numberIn(settings, 'KeyIndex'),
    },
    ieee8021x: ieee8021x === undefined ? undefined : partIn(ieee8021x),
    certificates: {
      client: given === undefined ? undefined : certificateIn(given, 'ClientCredential'),
      root: given === undefined ? undefined : certificateIn(given, 'CACredential'),
    },
  };
}
