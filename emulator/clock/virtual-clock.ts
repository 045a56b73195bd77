import type { Clock, Timer } from './clock.ts';

/**
 * What is moving in a world whose time is virtual. Time may only jump to the next timer when nothing is under way:
 * no bytes between sender and receiver, and nothing has moved for a few turns of the event loop.
 */
export interface Activity {
  /** Chunks and datagrams that were sent and have not been taken in yet. */
  readonly inFlight: number;
  /** Grows with everything that moves. */
  readonly moves: number;
}

/** Turns of the event loop without a move after which a world counts as quiet. A TLS handshake step needs at most three. */
const QUIET_TURNS = 12;

/** Where a {@link VirtualClock} begins, and what else moves in its world. */
export interface VirtualClockOptions {
  /** Wall time at the start, milliseconds since 1970. */
  readonly startMs: number;
  /** Absent when nothing but timers moves (unit tests). */
  readonly activity?: Activity;
}

/** A clock that stands still until somebody moves it. */
export class VirtualClock implements Clock {
  readonly #startMs: number;
  readonly #activity: Activity;
  #elapsedMs = 0;
  #stepMs = 0;
  #sequence = 0;
  readonly #timers: VirtualTimer[] = [];
  readonly #holds = new Set<{ readonly why: string }>();
  #moves = 0;

  constructor(options: VirtualClockOptions) {
    this.#startMs = options.startMs;
    this.#activity = options.activity ?? { inFlight: 0, moves: 0 };
  }

  nowMs(): number {
    return this.#startMs + this.#elapsedMs + this.#stepMs;
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Sets the wall clock forward or back without letting time pass. */
  stepWall(byMs: number): void {
    this.#stepMs += byMs;
  }

  after(delayMs: number, name: string, run: () => void): Timer {
    this.#moves += 1;
    const dueMs = this.#elapsedMs + Math.max(0, delayMs);
    const timer = new VirtualTimer(name, dueMs, this.#sequence++, run, (gone) => this.#remove(gone));
    const at = this.#timers.findIndex((other) => other.dueMs > dueMs);
    if (at < 0) this.#timers.push(timer);
    else this.#timers.splice(at, 0, timer);
    return timer;
  }

  hold(why: string): Disposable {
    const entry = { why };
    this.#holds.add(entry);
    return {
      [Symbol.dispose]: () => {
        if (this.#holds.delete(entry)) this.#moves += 1;
      },
    };
  }

  /** Names and due times of what waits, soonest first. */
  pending(): readonly { readonly name: string; readonly inMs: number }[] {
    return this.#timers.map((timer) => ({ name: timer.name, inMs: timer.dueMs - this.#elapsedMs }));
  }

  /** Waits, without letting time pass, until nothing moves any more. */
  async settle(): Promise<void> {
    let quietTurns = 0;
    let seen = this.#moves + this.#activity.moves;
    while (quietTurns < QUIET_TURNS) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const now = this.#moves + this.#activity.moves;
      const still = now === seen && this.#holds.size === 0 && this.#activity.inFlight === 0;
      quietTurns = still ? quietTurns + 1 : 0;
      seen = now;
    }
  }

  /** Lets `durationMs` pass, running every timer that falls due, each after the world has become quiet. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#elapsedMs + durationMs;
    await this.settle();
    for (let next = this.#timers[0]; next !== undefined && next.dueMs <= untilMs; next = this.#timers[0]) {
      this.#fire(next);
      await this.settle();
    }
    this.#elapsedMs = untilMs;
  }

  /**
   * Lets time pass, timer by timer, until `reached` says so; true when it did. False when `limitMs` have passed or
   * nothing is left that could change anything.
   */
  async until(reached: () => boolean, limitMs: number): Promise<boolean> {
    const lastMs = this.#elapsedMs + limitMs;
    await this.settle();
    while (!reached()) {
      const next = this.#timers[0];
      if (next === undefined) return false;
      if (next.dueMs > lastMs) {
        this.#elapsedMs = lastMs;
        return false;
      }
      this.#fire(next);
      await this.settle();
    }
    return true;
  }

  /** Lets time pass until the promise settles and gives its outcome; rejects when `limitMs` pass first. */
  async settled<T>(promise: Promise<T>, limitMs: number): Promise<T> {
    let finished = false;
    const watched = promise.finally(() => {
      finished = true;
    });
    // Whoever awaits hears of a rejection; this keeps Node from calling it unhandled until then.
    watched.catch(() => undefined);
    if (!(await this.until(() => finished, limitMs))) {
      const waiting = this.pending().map((timer) => timer.name);
      throw new Error(
        `not settled after ${limitMs} ms of virtual time; timers pending: ${waiting.join(', ') || 'none'}`,
      );
    }
    return watched;
  }

  #fire(timer: VirtualTimer): void {
    this.#remove(timer);
    this.#elapsedMs = Math.max(this.#elapsedMs, timer.dueMs);
    this.#moves += 1;
    timer.run();
  }

  #remove(timer: VirtualTimer): void {
    const at = this.#timers.indexOf(timer);
    if (at >= 0) this.#timers.splice(at, 1);
  }
}

class VirtualTimer implements Timer {
  readonly name: string;
  readonly dueMs: number;
  readonly sequence: number;
  readonly run: () => void;
  readonly #gone: (timer: VirtualTimer) => void;

  constructor(name: string, dueMs: number, sequence: number, run: () => void, gone: (timer: VirtualTimer) => void) {
    this.name = name;
    this.dueMs = dueMs;
    this.sequence = sequence;
    this.run = run;
    this.#gone = gone;
  }

  cancel(): void {
    this.#gone(this);
  }

  [Symbol.dispose](): void {
    this.cancel();
  }
}
