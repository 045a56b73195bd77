import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../client/child.ts';

const COMMAND = fileURLToPath(new URL('../../scenarios/amt-testbed.mjs', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amt-reports-'));
  writeFileSync(join(folder, 'file'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

const stories = (reports: string): ReturnType<typeof run> =>
  run(process.execPath, [COMMAND, 'stories', '--only', 'AD-40', '--network', 'memory', '--reports', reports]);

it.each(['file', 'file/below', '/proc/amt-testbed', ''])(
  'stories play nothing and say in one line that their reports cannot go to "%s"',
  async (name) => {
    const ended = await stories(name.startsWith('file') ? join(folder, name) : name);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--reports: [^\n]+ Hint: [^\n]+\n$/) });
    expect(ended.stdout).not.toContain('AD-40');
  },
);

it('stories make the folder of their reports, and those above it', async () => {
  const ended = await stories(join(folder, 'one', 'two'));
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(folder, 'one', 'two', 'scenarios.json'))).toBe(true);
});
