import type { ClassDeclaration } from '../../declaration.ts';
import { iderSessionUsingPort, kvmSessionUsingPort, solSessionUsingPort } from './associations.ts';
import { cimRedirectionService } from './cim-redirection-service.ts';
import { kvmRedirectionSap } from './kvm-redirection-sap.ts';
import { kvmRedirectionSettingData } from './kvm-redirection-setting-data.ts';
import { optInService } from './opt-in-service.ts';
import { redirectionService } from './redirection-service.ts';
import { screenConfigurationService } from './screen-configuration-service.ts';
import { screenSettingData } from './screen-setting-data.ts';
import { secIoService } from './sec-io-service.ts';

export const redirectionClasses: readonly ClassDeclaration[] = [
  iderSessionUsingPort,
  kvmSessionUsingPort,
  solSessionUsingPort,
  cimRedirectionService,
  kvmRedirectionSap,
  kvmRedirectionSettingData,
  optInService,
  redirectionService,
  screenConfigurationService,
  screenSettingData,
  secIoService,
];
