import { isDeepStrictEqual } from 'node:util';

import type { BootCapability } from '../../firmware/profile.ts';
import { mediaTableRead } from '../host/asset-tables.ts';
import { recoveryUsedUp } from './boot-recovery.ts';
import type { BootOptions, BootSource, DeviceState } from '../state.ts';
import { done, refused, type Instant, type Step } from '../step.ts';

/** PT_STATUS UNSUPPORTED_BOOT_OPTION. */
const UNSUPPORTED_BOOT_OPTION = 2050;
/** PT_STATUS INVALID_SPECIAL_COMMAND. */
const INVALID_SPECIAL_COMMAND = 2052;

/** Nothing is asked of the next boot. */
export const noBootOptions: BootOptions = {
  source: 'default',
  biosPause: false,
  biosSetup: false,
  mediaIndex: 0,
  configurationDataReset: false,
  verbosity: 0,
  forcedProgressEvents: false,
  iderDevice: 0,
  lockKeyboard: false,
  lockPowerButton: false,
  lockResetButton: false,
  lockSleepButton: false,
  reflashBios: false,
  useIder: false,
  useSol: false,
  useSafeMode: false,
  userPasswordBypass: false,
};

/** What the BIOS must be able to do for a boot source; `default` needs nothing. */
export const bootSourceNeeds: Readonly<Record<Exclude<BootSource, 'default'>, BootCapability>> = {
  pxe: 'force-pxe-boot',
  'hard-disk': 'force-hard-disk-boot',
  diagnostic: 'force-diagnostic-boot',
  'cd-dvd': 'force-cd-dvd-boot',
  'uefi-https': 'force-uefi-https-boot',
  'uefi-local-pba': 'force-uefi-pba-boot',
  'uefi-win-re': 'force-win-re-boot',
};

const verbosityNeeds: readonly (BootCapability | undefined)[] = [
  undefined,
  'verbosity-quiet',
  'verbosity-verbose',
  'verbosity-screen-blank',
];

/**
 * Changes what the next boot is told to do; what is absent stays. An option that the BIOS cannot carry out is refused.
 * Source: Intel AMT class reference, AMT_BootSettingData and AMT_BootCapabilities.
 */
export function setBootOptions(state: DeviceState, instant: Instant, change: Partial<BootOptions>): Step {
  const boot = { ...state.boot, ...change };
  const { capabilities } = instant.profile.boot;
  const isPossible = (need: BootCapability | undefined): boolean => need === undefined || capabilities.has(need);
  const missing = needsOf(boot).filter((need) => !isPossible(need));
  if (missing.length > 0) return refused(UNSUPPORTED_BOOT_OPTION, 'boot.option.unsupported', { missing });
  const { source } = boot;
  if (source !== 'default' && !isPossible(bootSourceNeeds[source]))
    return refused(INVALID_SPECIAL_COMMAND, 'boot.source.unsupported', { source });
  return done({ ...state, boot });
}

/** The state after the host has booted: its options are used up (Intel AMT class reference, AMT_BootSettingData). */
export function hostBooted(state: DeviceState): DeviceState {
  const bootRecovery = recoveryUsedUp(state.features.bootRecovery);
  const next = mediaTableRead({ ...state, boot: noBootOptions, features: { ...state.features, bootRecovery } });
  return isDeepStrictEqual(next, state) ? state : next;
}

function needsOf(boot: BootOptions): readonly BootCapability[] {
  const wanted: readonly (readonly [isWanted: boolean, need: BootCapability | undefined])[] = [
    [boot.biosPause, 'bios-pause'],
    [boot.biosSetup, 'bios-setup'],
    [boot.configurationDataReset, 'configuration-data-reset'],
    [boot.verbosity !== 0, verbosityNeeds[boot.verbosity]],
    [boot.forcedProgressEvents, 'forced-progress-events'],
    [boot.lockKeyboard, 'keyboard-lock'],
    [boot.lockPowerButton, 'power-button-lock'],
    [boot.lockResetButton, 'reset-button-lock'],
    [boot.lockSleepButton, 'sleep-button-lock'],
    [boot.reflashBios, 'bios-reflash'],
    [boot.useIder, 'ider'],
    [boot.useSol, 'sol'],
    [boot.useSafeMode, 'force-hard-disk-safe-mode-boot'],
    [boot.userPasswordBypass, 'user-password-bypass'],
  ];
  return wanted.flatMap(([isWanted, need]) => (isWanted && need !== undefined ? [need] : []));
}
