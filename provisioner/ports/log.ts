/** How grave an event is. */
export type Severity = 'info' | 'warning' | 'error';

/** Field values of an event. Secrets never go in. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Something the service point did or found. `id` is stable; the Amtopmgr-style line is rendered from it. */
export interface LogEvent {
  readonly atMs: number;
  readonly id: string;
  readonly severity: Severity;
  readonly fields: LogFields;
}

/** Takes events; `id` is one of the event table. */
export interface Log {
  write(severity: Severity, id: string, fields?: LogFields): void;
}
