import { setBootOptions } from '../../../device/power/boot-options.ts';
import { setBootRecovery, type BootRecoveryChange } from '../../../device/power/boot-recovery.ts';
import type { BootOptions, DeviceState } from '../../../device/state.ts';
import type { ReleaseRange } from '../../../firmware/release-range.ts';
import type {
  CallContext,
  CimType,
  ClassDeclaration,
  Instance,
  PropertyDeclaration,
  WriteResult,
} from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

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

/** Recorded on 8.1; assumed from 6.0 on, because consoles that manage 6.x write it before every power command. */
const SECURE_BOOT = { since: '6.0' };
const SECURE_ERASE = { since: '11.0' };
const STATUS = { since: '12.0' };
const RECOVERY = { since: '15.0' };
const PLATFORM_ERASE = { since: '16.0' };

/** Password of the drive to erase, characters (Intel AMT class reference, Remote Secure Erase). */
const LONGEST_PASSWORD = 32;

/** Options of the next boot; a boot uses them up. The first release of the newer properties is assumed. */
export const bootSettingData: ClassDeclaration = {
  name: 'AMT_BootSettingData',
  uri: `${AMT_NAMESPACE}AMT_BootSettingData`,
  parent: 'CIM_BootSettingData',
  properties: [
    ...flags.map(([name, flag]) => setting(name, 'boolean', flag)),
    setting('BootMediaIndex', 'uint16', 'Which device of the boot source, 0 the first'),
    setting('FirmwareVerbosity', 'uint8', '0 as the BIOS is set, 1 quiet, 2 verbose, 3 blank screen'),
    setting('IDERBootDevice', 'uint8', '0 floppy, 1 CD'),
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
    { name: 'OwningEntity', type: 'string', meaning: 'Who made the settings' },
    option('EnforceSecureBoot', 'boolean', SECURE_BOOT, 'Secure boot stays on for a redirected drive'),
    { ...option('SecureErase', 'boolean', SECURE_ERASE, 'Erase the drive at the next boot'), required: true },
    {
      ...option('RSEPassword', 'string', SECURE_ERASE, 'Password of that drive; reads empty'),
      maxLength: LONGEST_PASSWORD,
    },
    status('BIOSLastStatus', 'uint16', SECURE_ERASE, 'Outcome and detail of the last erasing', true),
    status('BootguardStatus', 'uint32', RECOVERY, 'Bits of Boot Guard'),
    status('OptionsCleared', 'boolean', STATUS, 'The BIOS has used up the options'),
    status('SecureBootControlEnabled', 'boolean', RECOVERY, 'The BIOS lets AMT suspend secure boot'),
    status('UEFIHTTPSBootEnabled', 'boolean', RECOVERY, 'The BIOS permits recovery over HTTPS'),
    status('UEFILocalPBABootEnabled', 'boolean', RECOVERY, 'The BIOS permits recovery from a local application'),
    status('WinREBootEnabled', 'boolean', RECOVERY, 'The BIOS permits recovery with Windows RE'),
    option('UefiBootNumberOfParams', 'uint32', RECOVERY, 'How many parameters there are'),
    option('UefiBootParametersArray', 'base64', RECOVERY, 'Parameters of recovery or erasing'),
    option('PlatformErase', 'boolean', PLATFORM_ERASE, 'Erase the platform at the next boot'),
    status('RPEEnabled', 'boolean', PLATFORM_ERASE, 'The BIOS permits that'),
  ],
  declaresCommon: false,
  readRealms: [realm.remoteControl],
  writeRealms: [realm.remoteControl],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [instanceOf(state)],
  put,
};

function put({ state, instant }: CallContext, _current: Instance, changes: Instance): WriteResult {
  const verbosity = ([0, 1, 2, 3] as const).find((known) => known === numberIn(changes, 'FirmwareVerbosity'));
  const iderDevice = ([0, 1] as const).find((known) => known === numberIn(changes, 'IDERBootDevice'));
  if (verbosity === undefined || iderDevice === undefined)
    return invalidValues({ status: 36, code: 'boot.option.unknown-value', inputs: {} });
  const switched = Object.fromEntries(flags.map(([name, flag]) => [flag, flagIn(changes, name) ?? false]));
  const mediaIndex = numberIn(changes, 'BootMediaIndex') ?? 0;
  const first = setBootOptions(state, instant, { ...switched, mediaIndex, verbosity, iderDevice });
  return written(first.ok ? setBootRecovery(first.state, instant, recoveryIn(changes)) : first);
}

/** What is absent stays as it is; no parameters at all means that there shall be none. */
function recoveryIn(changes: Instance): BootRecoveryChange {
  const given = {
    enforceSecureBoot: flagIn(changes, 'EnforceSecureBoot'),
    secureErase: flagIn(changes, 'SecureErase'),
    erasePassword: textIn(changes, 'RSEPassword'),
    platformErase: flagIn(changes, 'PlatformErase'),
    parameterCount: numberIn(changes, 'UefiBootNumberOfParams') ?? 0,
    parameters: textIn(changes, 'UefiBootParametersArray') ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function setting(name: string, type: CimType, meaning: string): PropertyDeclaration {
  return { name, type, access: 'read-write', required: true, meaning };
}

function option(name: string, type: CimType, range: ReleaseRange, meaning: string): PropertyDeclaration {
  return { name, type, access: 'read-write', meaning, ...range };
}

function status(
  name: string,
  type: CimType,
  range: ReleaseRange,
  meaning: string,
  array: boolean = false,
): PropertyDeclaration {
  return { name, type, meaning, ...range, ...(array ? { array } : {}) };
}

/** What the BIOS permits and Boot Guard says is as recorded. */
function instanceOf({ boot, features }: DeviceState): Instance {
  const { bootRecovery: recovery } = features;
  return {
    ...Object.fromEntries(flags.map(([name, flag]) => [name, boot[flag]])),
    BIOSLastStatus: recovery.biosLastStatus,
    BootMediaIndex: boot.mediaIndex,
    BootguardStatus: 127,
    FirmwareVerbosity: boot.verbosity,
    IDERBootDevice: boot.iderDevice,
    ElementName: 'Intel(r) AMT Boot Configuration Settings',
    EnforceSecureBoot: recovery.enforceSecureBoot,
    InstanceID: 'Intel(r) AMT:BootSettingData 0',
    OptionsCleared: recovery.optionsCleared,
    OwningEntity: 'Intel(r) AMT',
    PlatformErase: recovery.platformErase,
    RPEEnabled: true,
    RSEPassword: '',
    SecureBootControlEnabled: true,
    SecureErase: recovery.secureErase,
    UEFIHTTPSBootEnabled: true,
    UEFILocalPBABootEnabled: true,
    UefiBootNumberOfParams: recovery.parameterCount,
    UefiBootParametersArray: recovery.parameters === '' ? undefined : recovery.parameters,
    WinREBootEnabled: true,
  };
}
