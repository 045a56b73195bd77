import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownAddress } from '../client/addresses.ts';
import { run } from '../client/child.ts';

const COMMAND = fileURLToPath(new URL('../../scenarios/amt-testbed.mjs', import.meta.url));

describe('emulate ends with one line and a hint when --nvram', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amt-refusals-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const emulate = (nvram: string): ReturnType<typeof run> =>
    run(process.execPath, [COMMAND, 'emulate', '--address', ownAddress(42), '--nvram', nvram, '--json']);
  const refusal = (hint: string): object => ({
    code: 1,
    signal: null,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^amt-testbed emulate: [^\\n]+ \\(hint: ${hint}[^\\n]*\\)\\n$`)),
  });

  it.each([
    ['is a file', 'file', 'give --nvram a directory, not a file'],
    ['is below a file', 'file/below', 'give --nvram a directory, not a file'],
    ['cannot be made', '/proc/amt-testbed', 'give --nvram a directory that can be made'],
    ['is empty', '', 'give --nvram a directory that can be made'],
  ])('%s', async (_what, path, hint) => {
    writeFileSync(join(folder, 'file'), 'x');
    expect(await emulate(path.startsWith('file') ? join(folder, path) : path)).toEqual(refusal(hint));
  });

  it.each(['a folder', 'a device without end'])('has %s where a device keeps its state', async (what) => {
    const file = join(folder, 'device-1.nvram');
    if (what !== 'a folder') symlinkSync('/dev/zero', file);
    else mkdirSync(file);
    expect(await emulate(folder)).toEqual(refusal('remove the damaged file'));
  });
});

describe('emulate starts no device when --report', () => {
  it.each(['', '/proc/amt-testbed', '/proc/amt-testbed/report.json', tmpdir()])('is "%s"', async (report) => {
    const args = ['emulate', '--address', ownAddress(44), '--json', '--report', report];
    const ended = await run(process.execPath, [COMMAND, ...args]);
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^amt-testbed emulate: --report: [^\n]+ \(hint: give --report a file[^\n]+\)\n$/),
    });
  });
});

describe('emulate knows what was ever sold', () => {
  const emulate = (...args: readonly string[]): ReturnType<typeof run> =>
    run(process.execPath, [COMMAND, 'emulate', '--address', ownAddress(43), ...args]);

  it('and says which releases and SKUs those are', async () => {
    const { code, stdout } = await emulate('--help');
    expect(code).toBe(0);
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain('"2.6", "3.2.1", "4.0", "4.2", "5.0", "5.2", "6.2", "7.1", "8.1", "9.5", "10.0", "11.8"');
    expect(words).toContain('"amt", "standard-manageability"');
  });

  it('and refuses a release that nobody describes, and a SKU that a release never had', async () => {
    const unknown = await emulate('--release', '11.9');
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('Allowed choices are 2.6, 3.2.1');
    expect(await emulate('--release', '4.2', '--sku', 'standard-manageability')).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'amt-testbed emulate: release 4.2 was not sold as standard-manageability, only as amt\n',
    });
  });
});
