import type { Exchange } from '../amt/amt-device.ts';

/** Characters of requests and answers that are kept of all runs together. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

const lengthOf = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((sum, { request, answer }) => sum + request.length + answer.length, 0);

/** What went over the wire in the last run of each computer; the oldest runs make room. */
export class ExchangeShelf {
  readonly #runs = new Map<number, readonly Exchange[]>();
  readonly #maxCharacters: number;
  #characters = 0;

  constructor(maxCharacters: number = MAX_CHARACTERS) {
    this.#maxCharacters = maxCharacters;
  }

  keep(resourceId: number, exchanges: readonly Exchange[]): void {
    this.#drop(resourceId);
    this.#runs.set(resourceId, exchanges);
    this.#characters += lengthOf(exchanges);
    for (const oldest of this.#runs.keys()) {
      if (this.#characters <= this.#maxCharacters || oldest === resourceId) return;
      this.#drop(oldest);
    }
  }

  of(resourceId: number): readonly Exchange[] {
    return this.#runs.get(resourceId) ?? [];
  }

  #drop(resourceId: number): void {
    this.#characters -= lengthOf(this.#runs.get(resourceId) ?? []);
    this.#runs.delete(resourceId);
  }
}
