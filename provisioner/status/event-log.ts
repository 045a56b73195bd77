import type { Clock } from '../ports/clock.ts';
import type { Log, LogEvent, LogFields, Severity } from '../ports/log.ts';
import { EVENTS, type EventFields, type EventId } from './event-table.ts';

/** Events kept in memory when nobody says otherwise; the oldest go first. */
const KEPT_EVENTS = 20_000;

/** What the service point's own parts write with: an id that the table does not have does not compile. */
export interface StatusLog {
  write<Id extends EventId>(id: Id, fields: EventFields<Id>): void;
  /** The same stream for code that brings its own ids, with `fields` added to each of its events. */
  scoped(fields: LogFields): Log;
}

/** Keeps and hands out what happened, stamped by the clock. */
export class EventLog implements StatusLog {
  readonly #clock: Clock;
  readonly #keptEvents: number;
  readonly #listeners = new Set<(event: LogEvent) => void>();
  #events: LogEvent[] = [];

  constructor(clock: Clock, keptEvents: number = KEPT_EVENTS) {
    this.#clock = clock;
    this.#keptEvents = keptEvents;
  }

  get events(): readonly LogEvent[] {
    return this.#events.length > this.#keptEvents ? this.#events.slice(-this.#keptEvents) : this.#events;
  }

  write<Id extends EventId>(id: Id, fields: EventFields<Id>): void {
    this.#publish(EVENTS[id].severity, id, fields);
  }

  scoped(fields: LogFields): Log {
    return { write: (severity, id, more = {}) => this.#publish(severity, id, { ...fields, ...more }) };
  }

  onEvent(listener: (event: LogEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  #publish(severity: Severity, id: string, fields: LogFields): void {
    const event: LogEvent = { atMs: this.#clock.nowMs(), id, severity, fields };
    this.#events.push(event);
    // Trimmed in bulk: moving the whole array for each event would cost more than it keeps.
    if (this.#events.length > 2 * this.#keptEvents) this.#events = this.#events.slice(-this.#keptEvents);
    for (const listener of this.#listeners) listener(event);
  }
}
