import type { ClassDeclaration } from '../../declaration.ts';
import { alarmClockOccurrence } from './alarm-clock-occurrence.ts';
import { alarmClockService } from './alarm-clock-service.ts';
import { bootCapabilities } from './boot-capabilities.ts';
import { bootSettingData } from './boot-setting-data.ts';
import { bootConfigSetting } from './boot-config-setting.ts';
import { bootService } from './boot-service.ts';
import { bootSourceSetting } from './boot-source-setting.ts';
import { cimBootSettingData } from './cim-boot-setting-data.ts';
import { hostBootReason } from './host-boot-reason.ts';
import { powerManagementService, associatedPowerManagementService } from './host-power.ts';
import { ipsPowerManagementCapabilities } from './ips-power-management-capabilities.ts';
import { ipsPowerManagementService } from './ips-power-management-service.ts';
import { powerManagementCapabilities } from './power-management-capabilities.ts';
import { systemPowerScheme } from './system-power-scheme.ts';
import { watchDogAction } from './watch-dog-action.ts';

export const powerClasses: readonly ClassDeclaration[] = [
  alarmClockOccurrence,
  alarmClockService,
  bootCapabilities,
  bootSettingData,
  bootConfigSetting,
  bootService,
  bootSourceSetting,
  cimBootSettingData,
  hostBootReason,
  powerManagementService,
  associatedPowerManagementService,
  ipsPowerManagementCapabilities,
  ipsPowerManagementService,
  powerManagementCapabilities,
  systemPowerScheme,
  watchDogAction,
];
