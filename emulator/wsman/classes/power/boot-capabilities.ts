import type { BootCapability, BootProfile } from '../../../firmware/profile.ts';
import type { ReleaseRange } from '../../../firmware/release-range.ts';
import type { ClassDeclaration, PropertyDeclaration } from '../../declaration.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';

interface Row extends ReleaseRange {
  readonly name: string;
  readonly capability: BootCapability;
  /** Shown only where the BIOS has something of it: devices whose BIOS knows no recovery do not name it. */
  readonly isRecovery?: true;
}

const SECURE_BOOT = { since: '8.0' };
const SECURE_ERASE = { since: '11.0' };
const RECOVERY = { since: '15.0', isRecovery: true } as const;

const rows: readonly Row[] = [
  { name: 'AMTSecureBootControl', capability: 'secure-boot-control', ...RECOVERY },
  { name: 'BIOSPause', capability: 'bios-pause' },
  { name: 'BIOSReflash', capability: 'bios-reflash' },
  { name: 'BIOSSecureBoot', capability: 'bios-secure-boot', ...SECURE_BOOT },
  { name: 'BIOSSetup', capability: 'bios-setup' },
  { name: 'ConfigurationDataReset', capability: 'configuration-data-reset' },
  { name: 'ForceCDorDVDBoot', capability: 'force-cd-dvd-boot' },
  { name: 'ForceDiagnosticBoot', capability: 'force-diagnostic-boot' },
  { name: 'ForceHardDriveBoot', capability: 'force-hard-disk-boot' },
  { name: 'ForceHardDriveSafeModeBoot', capability: 'force-hard-disk-safe-mode-boot' },
  { name: 'ForcePXEBoot', capability: 'force-pxe-boot' },
  { name: 'ForceUEFIHTTPSBoot', capability: 'force-uefi-https-boot', ...RECOVERY },
  { name: 'ForceUEFIPBABoot', capability: 'force-uefi-pba-boot', ...RECOVERY },
  { name: 'ForceWinREBoot', capability: 'force-win-re-boot', ...RECOVERY },
  { name: 'ForcedProgressEvents', capability: 'forced-progress-events' },
  { name: 'IDER', capability: 'ider' },
  { name: 'KeyboardLock', capability: 'keyboard-lock' },
  { name: 'PowerButtonLock', capability: 'power-button-lock' },
  { name: 'ResetButtonLock', capability: 'reset-button-lock' },
  { name: 'SOL', capability: 'sol' },
  { name: 'SecureErase', capability: 'secure-erase', ...SECURE_ERASE },
  { name: 'SleepButtonLock', capability: 'sleep-button-lock' },
  { name: 'UEFIWiFiCoExistenceAndProfileShare', capability: 'uefi-wifi-sharing', ...RECOVERY },
  { name: 'UserPasswordBypass', capability: 'user-password-bypass' },
  { name: 'VerbosityQuiet', capability: 'verbosity-quiet' },
  { name: 'VerbosityScreenBlank', capability: 'verbosity-screen-blank' },
  { name: 'VerbosityVerbose', capability: 'verbosity-verbose' },
];

/** PlatformErase of a BIOS that erases: bit 0 the feature, 2 SSDs, 6 the TPM, 25 BIOS variables, 31 the engine (assumed). */
const ERASE_BITS = 2_181_038_149;

/** What the BIOS can do at a boot that AMT asks for. The first release of the newer properties is assumed. */
export const bootCapabilities: ClassDeclaration = {
  name: 'AMT_BootCapabilities',
  uri: `${AMT_NAMESPACE}AMT_BootCapabilities`,
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
    ...rows.map(({ name, capability, since }): PropertyDeclaration => ({
      name,
      type: 'boolean',
      meaning: capability,
      ...(since === undefined ? {} : { since }),
    })),
    { name: 'PlatformErase', type: 'uint32', since: '16.0', meaning: 'Bits: what can be erased' },
  ],
  declaresCommon: false,
  readRealms: [realm.remoteControl],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ instant }) => {
    const { boot } = instant.profile;
    const shown = rows.filter(({ isRecovery }) => isRecovery !== true || knowsRecovery(boot));
    return [
      {
        ElementName: 'Intel(r) AMT: Boot Capabilities',
        InstanceID: 'Intel(r) AMT:BootCapabilities 0',
        ...Object.fromEntries(shown.map(({ name, capability }) => [name, boot.capabilities.has(capability)])),
        PlatformErase: boot.capabilities.has('platform-erase') ? ERASE_BITS : undefined,
      },
    ];
  },
};

/** Whether the BIOS knows One-Click Recovery at all. */
function knowsRecovery({ capabilities }: BootProfile): boolean {
  return rows.some(({ capability, isRecovery }) => isRecovery === true && capabilities.has(capability));
}
