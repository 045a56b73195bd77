/** A time at which the host is woken (IPS_AlarmClockOccurrence). */
export interface Alarm {
  /** InstanceID that the caller chose. */
  readonly id: string;
  readonly elementName: string;
  /** When it rings next (or rang last), by the device's clock. */
  readonly startMs: number;
  /** Seconds from one ring to the next; 0 rings once. */
  readonly intervalSeconds: number;
  readonly deleteOnCompletion: boolean;
  /** It has rung for the last time and stays listed. */
  readonly isOver: boolean;
}

/** Alarms of a device, and the single one that devices had before AddAlarm. */
export interface AlarmClockState {
  readonly alarms: readonly Alarm[];
  /** AMT_AlarmClockService.NextAMTAlarmTime by the device's clock; 0 none. */
  readonly singleMs: number;
  /** AMT_AlarmClockService.AMTAlarmClockInterval; 0 once. */
  readonly singleIntervalSeconds: number;
}

/** No alarms. */
export const factoryAlarmClock: AlarmClockState = { alarms: [], singleMs: 0, singleIntervalSeconds: 0 };
