import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Nvram } from './nvram.ts';
import { NvramCorruptError } from './nvram-corrupt-error.ts';

/** Bytes that an NVRAM file may have. */
export const MAX_NVRAM_FILE_BYTES = 8_000_000;

const FIRST_LINE = /^amt-nvram sha256=([0-9a-f]{64})$/;

/**
 * NVRAM in a file: a line with a checksum, then the text. A write goes to a neighbour file, is forced to disk and then
 * takes the old file's place, so that a cut leaves the old text or the new one. Secrets of the device are in it, hence
 * only its owner may read it.
 */
export class FileNvram implements Nvram {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Throws {@link NvramCorruptError} with reason `too-long`, `header` or `checksum`, and what the file system throws.
   * Folders, pipes and devices, which may never end, have no right header.
   */
  read(): string | undefined {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isFile()) throw new NvramCorruptError('header', `${this.#path} is not a file`);
    const bytes = found.size;
    if (bytes > MAX_NVRAM_FILE_BYTES) throw new NvramCorruptError('too-long', `${this.#path} has ${bytes} bytes`);
    const content = readFileSync(this.#path, 'utf8');
    const end = content.indexOf('\n');
    const sum = FIRST_LINE.exec(content.slice(0, Math.max(0, end)))?.[1];
    if (sum === undefined) throw new NvramCorruptError('header', `${this.#path} does not begin as it should`);
    const text = content.slice(end + 1);
    if (sumOf(text) !== sum) throw new NvramCorruptError('checksum', `${this.#path} is not what was written`);
    return text;
  }

  write(text: string): void {
    const folder = dirname(this.#path);
    mkdirSync(folder, { recursive: true });
    const next = `${this.#path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeFileSync(file, `amt-nvram sha256=${sumOf(text)}\n${text}`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.#path);
    syncFolder(folder);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
