import { StoreCorruptError, StoreError } from './site-store.ts';
import { numberOf, type Sql } from './sql.ts';

/**
 * The steps from an empty database to the current schema, oldest first. A step that has been released never changes.
 * Only what SQLite and PostgreSQL both understand: BIGINT and TEXT, ids from `counters`, no file format of either.
 */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)',
    'CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
    `CREATE TABLE computers (
      resource_id BIGINT PRIMARY KEY,
      short_name TEXT NOT NULL,
      short_name_key TEXT NOT NULL UNIQUE,
      fqdn TEXT NOT NULL,
      smbios_guid TEXT NOT NULL UNIQUE,
      mac_address TEXT,
      amt_status BIGINT,
      amt_full_version TEXT,
      suppress_auto_provision BIGINT NOT NULL,
      has_client BIGINT NOT NULL,
      addn TEXT,
      ip TEXT,
      provision_op_type BIGINT,
      provision_time_ms BIGINT,
      tls_mode BIGINT,
      imported_mebx_password TEXT,
      imported_admin_password TEXT,
      admin_password TEXT,
      pending_admin_password TEXT)`,
    `CREATE TABLE collections (
      collection_id BIGINT PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      auto_provision BIGINT NOT NULL)`,
    `CREATE TABLE collection_rules (
      collection_id BIGINT NOT NULL REFERENCES collections (collection_id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      resource_id BIGINT NOT NULL,
      PRIMARY KEY (collection_id, kind, resource_id))`,
    `CREATE TABLE collection_members (
      collection_id BIGINT NOT NULL REFERENCES collections (collection_id) ON DELETE CASCADE,
      resource_id BIGINT NOT NULL REFERENCES computers (resource_id) ON DELETE CASCADE,
      PRIMARY KEY (collection_id, resource_id))`,
    `CREATE TABLE certificates (
      cert_id BIGINT PRIMARY KEY,
      cert_type BIGINT NOT NULL,
      resource_id BIGINT,
      serial_hex TEXT NOT NULL,
      thumbprint TEXT NOT NULL,
      authority TEXT NOT NULL,
      ca_request_id BIGINT,
      cert_template TEXT NOT NULL,
      valid_from_ms BIGINT NOT NULL,
      valid_until_ms BIGINT NOT NULL,
      certificate_status BIGINT NOT NULL)`,
    'CREATE INDEX certificates_by_computer ON certificates (resource_id)',
    `CREATE TABLE hellos (
      hello_id BIGINT PRIMARY KEY,
      smbios_guid TEXT NOT NULL,
      address TEXT NOT NULL,
      port BIGINT NOT NULL,
      received_at_ms BIGINT NOT NULL,
      content_base64 TEXT NOT NULL)`,
    `CREATE TABLE runs (
      run_id BIGINT PRIMARY KEY,
      resource_id BIGINT NOT NULL,
      kind TEXT NOT NULL,
      address TEXT NOT NULL,
      hello_id BIGINT,
      due_ms BIGINT NOT NULL,
      state TEXT NOT NULL,
      attempt BIGINT NOT NULL,
      last_code TEXT NOT NULL)`,
    'CREATE INDEX runs_by_due ON runs (state, due_ms)',
    `CREATE TABLE messages (
      message_id BIGINT PRIMARY KEY,
      at_ms BIGINT NOT NULL,
      event_id TEXT NOT NULL,
      severity TEXT NOT NULL,
      fields_json TEXT NOT NULL)`,
    'CREATE TABLE settings (name TEXT PRIMARY KEY, saved_at_ms BIGINT NOT NULL, sealed TEXT NOT NULL)',
    `CREATE TABLE site_systems (
      fqdn TEXT NOT NULL,
      role TEXT NOT NULL,
      installed_at_ms BIGINT NOT NULL,
      PRIMARY KEY (fqdn, role))`,
    'CREATE TABLE maintenance_tasks (name TEXT PRIMARY KEY, content_json TEXT NOT NULL, last_run_ms BIGINT)',
  ],
  ['ALTER TABLE certificates ADD COLUMN chain_pem TEXT', 'ALTER TABLE computers ADD COLUMN certificate_asked_for TEXT'],
];

/** Version of the schema that this code writes. */
const SCHEMA_VERSION: number = MIGRATIONS.length;

/**
 * Brings a database to the current schema, each step in one transaction. Throws a StoreError: `store.newer-version` when a
 * newer program has written it, `store.corrupt` when it is not ours.
 */
export function migrate(sql: Sql): void {
  const from = versionOf(sql);
  if (from > SCHEMA_VERSION)
    throw new StoreError(
      'store.newer-version',
      `The site database has schema ${from}; this program knows ${SCHEMA_VERSION}.`,
      'Use the program that wrote it, or a newer one.',
    );
  for (let version = from; version < SCHEMA_VERSION; version += 1)
    sql.transaction(() => {
      for (const statement of MIGRATIONS[version] ?? []) sql.run(statement);
      sql.run('INSERT INTO migrations (version) VALUES (?)', [version + 1]);
    });
}

function versionOf(sql: Sql): number {
  const tables = sql.all("SELECT name FROM sqlite_master WHERE type = 'table'").map((row) => row['name']);
  if (tables.length === 0) sql.run('CREATE TABLE migrations (version BIGINT PRIMARY KEY)');
  else if (!tables.includes('migrations')) throw new StoreCorruptError();
  const row = sql.get('SELECT COALESCE(MAX(version), 0) AS version FROM migrations');
  return row === undefined ? 0 : numberOf(row, 'version');
}
