import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';

/** Longest JSON file that is read, in bytes. */
const MAXIMUM_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The content of a JSON file; undefined when there is none. Throws a SyntaxError when it is no JSON, a RangeError when it
 * is too long, and Node's system errors.
 */
export function readJsonFile(path: string): unknown {
  if (!existsSync(path)) return undefined;
  const sizeBytes = statSync(path).size;
  if (sizeBytes > MAXIMUM_FILE_BYTES)
    throw new RangeError(`${path} has ${sizeBytes} bytes; at most ${MAXIMUM_FILE_BYTES} are read`);
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}

/** Replaces a file as a whole, readable by its owner only: after a crash either the old or the new content is there. */
export function writeJsonFile(path: string, content: unknown): void {
  const temporary = `${path}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(content, undefined, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
}
