/** Whether the running operating system is in modern standby (IPS_PowerManagementService.OSPowerSavingState). */
export interface PowerSavingState {
  /** 2 full power, 3 saving power. */
  readonly osState: 2 | 3;
}

/** Every boot begins with full power. */
export const factoryPowerSaving: PowerSavingState = { osState: 2 };
