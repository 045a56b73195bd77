import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileNvram } from '../../../../emulator/nvram/file-nvram.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../emulator/nvram/snapshot.ts';
import { unpacked } from '../../../support/fresh-device.ts';

describe('snapshots', () => {
  const { state } = unpacked();

  it('give back the very state', () => {
    expect(decodeSnapshot(encodeSnapshot(state))).toStrictEqual(state);
  });

  it('of layout 1, which did not say how long setup has been open, are understood', () => {
    const older = encodeSnapshot(state).replace('"layout":3', '"layout":1').replace('"windowSpentMs":0,', '');
    expect(older).not.toContain('windowSpentMs');
    const features = { ...state.features, hostBasedSetup: { nonce: '' } };
    expect(decodeSnapshot(older)).toStrictEqual({ ...state, features });
  });

  it.each([
    ['{', 'not-json'],
    ['[]', 'not-json'],
    ['{"layout":0}', 'unknown-layout'],
    ['{"layout":1}', 'wrong-shape'],
    ['{"layout":2}', 'wrong-shape'],
    ['{"layout":3}', 'wrong-shape'],
    ['{"layout":4}', 'unknown-layout'],
  ])('%j is refused as %s', (text, reason) => {
    expect(() => decodeSnapshot(text)).toThrow(expect.objectContaining({ name: 'NvramCorruptError', reason }));
  });

  it('name the wrong place but not the secret in it', () => {
    const text = encodeSnapshot(state).replace('"mebxPassword":"admin"', '"mebxPassword":4711');
    expect(() => decodeSnapshot(text)).toThrow(/accounts\.mebxPassword(?!.*4711)/);
  });
});

describe('a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amt-nvram-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back the last text, across objects and next to the rest of a write that was cut', () => {
    const path = join(folder, 'deep', 'nvram');
    const nvram = new FileNvram(path);
    expect(nvram.read()).toBeUndefined();
    nvram.write('one');
    nvram.write('two\nlines');
    writeFileSync(`${path}.next`, 'amt-nvram sha2');
    expect(new FileNvram(path).read()).toBe('two\nlines');
  });

  it('is refused when one bit is another', () => {
    const path = join(folder, 'nvram');
    new FileNvram(path).write('text');
    writeFileSync(path, readFileSync(path, 'utf8').replace('text', 'texu'));
    expect(() => new FileNvram(path).read()).toThrow(expect.objectContaining({ reason: 'checksum' }));
    writeFileSync(path, 'text');
    expect(() => new FileNvram(path).read()).toThrow(expect.objectContaining({ reason: 'header' }));
  });
});
