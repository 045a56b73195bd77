import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealClock } from '../../emulator/index.ts';
import { DnsServer } from '../../scenarios/world/dns/server.ts';
import { createFabric, type Fabric } from '../../scenarios/world/network/fabric.ts';
import { ownAddress } from './addresses.ts';
import { run, type Ended } from './child.ts';
import { missing } from './tools.ts';

const ADDRESS = ownAddress(4);
const SERVER15 = { name: 'server15.adatum.com', secret: Buffer.alloc(32, 15) };
const SERVER16 = { name: 'server16.adatum.com', secret: Buffer.alloc(32, 16) };
const MEMBERS = [
  ['provisionserver.adatum.com', 'CNAME', 'oob.adatum.com'],
  ['oob.adatum.com', 'CNAME', 'server15.adatum.com'],
  ['server15.adatum.com', 'A', '198.51.100.15'],
] as const;

let fabric: Fabric;
let server: DnsServer;
let port = 0;

beforeEach(async () => {
  fabric = createFabric({ mode: 'sockets' });
  server = new DnsServer({ clock: new RealClock(), updates: 'secure' });
  server.addZone('adatum.com', 'dc1.adatum.com');
  for (const [name, type, data] of MEMBERS) server.addRecord({ name, type, data, ttlSeconds: 1200 });
  for (const { name, secret } of [SERVER15, SERVER16]) server.addKey(name, secret);
  ({ port } = await server.listen(fabric.attach('dc1', ADDRESS), { address: ADDRESS, port: 0 }));
});
afterEach(async () => {
  await server.close();
  await fabric.close();
});

describe('dig against the DNS server of the world', () => {
  const reason = missing('dig');

  test('reads an address and has nothing to warn of', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await dig('server15.adatum.com', 'A', '+norecurse');
    expect(stdout).toMatch(/status: NOERROR.*\n;; flags: qr aa; QUERY: 1, ANSWER: 1/);
    expect(records(stdout)).toEqual(['server15.adatum.com. 1200 IN A 198.51.100.15']);
    expect(stdout).not.toMatch(/warning|malformed/i);
  });

  test.for([['+notcp'], ['+tcp']])('reads a chain of aliases to its end with %s', async ([transport], context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await dig('ProvisionServer.adatum.com', 'A', transport ?? '');
    expect(records(stdout).map((record) => record.replaceAll(/^\S+ |\b1200 IN /g, ''))).toEqual([
      'CNAME oob.adatum.com.',
      'CNAME server15.adatum.com.',
      'A 198.51.100.15',
    ]);
    expect(stdout).toContain(transport === '+tcp' ? '(TCP)' : '(UDP)');
  });

  test('is told NXDOMAIN with the start of authority for a name that nobody has', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await dig('desk999.adatum.com', 'A');
    expect(stdout).toMatch(/status: NXDOMAIN.*\n;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1/);
    expect(records(stdout)).toEqual([
      'adatum.com. 3600 IN SOA dc1.adatum.com. hostmaster.adatum.com. 4 900 600 86400 3600',
    ]);
  });
});

describe('nsupdate against the DNS server of the world', () => {
  const reason = missing('nsupdate');
  const ADD = 'update add desk001.adatum.com 1200 A 198.51.100.101';

  test('without a signature is refused', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stderr } = await nsupdate(ADD);
    expect([code, stderr]).toEqual([2, 'update failed: REFUSED\n']);
    expect(server.lookUp('desk001.adatum.com')).toEqual([]);
  });

  test('signed by a key that the server knows enters a record, and takes the signed answer for genuine', async (context) => {
    context.skip(reason !== undefined, reason);
    expect(await nsupdate(ADD, SERVER15)).toMatchObject({ code: 0, stderr: '' });
    expect(server.lookUp('desk001.adatum.com')).toEqual([
      { name: 'desk001.adatum.com', type: 'A', data: '198.51.100.101', ttlSeconds: 1200 },
    ]);
    expect(server.updateLog.at(-1)).toMatchObject({ identity: SERVER15.name, rcode: 'NOERROR' });
  });

  test('may change its own name, and nobody else may', async (context) => {
    context.skip(reason !== undefined, reason);
    await nsupdate(ADD, SERVER15);
    const change = 'update delete desk001.adatum.com\nupdate add desk001.adatum.com 1200 A 198.51.100.102';
    expect(await nsupdate(change, SERVER16)).toMatchObject({ code: 2, stderr: 'update failed: REFUSED\n' });
    expect(server.lookUp('desk001.adatum.com').map(({ data }) => data)).toEqual(['198.51.100.101']);
    expect(await nsupdate(change, SERVER15)).toMatchObject({ code: 0, stderr: '' });
    expect(server.lookUp('desk001.adatum.com').map(({ data }) => data)).toEqual(['198.51.100.102']);
  });

  test('with a wrong secret is told that the signature is bad', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stderr } = await nsupdate(ADD, { name: SERVER15.name, secret: Buffer.alloc(32, 1) });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/TSIG error with server: tsig indicates error\n/)]);
    expect(stderr).toContain('update failed: NOTAUTH(BADSIG)');
    expect(server.lookUp('desk001.adatum.com')).toEqual([]);
  });

  test('has its conditions looked at', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stderr } = await nsupdate(`prereq nxdomain server15.adatum.com\n${ADD}`, SERVER15);
    expect([code, stderr]).toEqual([2, 'update failed: YXDOMAIN\n']);
  });
});

function dig(name: string, type: string, ...more: readonly string[]): Promise<Ended> {
  const patience = ['+tries=1', '+time=10'];
  return run('dig', ['-r', `@${ADDRESS}`, '-p', String(port), ...patience, ...more, name, type]);
}

function nsupdate(commands: string, key?: typeof SERVER15): Promise<Ended> {
  const login = key === undefined ? [] : ['-y', `hmac-sha256:${key.name}:${key.secret.toString('base64')}`];
  const input = `server ${ADDRESS} ${port}\nzone adatum.com\n${commands}\nsend\n`;
  return run('nsupdate', ['-t', '10', ...login], { input });
}

/** Resource records as dig prints them, blanks reduced to one. */
function records(printed: string): readonly string[] {
  const lines = printed.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  return lines.map((line) => line.replaceAll(/\s+/g, ' '));
}
