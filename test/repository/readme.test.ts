import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../support/layering.ts';

const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(checkout, 'package.json'), 'utf8'),
);

test('every npm script that README and CONTRIBUTING name exists', () => {
  const text = readme + readFileSync(join(checkout, 'CONTRIBUTING.md'), 'utf8');
  const named = [...text.matchAll(/npm (?:run )?([a-z][a-z:]*)/g)].map((match) => match[1] ?? '');
  const builtIn = new Set(['ci', 'install']);
  expect([...new Set(named)].filter((name) => !builtIn.has(name) && manifest.scripts[name] === undefined)).toEqual([]);
});

test('every file that README links to exists', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(() => readFileSync(join(checkout, link))).not.toThrow();
});

test('the release numbers in README are those that the emulator knows', async () => {
  const { releases } = await import('../../emulator/index.ts');
  const table = /<!-- releases -->([^]*)<!-- end of releases -->/.exec(readme)?.[1] ?? '';
  const shown = [...table.matchAll(/^\| (\d[\d.]*) /gm)].map((match) => match[1]);
  expect(shown).toEqual(releases);
});
