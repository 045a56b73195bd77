import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** True when a program can be started by its name here. Tests that prove something with a foreign program ask first. */
export function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
