import { createHash } from 'node:crypto';
import type { Nvram } from './nvram.ts';
import { NvramCorruptError } from './nvram-corrupt-error.ts';

/** Where in a write power goes. */
export type CutPoint = 'before' | 'during' | 'after';

/** Power went in the middle of a write, because a test said so. */
export class PowerCutError extends Error {
  constructor(write: number, point: CutPoint) {
    super(`power was cut ${point} write ${write}`);
    this.name = 'PowerCutError';
  }
}

interface Slot {
  readonly sequence: number;
  readonly text: string;
  readonly sum: string;
}

/**
 * NVRAM of a device that lives as long as the process. Like a small flash it has two slots and writes the older one, so
 * a write that is cut short leaves the newer slot whole.
 */
export class MemoryNvram implements Nvram {
  #slots: (Slot | undefined)[] = [undefined, undefined];
  #writes = 0;
  #cut: { readonly write: number; readonly point: CutPoint } | undefined;

  /** Writes begun so far. */
  get writes(): number {
    return this.#writes;
  }

  /** Cuts power in write number `write` (1 is the first): that write throws {@link PowerCutError}. */
  cutPowerAt(write: number, point: CutPoint): void {
    this.#cut = { write, point };
  }

  read(): string | undefined {
    if (this.#slots.every((slot) => slot === undefined)) return undefined;
    const newest = this.#newest();
    if (newest === undefined && this.#writes > 1) throw new NvramCorruptError('checksum', 'no slot is whole');
    return newest?.text;
  }

  write(text: string): void {
    this.#writes += 1;
    const cut = this.#cut?.write === this.#writes ? this.#cut.point : undefined;
    if (cut === 'before') throw new PowerCutError(this.#writes, cut);
    const newest = this.#newest();
    const slot: Slot = { sequence: (newest?.sequence ?? 0) + 1, text, sum: sumOf(text) };
    const target = newest === this.#slots[0] ? 1 : 0;
    this.#slots[target] = cut === 'during' ? { ...slot, text: text.slice(0, Math.floor(text.length / 2)) } : slot;
    if (cut !== undefined) throw new PowerCutError(this.#writes, cut);
  }

  #newest(): Slot | undefined {
    const whole = this.#slots.filter((slot): slot is Slot => slot !== undefined && slot.sum === sumOf(slot.text));
    return whole.toSorted((left, right) => right.sequence - left.sequence)[0];
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
