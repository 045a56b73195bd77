import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDevice, seededChance, VirtualClock } from '../../emulator/index.ts';
import { checkout } from '../support/layering.ts';
import { MemorySegment } from '../support/memory-link.ts';

test('the program of the README powers a device that nobody set up, and shows its state', async () => {
  const printed: unknown[][] = [];
  const console = { log: (...values: unknown[]): void => void printed.push(values) };
  const yourNetwork = new MemorySegment().link();
  // README begins
  const clock = new VirtualClock({ startMs: Date.UTC(2008, 4, 20) });
  const addressing = { address: '10.15.0.20', mask: '255.255.255.0', gateway: '', dns: [], domain: 'adatum.com' };
  const device = createDevice({ firmware: '3.2.1', clock, chance: seededChance(1), link: yourNetwork, addressing });
  device.connectAc();
  device.plugCable();
  await clock.advance(60_000);
  console.log(device.state.setup.provisioningState, device.decisions.at(-1)?.code); // 1 setup.lookup.no-dns-server
  // README ends
  await device.close();
  expect(printed).toEqual([[1, 'setup.lookup.no-dns-server']]);
});

test('the program in the README is the one that is tried here', () => {
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  const tried = readFileSync(join(checkout, 'test', 'repository', 'readme-program.test.ts'), 'utf8');
  const [, program = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [head, ...body] = program.trim().split('\n');
  const [, lines = ''] = /\/\/ README begins\n(.*?)\n *\/\/ README ends/s.exec(tried) ?? [];
  expect(body.join('\n').trim()).toBe(lines.replaceAll(/^ {2}/gm, ''));
  const [, names = ''] = /import \{ (.*) \} from '..\/..\/emulator\/index.ts';/.exec(tried) ?? [];
  expect(head).toBe(`import { ${names} } from 'amt-testbed';`);
});
