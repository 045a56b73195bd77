import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseComputerCsv } from '../../provisioner/intake/csv-import.ts';

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'DESK001',
    'desk001.adatum.com',
    '4c4c4544-0031-3010-8030-b1c04f313031',
    'UEBzc3cwcmQx',
    '"',
    '\r',
  ),
  fc.string({ maxLength: 12 }),
);
const sheet = fc
  .array(
    fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(',')),
    { maxLength: 12 },
  )
  .map((lines) => Buffer.from(lines.join('\n')));

test('any file gives each line at most one fate, and only whole computers', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        sheet,
        fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      ),
      fc.boolean(),
      (content, hasHeadings) => {
        const { computers, rejected } = parseComputerCsv(content, { hasHeadings });
        const lines = [...computers, ...rejected].map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
        expect(Math.max(0, ...lines)).toBeLessThanOrEqual(content.toString('latin1').split('\n').length);
        expect(computers.every(({ uuid, fqdn }) => /^[0-9a-f-]{36}$/.test(uuid) && fqdn.includes('.'))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

const label = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,11}$/);

test('a line that was written by the rules is read back column by column', () => {
  fc.assert(
    fc.property(
      label,
      fc.uuid({ version: 4 }),
      fc.option(fc.stringMatching(/^[ -~]{8,32}$/)),
      (name, uuid, password) => {
        const columns = [name, `${name}.adatum.com`, uuid.toUpperCase()];
        if (password !== null) columns.push('', Buffer.from(password).toString('base64'));
        const { computers, rejected } = parseComputerCsv(Buffer.from(`${columns.join(',')}\r\n`), {
          hasHeadings: false,
        });
        expect(rejected).toEqual([]);
        expect(computers).toMatchObject([
          { shortName: name, fqdn: `${name}.adatum.com`, uuid, importedMebxPassword: password ?? undefined },
        ]);
      },
    ),
  );
});
