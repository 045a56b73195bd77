import Database from 'libsql';
import { StoreCorruptError, StoreError } from './site-store.ts';

/** What goes into and comes out of a column. Blobs are base64 text and truth values 0 or 1, which every database has. */
export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** Waiting time for another process's write, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** One connection, with prepared statements kept and errors turned into {@link StoreError}. */
export class Sql {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #onWrite: () => void;
  #depth = 0;

  /** `onWrite` runs after each write that has reached the disk: after a commit, or a write outside a transaction. */
  constructor(path: string, onWrite: () => void) {
    this.#onWrite = onWrite;
    this.#database = guarded(() => new Database(path), 'store.cannot-open');
    try {
      this.get(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      this.get('PRAGMA journal_mode = WAL');
      this.get('PRAGMA synchronous = FULL');
      this.get('PRAGMA foreign_keys = ON');
    } catch (error) {
      this.close();
      throw error;
    }
  }

  all(statement: string, values: readonly SqlValue[] = []): readonly Row[] {
    return guarded(() => this.#prepared(statement).all([...values]) as Row[]);
  }

  get(statement: string, values: readonly SqlValue[] = []): Row | undefined {
    return this.all(statement, values)[0];
  }

  /** Returns how many rows changed. */
  run(statement: string, values: readonly SqlValue[] = []): number {
    const changes = guarded(() => this.#prepared(statement).run([...values]).changes);
    if (this.#depth === 0) this.#onWrite();
    return changes;
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    guarded(() => this.#database.exec('BEGIN IMMEDIATE'));
    this.#depth = 1;
    let result: T;
    try {
      result = work();
      guarded(() => this.#database.exec('COMMIT'));
    } catch (error) {
      if (this.#database.inTransaction) guarded(() => this.#database.exec('ROLLBACK'));
      throw error;
    } finally {
      this.#depth = 0;
    }
    this.#onWrite();
    return result;
  }

  /** The next number of a counter: ids are never given twice, also not after a row was deleted. */
  nextId(counter: string): number {
    const row = this.get(
      'INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value',
      [counter],
    );
    return Number(row?.['value']);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.open) this.#database.close();
  }

  #prepared(statement: string): Database.Statement {
    const known = this.#statements.get(statement);
    if (known !== undefined) return known;
    const made = this.#database.prepare(statement);
    this.#statements.set(statement, made);
    return made;
  }
}

/** The message of a database error may name the file, so it stays in `cause`. */
function guarded<T>(work: () => T, otherwise: 'store.cannot-open' | 'store.failed' = 'store.failed'): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) throw new StoreCorruptError({ cause });
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code))
      throw new StoreError('store.busy', 'Another process is using the site database.', 'Stop it.', { cause });
    if (/^SQLITE_(?:FULL|IOERR)/.test(code))
      throw new StoreError('store.disk-full', 'The disk did not take the write.', 'Check its free space.', { cause });
    if (otherwise === 'store.cannot-open')
      throw new StoreError(otherwise, 'The site database cannot be opened.', 'Check folder and access rights.', {
        cause,
      });
    throw new StoreError(otherwise, 'The site database refused a statement.', 'This is a defect: report it.', {
      cause,
    });
  }
}

/** A column that holds text. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new StoreCorruptError();
  return value;
}

/** A column that holds a number. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new StoreCorruptError();
  return value;
}

/** A column that holds text or nothing. */
export function optionalTextOf(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textOf(row, column);
}

/** A column that holds a number or nothing. */
export function optionalNumberOf(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : numberOf(row, column);
}
