import { afterEach, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { MESSAGE, OPTION, readDhcp, writeDhcp, type DhcpPacket } from '../../../../scenarios/world/dhcp/dhcp-packet.ts';
import { Registrar } from '../../../../scenarios/world/dhcp/registrar.ts';
import type { Scope, ScopeSettings } from '../../../../scenarios/world/dhcp/scope.ts';
import { DhcpServer } from '../../../../scenarios/world/dhcp/server.ts';
import { DnsServer } from '../../../../scenarios/world/dns/server.ts';
import { createFabric } from '../../../../scenarios/world/network/fabric.ts';

const MAC = '00:1b:21:00:00:01';
const BROADCAST_68 = { address: '255.255.255.255', port: 68 };
const FROM = { address: '0.0.0.0', port: 68 };

const SETTINGS: ScopeSettings = {
  subnet: '10.15.0.0',
  mask: '255.255.255.0',
  first: '10.15.0.20',
  last: '10.15.0.22',
  exclusions: [{ first: '10.15.0.20', last: '10.15.0.20' }],
  reservations: [{ mac: '00:1b:21:00:00:09', address: '10.15.0.90', name: 'DESK009' }],
  leaseMs: 8 * 86_400_000,
  active: true,
  options: {
    routers: ['10.15.0.254'],
    domainNameServers: ['10.15.0.2'],
    domainName: 'adatum.com',
    clientFqdn: true,
  },
};

/**
 * DHCPDISCOVER typed by hand after RFC 2131, figure 1, and RFC 2132: op 1, htype 1, hlen 6, xid 3903f326, broadcast
 * flag, chaddr 001b21000001; options 53 = 1, 55 = (1, 3, 6, 15), 12 = "DESK001", end.
 */
const DISCOVER = Buffer.concat([
  Buffer.from('010106003903f32600008000', 'hex'),
  Buffer.alloc(16),
  Buffer.from('001b21000001', 'hex'),
  Buffer.alloc(10 + 64 + 128),
  Buffer.from('6382536335010137040103060f0c074445534b303031ff', 'hex'),
]);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface World {
  readonly clock: VirtualClock;
  readonly server: DhcpServer;
  readonly dns: DnsServer;
  readonly scope: Scope;
}

async function world(settings: Partial<ScopeSettings> = {}): Promise<World> {
  const fabric = createFabric({ mode: 'memory' });
  const clock = new VirtualClock({ startMs: 1_204_534_800_000, activity: fabric.activity });
  const dns = new DnsServer({ clock, updates: 'secure' });
  dns.addZone('adatum.com', 'dc1.adatum.com');
  const key = { name: 'dc1.adatum.com', secret: Buffer.alloc(32, 1) };
  dns.addKey(key.name, key.secret);
  const link = fabric.attach('dc1', '10.15.0.2');
  await dns.listen(link, { address: '10.15.0.2', port: 53 });
  const to = { address: '10.15.0.2', port: 53 };
  const chance = seededChance('dhcp');
  const registrar = new Registrar({ clock, chance, link, from: '10.15.0.2', server: to, zone: 'adatum.com', key });
  const server = new DhcpServer({ clock, link, address: '10.15.0.2', registrar });
  const scope = server.addScope({ ...SETTINGS, ...settings });
  await server.listen();
  open.push(server, dns, fabric);
  return { clock, server, dns, scope };
}

function packet(type: number, more: Partial<DhcpPacket> = {}, options: readonly [number, Buffer][] = []): Buffer {
  return writeDhcp({
    ...readDhcp(DISCOVER),
    ...more,
    options: new Map([[OPTION.messageType, Buffer.from([type])], ...options]),
  });
}

const address = (text: string): Buffer => Buffer.from(text.split('.').map(Number));
const select = (wanted: string, mac = MAC): Buffer =>
  packet(MESSAGE.request, { mac }, [
    [OPTION.requestedAddress, address(wanted)],
    [OPTION.serverIdentifier, address('10.15.0.2')],
    [OPTION.hostName, Buffer.from('DESK001')],
  ]);

describe('the DHCP server of the world', () => {
  it('offers, byte for byte, what RFC 2131 lays out', async () => {
    const { server } = await world();
    const answer = server.answer(DISCOVER, FROM);
    const fixed = '020106003903f32600008000000000000a0f00150000000000000000001b21000001';
    const options = [
      '63825363', // magic cookie
      '350102', // 53: offer
      '36040a0f0002', // 54: server identifier
      '3304000a8c00', // 51: 691200 s
      '0104ffffff00', // 1
      '03040a0f00fe', // 3
      '06040a0f0002', // 6
      '0f0a61646174756d2e636f6d', // 15
      'ff',
    ].join('');
    expect(answer?.bytes.subarray(0, 34).toString('hex')).toBe(fixed);
    expect(answer?.bytes.subarray(236, 236 + options.length / 2).toString('hex')).toBe(options);
    expect(answer?.to).toEqual(BROADCAST_68);
  });

  it('leases what was offered and registers the name in DNS under its own identity', async () => {
    const { server, dns, clock } = await world();
    server.answer(DISCOVER, FROM);
    server.answer(select('10.15.0.21'), FROM);
    await clock.settle();
    expect(server.leases()).toMatchObject([{ address: '10.15.0.21', mac: MAC, name: 'desk001.adatum.com' }]);
    expect(dns.lookUp('DESK001.adatum.com')).toMatchObject([{ type: 'A', data: '10.15.0.21' }]);
    expect(dns.updateLog).toMatchObject([{ identity: 'dc1.adatum.com', rcode: 'NOERROR' }]);
    server.answer(packet(MESSAGE.release, { ciaddr: '10.15.0.21' }), FROM);
    await clock.settle();
    expect([server.leases(), dns.lookUp('desk001.adatum.com')]).toEqual([[], []]);
  });

  it('leases without telling DNS when that is switched off', async () => {
    const { server, dns, clock } = await world();
    server.registersNames = false;
    server.answer(select('10.15.0.21'), FROM);
    await clock.settle();
    expect([server.leases().length, dns.updateLog.length]).toEqual([1, 0]);
  });

  it('stays silent when the scope is inactive or has no free address, and writes that down', async () => {
    const { server, scope } = await world();
    for (const last of ['01', '02']) {
      const mac = `00:1b:21:00:00:${last}`;
      const offer = readDhcp(server.answer(packet(MESSAGE.discover, { mac }), FROM)?.bytes ?? Buffer.alloc(0));
      server.answer(select(offer.yiaddr, mac), FROM);
    }
    expect(server.answer(packet(MESSAGE.discover, { mac: '00:1b:21:00:00:03' }), FROM)).toBeUndefined();
    scope.settings = { ...scope.settings, active: false };
    expect(server.answer(DISCOVER, FROM)).toBeUndefined();
    expect(server.log.slice(-2).map((entry) => entry.event)).toEqual(['no-address', 'scope-inactive']);
    expect(server.leases().map((lease) => lease.address)).toEqual(['10.15.0.21', '10.15.0.22']);
  });

  it('leaves out options that are not configured or not asked for', async () => {
    const { server } = await world({ options: { routers: ['10.15.0.254'], domainNameServers: ['10.15.0.2'] } });
    const configured = readDhcp(server.answer(DISCOVER, FROM)?.bytes ?? Buffer.alloc(0)).options;
    expect([configured.has(OPTION.domainNameServers), configured.has(OPTION.domainName)]).toEqual([true, false]);
    const modest = packet(MESSAGE.discover, {}, [[OPTION.parameterRequestList, Buffer.from([1])]]);
    const asked = readDhcp(server.answer(modest, FROM)?.bytes ?? Buffer.alloc(0)).options;
    expect([asked.has(OPTION.subnetMask), asked.has(OPTION.domainNameServers)]).toEqual([true, false]);
  });

  it('renews by unicast, refuses an address of somebody else, and keeps out of other servers’ offers', async () => {
    const { server } = await world();
    server.answer(select('10.15.0.21'), FROM);
    const renewal = server.answer(packet(MESSAGE.request, { ciaddr: '10.15.0.21' }), FROM);
    expect(renewal?.to).toEqual({ address: '10.15.0.21', port: 68 });
    const stolen = server.answer(select('10.15.0.21', '00:1b:21:00:00:02'), FROM);
    expect(readDhcp(stolen?.bytes ?? Buffer.alloc(0)).options.get(53)).toEqual(Buffer.from([MESSAGE.nak]));
    const elsewhere = packet(MESSAGE.request, {}, [[OPTION.serverIdentifier, address('10.15.0.3')]]);
    expect(server.answer(elsewhere, FROM)).toBeUndefined();
  });

  it('gives a reservation its address and answers a relay where it is', async () => {
    const { server } = await world();
    const relayed = packet(MESSAGE.discover, { mac: '00:1b:21:00:00:09', giaddr: '10.15.0.250' });
    const answer = server.answer(relayed, { address: '10.15.0.250', port: 67 });
    expect(readDhcp(answer?.bytes ?? Buffer.alloc(0)).yiaddr).toBe('10.15.0.90');
    expect(answer?.to).toEqual({ address: '10.15.0.250', port: 67 });
  });

  it('answers option 81 in wire form and says that the server registers the name', async () => {
    const { server } = await world();
    const fqdn = Buffer.concat([Buffer.from('050000', 'hex'), Buffer.from('\x07desk001\x06adatum\x03com\0', 'latin1')]);
    const answer = server.answer(
      packet(MESSAGE.request, {}, [
        [OPTION.requestedAddress, address('10.15.0.21')],
        [OPTION.serverIdentifier, address('10.15.0.2')],
        [OPTION.clientFqdn, fqdn],
      ]),
      FROM,
    );
    const replied = readDhcp(answer?.bytes ?? Buffer.alloc(0)).options.get(OPTION.clientFqdn);
    expect(replied?.toString('hex')).toBe(`05ffff${fqdn.subarray(3).toString('hex')}`);
  });
});
