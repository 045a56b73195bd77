import { isDeepStrictEqual } from 'node:util';
import type { Channel, Observation } from './row.ts';

/** What was seen was not what the row says. */
export class RowFailure extends Error {
  override readonly name = 'RowFailure';
}

/** Notes what a row saw, and fails the row at the first thing that is not as it should be. */
export class Witness {
  readonly #observed: Observation[] = [];

  get observed(): readonly Observation[] {
    return this.#observed;
  }

  /** `what` says what was seen in words and values. Throws {@link RowFailure} unless `isAsExpected`. */
  saw(channel: Channel, what: string, isAsExpected: boolean): void {
    if (!isAsExpected) throw new RowFailure(`${channel}: expected ${what}`);
    this.#observed.push({ channel, what });
  }

  /** Sees that a value is exactly this one; the failure shows both. */
  equal(channel: Channel, what: string, actual: unknown, expected: unknown): void {
    if (!isDeepStrictEqual(actual, expected)) {
      throw new RowFailure(`${channel}: ${what} is ${show(actual)}, expected ${show(expected)}`);
    }
    this.#observed.push({ channel, what: `${what} is ${show(actual)}` });
  }

  /** Sees that there is such a thing and hands it on. Throws {@link RowFailure} when it is undefined. */
  found<T>(channel: Channel, what: string, value: T | undefined): T {
    if (value === undefined) throw new RowFailure(`${channel}: no ${what}`);
    this.#observed.push({ channel, what });
    return value;
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return JSON.stringify(value) ?? 'absent';
}
