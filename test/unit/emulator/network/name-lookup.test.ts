import { describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { NameLookup, type Addresses } from '../../../../emulator/network/name-lookup.ts';
import { FakeDnsServer } from '../../../support/fake-servers.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

const SERVICE = 'provisionserver.adatum.com';
const MINUTE_MS = 60_000;

async function world() {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: 0, activity: segment });
  const first = await new FakeDnsServer(segment.link(), '198.51.100.2').start();
  const second = await new FakeDnsServer(segment.link(), '198.51.100.3').start();
  const events: { readonly question: string; readonly rcode: string; readonly answer: readonly string[] }[] = [];
  const lookup = new NameLookup({
    link: segment.link(),
    clock,
    chance: seededChance('dns'),
    timeoutMs: 3000,
    onEvent: (event) => events.push(event),
  });
  const ask = (name: string, servers: readonly string[] = ['198.51.100.2', '198.51.100.3']): Promise<Addresses> =>
    clock.settled(
      lookup.addresses(name, { from: '198.51.100.50', servers }, new AbortController().signal),
      5 * MINUTE_MS,
    );
  return { segment, clock, first, second, events, lookup, ask };
}

describe('name look-up', () => {
  it('follows an alias inside one answer', async () => {
    const { first, ask, events } = await world();
    first.records = [
      { type: 'CNAME', name: SERVICE, data: 'server15.adatum.com' },
      { type: 'A', name: 'server15.adatum.com', data: '198.51.100.15' },
    ];
    expect(await ask('ProvisionServer.adatum.com')).toEqual({ found: true, addresses: ['198.51.100.15'] });
    expect(events).toMatchObject([{ question: SERVICE, rcode: 'NOERROR' }]);
    expect(events[0]?.answer).toEqual(['CNAME server15.adatum.com', 'A 198.51.100.15']);
  });

  it('asks again for the alias when the answer stops there', async () => {
    const { first, ask } = await world();
    first.records = [{ type: 'CNAME', name: SERVICE, data: 'server15.treyresearch.net' }];
    expect(await ask(SERVICE)).toMatchObject({ found: false });
    expect(first.asked).toEqual([SERVICE, 'server15.treyresearch.net']);
  });

  it('gives up on aliases that go round in circles', async () => {
    const { first, ask } = await world();
    first.records = [{ type: 'CNAME', name: SERVICE, data: SERVICE }];
    expect(await ask(SERVICE)).toEqual({ found: false, rcode: 'LOOP' });
  });

  it('takes NXDOMAIN for an answer and does not ask the second server', async () => {
    const { second, ask } = await world();
    expect(await ask(SERVICE)).toEqual({ found: false, rcode: 'NXDOMAIN' });
    expect(second.asked).toEqual([]);
  });

  it('goes to the second server when the first is silent', async () => {
    const { first, second, ask, clock } = await world();
    first.isSilent = true;
    second.records = [{ type: 'A', name: SERVICE, data: '198.51.100.15' }];
    expect(await ask(SERVICE)).toMatchObject({ found: true });
    expect(clock.elapsedMs()).toBe(3000);
  });

  it('does not ask at all without a server', async () => {
    const { first, ask, events } = await world();
    expect(await ask(SERVICE, [])).toEqual({ found: false, rcode: 'NO_SERVER' });
    expect([first.asked, events]).toEqual([[], []]);
  });

  it.each([
    ['another id', (bytes: Buffer) => Buffer.concat([Buffer.of((bytes[0] ?? 0) ^ 1), bytes.subarray(1)])],
    [
      'another question',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('adatum', 'adatun'), 'latin1'),
    ],
    ['a tail cut off', (bytes: Buffer) => bytes.subarray(0, -2)],
  ])('does not believe an answer with %s', async (_, spoil) => {
    const { first, ask } = await world();
    first.records = [{ type: 'A', name: SERVICE, data: '198.51.100.15' }];
    first.spoil = spoil;
    expect(await ask(SERVICE, ['198.51.100.2'])).toEqual({ found: false, rcode: 'TIMEOUT' });
  });

  it('rejects when it is aborted, and leaves no socket behind', async () => {
    const { first, lookup, clock, segment } = await world();
    first.isSilent = true;
    const controller = new AbortController();
    const answer = lookup.addresses(SERVICE, { from: '198.51.100.50', servers: [first.address] }, controller.signal);
    await clock.settle();
    controller.abort(new Error('cable out'));
    await expect(clock.settled(answer, MINUTE_MS)).rejects.toThrow('cable out');
    expect([...segment.udp].map(({ address }) => address)).not.toContain('198.51.100.50');
  });
});
