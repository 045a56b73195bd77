import { createHash } from 'node:crypto';

/**
 * The only source of chance in this package. Streams are split by name, so that one more draw in one place does not
 * shift the draws of another.
 */
export interface Chance {
  /** A stream of its own for `name`; the same name under the same seed gives the same draws. */
  for(name: string): Chance;
  /** `length` bytes. */
  bytes(length: number): Buffer;
  /** A whole number from 0 to `below` - 1. Throws a RangeError unless `below` is a positive safe integer. */
  below(below: number): number;
}

/** Chance that a seed replays: SHA-256 in counter mode over seed and stream name. Not for secrets of real machines. */
export function seededChance(seed: string | number): Chance {
  return new HashChance(String(seed));
}

class HashChance implements Chance {
  readonly #key: string;
  #counter = 0;
  #pool: Buffer = Buffer.alloc(0);

  constructor(key: string) {
    this.#key = key;
  }

  for(name: string): Chance {
    return new HashChance(`${this.#key}/${name}`);
  }

  bytes(length: number): Buffer {
    while (this.#pool.length < length) {
      const block = createHash('sha256')
        .update(`${this.#key}#${String(this.#counter++)}`)
        .digest();
      this.#pool = Buffer.concat([this.#pool, block]);
    }
    const drawn = Buffer.from(this.#pool.subarray(0, length));
    this.#pool = this.#pool.subarray(length);
    return drawn;
  }

  below(below: number): number {
    if (!Number.isSafeInteger(below) || below < 1)
      throw new RangeError(`below must be a positive integer, got ${below}`);
    return Number(this.bytes(8).readBigUInt64BE() % BigInt(below));
  }
}
