/** `2009-11-19T19:35:01.123Z`: logs and reports. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** A time zone as data: the service point never asks the machine it runs on. Zones with summer time are not modelled. */
export interface TimeZone {
  /** `Pacific Standard Time`: the name that log lines carry. */
  readonly name: string;
  /** Minutes to add to UTC; negative west of Greenwich. */
  readonly offsetMinutes: number;
}

/** The zone without an offset; the default of a service point. */
export const UTC: TimeZone = { name: 'UTC', offsetMinutes: 0 };

/** What a wall calendar in `zone` shows. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function localTime(ms: number, zone: TimeZone): LocalTime {
  const shifted = new Date(ms + zone.offsetMinutes * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    millisecond: shifted.getUTCMilliseconds(),
  };
}

/** Wall time, in milliseconds since 1970, of the latest midnight in `zone` that is not after `ms`. */
export function startOfDayMs(ms: number, zone: TimeZone): number {
  const shifted = ms + zone.offsetMinutes * 60_000;
  return ms - (((shifted % DAY_MS) + DAY_MS) % DAY_MS);
}

/** `Thu Nov 19 11:35:01.123 2009 Pacific Standard Time`: the time part of a server log line. */
export function serverLogTime(ms: number, zone: TimeZone): string {
  const at = localTime(ms, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(at.hour)}:${two(at.minute)}:${two(at.second)}.${String(at.millisecond).padStart(3, '0')}`;
  return `${WEEKDAYS[at.weekday] ?? ''} ${MONTHS[at.month - 1] ?? ''} ${two(at.day)} ${clock} ${at.year} ${zone.name}`;
}

/** A Date, for libraries that take nothing else. */
export function toDate(ms: number): Date {
  return new Date(ms);
}
