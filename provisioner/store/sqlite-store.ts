import { SqlCertificateTable } from './certificate-table.ts';
import { SqlCollectionTable } from './collection-table.ts';
import { SqlComputerTable } from './computer-table.ts';
import { migrate } from './schema.ts';
import { SecretError, type SecretBox } from './secret-box.ts';
import { StoreCorruptError, StoreError, type SiteStore } from './site-store.ts';
import { SqlMessageTable, SqlSiteTable } from './site-tables.ts';
import { Sql, textOf } from './sql.ts';
import { SqlHelloInbox, SqlRunQueue } from './work-tables.ts';

/** Messages that are kept unless said otherwise. */
const DEFAULT_MESSAGES_KEPT = 20_000;
const KEY_CHECK = 'the key of this database';

/** Where the database is and what seals its secrets. */
export interface SqliteStoreOptions {
  /** File name, or `:memory:`. The file is made when it does not exist; its folder is not. */
  readonly path: string;
  /** Seals passwords; its key has to be the one that the file was made with. */
  readonly secrets: SecretBox;
  readonly messagesKept?: number;
  /** Called after every write that has reached the disk; tests take their copies there. */
  readonly onWrite?: () => void;
}

/**
 * Opens the site database on SQLite: write-ahead log, every commit synchronised to disk. Throws {@link StoreError}
 * (`store.corrupt`, `store.wrong-key`, `store.newer-version`, `store.cannot-open`); a file that is refused is left untouched.
 */
export function openSqliteStore(options: SqliteStoreOptions): SiteStore {
  const sql = new Sql(options.path, options.onWrite ?? (() => undefined));
  try {
    checkIntegrity(sql);
    migrate(sql);
    checkKey(sql, options.secrets);
  } catch (error) {
    sql.close();
    throw error;
  }
  return {
    computers: new SqlComputerTable(sql, options.secrets),
    collections: new SqlCollectionTable(sql),
    certificates: new SqlCertificateTable(sql),
    inbox: new SqlHelloInbox(sql),
    queue: new SqlRunQueue(sql),
    messages: new SqlMessageTable(sql, options.messagesKept ?? DEFAULT_MESSAGES_KEPT),
    site: new SqlSiteTable(sql, options.secrets),
    transaction: (work) => sql.transaction(work),
    close: () => sql.close(),
  };
}

function checkIntegrity(sql: Sql): void {
  const row = sql.get('PRAGMA quick_check(1)');
  if (row === undefined || textOf(row, 'quick_check') !== 'ok') throw new StoreCorruptError();
}

/** Notices another key at the start instead of at the first password. */
function checkKey(sql: Sql, secrets: SecretBox): void {
  const row = sql.get("SELECT value FROM facts WHERE name = 'key-check'");
  if (row === undefined) {
    sql.run("INSERT INTO facts (name, value) VALUES ('key-check', ?)", [secrets.seal(KEY_CHECK, 'facts/key-check')]);
    return;
  }
  try {
    secrets.open(textOf(row, 'value'), 'facts/key-check');
  } catch (cause) {
    if (!(cause instanceof SecretError)) throw cause;
    throw new StoreError(
      'store.wrong-key',
      'The key does not open the secrets of this site database.',
      'Use the key file that the database was made with.',
      { cause },
    );
  }
}
