import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fidelityDocument } from '../support/fidelity-document.ts';
import { checkout } from '../support/layering.ts';

const PATH = join(checkout, 'emulator', 'FIDELITY.md');

test('emulator/FIDELITY.md says what profiles, classes and rules say', () => {
  const text = fidelityDocument();
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PATH, text);
  expect(readFileSync(PATH, 'utf8')).toBe(text);
});
