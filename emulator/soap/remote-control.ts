import { bootSourceNeeds, noBootOptions, setBootOptions } from '../device/power/boot-options.ts';
import { requestHostPower, sleepStateOf } from '../device/power/host-power.ts';
import type { BootOptions } from '../device/state.ts';
import { refused, type HostPowerAction, type HostView, type Step } from '../device/step.ts';
import type { BootCapability } from '../firmware/profile.ts';
import { optionalText, text } from './arguments.ts';
import type { SoapArgument, SoapArguments, SoapContext, SoapResult, SoapService } from './declaration.ts';
import { realm, resultOf } from './step-answer.ts';

/** PT_STATUS numbers of this service. */
const statuses = {
  invalidParameter: 36,
  unsupportedOemNumber: 2049,
  unsupportedBootOption: 2050,
  invalidCommand: 2051,
  invalidSpecialCommand: 2052,
} as const;

const INTEL = 343;
const ASF = 4542;
const SET_BOOT_OPTIONS = 33;
const INTEL_OEM_COMMAND = 193;

const actions: ReadonlyMap<number, HostPowerAction> = new Map([
  [16, 'reset'],
  [17, 'on'],
  [18, 'off'],
  [19, 'cycle'],
]);

/** Power cycle, down, up and reset: what these releases can do to any host. */
const SYSTEM_CAPABILITIES = 1 + 2 + 4 + 8;

type Bits = readonly (readonly [bit: number, capability: BootCapability])[];

const oemCapabilities: Bits = [
  [1, 'ider'],
  [2, 'sol'],
  [4, 'bios-reflash'],
  [8, 'bios-setup'],
  [16, 'bios-pause'],
];

const firmwareCapabilities: Bits = [
  [1, 'verbosity-screen-blank'],
  [2, 'power-button-lock'],
  [4, 'reset-button-lock'],
  [32, 'keyboard-lock'],
  [64, 'sleep-button-lock'],
  [2048, 'user-password-bypass'],
  [4096, 'forced-progress-events'],
  [8192, 'verbosity-verbose'],
  [16_384, 'verbosity-quiet'],
  [32_768, 'configuration-data-reset'],
];

/** Boot sources by SpecialCommand, from 1. Safe mode is an option of its own in AMT_BootSettingData. */
const specialBoots: readonly { readonly option: Partial<BootOptions>; readonly needs: BootCapability }[] = [
  { option: { source: 'pxe' }, needs: bootSourceNeeds.pxe },
  { option: { source: 'hard-disk' }, needs: bootSourceNeeds['hard-disk'] },
  { option: { source: 'hard-disk', useSafeMode: true }, needs: 'force-hard-disk-safe-mode-boot' },
  { option: { source: 'diagnostic' }, needs: bootSourceNeeds.diagnostic },
  { option: { source: 'cd-dvd' }, needs: bootSourceNeeds['cd-dvd'] },
];

const lockOptions: readonly (readonly [bit: number, option: Partial<BootOptions>])[] = [
  [2, { lockPowerButton: true }],
  [4, { lockResetButton: true }],
  [32, { lockKeyboard: true }],
  [64, { lockSleepButton: true }],
  [2048, { userPasswordBypass: true }],
  [4096, { forcedProgressEvents: true }],
  [32_768, { configurationDataReset: true }],
];
const VERBOSITY_SHIFT = 13;
const VERBOSITY_MASK = 3;
const KNOWN_BOOT_OPTIONS = 2 + 4 + 32 + 64 + 2048 + 4096 + 8192 + 16_384 + 32_768;

/** Parameters of Intel's own special command. */
const parameterOptions: readonly (readonly [bit: number, option: Partial<BootOptions>])[] = [
  [1, { useIder: true }],
  [4, { reflashBios: true }],
  [8, { biosSetup: true }],
  [16, { biosPause: true }],
  [256, { iderDevice: 1 }],
];
const KNOWN_PARAMETERS = 1 + 4 + 8 + 16 + 256;
const OEM_USE_SOL = 1;

/**
 * Switches the host and says what its next boot shall do. Source: the service's published interface description, as
 * clients of releases 2 to 8 use it.
 */
export const remoteControlService: SoapService = {
  path: '/RemoteControlService',
  namespace: 'http://schemas.intel.com/platform/client/RemoteControl/2004/01',
  methods: [
    {
      name: 'GetRemoteControlCapabilities',
      input: [],
      realms: [realm.remoteControl],
      evidence: 'recorded',
      call: capabilitiesOf,
    },
    {
      name: 'GetSystemPowerState',
      input: [],
      realms: [realm.remoteControl],
      evidence: 'recorded',
      call: (context) => ({ status: 0, outputs: [['SystemPowerState', String(sleepStateOf(hostOf(context)))]] }),
    },
    {
      name: 'RemoteControl',
      input: [
        text('Command'),
        text('IanaOemNumber'),
        optionalText('SpecialCommand'),
        optionalText('SpecialCommandParameter'),
        optionalText('BootOptions'),
        optionalText('OEMparameters'),
      ],
      realms: [realm.remoteControl],
      evidence: 'recorded',
      call: (context, input) => resultOf(control(context, input)),
    },
  ],
  missing: [],
};

