import type { SoapService } from './declaration.ts';
import { networkAdministrationService } from './network-administration.ts';
import { networkTimeService } from './network-time.ts';
import { remoteControlService } from './remote-control.ts';
import { securityAdministrationService } from './security-administration.ts';

/** The legacy services that are offered; every other path of the legacy interface is unknown. */
export const legacyServices: readonly SoapService[] = [
  securityAdministrationService,
  networkAdministrationService,
  remoteControlService,
  networkTimeService,
];

/**
 * Paths that firmware has and this device does not, as what their methods carry is not published (namespace table of a
 * published imitation of release 3.0.5; paths by the rule of the known ones).
 */
export const missingLegacyPaths: readonly string[] = [
  '/AgentPresenceLocalService',
  '/AuditLogService',
  '/CircuitBreakerService',
  '/EndpointAccessControlService',
  '/EventManagerService',
  '/GeneralInfoService',
  '/HardwareAssetService',
  '/RedirectionService',
  '/RemoteAccessAdministrationService',
  '/StorageAdministrationService',
  '/StorageService',
  '/UserAccessControlService',
  '/WirelessConfigurationService',
];
