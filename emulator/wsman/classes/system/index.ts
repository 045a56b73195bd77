import type { ClassDeclaration } from '../../declaration.ts';
import { adminDomain } from './admin-domain.ts';
import {
  installedSoftwareIdentity,
  elementSoftwareIdentity,
  referencedProfile,
  elementConformsToProfile,
  hostedService,
  hostedAccessPoint,
  concreteDependency,
  concreteComponent,
  elementCapabilities,
  elementStatisticalData,
  memberOfCollection,
  owningCollectionElement,
  owningJobElement,
  orderedComponent,
  serviceAffectsElement,
  serviceAvailableToElement,
  serviceServiceDependency,
  sapAvailableForElement,
  serviceAccessBySap,
  deviceSapImplementation,
  settingsDefineState,
} from './associations.ts';
import { computerSystem } from './computer-system.ts';
import { concreteJob } from './concrete-job.ts';
import { elementSettingData } from './element-setting-data.ts';
import { enabledLogicalElementCapabilities } from './enabled-logical-element-capabilities.ts';
import { error } from './error.ts';
import { generalSettings } from './general-settings.ts';
import { registeredProfile } from './registered-profile.ts';
import { setupAndConfigurationService } from './setup-and-configuration-service.ts';
import { softwareIdentity } from './software-identity.ts';
import { timeSynchronizationService } from './time-synchronization-service.ts';
import { webUiService } from './web-ui-service.ts';

export const systemClasses: readonly ClassDeclaration[] = [
  adminDomain,
  installedSoftwareIdentity,
  elementSoftwareIdentity,
  referencedProfile,
  elementConformsToProfile,
  hostedService,
  hostedAccessPoint,
  concreteDependency,
  concreteComponent,
  elementCapabilities,
  elementStatisticalData,
  memberOfCollection,
  owningCollectionElement,
  owningJobElement,
  orderedComponent,
  serviceAffectsElement,
  serviceAvailableToElement,
  serviceServiceDependency,
  sapAvailableForElement,
  serviceAccessBySap,
  deviceSapImplementation,
  settingsDefineState,
  computerSystem,
  concreteJob,
  elementSettingData,
  enabledLogicalElementCapabilities,
  error,
  generalSettings,
  registeredProfile,
  setupAndConfigurationService,
  softwareIdentity,
  timeSynchronizationService,
  webUiService,
];
