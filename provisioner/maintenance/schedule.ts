import { localTime, startOfDayMs, type TimeZone } from '../clock/calendar.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS: number = 24 * HOUR_MS;

/** A weekly window of a site maintenance task, in the site's time zone. */
export interface WeeklyWindow {
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly fromHour: number;
  /** The task no longer begins from this hour on. */
  readonly toHour: number;
}

/** The maintenance tasks' settings, all of which an administrator can change. */
export interface MaintenanceSchedule {
  readonly evaluateCertificates: { readonly window: WeeklyWindow; readonly pendingDays: number };
  readonly resetPasswords: { readonly intervalDays: number };
  /** Days before its end from which on the provisioning certificate is warned about. */
  readonly certificateWarningDays: number;
}

/**
 * Defaults of "How to Customize Maintenance Tasks for Out of Band Management" (Configuration Manager 2007): Saturday
 * 00:00 to 05:00 and 42 days; every 28 days. From when on the product warns about its own certificate is not
 * documented; 42 days is ours.
 */
export const DEFAULT_SCHEDULE: MaintenanceSchedule = {
  evaluateCertificates: { window: { weekday: 6, fromHour: 0, toHour: 5 }, pendingDays: 42 },
  resetPasswords: { intervalDays: 28 },
  certificateWarningDays: 42,
};

/** Interval in which Windows changes computer passwords by default; the AMT interval has to be shorter. */
export const WINDOWS_PASSWORD_DAYS = 30;

/** The wall time at which a weekly task begins next: now when the window is open, else when it opens. */
export function nextWeeklyMs(nowMs: number, zone: TimeZone, window: WeeklyWindow): number {
  const midnightMs = startOfDayMs(nowMs, zone);
  const { weekday } = localTime(nowMs, zone);
  const opensMs = midnightMs + ((window.weekday - weekday + 7) % 7) * DAY_MS + window.fromHour * HOUR_MS;
  const lengthMs = (window.toHour - window.fromHour) * HOUR_MS;
  if (nowMs < opensMs) return opensMs;
  return nowMs < opensMs + lengthMs ? nowMs : opensMs + 7 * DAY_MS;
}

/** The wall time at which the window that is open or was open last opens again. */
export function followingWeeklyMs(nowMs: number, zone: TimeZone, window: WeeklyWindow): number {
  const next = nextWeeklyMs(nowMs, zone, window);
  if (next > nowMs) return next;
  const midnightMs = startOfDayMs(nowMs, zone);
  return midnightMs + window.fromHour * HOUR_MS + 7 * DAY_MS;
}

/** The next midnight in `zone` after `nowMs`. */
export function nextMidnightMs(nowMs: number, zone: TimeZone): number {
  return startOfDayMs(nowMs, zone) + DAY_MS;
}
