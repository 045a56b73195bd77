import type { LogEvent, LogFields, Severity } from '../ports/log.ts';
import type { Settings } from '../settings/settings.ts';
import type { SecretBox } from './secret-box.ts';
import type { MaintenanceTask, MessageTable, SiteSystem, SiteTable, StoredMessage } from './site-store.ts';
import { StoreCorruptError } from './site-store.ts';
import { numberOf, optionalNumberOf, textOf, type Row, type Sql } from './sql.ts';

/** Log and status messages, the newest `most` of them. */
export class SqlMessageTable implements MessageTable {
  readonly #sql: Sql;
  readonly #most: number;

  constructor(sql: Sql, most: number) {
    this.#sql = sql;
    this.#most = most;
  }

  append(event: LogEvent): number {
    return this.#sql.transaction(() => {
      const messageId = this.#sql.nextId('messages');
      this.#sql.run(
        'INSERT INTO messages (message_id, at_ms, event_id, severity, fields_json) VALUES (?, ?, ?, ?, ?)',
        [messageId, event.atMs, event.id, event.severity, JSON.stringify(event.fields)],
      );
      this.#sql.run('DELETE FROM messages WHERE message_id <= ?', [messageId - this.#most]);
      return messageId;
    });
  }

  latest(most: number): readonly StoredMessage[] {
    return this.#sql
      .all('SELECT * FROM messages ORDER BY message_id DESC LIMIT ?', [most])
      .map((row) => ({
        messageId: numberOf(row, 'message_id'),
        atMs: numberOf(row, 'at_ms'),
        id: textOf(row, 'event_id'),
        severity: textOf(row, 'severity') as Severity,
        fields: jsonOf(row, 'fields_json') as LogFields,
      }))
      .toReversed();
  }

  count(): number {
    const row = this.#sql.get('SELECT COUNT(*) AS total FROM messages');
    return row === undefined ? 0 : numberOf(row, 'total');
  }
}

/** The site's own settings, servers and recurring jobs. */
export class SqlSiteTable implements SiteTable {
  readonly #sql: Sql;
  readonly #box: SecretBox;

  constructor(sql: Sql, box: SecretBox) {
    this.#sql = sql;
    this.#box = box;
  }

  saveSettings(settings: Settings, atMs: number): void {
    this.#sql.run(
      `INSERT INTO settings (name, saved_at_ms, sealed) VALUES ('component', ?, ?)
        ON CONFLICT (name) DO UPDATE SET saved_at_ms = excluded.saved_at_ms, sealed = excluded.sealed`,
      [atMs, this.#box.seal(JSON.stringify(settings), 'settings/component')],
    );
  }

  settings(): { readonly settings: Settings; readonly savedAtMs: number } | undefined {
    const row = this.#sql.get("SELECT * FROM settings WHERE name = 'component'");
    if (row === undefined) return undefined;
    const settings = JSON.parse(this.#box.open(textOf(row, 'sealed'), 'settings/component')) as Settings;
    const { general } = settings;
    const { provisioningCertificate, webServerTemplate } = general;
    return {
      settings: { ...settings, general: { ...general, provisioningCertificate, webServerTemplate } },
      savedAtMs: numberOf(row, 'saved_at_ms'),
    };
  }

  addSystem(system: SiteSystem): void {
    this.#sql.run('INSERT INTO site_systems (fqdn, role, installed_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
      system.fqdn,
      system.role,
      system.installedAtMs,
    ]);
  }

  systems(): readonly SiteSystem[] {
    return this.#sql.all('SELECT * FROM site_systems ORDER BY fqdn, role').map((row) => ({
      fqdn: textOf(row, 'fqdn'),
      role: textOf(row, 'role'),
      installedAtMs: numberOf(row, 'installed_at_ms'),
    }));
  }

  saveTask(task: MaintenanceTask): void {
    const { name, lastRunMs, ...content } = task;
    this.#sql.run(
      `INSERT INTO maintenance_tasks (name, content_json, last_run_ms) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET content_json = excluded.content_json, last_run_ms = excluded.last_run_ms`,
      [name, JSON.stringify(content), lastRunMs ?? null],
    );
  }

  tasks(): readonly MaintenanceTask[] {
    return this.#sql.all('SELECT * FROM maintenance_tasks ORDER BY name').map((row) => {
      const content = jsonOf(row, 'content_json') as Omit<MaintenanceTask, 'name' | 'lastRunMs'>;
      return {
        name: textOf(row, 'name'),
        enabled: content.enabled,
        intervalDays: content.intervalDays,
        window: content.window,
        pendingDays: content.pendingDays,
        lastRunMs: optionalNumberOf(row, 'last_run_ms'),
      };
    });
  }
}

function jsonOf(row: Row, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column));
  } catch (cause) {
    throw new StoreCorruptError({ cause });
  }
}
