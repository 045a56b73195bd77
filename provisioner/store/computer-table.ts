import type { AmtStatus } from '../stages/run.ts';
import type { SecretBox } from './secret-box.ts';
import type {
  ComputerChange,
  ComputerSecrets,
  ComputerTable,
  NewComputer,
  ProvisionOpType,
  StoredComputer,
  TlsMode,
} from './site-store.ts';
import { numberOf, optionalNumberOf, optionalTextOf, textOf, type Row, type Sql, type SqlValue } from './sql.ts';

type PlainField = Exclude<keyof StoredComputer, 'resourceId'>;

const COLUMNS: Readonly<Record<PlainField, string>> = {
  shortName: 'short_name',
  fqdn: 'fqdn',
  uuid: 'smbios_guid',
  mac: 'mac_address',
  amtStatus: 'amt_status',
  amtFullVersion: 'amt_full_version',
  suppressAutoProvision: 'suppress_auto_provision',
  hasClient: 'has_client',
  addn: 'addn',
  certificateAskedFor: 'certificate_asked_for',
  ip: 'ip',
  provisionOpType: 'provision_op_type',
  provisionTimeMs: 'provision_time_ms',
  tlsMode: 'tls_mode',
};

const SECRET_COLUMNS: Readonly<Record<keyof ComputerSecrets, string>> = {
  importedMebxPassword: 'imported_mebx_password',
  importedAdminPassword: 'imported_admin_password',
  adminPassword: 'admin_password',
  pendingAdminPassword: 'pending_admin_password',
};

/** Computers, with their passwords sealed by `box`. */
export class SqlComputerTable implements ComputerTable {
  readonly #sql: Sql;
  readonly #box: SecretBox;

  constructor(sql: Sql, box: SecretBox) {
    this.#sql = sql;
    this.#box = box;
  }

  add(computer: NewComputer): number {
    return this.#sql.transaction(() => {
      if (this.byUuid(computer.uuid) !== undefined) throw new RangeError('a computer with this UUID exists');
      if (this.byShortName(computer.shortName) !== undefined) throw new RangeError('a computer with this name exists');
      const resourceId = this.#sql.nextId('computers');
      this.#sql.run(
        `INSERT INTO computers (resource_id, short_name, short_name_key, fqdn, smbios_guid, mac_address,
          suppress_auto_provision, has_client) VALUES (?, ?, ?, ?, ?, ?, 0, 0)`,
        [
          resourceId,
          computer.shortName,
          computer.shortName.toLowerCase(),
          computer.fqdn,
          computer.uuid.toLowerCase(),
          computer.mac ?? null,
        ],
      );
      const { importedMebxPassword, importedAdminPassword } = computer;
      this.change(resourceId, { importedMebxPassword, importedAdminPassword });
      return resourceId;
    });
  }

  get(resourceId: number): StoredComputer | undefined {
    return this.#one('resource_id', resourceId);
  }

  byUuid(uuid: string): StoredComputer | undefined {
    return this.#one('smbios_guid', uuid.toLowerCase());
  }

  byShortName(shortName: string): StoredComputer | undefined {
    return this.#one('short_name_key', shortName.toLowerCase());
  }

  all(): readonly StoredComputer[] {
    return this.#sql.all('SELECT * FROM computers ORDER BY resource_id').map(computerOf);
  }

  change(resourceId: number, change: ComputerChange): void {
    const sets: (readonly [string, SqlValue])[] = [];
    for (const [field, column] of Object.entries(COLUMNS) as [PlainField, string][])
      if (field in change) sets.push([column, plain(field, change[field])]);
    if (change.shortName !== undefined) sets.push(['short_name_key', change.shortName.toLowerCase()]);
    for (const [field, column] of Object.entries(SECRET_COLUMNS) as [keyof ComputerSecrets, string][])
      if (field in change) {
        const secret = change[field];
        sets.push([column, secret === undefined ? null : this.#box.seal(secret, place(resourceId, column))]);
      }
    if (sets.length === 0) return;
    const assignments = sets.map(([column]) => `${column} = ?`).join(', ');
    const values = sets.map(([, value]) => value);
    const changed = this.#sql.run(`UPDATE computers SET ${assignments} WHERE resource_id = ?`, [...values, resourceId]);
    if (changed === 0) throw noSuchComputer(resourceId);
  }

  secrets(resourceId: number): ComputerSecrets {
    const row = this.#sql.get('SELECT * FROM computers WHERE resource_id = ?', [resourceId]);
    if (row === undefined) throw noSuchComputer(resourceId);
    const read = (field: keyof ComputerSecrets) => {
      const column = SECRET_COLUMNS[field];
      const sealed = optionalTextOf(row, column);
      return sealed === undefined ? undefined : this.#box.open(sealed, place(resourceId, column));
    };
    return {
      importedMebxPassword: read('importedMebxPassword'),
      importedAdminPassword: read('importedAdminPassword'),
      adminPassword: read('adminPassword'),
      pendingAdminPassword: read('pendingAdminPassword'),
    };
  }

  confirmPendingPassword(resourceId: number): void {
    const { pendingAdminPassword } = this.secrets(resourceId);
    if (pendingAdminPassword === undefined) return;
    this.change(resourceId, { adminPassword: pendingAdminPassword, pendingAdminPassword: undefined });
  }

  remove(resourceId: number): void {
    this.#sql.transaction(() => {
      this.#sql.run('DELETE FROM collection_rules WHERE resource_id = ?', [resourceId]);
      const removed = this.#sql.run('DELETE FROM computers WHERE resource_id = ?', [resourceId]);
      if (removed === 0) throw noSuchComputer(resourceId);
    });
  }

  #one(column: string, value: SqlValue): StoredComputer | undefined {
    const row = this.#sql.get(`SELECT * FROM computers WHERE ${column} = ?`, [value]);
    return row && computerOf(row);
  }
}

/** A sealed password moved to another row or column does not open. */
function place(resourceId: number, column: string): string {
  return `computers/${resourceId}/${column}`;
}

function plain(field: PlainField, value: string | number | boolean | undefined): SqlValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return field === 'uuid' && typeof value === 'string' ? value.toLowerCase() : value;
}

function noSuchComputer(resourceId: number): RangeError {
  return new RangeError(`there is no computer with resource id ${resourceId}`);
}

function computerOf(row: Row): StoredComputer {
  return {
    resourceId: numberOf(row, 'resource_id'),
    shortName: textOf(row, 'short_name'),
    fqdn: textOf(row, 'fqdn'),
    uuid: textOf(row, 'smbios_guid'),
    mac: optionalTextOf(row, 'mac_address'),
    amtStatus: optionalNumberOf(row, 'amt_status') as AmtStatus | undefined,
    amtFullVersion: optionalTextOf(row, 'amt_full_version'),
    suppressAutoProvision: numberOf(row, 'suppress_auto_provision') === 1,
    hasClient: numberOf(row, 'has_client') === 1,
    addn: optionalTextOf(row, 'addn'),
    certificateAskedFor: optionalTextOf(row, 'certificate_asked_for'),
    ip: optionalTextOf(row, 'ip'),
    provisionOpType: optionalNumberOf(row, 'provision_op_type') as ProvisionOpType | undefined,
    provisionTimeMs: optionalNumberOf(row, 'provision_time_ms'),
    tlsMode: optionalNumberOf(row, 'tls_mode') as TlsMode | undefined,
  };
}
