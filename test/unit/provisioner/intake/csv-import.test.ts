import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CSV_MAX_BYTES, CSV_MAX_LINES, parseComputerCsv } from '../../../../provisioner/intake/csv-import.ts';

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/csv/${name}`, import.meta.url));
const uuid = (n: number) => `4c4c4544-0031-3010-8030-b1c04f3130${String(n).padStart(2, '0')}`;
const good = (n: number) => `DESK0${n},desk0${n}.adatum.com,${uuid(n)}`;
const read = (text: string | Buffer, hasHeadings = false) =>
  parseComputerCsv(typeof text === 'string' ? Buffer.from(text, 'utf8') : text, { hasHeadings });
const codes = (text: string | Buffer, hasHeadings = false) =>
  read(text, hasHeadings).rejected.map(({ line, code }) => `${line} ${code}`);

describe('the import file', () => {
  test('of the documentation is one computer', () => {
    expect(read(fixture('documented.csv'))).toEqual({
      computers: [
        {
          line: 1,
          shortName: 'NEWCOMP1',
          fqdn: 'NEWCOMP1.contoso.com',
          uuid: '55555555-5555-5555-5555-555555555555',
          mac: '05:06:07:08:09:0A',
          importedMebxPassword: undefined,
          importedAdminPassword: undefined,
        },
      ],
      rejected: [],
    });
  });

  test('may have CRLF line ends, blank lines at its end, an empty column in the middle and Base64 passwords', () => {
    const { computers, rejected } = read(fixture('adatum-crlf.csv'));
    expect(rejected).toEqual([]);
    expect(computers.map(({ shortName, mac }) => [shortName, mac])).toEqual([
      ['DESK001', '00:1E:4F:00:00:01'],
      ['DESK002', undefined],
      ['DESK003', undefined],
    ]);
    expect(computers[1]?.uuid).toBe('4c4c4544-0031-3010-8030-b1c04f313032');
    expect([computers[2]?.importedMebxPassword, computers[2]?.importedAdminPassword]).toEqual([
      'P@ssw0rd1',
      'Adm1n!Pass',
    ]);
  });

  test('may end without a line end', () => {
    expect(read(`${good(11)}\n${good(12)}`).computers.map(({ line }) => line)).toEqual([1, 2]);
  });

  test('with a heading fails in line 1, unless the file is said to have headings', () => {
    const text = `Short Name,FQDN,SMBIOS GUID\n${good(11)}\n`;
    expect(codes(text)).toEqual(['1 csv.short-name-syntax']);
    expect(read(text, true)).toMatchObject({ computers: [{ line: 2 }], rejected: [] });
  });

  test('gives up a bad line and nothing else', () => {
    const { computers, rejected } = read(`${good(11)}\nDESK012,desk012.adatum.com\n${good(13)}\n`);
    expect(computers.map(({ shortName }) => shortName)).toEqual(['DESK011', 'DESK013']);
    expect(rejected).toMatchObject([{ line: 2, code: 'csv.too-few-columns' }]);
  });

  test.each([
    ['too few columns', 'DESK011,desk011.adatum.com', 'csv.too-few-columns'],
    ['too many columns', `${good(11)},00:1E:4F:00:00:01,UEBzc3cwcmQx,UEBzc3cwcmQx,x`, 'csv.too-many-columns'],
    ['a UUID without hyphens', 'DESK011,desk011.adatum.com,4c4c45440031301080 30b1c04f313031', 'csv.uuid-syntax'],
    ['a UUID with hyphens left out', 'DESK011,desk011.adatum.com,4c4c4544003130108030b1c04f313031', 'csv.uuid-syntax'],
    ['a UUID with a letter beyond F', `DESK011,desk011.adatum.com,${uuid(11).replace('c', 'g')}`, 'csv.uuid-syntax'],
    ['a UUID in braces', `DESK011,desk011.adatum.com,{${uuid(11)}}`, 'csv.uuid-syntax'],
    ['a UUID that is a digit short', `DESK011,desk011.adatum.com,${uuid(11).slice(1)}`, 'csv.uuid-syntax'],
    ['a UUID of zeros', `DESK011,desk011.adatum.com,${uuid(11).replace(/[^-]/g, '0')}`, 'csv.uuid-unset'],
    ['a UUID of Fs', `DESK011,desk011.adatum.com,${uuid(11).replace(/[^-]/g, 'F')}`, 'csv.uuid-unset'],
    ['a quoted field', `"DESK011",desk011.adatum.com,${uuid(11)}`, 'csv.quoted'],
    ['a comma at the end', `${good(11)},`, 'csv.trailing-comma'],
    ['a letter beyond ASCII', `D\u00C9SK11,desk011.adatum.com,${uuid(11)}`, 'csv.not-ascii'],
    ['a byte order mark', `\uFEFF${good(11)}`, 'csv.byte-order-mark'],
    ['a carriage return inside', `DESK011,desk011.adatum.com\r,${uuid(11)}`, 'csv.control-character'],
    ['no short name', `,desk011.adatum.com,${uuid(11)}`, 'csv.short-name-syntax'],
    ['a short name of 16 letters', `DESK567890123456,desk.adatum.com,${uuid(11)}`, 'csv.short-name-syntax'],
    ['no FQDN', `DESK011,,${uuid(11)}`, 'csv.fqdn-syntax'],
    ['a name without domain', `DESK011,DESK011,${uuid(11)}`, 'csv.fqdn-syntax'],
    ['a MAC address with hyphens', `${good(11)},00-1E-4F-00-00-01`, 'csv.mac-syntax'],
    ['a MAC address without colons', `${good(11)},001E4F000001`, 'csv.mac-syntax'],
    ['a MEBx password in clear', `${good(11)},00:1E:4F:00:00:01,P@ssw0rd1`, 'csv.mebx-password-not-base64'],
    ['a clear password that looks like Base64', `${good(11)},,Passw0rd`, 'csv.mebx-password-not-base64'],
    ['an admin password in clear', `${good(11)},,UEBzc3cwcmQx,Adm1n!Pass`, 'csv.admin-password-not-base64'],
    ['more than 1,024 characters', `${good(11)},${'A'.repeat(1024)}`, 'csv.line-too-long'],
  ])('names a line with %s', (_what, line, code) => {
    expect(codes(`${line}\n${good(12)}\n`)).toEqual([`1 ${code}`]);
    expect(read(`${line}\n${good(12)}\n`).computers.map(({ line: at }) => at)).toEqual([2]);
  });

  test('names a blank line between computers', () => {
    expect(codes(`${good(11)}\n\n${good(12)}\n`)).toEqual(['2 csv.blank-line']);
  });

  test.each([
    ['UUID', `DESK012,desk012.adatum.com,${uuid(11).toUpperCase()}`, 'csv.duplicate-uuid'],
    ['short name', `desk011,desk012.adatum.com,${uuid(12)}`, 'csv.duplicate-name'],
    ['FQDN', `DESK012,DESK011.adatum.com,${uuid(12)}`, 'csv.duplicate-fqdn'],
  ])('takes the first of two lines with one %s, in any letter case', (_what, line, code) => {
    expect(codes(`${good(11)}\n${line}\n`)).toEqual([`2 ${code}`]);
  });

  test('never shows a password, nor whatever stands where one may have slipped to', () => {
    const secret = 'S3cret!Pass';
    const lines = [
      `${good(11)},,${secret}`,
      `${good(11)},,,${secret}`,
      `${good(11)},${secret}`,
      `DESK011,desk011.adatum.com,${secret}`,
      `${secret},desk011.adatum.com,${uuid(11)}`,
      `${good(11)},a,b,${secret},c`,
      `"${secret}`,
    ];
    const { rejected } = read(lines.join('\n'));
    expect(rejected).toHaveLength(lines.length);
    expect(JSON.stringify(rejected)).not.toContain(secret);
  });

  test('may carry a password that a Windows script wrote as UTF-16', () => {
    const wide = Buffer.from('P@ssw0rd1', 'utf16le').toString('base64');
    expect(read(`${good(11)},,${wide}`).computers[0]?.importedMebxPassword).toBe('P@ssw0rd1');
  });

  test('in UTF-16, empty, too long or too big is refused as a whole', () => {
    expect(codes(Buffer.from(`\uFEFF${good(11)}`, 'utf16le'))).toEqual(['1 csv.wrong-encoding']);
    expect(codes('')).toEqual(['1 csv.no-computers']);
    expect(codes('\n\n')).toEqual(['1 csv.no-computers']);
    expect(codes('x\n'.repeat(CSV_MAX_LINES + 1))).toEqual(['1 csv.too-many-lines']);
    expect(codes(Buffer.alloc(CSV_MAX_BYTES + 1, 0x41))).toEqual(['1 csv.file-too-big']);
  });
});
