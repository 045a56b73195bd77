/** When a certificate counts, in milliseconds since 1970; undefined where the bytes are no date that exists. */
export interface Validity {
  readonly fromMs: number | undefined;
  readonly untilMs: number | undefined;
}

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

const DAY_MS = 86_400_000;
const MAX_LENGTH_OCTETS = 4;

function element(der: Buffer, at: number): Element | undefined {
  const [tag, first] = [der[at], der[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  let [length, start] = [first, at + 2];
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > MAX_LENGTH_OCTETS || start + octets > der.length) return undefined;
    length = der.readUIntBE(start, octets);
    start += octets;
  }
  const end = start + length;
  return end > der.length ? undefined : { tag, content: der.subarray(start, end), end };
}

/** Days from 1970-01-01 to a day of the Gregorian calendar. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** RFC 5280, section 4.1.2.5: UTCTime with years 1950 to 2049, or GeneralizedTime; seconds and Z are required. */
function timeMs(time: Element | undefined): number | undefined {
  if (time === undefined) return undefined;
  const pattern =
    time.tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  if (time.tag !== 0x17 && time.tag !== 0x18) return undefined;
  const match = pattern.exec(time.content.toString('latin1'));
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
  const fullYear = time.tag === 0x18 ? year : year < 50 ? 2000 + year : 1900 + year;
  return daysSince1970(fullYear, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * Reads the validity out of a certificate's DER without help, because a device that never had its clock set writes dates
 * that ready-made readers bend into others.
 */
export function validityOf(der: Buffer): Validity {
  const nothing: Validity = { fromMs: undefined, untilMs: undefined };
  const certificate = element(der, 0);
  const body = certificate && element(certificate.content, 0);
  if (body === undefined) return nothing;
  let at = 0;
  // Optional version, serial number, signature algorithm, issuer: the validity follows.
  const skip = body.content[0] === 0xa0 ? 4 : 3;
  for (let index = 0; index < skip; index += 1) at = element(body.content, at)?.end ?? body.content.length;
  const validity = element(body.content, at);
  if (validity === undefined) return nothing;
  const from = element(validity.content, 0);
  const until = from && element(validity.content, from.end);
  return { fromMs: timeMs(from), untilMs: timeMs(until) };
}
