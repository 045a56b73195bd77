import { setBootOptions } from '../../../device/boot-options.ts';
import type { BootOptions } from '../../../device/state.ts';
import type { BootCapability } from '../../../firmware/profile.ts';
import type { CimType, ClassDeclaration, Instance, PropertyDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';

const capabilityProperties: readonly (readonly [name: string, capability: BootCapability])[] = [
  ['BIOSPause', 'bios-pause'],
  ['BIOSReflash', 'bios-reflash'],
  ['BIOSSetup', 'bios-setup'],
  ['ConfigurationDataReset', 'configuration-data-reset'],
  ['ForceCDorDVDBoot', 'force-cd-dvd-boot'],
  ['ForceDiagnosticBoot', 'force-diagnostic-boot'],
  ['ForceHardDriveBoot', 'force-hard-disk-boot'],
  ['ForceHardDriveSafeModeBoot', 'force-hard-disk-safe-mode-boot'],
  ['ForcePXEBoot', 'force-pxe-boot'],
  ['ForcedProgressEvents', 'forced-progress-events'],
  ['IDER', 'ider'],
  ['KeyboardLock', 'keyboard-lock'],
  ['PowerButtonLock', 'power-button-lock'],
  ['ResetButtonLock', 'reset-button-lock'],
  ['SOL', 'sol'],
  ['SleepButtonLock', 'sleep-button-lock'],
  ['UserPasswordBypass', 'user-password-bypass'],
  ['VerbosityQuiet', 'verbosity-quiet'],
  ['VerbosityScreenBlank', 'verbosity-screen-blank'],
  ['VerbosityVerbose', 'verbosity-verbose'],
];

/** What the BIOS can do at a boot that AMT asks for. Properties of releases after 5.0 are not known. */
export const bootCapabilities: ClassDeclaration = {
  name: 'AMT_BootCapabilities',
  uri: `${AMT_NAMESPACE}AMT_BootCapabilities`,
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
    ...capabilityProperties.map(([name, capability]): PropertyDeclaration => ({
      name,
      type: 'boolean',
      meaning: capability,
    })),
  ],
  declaresCommon: false,
  readRealms: [realm.remoteControl],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: ({ instant }) => [
    {
      ElementName: 'Intel(r) AMT: Boot Capabilities',
      InstanceID: 'Intel(r) AMT:BootCapabilities 0',
      ...Object.fromEntries(
        capabilityProperties.map(([name, capability]) => [name, instant.profile.boot.capabilities.has(capability)]),
      ),
    },
  ],
};

type Flag = { [K in keyof BootOptions]: BootOptions[K] extends boolean ? K : never }[keyof BootOptions];

const flags: readonly (readonly [name: string, option: Flag])[] = [
  ['BIOSPause', 'biosPause'],
  ['BIOSSetup', 'biosSetup'],
  ['ConfigurationDataReset', 'configurationDataReset'],
  ['ForcedProgressEvents', 'forcedProgressEvents'],
  ['LockKeyboard', 'lockKeyboard'],
  ['LockPowerButton', 'lockPowerButton'],
  ['LockResetButton', 'lockResetButton'],
  ['LockSleepButton', 'lockSleepButton'],
  ['ReflashBIOS', 'reflashBios'],
  ['UseIDER', 'useIder'],
  ['UseSOL', 'useSol'],
  ['UseSafeMode', 'useSafeMode'],
  ['UserPasswordBypass', 'userPasswordBypass'],
];

/** Options of the next boot; a boot uses them up. */
export const bootSettingData: ClassDeclaration = {
  name: 'AMT_BootSettingData',
  uri: `${AMT_NAMESPACE}AMT_BootSettingData`,
  parent: 'CIM_BootSettingData',
  properties: [
    ...flags.map(([name, option]) => setting(name, 'boolean', option)),
    setting('BootMediaIndex', 'uint16', 'Which device of the boot source, 0 the first'),
    setting('FirmwareVerbosity', 'uint8', '0 as the BIOS is set, 1 quiet, 2 verbose, 3 blank screen'),
    setting('IDERBootDevice', 'uint8', '0 floppy, 1 CD'),
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
    { name: 'OwningEntity', type: 'string', meaning: 'Who made the settings' },
  ],
  declaresCommon: false,
  readRealms: [realm.remoteControl],
  writeRealms: [realm.remoteControl],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: ({ state }) => [instanceOf(state.boot)],
  put: ({ state, instant }, _current, changes) => {
    const verbosity = ([0, 1, 2, 3] as const).find((known) => known === numberIn(changes, 'FirmwareVerbosity'));
    const iderDevice = ([0, 1] as const).find((known) => known === numberIn(changes, 'IDERBootDevice'));
    if (verbosity === undefined || iderDevice === undefined)
      return {
        kind: 'fault',
        fault: 'InvalidRepresentation',
        detail: 'InvalidValues',
        code: 'boot.option.unknown-value',
      };
    const switched = Object.fromEntries(flags.map(([name, option]) => [option, flagIn(changes, name) ?? false]));
    const mediaIndex = numberIn(changes, 'BootMediaIndex') ?? 0;
    return written(setBootOptions(state, instant, { ...switched, mediaIndex, verbosity, iderDevice }));
  },
};

function setting(name: string, type: CimType, meaning: string): PropertyDeclaration {
  return { name, type, access: 'read-write', required: true, meaning };
}

function instanceOf(boot: BootOptions): Instance {
  return {
    ...Object.fromEntries(flags.map(([name, option]) => [name, boot[option]])),
    BootMediaIndex: boot.mediaIndex,
    FirmwareVerbosity: boot.verbosity,
    IDERBootDevice: boot.iderDevice,
    ElementName: 'Intel(r) AMT Boot Configuration Settings',
    InstanceID: 'Intel(r) AMT:BootSettingData 0',
    OwningEntity: 'Intel(r) AMT',
  };
}
