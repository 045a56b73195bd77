import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Program } from './child.ts';
import { ip, NamespacePair } from './namespace-pair.ts';
import { missing, withoutRoot } from './tools.ts';

const SERVER = fileURLToPath(new URL('./dhcp-server.ts', import.meta.url));
const DEVICE = fileURLToPath(new URL('./dhcp-device.ts', import.meta.url));
/** Called by udhcpc with the event as its argument and the lease in its environment. */
const SCRIPT = `#!/bin/sh
[ "$1" = bound ] || exit 0
ip address add "$ip/$mask" dev "$interface"
echo "address $ip mask $subnet router $router dns $dns domain $domain lease $lease server $serverid"
`;

const reason = missing('udhcpc', 'ip') ?? withoutRoot();

test('udhcpc gets its lease with options 6 and 15 over a real network, and gives it back', async (context) => {
  context.skip(reason !== undefined, reason);
  const folder = mkdtempSync(join(tmpdir(), 'amt-testbed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'bound.sh');
  writeFileSync(script, SCRIPT);
  chmodSync(script, 0o755);

  await using pair = await NamespacePair.make(`amt-testbed-${process.pid}`, '198.51.100.2');
  const serve = [process.execPath, '--import', 'tsx', SERVER, '198.51.100.2', '198.51.100.77'];
  await using server = new Program('ip', ['netns', 'exec', pair.server, ...serve]);
  await server.printed(/^listening\n/);

  const ask = 'udhcpc -f -n -R -i eth0 -t 5 -T 2 -x hostname:desk001 -s'.split(' ');
  await using client = new Program('ip', ['netns', 'exec', pair.client, ...ask, script]);
  expect(await client.printed(/^address .*\n/)).toBe(
    'address 198.51.100.77 mask 255.255.255.0 router 198.51.100.254 dns 198.51.100.2 198.51.100.3 ' +
      'domain adatum.com lease 3600 server 198.51.100.2\n',
  );
  client.signal('SIGTERM');
  await client.ended();

  await server.printed(/"release".*\n/);
  server.signal('SIGTERM');
  const { stdout } = await server.ended();
  const log = stdout.split('\n').slice(1, -1);
  const entries = log.map((line) => JSON.parse(line) as { event: string; address: string; name?: string });
  expect(entries.map(({ event, address, name }) => [event, address, name])).toEqual([
    ['offer', '198.51.100.77', 'desk001'],
    ['ack', '198.51.100.77', 'desk001'],
    ['release', '198.51.100.77', undefined],
  ]);
});

test('a device in factory state gets its lease from udhcpd over a real network, and gives it back', async (context) => {
  const absent = missing('busybox', 'ip') ?? withoutRoot();
  context.skip(absent !== undefined, absent);
  const folder = mkdtempSync(join(tmpdir(), 'amt-testbed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const configuration = join(folder, 'udhcpd.conf');
  writeFileSync(configuration, configurationOf(folder));

  await using pair = await NamespacePair.make(`amt-testbed-d${process.pid}`, '198.51.100.2');
  await ip('-n', pair.client, 'route', 'add', '255.255.255.255/32', 'dev', 'eth0');
  await ip('-n', pair.client, 'route', 'add', '198.51.100.0/24', 'dev', 'eth0');
  await using server = new Program('ip', ['netns', 'exec', pair.server, 'busybox', 'udhcpd', '-f', configuration]);
  const play = [process.execPath, '--import', 'tsx', DEVICE];
  await using device = new Program('ip', ['netns', 'exec', pair.client, ...play]);

  const address = await device.printed(/\{.*\}\n/);
  expect(JSON.parse(address)).toEqual({
    address: '198.51.100.77',
    mask: '255.255.255.0',
    gateway: '198.51.100.254',
    dns: ['198.51.100.2', '198.51.100.3'],
    domain: 'adatum.com',
    source: 'dhcp',
  });
  device.signal('SIGTERM');
  expect((await device.ended()).stdout.match(/^[a-z]+$/gm)).toEqual(['discover', 'offer', 'request', 'ack', 'release']);
  server.signal('SIGTERM');
  expect((await server.ended()).stderr).toMatch(/sending OFFER (?:to|of) 198\.51\.100\.77/);
});

function configurationOf(folder: string): string {
  return [
    'start 198.51.100.77',
    'end 198.51.100.77',
    'interface eth0',
    `lease_file ${join(folder, 'leases')}`,
    `pidfile ${join(folder, 'pid')}`,
    'option subnet 255.255.255.0',
    'option router 198.51.100.254',
    'option dns 198.51.100.2 198.51.100.3',
    'option domain adatum.com',
    'option lease 3600',
    '',
  ].join('\n');
}
