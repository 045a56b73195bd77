import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { connect, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { DhcpClient, type Lease } from '../../../../emulator/network/dhcp-client.ts';
import { rfc2136Names } from '../../../../provisioner/names/rfc2136-names.ts';
import { makeAuthority } from '../../../../scenarios/world/authority/certificates.ts';
import { DhcpServer } from '../../../../scenarios/world/dhcp/server.ts';
import { DnsServer } from '../../../../scenarios/world/dns/server.ts';
import { keyPool, poolKeys } from '../../../../scenarios/world/keys/pool.ts';
import { createFabric, type Fabric } from '../../../../scenarios/world/network/fabric.ts';
import type { TcpStream } from '../../../../scenarios/world/seams.ts';

const START_MS = 1_204_534_800_000;
const DNS_AT = { address: '10.15.0.2', port: 53 };

const open: Fabric[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((fabric) => fabric.close()));
});

function setUp(mode: 'memory' | 'sockets'): { fabric: Fabric; clock: VirtualClock } {
  const fabric = createFabric({ mode });
  open.push(fabric);
  return { fabric, clock: new VirtualClock({ startMs: START_MS, activity: fabric.activity }) };
}

describe.each(['memory', 'sockets'] as const)('the world on a network of %s', (mode) => {
  it('gives the emulator’s DHCP client a lease with its options', async () => {
    const { fabric, clock } = setUp(mode);
    const server = new DhcpServer({ clock, link: fabric.attach('dc1', '10.15.0.2'), address: '10.15.0.2' });
    const pool = { subnet: '10.15.0.0', mask: '255.255.255.0', first: '10.15.0.20', last: '10.15.0.99' };
    const options = { routers: ['10.15.0.254'], domainNameServers: ['10.15.0.2'], domainName: 'adatum.com' };
    server.addScope({ ...pool, leaseMs: 3_600_000, active: true, options });
    await server.listen();
    const leases: Lease[] = [];
    const client = new DhcpClient({
      link: fabric.attach('DESK001'),
      clock,
      chance: seededChance('DESK001'),
      mac: '00:1b:21:00:00:01',
      name: () => ({ host: 'desk001', domain: '' }),
      retryMs: [4000],
      onLease: (lease) => leases.push(lease),
      onLost: () => undefined,
      onEvent: () => undefined,
      onTrouble: (error) => expect.unreachable(error.message),
    });
    client.start();
    expect(await clock.until(() => leases.length > 0, 10_000)).toBe(true);
    expect(clock.elapsedMs()).toBe(0);
    expect(leases[0]).toMatchObject({ address: '10.15.0.20', dns: ['10.15.0.2'], domain: 'adatum.com' });
    expect(await clock.until(() => leases.length > 1, 3_600_000)).toBe(true);
    expect(server.log.map((entry) => entry.event)).toEqual(['offer', 'ack', 'ack']);
    await client.release();
    await clock.settle();
    expect(server.leases()).toEqual([]);
  });

  it('lets the service point register its alias, signed, and resolve it', async () => {
    const { fabric, clock } = setUp(mode);
    const dns = new DnsServer({ clock, updates: 'secure' });
    dns.addZone('adatum.com', 'dc1.adatum.com');
    dns.addRecord({ name: 'server15.adatum.com', type: 'A', data: '10.15.0.15', ttlSeconds: 3600 });
    const key = { name: 'server15.adatum.com', secret: Buffer.alloc(32, 15) };
    dns.addKey(key.name, key.secret);
    await dns.listen(fabric.attach('dc1', '10.15.0.2'), DNS_AT);
    const link = fabric.attach('server15', '10.15.0.15');
    const path = { link, clock, chance: seededChance('dns'), server: DNS_AT, zone: 'adatum.com' };
    const names = rfc2136Names({ ...path, key });
    await clock.settled(names.registerAlias('ProvisionServer.adatum.com', 'server15.adatum.com'), 60_000);
    expect(await clock.settled(names.resolve('ProvisionServer.adatum.com'), 60_000)).toEqual(['10.15.0.15']);
    expect(dns.updateLog.map((entry) => [entry.from, entry.identity])).toEqual([['10.15.0.15', 'server15.adatum.com']]);
    dns.silent = true;
    await expect(clock.settled(names.resolve('x.adatum.com'), 60_000)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('carries TLS without letting time pass', async () => {
    const { fabric, clock } = setUp(mode);
    const [privateKeyPem = ''] = poolKeys(2048);
    const subject = [{ name: 'commonName', value: 'desk001.adatum.com' }] as const;
    const wanted = { subject, privateKeyPem, fromMs: START_MS, untilMs: START_MS + 1e12, hash: 'sha256' } as const;
    const { certificatePem } = makeAuthority(wanted, seededChance('tls'));
    const device = fabric.attach('DESK001', '10.15.0.20');
    await device.listenTcp({ address: '10.15.0.20', port: 16_993 }, (stream: TcpStream) => {
      const secure = new TLSSocket(stream, { isServer: true, key: privateKeyPem, cert: certificatePem });
      secure.on('data', (chunk: Buffer) => secure.end(chunk));
      secure.on('error', () => secure.destroy());
    });
    const talk = async (): Promise<string> => {
      const signal = new AbortController().signal;
      const to = { address: '10.15.0.20', port: 16_993 };
      const stream = await fabric.attach('server15', '10.15.0.15').connectTcp('10.15.0.15', to, signal);
      const secure = connect({ socket: stream, rejectUnauthorized: false });
      secure.write('GET');
      const [answer] = (await once(secure, 'data')) as [Buffer];
      secure.end();
      await once(secure, 'close');
      return answer.toString();
    };
    clock.after(1, 'must not fire during the talk', () => undefined);
    expect(await clock.settled(talk(), 10)).toBe('GET');
    expect(clock.elapsedMs()).toBe(0);
    await clock.settle();
    expect(fabric.activity.inFlight).toBe(0);
  });
});

describe('the key pool', () => {
  it('hands out distinct keys of the size asked for', async () => {
    const keys = keyPool();
    for (const [bits, count] of [
      [1024, 4],
      [2048, 24],
      [4096, 2],
    ] as const) {
      const pems = await Promise.all(Array.from({ length: count }, () => keys.next(bits)));
      const sizes = pems.map((pem) => createPublicKey(pem.privateKeyPem).asymmetricKeyDetails?.modulusLength);
      expect(new Set(sizes)).toEqual(new Set([bits]));
      expect(new Set(pems.map((pem) => pem.privateKeyPem)).size).toBe(count);
    }
    await expect(keys.next(512)).rejects.toThrow(RangeError);
  });
});
