import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ownAddress } from '../client/addresses.ts';
import { run } from '../client/child.ts';

/** A script in a process of its own, until it ends by itself. */
function script(name: string, ...args: readonly string[]): ReturnType<typeof run> {
  const file = fileURLToPath(new URL(`../support/${name}`, import.meta.url));
  return run(process.execPath, ['--import', 'tsx', file, ...args]);
}

it('a script that only powers a device sees its ports open, and ends once every device is closed', async () => {
  const ended = await script('lone-device.ts', ownAddress(40), ownAddress(40, 2));
  expect(ended).toEqual({ code: 0, signal: null, stdout: 'listening 16992\nclosed\n', stderr: '' });
});

it('a script with a service point ends once that is stopped, whoever is still connected to it', async () => {
  const ended = await script('lone-service-point.ts', ownAddress(41));
  expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(ended.stdout).toMatch(/^heard hello\.\S+\nstopped\n$/);
});
