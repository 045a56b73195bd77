import type { ClassDeclaration } from '../declaration.ts';
import { authorizationService } from './authorization.ts';
import { bootCapabilities, bootSettingData } from './boot.ts';
import { computerSystem } from './computer-system.ts';
import { elementSettingData } from './element-setting-data.ts';
import { ethernetPortSettings } from './ethernet-port.ts';
import { generalSettings } from './general-settings.ts';
import { associatedPowerManagementService, powerManagementService } from './host-power.ts';
import { messageLog } from './message-log.ts';
import { systemPowerScheme } from './power.ts';
import { redirectionService } from './redirection.ts';
import { setupAndConfigurationService } from './setup-and-configuration.ts';
import { softwareIdentity } from './software-identity.ts';
import { timeSynchronizationService } from './time-synchronization.ts';
import { webUiService } from './web-ui.ts';

/** Setup, accounts, settings and identity: the management engine about itself. */
export const engineClasses: readonly ClassDeclaration[] = [
  setupAndConfigurationService,
  generalSettings,
  authorizationService,
  timeSynchronizationService,
  redirectionService,
  webUiService,
  systemPowerScheme,
  softwareIdentity,
  computerSystem,
  ethernetPortSettings,
  messageLog,
  elementSettingData,
  powerManagementService,
  associatedPowerManagementService,
  bootCapabilities,
  bootSettingData,
];
