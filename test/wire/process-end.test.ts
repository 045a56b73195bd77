import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ownAddress } from '../client/addresses.ts';
import { run } from '../client/child.ts';

const DEVICE = new URL('../support/lone-device.ts', import.meta.url);
const SERVICE_POINT = new URL('../support/lone-service-point.ts', import.meta.url);

/** A script in a process of its own, until it ends by itself. */
function script(file: URL, ...args: readonly string[]): ReturnType<typeof run> {
  return run(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...args]);
}

it('a script that only powers a device sees its ports open, and ends once every device is closed', async () => {
  const ended = await script(DEVICE, ownAddress(40), ownAddress(40, 2));
  expect(ended).toEqual({ code: 0, signal: null, stdout: 'listening 16992\nclosed\n', stderr: '' });
});

it('a script with a service point ends once that is stopped, whoever is still connected to it', async () => {
  const ended = await script(SERVICE_POINT, ownAddress(41));
  expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(ended.stdout).toMatch(/^heard hello\.\S+\nstopped\n$/);
});
