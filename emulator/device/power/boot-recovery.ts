import { factoryBootRecovery, type BootServiceState, type BootRecoveryState } from './boot-recovery-state.ts';
import type { BootCapability } from '../../firmware/profile.ts';
import { readBootParameters } from './boot-parameters.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Instant, type Step } from '../step.ts';

/** PT_STATUS INVALID_PARAMETER. */
const INVALID_PARAMETER = 36;
/** PT_STATUS UNSUPPORTED_BOOT_OPTION. */
const UNSUPPORTED_BOOT_OPTION = 2050;

/** What of it a caller can change. */
export type BootRecoveryChange = Partial<
  Pick<
    BootRecoveryState,
    'enforceSecureBoot' | 'secureErase' | 'platformErase' | 'erasePassword' | 'parameters' | 'parameterCount'
  >
>;

/**
 * Changes the boot options of later releases; what is absent stays, and so does a password that is empty. Parameters
 * are read as what they are for: erasing when that is asked for, recovery otherwise (Intel AMT class reference,
 * AMT_BootSettingData).
 */
export function setBootRecovery(state: DeviceState, instant: Instant, change: BootRecoveryChange): Step {
  const former = state.features.bootRecovery;
  const erasePassword = change.erasePassword === '' ? former.erasePassword : change.erasePassword;
  const next = { ...former, ...change, erasePassword: erasePassword ?? former.erasePassword, optionsCleared: false };
  const { capabilities } = instant.profile.boot;
  const wanted: readonly (readonly [boolean, BootCapability])[] = [
    [next.enforceSecureBoot, 'bios-secure-boot'],
    [next.secureErase, 'secure-erase'],
    [next.platformErase, 'platform-erase'],
  ];
  const missing = wanted.flatMap(([isWanted, need]) => (isWanted && !capabilities.has(need) ? [need] : []));
  if (missing.length > 0) return refused(UNSUPPORTED_BOOT_OPTION, 'boot.option.unsupported', { missing });
  const bytes = Buffer.from(next.parameters, 'base64');
  const reading = readBootParameters(bytes, next.platformErase ? 'erase' : 'recovery');
  if (!reading.ok) return refused(INVALID_PARAMETER, 'boot.parameters.unreadable', { why: reading.why });
  const { parameterCount } = next;
  const counted = reading.parameters.length;
  if (counted !== parameterCount)
    return refused(INVALID_PARAMETER, 'boot.parameters.miscounted', { parameterCount, counted });
  return done(withRecovery(state, next));
}

/** Enables or disables recovery and erasing (CIM_BootService.RequestStateChange). */
export function setBootService(state: DeviceState, serviceState: BootServiceState): Step {
  return done(withRecovery(state, { ...state.features.bootRecovery, serviceState }));
}

/** Whether the boot service lets recovery boot sources be chosen. */
export function isRecoveryEnabled(state: DeviceState): boolean {
  return ![32_768, 32_770].includes(state.features.bootRecovery.serviceState);
}

/** What a boot leaves: every option is used up, and the BIOS says how erasing ended. */
export function recoveryUsedUp(former: BootRecoveryState): BootRecoveryState {
  const { serviceState, biosLastStatus, secureErase, platformErase } = former;
  const hasErased = secureErase || platformErase;
  return { ...factoryBootRecovery, serviceState, biosLastStatus: hasErased ? [0, 0] : biosLastStatus };
}

function withRecovery(state: DeviceState, bootRecovery: BootRecoveryState): DeviceState {
  return { ...state, features: { ...state.features, bootRecovery } };
}
