import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../emulator');

/** What each file of the emulator imports of the emulator, types included. */
function imports(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const named = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => join(dirname(join(ROOT, file)), to));
      return [file, named.map((to) => relative(ROOT, to))];
    }),
  );
}

/** Circles as chains of file names, each found once from where the walk met it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (path.includes(file) || finished.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    finished.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}

it('no file of the emulator imports itself by a detour', () => {
  const graph = imports();
  expect(graph.size).toBeGreaterThan(50);
  expect(circles(graph)).toEqual([]);
});

it('a circle would be found', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', []],
  ]);
  expect(circles(graph)).toEqual(['b > c > b']);
});
