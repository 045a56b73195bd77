import type { Clock, Timer } from './clock.ts';

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The clock on the wall. Timers longer than 24.8 days are waited for in pieces. A pending timer keeps the process alive, as
 * a device that boots or waits for an answer should; a closed device leaves none behind.
 */
export class RealClock implements Clock {
  readonly #startedMs = performance.now();

  nowMs(): number {
    return Date.now();
  }

  elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  after(delayMs: number, name: string, run: () => void): Timer {
    const dueMs = this.elapsedMs() + Math.max(0, delayMs);
    let handle: NodeJS.Timeout;
    const arm = (): void => {
      const leftMs = dueMs - this.elapsedMs();
      handle = setTimeout(leftMs > LONGEST_TIMEOUT_MS ? arm : run, Math.min(Math.max(0, leftMs), LONGEST_TIMEOUT_MS));
    };
    arm();
    const cancel = (): void => clearTimeout(handle);
    return { name, dueMs, cancel, [Symbol.dispose]: cancel };
  }

  hold(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }
}
