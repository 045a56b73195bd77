import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSources } from '../support/layering.ts';

const sources = readSources();
const DECLARATION = /^export (?:abstract |async )?(?:class|const|function|interface|type) (\w+)/;

/** Names that a door offers, by the file that declares them; `*` for everything that the file exports. */
function offeredBy(door: string): readonly { readonly file: string; readonly names: readonly string[] }[] {
  const exports = /export (?:type )?(?:\{([^}]*)\}|\*) from '([^']+)'/g;
  return [...(sources.get(door) ?? '').matchAll(exports)].map(([, list, path = '']) => ({
    file: join(dirname(door), path),
    names: (list ?? '*').split(',').flatMap((name) => /^(?:type )?([\w*]+)/.exec(name.trim())?.[1] ?? []),
  }));
}

function withoutComment(file: string, names: readonly string[]): readonly string[] {
  const lines = (sources.get(file) ?? '').split('\n');
  return lines.flatMap((line, at) => {
    const [, name = ''] = DECLARATION.exec(line) ?? [];
    const isOffered = name !== '' && (names.includes('*') || names.includes(name));
    return isOffered && !lines[at - 1]?.endsWith('*/') ? [`${file}: ${name}`] : [];
  });
}

test.each(['emulator/index.ts', 'provisioner/index.ts'])('all that %s offers says what it is', (door) => {
  const offered = offeredBy(door);
  expect(offered.length).toBeGreaterThan(20);
  expect(offered.filter(({ file }) => !sources.has(file))).toEqual([]);
  expect(offered.flatMap(({ file, names }) => withoutComment(file, names))).toEqual([]);
});
