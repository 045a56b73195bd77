import type { ClassDeclaration } from '../../declaration.ts';
import { eacCredentialContext } from './associations.ts';
import { endpointAccessControlService } from './endpoint-access-control-service.ts';
import { thirdPartyDataStorageAdministrationService } from './third-party-data-storage-administration-service.ts';
import { thirdPartyDataStorageService } from './third-party-data-storage-service.ts';

export const hostStorageClasses: readonly ClassDeclaration[] = [
  eacCredentialContext,
  endpointAccessControlService,
  thirdPartyDataStorageAdministrationService,
  thirdPartyDataStorageService,
];
