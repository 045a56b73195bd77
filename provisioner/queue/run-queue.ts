import type { Clock, Timer } from '../ports/clock.ts';
import type { RunKind, RunResult } from '../stages/run.ts';
import type { StatusLog } from '../status/event-log.ts';
import type { NewRun, RunQueueTable, StoredRun } from '../store/site-store.ts';

/** How often and when a failed run is tried again. */
interface RetryPolicy {
  /** Further runs after the first; the product offers 0 to 5, default 3. */
  readonly retries: number;
  /** Wait before the first further run; the product's default is 2 minutes. */
  readonly delayMs: number;
  /** What the wait is multiplied by from one further run to the next. The product waits equally long: 1. */
  readonly backoffFactor: number;
}

export interface QueueOptions {
  /** Every write is on disk when it returns. */
  readonly store: RunQueueTable;
  readonly clock: Clock;
  readonly log: StatusLog;
  /** How often the queue looks for work, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Runs at the same time, asked for at every start of a run. */
  workers(): number;
  retryPolicy(): RetryPolicy;
  /** A run that must not be given up when its retries are used up, because nothing else would ever begin it again. */
  mustNotGiveUp(entry: StoredRun): boolean;
  /** Does the work; must not reject. The signal is aborted by `stop`. */
  run(entry: StoredRun, signal: AbortSignal): Promise<RunResult>;
}

/** Longest wait for a further run, in milliseconds, whatever the policy or a wall clock that was set back say. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Wait, in milliseconds, between runs that must not be given up, after their ordinary retries. Own choice. */
const KEPT_WAIT_MS = 3_600_000;

interface Waiting {
  entry: StoredRun;
  /** Elapsed time from which on it may run. */
  dueMs: number;
  /** Sent to the task pool: it runs as soon as a worker is free. */
  pooled: boolean;
}

