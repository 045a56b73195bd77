/** What happens to the host when somebody stops watching over it (IPS_WatchDogAction). */
export interface WatchdogActionState {
  /** 0 nothing, 1 the host is reset. */
  readonly onAgentExpiry: 0 | 1;
  /** The same for the watchdog of the operating system. */
  readonly onHostExpiry: 0 | 1;
  /** False: after one reset there is no other until somebody changes the settings. */
  readonly canRepeat: boolean;
  readonly timeoutSeconds: number;
  /** DeviceIDs of the agent watchdogs that it is tied to. */
  readonly watchdogs: readonly string[];
  /** When the host will be reset, wall milliseconds; 0 not. */
  readonly resetAtMs: number;
  readonly hasReset: boolean;
}

/** Does nothing; the numbers of the actions and the time to wait are assumed. */
export const factoryWatchdogAction: WatchdogActionState = {
  onAgentExpiry: 0,
  onHostExpiry: 0,
  canRepeat: false,
  timeoutSeconds: 120,
  watchdogs: [],
  resetAtMs: 0,
  hasReset: false,
};
