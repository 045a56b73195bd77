import type { ClassDeclaration } from '../../declaration.ts';
import { amtIeee8021xCredentialContext, ipsIeee8021xCredentialContext } from './associations.ts';
import { environmentDetectionSettingData } from './environment-detection-setting-data.ts';
import { ethernetPort } from './ethernet-port.ts';
import { ethernetPortSettings } from './ethernet-port-settings.ts';
import { hostIpSettings } from './host-ip-settings.ts';
import { ieee8021xCapabilities } from './ieee-8021x-capabilities.ts';
import { ieee8021xProfile } from './ieee-8021x-profile.ts';
import { ieee8021xSettings } from './ieee-8021x-settings.ts';
import { ipsIeee8021xSettings } from './ips-ieee-8021x-settings.ts';
import { ipsLanEndpoint } from './ips-lan-endpoint.ts';
import { ipv6PortSettings } from './ipv6-port-settings.ts';
import { lanEndpoint } from './lan-endpoint.ts';
import { wifiEndpoint } from './wifi-endpoint.ts';
import { wifiEndpointCapabilities } from './wifi-endpoint-capabilities.ts';
import { wifiEndpointSettings } from './wifi-endpoint-settings.ts';
import { wifiPort } from './wifi-port.ts';
import { wifiPortCapabilities } from './wifi-port-capabilities.ts';
import { wifiPortConfigurationService } from './wifi-port-configuration-service.ts';

export const networkClasses: readonly ClassDeclaration[] = [
  amtIeee8021xCredentialContext,
  ipsIeee8021xCredentialContext,
  environmentDetectionSettingData,
  ethernetPort,
  ethernetPortSettings,
  hostIpSettings,
  ieee8021xCapabilities,
  ieee8021xProfile,
  ieee8021xSettings,
  ipsIeee8021xSettings,
  ipsLanEndpoint,
  ipv6PortSettings,
  lanEndpoint,
  wifiEndpoint,
  wifiEndpointCapabilities,
  wifiEndpointSettings,
  wifiPort,
  wifiPortCapabilities,
  wifiPortConfigurationService,
];
