/** Values of CIM_BootService.EnabledState: not told, or which of recovery (OCR) and platform erase (RPE) are enabled. */
export type BootServiceState = 2 | 32_768 | 32_769 | 32_770 | 32_771;

/** Boot options of later releases: secure boot, erasing, One-Click Recovery. */
export interface BootRecoveryState {
  readonly enforceSecureBoot: boolean;
  readonly secureErase: boolean;
  readonly platformErase: boolean;
  /** Password of the drive to erase; secret, never shown. */
  readonly erasePassword: string;
  /** UEFI boot parameters, base64. */
  readonly parameters: string;
  readonly parameterCount: number;
  /** The BIOS has used up what was last asked of it. */
  readonly optionsCleared: boolean;
  /** What the BIOS made of the last erasing: outcome and detail. */
  readonly biosLastStatus: readonly [outcome: number, detail: number];
  readonly serviceState: BootServiceState;
}

/** Nothing asked; status words as recorded on a device that never erased anything: 2 not updated, 0 no detail. */
export const factoryBootRecovery: BootRecoveryState = {
  enforceSecureBoot: false,
  secureErase: false,
  platformErase: false,
  erasePassword: '',
  parameters: '',
  parameterCount: 0,
  optionsCleared: true,
  biosLastStatus: [2, 0],
  serviceState: 2,
};
