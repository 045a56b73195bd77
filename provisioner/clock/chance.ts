import { createHash, randomBytes } from 'node:crypto';
import type { Chance } from '../ports/chance.ts';

/** Chance from the operating system: what a service point that provisions real machines must use. */
export function systemChance(): Chance {
  const chance: Chance = {
    for: () => chance,
    bytes: (length) => randomBytes(length),
    below: (below) => drawBelow(below, randomBytes),
  };
  return chance;
}

/**
 * Chance that a seed replays: SHA-256 over seed, stream name and a counter. Only for tests and demonstrations: whoever
 * knows the seed knows every password drawn from it.
 */
export function seededChance(seed: string | number, stream = ''): Chance {
  let counter = 0;
  const bytes = (length: number): Buffer => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash('sha256').update(`${seed}\u0000${stream}\u0000${counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };
  return {
    for: (name) => seededChance(seed, `${stream}/${name}`),
    bytes,
    below: (below) => drawBelow(below, bytes),
  };
}

/** A uniform draw: 48 bits, drawn again while they fall into the last, incomplete span. Throws a RangeError. */
function drawBelow(below: number, bytes: (length: number) => Buffer): number {
  const span = 2 ** 48;
  if (!Number.isSafeInteger(below) || below < 1 || below > span)
    throw new RangeError(`below must be a whole number from 1 to 2^48, got ${below}`);
  const limit = span - (span % below);
  for (;;) {
    const drawn = bytes(6).readUIntBE(0, 6);
    if (drawn < limit) return drawn % below;
  }
}
