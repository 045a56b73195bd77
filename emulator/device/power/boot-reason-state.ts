import type { SleepState } from './host-power-state.ts';

/** Why the host booted last (IPS_HostBootReason). */
export interface HostBootState {
  readonly cause: 'local' | 'remote' | 'alarm' | 'watchdog';
  /** Sleep state that it came from. */
  readonly previousSleepState: SleepState;
  /** What remote control did, or the name of the alarm. */
  readonly details: string;
}

/** A machine of which nobody knows an earlier boot. */
export const factoryHostBoot: HostBootState = { cause: 'local', previousSleepState: 0, details: '' };
