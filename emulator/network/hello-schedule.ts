import type { Clock, Timer } from '../clock/clock.ts';

export interface HelloScheduleOptions {
  readonly clock: Clock;
  /** Waits between the beginning of one attempt and of the next, milliseconds; one attempt more than waits. */
  readonly waitsMs: readonly number[];
  /**
   * Looks for the server and says hello; `retry` is 0 in the first attempt of a series. The signal aborts when the next
   * attempt is due or the series stops. Must not reject.
   */
  readonly attempt: (retry: number, signal: AbortSignal) => Promise<void>;
  /** The last attempt has been made. */
  readonly onSilent: () => void;
}

/**
 * When a device in setup says hello. A series begins with an attempt at once and always from retry 0; afterwards the
 * device is silent until something starts a new series (power, cable, a person).
 */
export class HelloSchedule implements Disposable {
  readonly #options: HelloScheduleOptions;
  #timer: Timer | undefined;
  #attempt: AbortController | undefined;

  constructor(options: HelloScheduleOptions) {
    this.#options = options;
  }

  /** True while attempts are still to come. */
  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins a series from retry 0; an earlier one stops. */
  start(): void {
    this.stop();
    this.#try(0);
  }

  /** Aborts the attempt under way; no further one follows. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#attempt?.abort(new Error('hello series stopped'));
    this.#attempt = undefined;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  #try(retry: number): void {
    this.#attempt?.abort(new Error('the next hello is due'));
    this.#attempt = new AbortController();
    const waitMs = this.#options.waitsMs[retry];
    this.#timer =
      waitMs === undefined
        ? undefined
        : this.#options.clock.after(waitMs, `hello ${retry + 1}`, () => this.#try(retry + 1));
    void this.#options.attempt(retry, this.#attempt.signal);
    if (waitMs === undefined) this.#options.onSilent();
  }
}
