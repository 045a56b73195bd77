import { decode, encode, type Packet } from 'dns-packet';
import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { seededChance } from '../../../../provisioner/clock/chance.ts';
import { rfc2136Names, type Rfc2136Options } from '../../../../provisioner/names/rfc2136-names.ts';
import { signRequest } from '../../../../provisioner/names/tsig.ts';
import type { NameService } from '../../../../provisioner/ports/names.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

const SERVER = { address: '127.0.0.53', port: 53 };
const ALIAS = 'ProvisionServer.adatum.com';
const TARGET = 'server15.adatum.com';

describe('names by RFC 2136', () => {
  let segment: MemorySegment;
  let clock: VirtualClock;
  let asked: Buffer[];

  beforeEach(() => {
    segment = new MemorySegment();
    clock = new VirtualClock({ startMs: 0, activity: segment });
    asked = [];
  });

  /** A DNS server that answers with what `answer` says; no packet, no answer. */
  async function serve(answer: (query: Packet, bytes: Buffer) => Packet | undefined, rcode = 0): Promise<void> {
    const port = await segment.link().bindUdp(SERVER, (bytes, from) => {
      asked.push(bytes);
      const query = decode(bytes);
      const reply = answer(query, bytes);
      if (reply === undefined) return;
      const flags = (bytes.readUInt16BE(2) & 0x7800) | rcode;
      port.send(encode({ type: 'response', id: query.id ?? 0, flags, ...reply }), from);
    });
  }

  function names(more: Partial<Rfc2136Options> = {}): NameService {
    const options = { link: segment.link(), clock, server: SERVER, zone: 'adatum.com', from: '127.0.0.15' };
    return rfc2136Names({ ...options, chance: seededChance(1), ...more });
  }

  const settled = <T>(work: Promise<T>): Promise<T> => clock.settled(work, 60_000);

  test('an update adds the CNAME only if nobody has the name', async () => {
    await serve(() => ({}));
    await settled(names().registerAlias(ALIAS, TARGET));
    const [update] = asked;
    // Header UPDATE 1/1/1/0, zone SOA IN; prerequisite type ANY class NONE; CNAME IN, TTL 1200: RFC 2136, 2.2 to 2.5.
    const name = '0f70726f766973696f6e7365727665720661646174756d03636f6d00';
    const cased = '0f50726f766973696f6e5365727665720661646174756d03636f6d00';
    expect(update?.subarray(2).toString('hex')).toBe(
      '28000001000100010000' +
        '0661646174756d03636f6d0000060001' +
        `${name}00ff00fe000000000000` +
        `${cased}00050001000004b00015` +
        '087365727665723135' +
        '0661646174756d03636f6d00',
    );
  });

  test('an alias of an earlier life counts as registered; a name of somebody else is left alone', async () => {
    let owner = TARGET;
    const YXDOMAIN = 6;
    const port = await segment.link().bindUdp(SERVER, (bytes, from) => {
      const query = decode(bytes);
      const update = (bytes.readUInt16BE(2) & 0x7800) !== 0;
      const answers = update ? [] : [{ type: 'CNAME' as const, name: ALIAS.toLowerCase(), data: owner }];
      const flags = update ? 0x2800 | YXDOMAIN : 0;
      port.send(encode({ type: 'response', id: query.id ?? 0, flags, answers }), from);
    });
    await settled(names().registerAlias(ALIAS, TARGET));
    owner = 'rogue.adatum.com';
    await expect(settled(names().registerAlias(ALIAS, TARGET))).rejects.toMatchObject({ code: 'exists' });
  });

  test.each([
    [5, 'refused'],
    [9, 'refused'],
    [2, 'failed'],
  ])('rcode %i of an update is %s', async (rcode, code) => {
    await serve(() => ({}), rcode);
    await expect(settled(names().registerAlias(ALIAS, TARGET))).rejects.toMatchObject({ code });
  });

  test('with a key, an answer that is not signed does not count as success', async () => {
    await serve(() => ({}));
    const key = { name: 'server15.adatum.com', secret: Buffer.alloc(32, 7) };
    await expect(settled(names({ key }).registerAlias(ALIAS, TARGET))).rejects.toMatchObject({ code: 'failed' });
    const [signed] = asked;
    const bare = Buffer.from(signed?.subarray(0, -92) ?? '');
    bare.writeUInt16BE(0, 10);
    expect(signed).toEqual(signRequest(bare, key, 0).message);
  });

  test('a question is sent three times, two seconds apart, before it counts as unanswered', async () => {
    await serve(() => undefined);
    await expect(settled(names().resolve(TARGET))).rejects.toMatchObject({ code: 'timeout' });
    expect(asked).toHaveLength(3);
    expect(clock.elapsedMs()).toBe(6000);
  });

  test('an answer from elsewhere or with another id is passed over', async () => {
    const stranger = await segment.link().bindUdp({ address: '127.0.0.66', port: 53 }, () => undefined);
    const server = await segment.link().bindUdp(SERVER, (bytes, from) => {
      const id = bytes.readUInt16BE(0);
      const forged = [{ type: 'A' as const, name: TARGET, data: '127.0.0.66' }];
      stranger.send(encode({ type: 'response', id, answers: forged }), from);
      server.send(encode({ type: 'response', id: id ^ 1, answers: forged }), from);
      server.send(encode({ type: 'query', id, answers: forged }), from);
      server.send(Buffer.from('no DNS'), from);
      server.send(encode({ type: 'response', id, answers: [{ ...forged[0]!, data: '127.0.0.15' }] }), from);
    });
    await expect(settled(names().resolve(TARGET))).resolves.toEqual(['127.0.0.15']);
  });

  test('a lookup follows aliases, in one answer or over several, and ends in a loop', async () => {
    await serve((query) => {
      const name = query.questions?.[0]?.name ?? '';
      if (name === ALIAS)
        return {
          answers: [
            { type: 'CNAME', name, data: 'middle.adatum.com' },
            { type: 'CNAME', name: 'middle.adatum.com', data: TARGET },
          ],
        };
      if (name === TARGET) return { answers: [{ type: 'A', name: TARGET.toUpperCase(), data: '127.0.0.15' }] };
      if (name === 'round.adatum.com') return { answers: [{ type: 'CNAME', name, data: 'a.adatum.com' }] };
      if (name === 'a.adatum.com') return { answers: [{ type: 'CNAME', name, data: 'round.adatum.com' }] };
      return {};
    });
    await expect(settled(names().resolve(ALIAS))).resolves.toEqual(['127.0.0.15']);
    await expect(settled(names().resolve('nobody.adatum.com'))).resolves.toEqual([]);
    await expect(settled(names().resolve('round.adatum.com'))).rejects.toMatchObject({ code: 'failed' });
  });
});
