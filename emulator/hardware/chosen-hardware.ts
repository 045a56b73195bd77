import { closeSync, openSync, readSync } from 'node:fs';
import { defaultDesktop } from './default-desktop.ts';
import { defaultLaptop } from './default-laptop.ts';
import type { PcDescription } from './pc-description.ts';
import { MAX_DESCRIPTION_CHARACTERS, PcDescriptionError, readPcDescription } from './read-pc-description.ts';

const builtIn: ReadonlyMap<string, PcDescription> = new Map([
  ['desktop', defaultDesktop],
  ['laptop', defaultLaptop],
]);

/**
 * The PC that `desktop`, `laptop` or the path of a JSON file means. Throws {@link PcDescriptionError}, which names the
 * file, also where it cannot be read.
 */
export function chosenHardware(choice: string): PcDescription {
  const known = builtIn.get(choice);
  if (known !== undefined) return known;
  try {
    return readPcDescription(fileText(choice));
  } catch (error) {
    throw new PcDescriptionError(`${choice}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** At most one character more than a description may have: some files never end. Throws system errors. */
function fileText(path: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(MAX_DESCRIPTION_CHARACTERS + 1);
    let length = 0;
    let read = 1;
    while (read > 0 && length < buffer.length) {
      read = readSync(file, buffer, length, buffer.length - length, null);
      length += read;
    }
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
