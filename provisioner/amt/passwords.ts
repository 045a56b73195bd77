import type { Chance } from '../ports/chance.ts';

const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
/** Symbols that the General tab names as accepted and that need no escaping in XML. */
const SYMBOLS = '!@#$%^*';
const ALL = LOWER + UPPER + DIGITS + SYMBOLS;

/** Length of a random password: AMT takes 8 to 32 characters. */
const RANDOM_PASSWORD_CHARACTERS = 32;

const pick = (chance: Chance, from: string): string => from.charAt(chance.below(from.length));

/**
 * A random strong password that obeys AMT's rules: 8 to 32 characters of 7-bit ASCII with an upper-case letter, a
 * lower-case letter, a digit and a symbol, none of colon, comma, double quote, underscore. (Intel AMT Implementation and
 * Reference Guide, "Password Requirements"; Configuration Manager 2007, "About the AMT Remote Admin Account")
 */
export function randomStrongPassword(chance: Chance, characters: number = RANDOM_PASSWORD_CHARACTERS): string {
  const drawn = [pick(chance, LOWER), pick(chance, UPPER), pick(chance, DIGITS), pick(chance, SYMBOLS)];
  while (drawn.length < characters) drawn.push(pick(chance, ALL));
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1);
    [drawn[last], drawn[other]] = [drawn[other] ?? '', drawn[last] ?? ''];
  }
  return drawn.join('');
}
