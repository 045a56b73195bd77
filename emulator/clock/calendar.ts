/** `Mon, 31 Jan 2022 10:23:04 GMT`: the form of HTTP's Date header (RFC 9110, 5.6.7). */
export function imfFixdate(ms: number): string {
  return new Date(ms).toUTCString();
}

/** `2022-01-31T10:23:04Z`: CIM datetimes as firmware writes them. */
export function cimDatetime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** `2022-01-31T10:23:04.250Z`: logs and reports. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Milliseconds since 1970 of an ISO 8601 text; NaN when it is none. */
export function parseInstant(text: string): number {
  return Date.parse(text);
}

/** A span of time as CIM writes it: `P1DT23H59M59S`, always with all four numbers. */
export function cimInterval(seconds: number): string {
  const whole = Math.trunc(seconds);
  const [days, hours, minutes] = [
    Math.trunc(whole / 86_400),
    Math.trunc(whole / 3600) % 24,
    Math.trunc(whole / 60) % 60,
  ];
  return `P${String(days)}DT${String(hours)}H${String(minutes)}M${String(whole % 60)}S`;
}

const INTERVAL = /^P(?=\d|T\d)(?:(\d{1,8})D)?(?:T(?=\d)(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})(?:\.\d{1,6})?S)?)?$/;

/** Seconds of an `xs:duration` without years and months; undefined when it is not one. */
export function parseInterval(text: string): number | undefined {
  const match = INTERVAL.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
