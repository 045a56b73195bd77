import { parse } from 'csv-parse/sync';
import { decodeImportedPassword } from './imported-password.ts';

/** One computer of a file, checked. */
export interface CsvComputer {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly shortName: string;
  readonly fqdn: string;
  /** Lower-case UUID text. */
  readonly uuid: string;
  /** Upper case, with colons. */
  readonly mac: string | undefined;
  /** In clear. */
  readonly importedMebxPassword: string | undefined;
  /** In clear. */
  readonly importedAdminPassword: string | undefined;
}

/** Why a line is refused; stable. */
export type CsvCode =
  | 'csv.file-too-big'
  | 'csv.too-many-lines'
  | 'csv.wrong-encoding'
  | 'csv.no-computers'
  | 'csv.byte-order-mark'
  | 'csv.line-too-long'
  | 'csv.blank-line'
  | 'csv.quoted'
  | 'csv.not-ascii'
  | 'csv.control-character'
  | 'csv.trailing-comma'
  | 'csv.too-few-columns'
  | 'csv.too-many-columns'
  | 'csv.short-name-syntax'
  | 'csv.fqdn-syntax'
  | 'csv.uuid-syntax'
  | 'csv.uuid-unset'
  | 'csv.mac-syntax'
  | 'csv.mebx-password-not-base64'
  | 'csv.admin-password-not-base64'
  | 'csv.duplicate-uuid'
  | 'csv.duplicate-name'
  | 'csv.duplicate-fqdn';

export interface RejectedLine {
  readonly line: number;
  readonly code: CsvCode;
  /** For the administrator; never holds what stands in the line. */
  readonly message: string;
}

export interface CsvOptions {
  /** "This file has column headings": line 1 is not a computer. */
  readonly hasHeadings: boolean;
}

export interface CsvResult {
  readonly computers: readonly CsvComputer[];
  readonly rejected: readonly RejectedLine[];
}

/** Biggest file, in bytes. */
export const CSV_MAX_BYTES: number = 8 * 1024 * 1024;
/** Most lines of a file. */
export const CSV_MAX_LINES = 50_000;
/** Longest line, in characters. */
const CSV_MAX_LINE_LENGTH = 1024;
const MIN_COLUMNS = 3;
const MAX_COLUMNS = 6;

const MESSAGES: Readonly<Record<CsvCode, string>> = {
  'csv.file-too-big': `The file has more than ${CSV_MAX_BYTES} bytes.`,
  'csv.too-many-lines': `The file has more than ${CSV_MAX_LINES} lines.`,
  'csv.wrong-encoding': 'The file is not ASCII text: save it as plain comma-separated text.',
  'csv.no-computers': 'The file names no computer.',
  'csv.byte-order-mark': 'The file begins with a byte order mark: save it as plain ASCII text.',
  'csv.line-too-long': `The line has more than ${CSV_MAX_LINE_LENGTH} characters.`,
  'csv.blank-line': 'The line is blank.',
  'csv.quoted': 'Quotation marks are not allowed.',
  'csv.not-ascii': 'All characters must be ASCII.',
  'csv.control-character': 'The line has a control character.',
  'csv.trailing-comma': 'The line ends with a comma.',
  'csv.too-few-columns': 'Short name, FQDN and UUID are required.',
  'csv.too-many-columns': `There are at most ${MAX_COLUMNS} columns.`,
  'csv.short-name-syntax': 'Column 1 must be a computer name: 1 to 15 letters, digits and hyphens.',
  'csv.fqdn-syntax': 'Column 2 must be a fully qualified domain name.',
  'csv.uuid-syntax': 'Column 3 must be a UUID of 36 characters: hex digits with hyphens, no braces.',
  'csv.uuid-unset': 'Column 3 is the UUID of a computer that has none.',
  'csv.mac-syntax': 'Column 4 must be a MAC address with colons.',
  'csv.mebx-password-not-base64': 'Column 5 must be the MEBx password in Base64.',
  'csv.admin-password-not-base64': 'Column 6 must be the remote admin password in Base64.',
  'csv.duplicate-uuid': 'An earlier line has the same UUID.',
  'csv.duplicate-name': 'An earlier line has the same short name.',
  'csv.duplicate-fqdn': 'An earlier line has the same FQDN.',
};

/**
 * Reads the file of the Import Computer for Out of Band Management Wizard (Configuration Manager 2007, "How to Import
 * Computers for Out of Band Management"):
 * `short name, FQDN, SMBIOS GUID [, MAC address [, MEBx password [, remote admin password]]]`, the passwords in Base64.
 * Lines end with LF or CRLF; blank lines are taken at the end of the file only. A bad line is reported and nothing of it is
 * taken; the others are. Never throws.
 */
