import type { RunKind } from '../stages/run.ts';
import type { HelloInbox, NewHello, NewRun, RunQueueTable, StoredHello, StoredRun } from './site-store.ts';
import { StoreCorruptError } from './site-store.ts';
import { numberOf, optionalNumberOf, textOf, type Row, type Sql } from './sql.ts';

/** Hello messages that wait for the end of their run. */
export class SqlHelloInbox implements HelloInbox {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  accept(hello: NewHello): number {
    return this.#sql.transaction(() => {
      const helloId = this.#sql.nextId('hellos');
      this.#sql.run(
        'INSERT INTO hellos (hello_id, smbios_guid, address, port, received_at_ms, content_base64) VALUES (?, ?, ?, ?, ?, ?)',
        [
          helloId,
          hello.uuid.toLowerCase(),
          hello.address,
          hello.port,
          hello.receivedAtMs,
          hello.bytes.toString('base64'),
        ],
      );
      return helloId;
    });
  }

  open(): readonly StoredHello[] {
    return this.#sql.all('SELECT * FROM hellos ORDER BY hello_id').map((row) => ({
      helloId: numberOf(row, 'hello_id'),
      uuid: textOf(row, 'smbios_guid'),
      address: textOf(row, 'address'),
      port: numberOf(row, 'port'),
      receivedAtMs: numberOf(row, 'received_at_ms'),
      bytes: Buffer.from(textOf(row, 'content_base64'), 'base64'),
    }));
  }

  release(helloId: number): void {
    this.#sql.run('DELETE FROM hellos WHERE hello_id = ?', [helloId]);
  }
}

/** Runs that have not ended, so that a restart goes on where a crash stopped. */
export class SqlRunQueue implements RunQueueTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(run: NewRun): number {
    return this.#sql.transaction(() => {
      const runId = this.#sql.nextId('runs');
      this.#sql.run(
        `INSERT INTO runs (run_id, resource_id, kind, address, hello_id, due_ms, state, attempt, last_code)
          VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, '')`,
        [runId, run.resourceId, run.kind, run.address, run.helloId ?? null, run.dueMs],
      );
      return runId;
    });
  }

  get(runId: number): StoredRun | undefined {
    const row = this.#sql.get('SELECT * FROM runs WHERE run_id = ?', [runId]);
    return row && runOf(row);
  }

  due(nowMs: number, most: number): readonly StoredRun[] {
    return this.#sql
      .all("SELECT * FROM runs WHERE state = 'waiting' AND due_ms <= ? ORDER BY due_ms, run_id LIMIT ?", [nowMs, most])
      .map(runOf);
  }

  nextDueMs(): number | undefined {
    const row = this.#sql.get("SELECT MIN(due_ms) AS due_ms FROM runs WHERE state = 'waiting'");
    return row && optionalNumberOf(row, 'due_ms');
  }

  open(): readonly StoredRun[] {
    return this.#sql.all('SELECT * FROM runs ORDER BY run_id').map(runOf);
  }

  start(runId: number): void {
    this.#expectOne(
      this.#sql.run("UPDATE runs SET state = 'running', attempt = attempt + 1 WHERE run_id = ? AND state = 'waiting'", [
        runId,
      ]),
      runId,
      'waiting',
    );
  }

  postpone(runId: number, dueMs: number, code: string): void {
    this.#expectOne(
      this.#sql.run(
        "UPDATE runs SET state = 'waiting', due_ms = ?, last_code = ? WHERE run_id = ? AND state = 'running'",
        [dueMs, code, runId],
      ),
      runId,
      'running',
    );
  }

  interrupt(runId: number, nowMs: number): void {
    this.#expectOne(
      this.#sql.run(
        "UPDATE runs SET state = 'waiting', due_ms = ?, last_code = 'run.cancelled', attempt = attempt - 1 WHERE run_id = ? AND state = 'running'",
        [nowMs, runId],
      ),
      runId,
      'running',
    );
  }

  finish(runId: number): void {
    this.#sql.transaction(() => {
      this.#sql.run('DELETE FROM hellos WHERE hello_id IN (SELECT hello_id FROM runs WHERE run_id = ?)', [runId]);
      this.#expectOne(this.#sql.run('DELETE FROM runs WHERE run_id = ?', [runId]), runId, 'open');
    });
  }

  recover(nowMs: number): number {
    return this.#sql.run(
      "UPDATE runs SET state = 'waiting', due_ms = ?, attempt = attempt - 1 WHERE state = 'running'",
      [nowMs],
    );
  }

  #expectOne(changed: number, runId: number, state: string): void {
    if (changed !== 1) throw new RangeError(`there is no ${state} run ${runId}`);
  }
}

function runOf(row: Row): StoredRun {
  const state = textOf(row, 'state');
  if (state !== 'waiting' && state !== 'running') throw new StoreCorruptError();
  return {
    runId: numberOf(row, 'run_id'),
    resourceId: numberOf(row, 'resource_id'),
    kind: textOf(row, 'kind') as RunKind,
    address: textOf(row, 'address'),
    helloId: optionalNumberOf(row, 'hello_id'),
    dueMs: numberOf(row, 'due_ms'),
    state,
    attempt: numberOf(row, 'attempt'),
    lastCode: textOf(row, 'last_code'),
  };
}
