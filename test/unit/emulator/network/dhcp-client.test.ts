import { describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { DhcpClient, type Lease } from '../../../../emulator/network/dhcp-client.ts';
import { decodeClientFqdn, DHCP_OPTION } from '../../../../emulator/network/dhcp-message.ts';
import { FakeDhcpServer } from '../../../support/fake-servers.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

const MINUTE_MS = 60_000;
const [DISCOVER, REQUEST, RELEASE] = [1, 3, 7];

async function world() {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: 0, activity: segment });
  const server = await new FakeDhcpServer(segment.link()).start();
  const leases: Lease[] = [];
  const told: string[] = [];
  const name = { host: '', domain: '' };
  const client = new DhcpClient({
    link: segment.link(),
    clock,
    chance: seededChance('dhcp'),
    mac: '02:00:00:00:00:01',
    name: () => name,
    retryMs: [4000, 8000, 16_000],
    onLease: (lease) => leases.push(lease),
    onLost: (why) => told.push(why),
    onEvent: ({ what }) => told.push(what),
    onTrouble: (error) => {
      throw error;
    },
  });
  return { segment, clock, server, client, leases, told, name };
}

describe('DHCP client', () => {
  it('takes the lease that is offered, with name servers and domain', async () => {
    const { clock, client, leases, told } = await world();
    client.start();
    await clock.settle();
    expect(leases).toMatchObject([
      { address: '198.51.100.50', mask: '255.255.255.0', dns: ['198.51.100.2'], domain: 'adatum.com' },
    ]);
    expect(told).toEqual(['discover', 'offer', 'request', 'ack']);
  });

  it('asks for mask, router, name servers and domain, and wants broadcast answers', async () => {
    const { clock, client, server } = await world();
    client.start();
    await clock.settle();
    const [discover] = server.seen;
    expect(discover?.isBroadcast).toBe(true);
    expect([...(discover?.options.get(DHCP_OPTION.parameterList) ?? [])]).toEqual([1, 3, 6, 15]);
    expect(discover?.options.has(DHCP_OPTION.hostName)).toBe(false);
    expect(server.seen[1]?.options.get(DHCP_OPTION.requestedAddress)?.join('.')).toBe('198.51.100.50');
  });

  it('sends its name in options 12 and 81 once it has one, and understands the answer', async () => {
    const { clock, client, server, name, leases } = await world();
    Object.assign(name, { host: 'DESK001', domain: 'adatum.com' });
    server.extra = new Map([[DHCP_OPTION.clientFqdn, Buffer.from('07ffff074445534b30303100', 'hex')]]);
    client.start();
    await clock.settle();
    expect(server.seen[0]?.options.get(DHCP_OPTION.hostName)?.toString()).toBe('DESK001');
    expect(decodeClientFqdn(server.seen[0]?.options.get(DHCP_OPTION.clientFqdn))?.name).toBe('DESK001.adatum.com');
    expect(leases[0]?.fqdn).toEqual({ flags: 7, name: 'DESK001' });
  });

  it('tries for ever, ever more slowly, while nobody answers', async () => {
    const { clock, client, server } = await world();
    server.isSilent = true;
    client.start();
    await clock.advance(4000 + 8000 + 16_000);
    expect(server.seen).toHaveLength(4);
    await clock.advance(10 * 16_000);
    expect(server.seen).toHaveLength(14);
    server.isSilent = false;
    await clock.advance(16_000);
    expect(server.types().slice(-2)).toEqual([DISCOVER, REQUEST]);
  });

  it('begins anew after a NAK', async () => {
    const { clock, client, server, leases, told } = await world();
    server.isRefusing = true;
    client.start();
    await clock.settle();
    expect(told.slice(-1)).toEqual(['nak']);
    expect(leases).toHaveLength(0);
    server.isRefusing = false;
    await clock.advance(10_000);
    expect(leases).toHaveLength(1);
  });

  it('renews at half of the lease by asking its server alone', async () => {
    const { clock, client, server, leases } = await world();
    client.start();
    await clock.advance(30 * MINUTE_MS - 1);
    expect(leases).toHaveLength(1);
    await clock.advance(1);
    expect(leases).toHaveLength(2);
    expect(server.seen.at(-1)).toMatchObject({ ciaddr: '198.51.100.50', isBroadcast: false });
    expect(server.seen.at(-1)?.options.has(DHCP_OPTION.serverId)).toBe(false);
  });

  it('asks everybody at seven eighths and gives the address up at the end', async () => {
    const { clock, client, server, told } = await world();
    client.start();
    await clock.settle();
    server.isSilent = true;
    await clock.advance(60 * MINUTE_MS - 1);
    expect(told.filter((what) => what === 'renew').length).toBeGreaterThan(2);
    expect(told.at(-1)).toBe('rebind');
    await clock.advance(1);
    expect(told.slice(-3)).toEqual(['expired', 'expired', 'discover']);
    server.isSilent = false;
    await clock.advance(MINUTE_MS);
    expect(told.at(-1)).toBe('ack');
  });

  it('counts seconds from where the search or the renewal began, and a request repeats its discover (RFC 2131, 4.4.1)', async () => {
    const { clock, client, server } = await world();
    server.isSilent = true;
    client.start();
    await clock.advance(4000);
    expect(server.seen.map(({ secs }) => secs)).toEqual([0, 4]);
    server.isSilent = false;
    await clock.advance(8000);
    server.isSilent = true;
    expect(server.seen.slice(2).map(({ secs }) => secs)).toEqual([12, 12]);
    await clock.advance(30 * MINUTE_MS);
    expect(server.seen.slice(4).map(({ secs }) => secs)).toEqual([0]);
    await clock.advance(20 * MINUTE_MS);
    expect(server.seen.slice(5).map(({ secs }) => secs)[0]).toBeGreaterThan(60);
    await clock.settled(client.release(), MINUTE_MS);
    expect(server.seen.at(-1)?.secs).toBe(0);
  });

  it('stops using the address at once when a renewal is refused', async () => {
    const { clock, client, server, told } = await world();
    client.start();
    await clock.settle();
    server.isRefusing = true;
    await clock.advance(30 * MINUTE_MS);
    expect(told).toContain('refused');
  });

  it('gives the lease back at an orderly end, and is silent afterwards', async () => {
    const { clock, client, server, segment } = await world();
    client.start();
    await clock.settle();
    await clock.settled(client.release(), MINUTE_MS);
    await clock.advance(120 * MINUTE_MS);
    expect(server.types()).toEqual([DISCOVER, REQUEST, RELEASE]);
    expect(server.seen.at(-1)).toMatchObject({ ciaddr: '198.51.100.50' });
    expect([...segment.udp].map(({ port }) => port)).toEqual([67]);
  });

  it.each([
    ['transaction', { xid: 1 }],
    ['adapter', { chaddr: '02:00:00:00:00:02' }],
    ['direction', { op: 1 as const }],
  ])('does not take an answer of another %s for its own', async (_, change) => {
    const { clock, client, server, leases } = await world();
    server.change = change;
    client.start();
    await clock.advance(MINUTE_MS);
    expect([leases, server.types().every((type) => type === DISCOVER)]).toEqual([[], true]);
  });

  it('says nothing when it is cut off', async () => {
    const { clock, client, server } = await world();
    client.start();
    await clock.settle();
    client[Symbol.dispose]();
    await clock.advance(120 * MINUTE_MS);
    expect(server.types()).toEqual([DISCOVER, REQUEST]);
  });
});
