import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkout, readSources } from '../support/layering.ts';

const EXPECTED =
  /^(\..+|package(-lock)?\.json|tsconfig\.json|emulator|provisioner|scenarios|test|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|vitest\.config\.ts|knip\.json)$/;

test('the top level holds what it should and nothing else', () => {
  const ignored = new Set(['.git', 'node_modules', 'dist', 'coverage', 'reports']);
  const tops = readdirSync(checkout).filter((name) => !ignored.has(name));
  expect(tops.filter((name) => !EXPECTED.test(name))).toEqual([]);
});

test('no source says that it is unfinished', () => {
  // Each word is broken by a bracket, so that this file does not find itself.
  const words = /\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/;
  const unfinished = [...readSources()].filter(([, text]) => words.test(text)).map(([file]) => file);
  expect(unfinished).toEqual([]);
});

test('tests are neither left out nor singled out', () => {
  const marker = /\b(test|it|describe)\.(o[n]ly|t[o]do|f[a]ils)\b/;
  const marked = [...readSources()].filter(([, text]) => marker.test(text)).map(([file]) => file);
  expect(marked).toEqual([]);
});
