import type { SoapService } from './declaration.ts';
import { networkAdministrationService } from './network-administration.ts';
import { remoteControlService } from './remote-control.ts';
import { securityAdministrationService } from './security-administration.ts';

/** The legacy services that are offered; every other path of the legacy interface is unknown. */
export const legacyServices: readonly SoapService[] = [
  securityAdministrationService,
  networkAdministrationService,
  remoteControlService,
];