export function parseComputerCsv(content: Buffer, options: CsvOptions): CsvResult {
  if (content.length > CSV_MAX_BYTES) return refuseFile('csv.file-too-big');
  if (content.includes(0)) return refuseFile('csv.wrong-encoding');
  const lines = linesOf(content);
  if (lines === undefined) return refuseFile('csv.too-many-lines');
  const computers: CsvComputer[] = [];
  const rejected: RejectedLine[] = [];
  const seen = new Seen();
  for (const [at, columns] of lines.entries()) {
    const line = at + 1;
    if (line === 1 && options.hasHeadings && !hasByteOrderMark(columns)) continue;
    const code = lineProblem(columns, line);
    const outcome = code ?? readComputer(columns, line);
    const final = typeof outcome === 'string' ? outcome : (seen.problemWith(outcome) ?? outcome);
    if (typeof final === 'string') rejected.push({ line, code: final, message: MESSAGES[final] });
    else {
      seen.add(final);
      computers.push(final);
    }
  }
  if (computers.length === 0 && rejected.length === 0) return refuseFile('csv.no-computers');
  return { computers, rejected };
}

function refuseFile(code: CsvCode): CsvResult {
  return { computers: [], rejected: [{ line: 1, code, message: MESSAGES[code] }] };
}

/** One entry a line, without the blank ones at the end; undefined when there are too many. Bytes become Latin-1 characters. */
function linesOf(content: Buffer): readonly (readonly string[])[] | undefined {
  const records = parse(content, {
    encoding: 'latin1',
    quote: null,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
    to: CSV_MAX_LINES + 1,
  });
  let end = records.length;
  while (end > 0 && isBlank(records[end - 1] ?? [])) end -= 1;
  return end > CSV_MAX_LINES ? undefined : records.slice(0, end);
}

function isBlank(columns: readonly string[]): boolean {
  return columns.length <= 1 && (columns[0] ?? '').trim() === '';
}

/** The three bytes EF BB BF, read as Latin-1. */
function hasByteOrderMark(columns: readonly string[]): boolean {
  return (columns[0] ?? '').startsWith('\u00EF\u00BB\u00BF');
}

function lineProblem(columns: readonly string[], line: number): CsvCode | undefined {
  const whole = columns.join(',');
  if (line === 1 && hasByteOrderMark(columns)) return 'csv.byte-order-mark';
  if (whole.length > CSV_MAX_LINE_LENGTH) return 'csv.line-too-long';
  if (isBlank(columns)) return 'csv.blank-line';
  if (whole.includes('"')) return 'csv.quoted';
  if (/[^\0-\u007F]/.test(whole)) return 'csv.not-ascii';
  if (/[^ -~]/.test(whole)) return 'csv.control-character';
  if (columns.at(-1) === '') return 'csv.trailing-comma';
  if (columns.length < MIN_COLUMNS) return 'csv.too-few-columns';
  if (columns.length > MAX_COLUMNS) return 'csv.too-many-columns';
  return undefined;
}

function readComputer(columns: readonly string[], line: number): CsvComputer | CsvCode {
  const [shortName = '', fqdn = '', uuid = '', mac = '', mebx = '', admin = ''] = columns;
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,13}[A-Za-z0-9])?$/.test(shortName)) return 'csv.short-name-syntax';
  if (!isFqdn(fqdn)) return 'csv.fqdn-syntax';
  if (!/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(uuid)) return 'csv.uuid-syntax';
  // All zeros and all ones are what SMBIOS reports for "not present" and "not set" (DSP0134, "System - UUID").
  if (/^[0-]+$/.test(uuid) || /^[Ff-]+$/.test(uuid)) return 'csv.uuid-unset';
  if (mac !== '' && !/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/.test(mac)) return 'csv.mac-syntax';
  const importedMebxPassword = mebx === '' ? undefined : decodeImportedPassword(mebx);
  if (mebx !== '' && importedMebxPassword === undefined) return 'csv.mebx-password-not-base64';
  const importedAdminPassword = admin === '' ? undefined : decodeImportedPassword(admin);
  if (admin !== '' && importedAdminPassword === undefined) return 'csv.admin-password-not-base64';
  return {
    line,
    shortName,
    fqdn,
    uuid: uuid.toLowerCase(),
    mac: mac === '' ? undefined : mac.toUpperCase(),
    importedMebxPassword,
    importedAdminPassword,
  };
}

function isFqdn(name: string): boolean {
  const labels = name.split('.');
  return (
    name.length <= 255 &&
    labels.length >= 2 &&
    labels.every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  );
}

/** What the accepted lines so far have used up. */
class Seen {
  readonly #uuids = new Set<string>();
  readonly #names = new Set<string>();
  readonly #fqdns = new Set<string>();

  problemWith(computer: CsvComputer): CsvCode | undefined {
    if (this.#uuids.has(computer.uuid)) return 'csv.duplicate-uuid';
    if (this.#names.has(computer.shortName.toLowerCase())) return 'csv.duplicate-name';
    return this.#fqdns.has(computer.fqdn.toLowerCase()) ? 'csv.duplicate-fqdn' : undefined;
  }

  add(computer: CsvComputer): void {
    this.#uuids.add(computer.uuid);
    this.#names.add(computer.shortName.toLowerCase());
    this.#fqdns.add(computer.fqdn.toLowerCase());
  }
}