/** Owed runs, one at a time for a device, a bounded number at a time in all. */
export class RunQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<number, { entry: StoredRun; readonly done: Promise<void> }>();
  #abort = new AbortController();
  #poll: Timer | undefined;
  #started = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier life left, and begins to work. Returns how many runs that were. */
  start(): number {
    if (this.#started) return 0;
    const { store, clock } = this.#options;
    store.recover(clock.nowMs());
    this.#started = true;
    this.#abort = new AbortController();
    const left = store.open();
    for (const entry of left) this.#waiting.push({ entry, dueMs: this.#dueMs(entry.dueMs), pooled: false });
    this.#arm();
    return left.length;
  }

  /** Aborts what runs and waits until it has ended. Entries that were not finished stay in the store. */
  async stop(): Promise<void> {
    this.#started = false;
    this.#poll?.cancel();
    this.#poll = undefined;
    this.#waiting.length = 0;
    this.#abort.abort(new Error('the service point is stopping'));
    await Promise.all(Array.from(this.#running.values(), (running) => running.done));
  }

  /**
   * Owes a run to a computer. `already-queued` when the same kind waits for it, or, for `provision`, runs. A run that waits
   * to talk to another address is replaced: the device says where it is now.
   */
  add(run: Omit<NewRun, 'dueMs'>): 'queued' | 'already-queued' {
    const { store, clock } = this.#options;
    const { resourceId, kind, address } = run;
    const same = this.#waiting.find(({ entry }) => entry.resourceId === resourceId && entry.kind === kind);
    if (same !== undefined) {
      if (address === '' || address === same.entry.address) return 'already-queued';
      store.finish(same.entry.runId);
      this.#waiting.splice(this.#waiting.indexOf(same), 1);
    }
    if (kind === 'provision' && this.#running.get(resourceId)?.entry.kind === kind) return 'already-queued';
    const entry = store.get(store.add({ ...run, dueMs: clock.nowMs() }));
    if (entry !== undefined && this.#started) {
      this.#waiting.push({ entry, dueMs: this.#dueMs(entry.dueMs), pooled: false });
      this.#arm();
    }
    return 'queued';
  }

  /** Entries by computer: what runs first, then what waits. */
  tasks(): readonly { readonly entry: StoredRun; readonly state: 'waiting' | 'running' }[] {
    return [
      ...Array.from(this.#running.values(), ({ entry }) => ({ entry, state: 'running' as const })),
      ...this.#waiting.map(({ entry }) => ({ entry, state: 'waiting' as const })),
    ];
  }

  /** Computers that are being worked on right now. */
  runningResources(): readonly number[] {
    return [...this.#running.keys()];
  }

  isIdle(): boolean {
    return this.#waiting.length === 0 && this.#running.size === 0;
  }

  /** A wait is measured by the stopwatch from here on, so that a wall clock that is set cannot stretch it. */
  #dueMs(notBeforeMs: number): number {
    const waitMs = Math.min(Math.max(0, notBeforeMs - this.#options.clock.nowMs()), LONGEST_WAIT_MS);
    return this.#options.clock.elapsedMs() + waitMs;
  }

  /** Sets the timer to the first tick of the poll at which something is due. */
  #arm(): void {
    const next = Math.min(...this.#waiting.filter(({ pooled }) => !pooled).map(({ dueMs }) => dueMs));
    this.#poll?.cancel();
    this.#poll = undefined;
    if (!this.#started || !Number.isFinite(next)) return;
    const { clock, pollIntervalMs } = this.#options;
    const tickMs = Math.ceil(Math.max(next, clock.elapsedMs()) / pollIntervalMs) * pollIntervalMs;
    this.#poll = clock.after(tickMs - clock.elapsedMs(), 'queue poll', () => this.#tick());
  }

  #tick(): void {
    const { clock, log, pollIntervalMs } = this.#options;
    this.#poll = undefined;
    const nowMs = clock.elapsedMs();
    for (const worker of ['Provision', 'Operation'] as const) {
      const due = this.#waiting.filter(
        (item) => !item.pooled && item.dueMs <= nowMs && workerOf(item.entry.kind) === worker,
      );
      if (due.length === 0) continue;
      log.write('queue.wakes', { worker });
      for (const item of due) item.pooled = true;
      log.write('queue.sent', { worker, count: due.length });
      log.write('queue.waits', { worker, seconds: pollIntervalMs / 1000 });
    }
    this.#drain();
    this.#arm();
  }

  /** Starts as many pooled runs as there are free workers; never a second one for the same device. */
  #drain(): void {
    while (this.#started && this.#running.size < this.#options.workers()) {
      const at = this.#waiting.findIndex(({ entry, pooled }) => pooled && !this.#running.has(entry.resourceId));
      const [item] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (item === undefined) return;
      this.#begin(item.entry);
    }
  }

  #begin(waiting: StoredRun): void {
    const entry = { ...waiting, attempt: waiting.attempt + 1 };
    this.#running.set(entry.resourceId, { entry, done: this.#execute(entry, this.#abort.signal) });
    this.#options.log.write('queue.pool', { size: this.#running.size });
  }

  async #execute(entry: StoredRun, signal: AbortSignal): Promise<void> {
    try {
      this.#options.store.start(entry.runId);
      const result = await this.#options.run(entry, signal);
      if (signal.aborted) this.#interrupted(entry, result);
      else this.#ended(entry, result);
    } catch (cause) {
      // Nothing a device does ends here. The entry is still in the store, and the next start takes it up.
      const message = cause instanceof Error ? cause.message : String(cause);
      this.#options.log.write('component.defect', { where: `run of machine ${entry.resourceId}`, message });
    } finally {
      this.#running.delete(entry.resourceId);
      this.#drain();
      this.#arm();
    }
  }

  /** A run that was stopped waits for the next start, at once, and has used up no retry. One that came to its end all the same is done. */
  #interrupted(entry: StoredRun, result: RunResult): void {
    if (result.kind === 'done') {
      this.#ended(entry, result);
      return;
    }
    const { store, log, clock } = this.#options;
    store.interrupt(entry.runId, clock.nowMs());
    log.write('run.cancelled', { task: taskName(entry.kind), resourceId: entry.resourceId });
  }

  #ended(entry: StoredRun, result: RunResult): void {
    const { store, log, clock } = this.#options;
    const task = taskName(entry.kind);
    if (result.kind === 'done') {
      store.finish(entry.runId);
      log.write('run.succeeded', { task });
      return;
    }
    const { failure } = result;
    const { resourceId } = entry;
    log.write('run.failure', { stage: failure.stage, code: failure.code, message: failure.message, resourceId });
    const policy = this.#options.retryPolicy();
    const isRetry = failure.kind === 'retryable' && entry.attempt <= policy.retries;
    if (!isRetry && !(failure.kind === 'retryable' && this.#options.mustNotGiveUp(entry))) {
      store.finish(entry.runId);
      log.write('run.failed', {});
      return;
    }
    const waitMs = isRetry ? policy.delayMs * policy.backoffFactor ** (entry.attempt - 1) : KEPT_WAIT_MS;
    const dueMs = clock.nowMs() + Math.min(waitMs, LONGEST_WAIT_MS);
    store.postpone(entry.runId, dueMs, failure.code);
    if (isRetry) log.write('run.retry', { retry: entry.attempt });
    else log.write('run.kept', { resourceId, minutes: KEPT_WAIT_MS / 60_000 });
    this.#waiting.push({ entry: { ...entry, dueMs }, dueMs: this.#dueMs(dueMs), pooled: false });
  }
}

/** What the log calls a run. */
export function taskName(kind: RunKind): string {
  const names: Readonly<Record<RunKind, string>> = {
    provision: 'Provision',
    update: 'Update',
    'remove-partial': 'Remove provisioning',
    'remove-full': 'Full remove provisioning',
    'reset-password': 'Reset password',
    'renew-certificate': 'Renew certificate',
  };
  return names[kind];
}

function workerOf(kind: RunKind): 'Provision' | 'Operation' {
  return kind === 'provision' ? 'Provision' : 'Operation';
}
