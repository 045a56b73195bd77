import forge from 'node-forge';

export const HOUR_MS: number = 60 * 60 * 1000;
export const DAY_MS: number = 24 * HOUR_MS;

/** `20080303100000Z`: ASN.1 GeneralizedTime of `ms` milliseconds since 1970. */
export function generalizedTime(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const { year, month, day } = civilDay(days);
  const seconds = Math.floor((ms - days * DAY_MS) / 1000);
  const parts = [month, day, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${String(year).padStart(4, '0')}${parts.map((part) => String(part).padStart(2, '0')).join('')}Z`;
}

/** A JavaScript date for libraries that want one, to the second. `ms`: milliseconds since 1970. */
export function dateOf(ms: number): Date {
  return forge.asn1.generalizedTimeToDate(generalizedTime(ms));
}

const DAYS_PER_ERA = 146_097;
const DAYS_FROM_ERA_TO_1970 = 719_468;

/** The proleptic Gregorian date of a day count since 1970-01-01, reckoned in years that begin in March. */
function civilDay(daysSince1970: number): { year: number; month: number; day: number } {
  const days = daysSince1970 + DAYS_FROM_ERA_TO_1970;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
