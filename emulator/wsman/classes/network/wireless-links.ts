import { orderedProfiles } from '../../../device/network/wireless.ts';
import type { CallContext, EndpointReference, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';
import { certificateContexts } from './ieee-8021x-fields.ts';
import { ieee8021xSettingsId } from './ieee-8021x-settings.ts';
import { elementKeys, settingReference, WIFI_ENDPOINT_NAME } from './interface-names.ts';

/** IsCurrent and IsNext (CIM schema): no network is joined, and which is tried next is open. */
const IS_NOT_CURRENT = 2;

const endpoint: EndpointReference = {
  kind: 'reference',
  resourceUri: classUri('CIM_WiFiEndpoint'),
  selectors: elementKeys('CIM_WiFiEndpoint', 'Name', WIFI_ENDPOINT_NAME),
};

/** CIM_CredentialContext: certificates of the wireless profiles, as recorded. */
export function wirelessCredentialContexts({ state }: CallContext): readonly Instance[] {
  return orderedProfiles(state).flatMap(({ name, certificates }) =>
    certificateContexts('CIM_IEEE8021xSettings', ieee8021xSettingsId(name), certificates),
  );
}

/** CIM_ElementSettingData: the networks that the wireless station may join. */
export function wirelessElementSettings({ state }: CallContext): readonly Instance[] {
  return orderedProfiles(state).map(({ instanceId }) => ({
    IsCurrent: IS_NOT_CURRENT,
    ManagedElement: endpoint,
    SettingData: settingReference('CIM_WiFiEndpointSettings', instanceId),
  }));
}

/** CIM_ConcreteComponent: wireless profiles and their 802.1X parts. */
export function wirelessComponents({ state }: CallContext): readonly Instance[] {
  return orderedProfiles(state)
    .filter(({ ieee8021x }) => ieee8021x !== undefined)
    .map(({ instanceId, name }) => ({
      GroupComponent: settingReference('CIM_WiFiEndpointSettings', instanceId),
      PartComponent: settingReference('CIM_IEEE8021xSettings', ieee8021xSettingsId(name)),
    }));
}