function hostOf({ holder }: SoapContext): HostView {
  return holder.host?.() ?? { isOn: false };
}

function capabilitiesOf({ instant }: SoapContext): SoapResult {
  const { capabilities } = instant.profile.boot;
  const sum = (bits: Bits): number =>
    bits.reduce((total, [bit, capability]) => total + (capabilities.has(capability) ? bit : 0), 0);
  const special = sum(specialBoots.map(({ needs }, index) => [256 << index, needs]));
  return {
    status: 0,
    outputs: [
      ['IanaOemNumber', String(INTEL)],
      ['OemDefinedCapabilities', String(sum(oemCapabilities))],
      ['SpecialCommandsSupported', String(special)],
      ['SystemCapabilitiesSupported', String(SYSTEM_CAPABILITIES)],
      ['SystemFirmwareCapabilities', String(sum(firmwareCapabilities))],
    ],
  };
}

function control(context: SoapContext, input: SoapArguments): Step {
  const numbers = new Map(Object.entries(input).map(([name, [value]]) => [name, numberOf(value)]));
  const unreadable = [...numbers].filter(([, number]) => number === undefined).map(([name]) => name);
  if (unreadable.length > 0) return refused(statuses.invalidParameter, 'remote-control.not-a-number', { unreadable });
  const valueOf = (name: string): number => numbers.get(name) ?? 0;
  const command = valueOf('Command');
  const action = actions.get(command);
  const oemNumber = valueOf('IanaOemNumber');
  if (action === undefined && command !== SET_BOOT_OPTIONS)
    return refused(statuses.invalidCommand, 'remote-control.command', { command });
  if (oemNumber !== INTEL && oemNumber !== ASF)
    return refused(statuses.unsupportedOemNumber, 'remote-control.oem-number', { oemNumber });
  const hasOptions = numbers.size > remoteControlArguments;
  const armed = hasOptions ? armedStep(context, valueOf) : setBootOptions(context.state, context.instant, {});
  if (!armed.ok || action === undefined) return armed;
  return requestHostPower(armed.state, hostOf(context), action);
}

/** Command and IanaOemNumber; whatever comes besides is about the boot. */
const remoteControlArguments = 2;

const noSpecialBoot = { option: {}, needs: undefined } as const;

function armedStep({ state, instant }: SoapContext, valueOf: (name: string) => number): Step {
  const special = valueOf('SpecialCommand');
  const parameter = valueOf('SpecialCommandParameter');
  const bootOptions = valueOf('BootOptions');
  const boot = special === 0 || special === INTEL_OEM_COMMAND ? noSpecialBoot : specialBoots[special - 1];
  const isOem = special === INTEL_OEM_COMMAND;
  if (boot === undefined) return refused(statuses.invalidSpecialCommand, 'remote-control.special', { special });
  if ((bootOptions & ~KNOWN_BOOT_OPTIONS) !== 0 || (isOem && (parameter & ~KNOWN_PARAMETERS) !== 0))
    return refused(statuses.unsupportedBootOption, 'remote-control.boot-option', { bootOptions, parameter });
  if (boot.needs !== undefined && !instant.profile.boot.capabilities.has(boot.needs))
    return refused(statuses.invalidSpecialCommand, 'boot.source.unsupported', { special });
  const wanted: BootOptions = {
    ...noBootOptions,
    ...boot.option,
    mediaIndex: isOem ? 0 : parameter,
    verbosity: verbosityOf(bootOptions),
    useSol: (valueOf('OEMparameters') & OEM_USE_SOL) !== 0,
    ...chosen(lockOptions, bootOptions),
    ...(isOem ? chosen(parameterOptions, parameter) : {}),
  };
  return setBootOptions(state, instant, wanted);
}

/** 8192 quiet, 16384 verbose, both blank. */
function verbosityOf(bootOptions: number): BootOptions['verbosity'] {
  const value = (bootOptions >> VERBOSITY_SHIFT) & VERBOSITY_MASK;
  return value === 1 || value === 2 || value === 3 ? value : 0;
}

function chosen(options: typeof lockOptions, bits: number): Partial<BootOptions> {
  return Object.assign(
    {},
    ...options.filter(([bit]) => (bits & bit) !== 0).map(([, option]) => option),
  ) as Partial<BootOptions>;
}

/** An unsigned number of at most 16 bits, as every argument here is but the vendor's, which is small. */
function numberOf(value: SoapArgument | undefined): number | undefined {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  const number = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : undefined;
  return number !== undefined && number <= 0xffff ? number : undefined;
}
