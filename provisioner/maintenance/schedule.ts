import { localTime, startOfDayMs, type TimeZone } from '../clock/calendar.ts';

const MINUTE_MS = 60_000;
export const DAY_MS: number = 24 * 60 * MINUTE_MS;

/** A weekly window of a site maintenance task, in the site's time zone. */
export interface WeeklyWindow {
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  /** Minutes after midnight at which it opens. */
  readonly startMinute: number;
  /** Minutes after midnight from which on the task no longer begins. */
  readonly endMinute: number;
}

/** The maintenance tasks' settings, all of which an administrator can change. A task that is undefined is disabled. */
export interface MaintenanceSchedule {
  readonly evaluateCertificates: { readonly window: WeeklyWindow; readonly pendingDays: number } | undefined;
  readonly resetPasswords: { readonly intervalDays: number } | undefined;
}

/**
 * Days before its end from which on the provisioning certificate is warned about every day. From when on the product does
 * is not documented; this is as long as it looks ahead for the computers' certificates.
 */
export const CERTIFICATE_WARNING_DAYS = 42;

/** Interval in which Windows changes computer passwords by default; the AMT interval has to be shorter. */
export const WINDOWS_PASSWORD_DAYS = 30;

/** The wall time at which a weekly task begins next: now when the window is open, else when it opens. */
export function nextWeeklyMs(nowMs: number, zone: TimeZone, window: WeeklyWindow): number {
  const midnightMs = startOfDayMs(nowMs, zone);
  const { weekday } = localTime(nowMs, zone);
  const opensMs = midnightMs + ((window.weekday - weekday + 7) % 7) * DAY_MS + window.startMinute * MINUTE_MS;
  const lengthMs = (window.endMinute - window.startMinute) * MINUTE_MS;
  if (nowMs < opensMs) return opensMs;
  return nowMs < opensMs + lengthMs ? nowMs : opensMs + 7 * DAY_MS;
}

/** The wall time at which the window that is open or was open last opens again. */
export function followingWeeklyMs(nowMs: number, zone: TimeZone, window: WeeklyWindow): number {
  const next = nextWeeklyMs(nowMs, zone, window);
  if (next > nowMs) return next;
  const midnightMs = startOfDayMs(nowMs, zone);
  return midnightMs + window.startMinute * MINUTE_MS + 7 * DAY_MS;
}

/** The next midnight in `zone` after `nowMs`. */
export function nextMidnightMs(nowMs: number, zone: TimeZone): number {
  return startOfDayMs(nowMs, zone) + DAY_MS;
}
