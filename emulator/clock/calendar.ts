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
