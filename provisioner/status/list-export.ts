import { isoInstant } from '../clock/calendar.ts';

/** One row of the computers list with its AMT columns. */
export interface ListRow {
  readonly resourceId: number;
  readonly shortName: string;
  readonly fqdn: string;
  readonly uuid: string;
  readonly mac: string | undefined;
  readonly amtStatus: number | null;
  readonly amtStatusName: string;
  readonly amtFullVersion: string | undefined;
  readonly tlsMode: number | undefined;
  readonly certificates: readonly { readonly validUntilMs: number }[];
  readonly lastError: { readonly code: string } | undefined;
}

const COLUMNS: readonly (readonly [string, (row: ListRow) => string | number | null])[] = [
  ['Name', (row) => row.shortName],
  ['FQDN', (row) => row.fqdn],
  ['ResourceID', (row) => row.resourceId],
  ['SMBIOS GUID', (row) => row.uuid],
  ['MAC Address', (row) => row.mac ?? null],
  ['AMT Status', (row) => row.amtStatus],
  ['AMT Status Name', (row) => row.amtStatusName],
  ['AMT Version', (row) => row.amtFullVersion ?? null],
  ['TLS Mode', (row) => row.tlsMode ?? null],
  ['Certificate Valid Until', (row) => certificateEnd(row)],
  ['Last Error', (row) => row.lastError?.code ?? null],
];

/**
 * The list view exported to a file: CSV (RFC 4180, heading line, CRLF) or a JSON array of objects with the same columns.
 * No secret is among the columns.
 */
export function exportRows(rows: readonly ListRow[], format: 'csv' | 'json'): string {
  if (format === 'json') {
    const objects = rows.map((row) => Object.fromEntries(COLUMNS.map(([name, value]) => [name, value(row)])));
    return `${JSON.stringify(objects, undefined, 2)}\n`;
  }
  const lines = rows.map((row) => COLUMNS.map(([, value]) => csvField(value(row))));
  return [COLUMNS.map(([name]) => csvField(name)), ...lines].map((fields) => `${fields.join(',')}\r\n`).join('');
}

/** Names come from an imported file: one that a spreadsheet would take for a formula is shown with an apostrophe before it. */
function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function certificateEnd(row: ListRow): string | null {
  if (row.certificates.length === 0) return null;
  return isoInstant(Math.max(...row.certificates.map(({ validUntilMs }) => validUntilMs)));
}
