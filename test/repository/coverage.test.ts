import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverage } from '../support/coverage.ts';
import { coverageDocument, releaseTable } from '../support/coverage-document.ts';
import { checkout } from '../support/layering.ts';

const DOCUMENT = join(checkout, 'emulator', 'COVERAGE.md');
const README = join(checkout, 'README.md');
const BLOCK = /(<!-- releases -->\n\n)[^]*?(\n\n<!-- end of releases -->)/;

const covered = coverage();

test('emulator/COVERAGE.md says what an operational device of each release serves', () => {
  const text = coverageDocument(covered);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(DOCUMENT, text);
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(text);
});

test('the table of releases in README.md counts the same', () => {
  const before = readFileSync(README, 'utf8');
  expect(before).toMatch(BLOCK);
  const after = before.replace(BLOCK, `$1${releaseTable(covered)}$2`);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(README, after);
  expect(readFileSync(README, 'utf8')).toBe(after);
});

test('every class that a release serves is a class with an operation, or an abstract one', () => {
  const idle = covered.flatMap(({ release, classes }) =>
    classes
      .filter(({ isAbstract, operations }) => !isAbstract && operations.length === 0)
      .map(({ name }) => `${release} ${name}`),
  );
  expect(idle).toEqual([]);
});
