import type { Clock } from '../ports/clock.ts';
import { AmtError } from './amt-error.ts';
import type { AmtErrorCode } from './amt-error.ts';

/** The error for a run that somebody stopped. */
export function aborted(): AmtError {
  return new AmtError('run.aborted', 'The service point is stopping.');
}

/**
 * Runs `work` with a signal that aborts when `timeoutMs` have passed or when `outer` aborts, and rejects then at once
 * with `code` (or `run.aborted`), whether `work` heeds the signal or not.
 */
export async function withDeadline<T>(
  clock: Clock,
  how: { readonly timeoutMs: number; readonly code: AmtErrorCode; readonly what: string; readonly outer: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (how.outer.aborted) throw aborted();
  const controller = new AbortController();
  let stop: (reason: AmtError) => void = () => {};
  const cut = new Promise<never>((_resolve, reject) => {
    stop = (reason) => {
      reject(reason);
      controller.abort(reason);
    };
  });
  const onOuter = (): void => stop(aborted());
  const timer = clock.after(how.timeoutMs, how.what, () =>
    stop(new AmtError(how.code, `${how.what}: no end after ${how.timeoutMs} ms.`)),
  );
  how.outer.addEventListener('abort', onOuter, { once: true });
  try {
    return await Promise.race([work(controller.signal), cut]);
  } finally {
    timer.cancel();
    how.outer.removeEventListener('abort', onOuter);
  }
}

/** Resolves after `delayMs` of the clock; rejects with `run.aborted` when the signal aborts before. */
export async function pause(clock: Clock, delayMs: number, what: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw aborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      timer.cancel();
      reject(aborted());
    };
    const timer = clock.after(delayMs, what, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
