import type { Clock, Timer } from '../ports/clock.ts';

/** Longest delay Node's timers take, in milliseconds; a longer one is served in several steps. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The clock of the machine the service point runs on. Its timers keep the process alive. */
export function realClock(): Clock {
  const startedMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedMs;
  return {
    nowMs: () => Date.now(),
    elapsedMs,
    after: (delayMs, name, run) => startTimer(elapsedMs, Math.max(0, delayMs), name, run),
    hold: () => ({ [Symbol.dispose]: () => undefined }),
  };
}

function startTimer(elapsedMs: () => number, delayMs: number, name: string, run: () => void): Timer {
  const dueMs = elapsedMs() + delayMs;
  let handle: NodeJS.Timeout;
  const arm = (): void => {
    const leftMs = dueMs - elapsedMs();
    handle = setTimeout(leftMs > LONGEST_DELAY_MS ? arm : run, Math.min(Math.max(0, leftMs), LONGEST_DELAY_MS));
  };
  arm();
  const cancel = (): void => clearTimeout(handle);
  return { name, dueMs, cancel, [Symbol.dispose]: cancel };
}
