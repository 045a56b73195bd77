/** A pending call on a {@link Clock}. Disposing it cancels it. */
export interface Timer extends Disposable {
  readonly name: string;
  /** Elapsed time, in milliseconds, at which the timer fires. */
  readonly dueMs: number;
  cancel(): void;
}

/**
 * The only source of time in this package. Wall time (what a calendar shows) and elapsed time (what a stopwatch shows)
 * are different questions, because a wall clock can be set.
 */
export interface Clock {
  /** Wall time: milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
  /** Monotonic time: milliseconds since the clock was made. */
  elapsedMs(): number;
  /** Calls `run` once, `delayMs` from now. The name shows up when somebody asks what is pending. */
  after(delayMs: number, name: string, run: () => void): Timer;
  /**
   * Says that work is under way that no timer stands for (a key being made on another thread, a file being read).
   * While a hold is open, virtual time does not move by itself. Real clocks ignore holds.
   */
  hold(why: string): Disposable;
}
