const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function times(count: number, waitMs: number): readonly number[] {
  return Array.from({ length: count }, () => waitMs);
}

/**
 * Waits between hello messages, milliseconds: every minute for five minutes, every five minutes for one hour, every hour
 * for 23 hours (Configuration Manager 2007: "About AMT Provisioning"). 41 messages in 24 hours and 5 minutes.
 */
export const dayLongHelloWaitsMs: readonly number[] = [
  ...times(5, MINUTE_MS),
  ...times(12, 5 * MINUTE_MS),
  ...times(23, HOUR_MS),
];

/**
 * The other published cadence: fifteen tries, five of them one minute apart, five ten minutes apart, five one hour apart
 * (Intel AMT Implementation and Reference Guide, setup mode hello messages, whose retry counter runs from 0 to 14).
 */
export const fifteenTriesHelloWaitsMs: readonly number[] = [
  ...times(4, MINUTE_MS),
  ...times(5, 10 * MINUTE_MS),
  ...times(5, HOUR_MS),
];
