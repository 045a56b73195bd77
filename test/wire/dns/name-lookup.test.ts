import { describe, expect, it } from 'vitest';
import { seededChance } from '../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../emulator/clock/virtual-clock.ts';
import { NameLookup, readAnswer } from '../../../emulator/network/name-lookup.ts';
import { MemorySegment } from '../../support/memory-link.ts';

const QUESTION = '0f70726f766973696f6e7365727665720661646174756d03636f6d0000010001';

describe('DNS messages on the wire', () => {
  it('a query is the header of RFC 1035 with recursion desired and one A question', async () => {
    const segment = new MemorySegment();
    const clock = new VirtualClock({ startMs: 0, activity: segment });
    const link = segment.link();
    const seen: Buffer[] = [];
    await link.bindUdp({ address: '198.51.100.2', port: 53 }, (bytes) => seen.push(bytes));
    const lookup = new NameLookup({ link, clock, chance: seededChance(1), timeoutMs: 3000, onEvent: () => undefined });
    const resolver = { from: '198.51.100.50', servers: ['198.51.100.2'] };
    const { signal } = new AbortController();
    const answer = await clock.settled(lookup.addresses('ProvisionServer.adatum.com', resolver, signal), 60_000);
    expect(answer).toEqual({ found: false, rcode: 'TIMEOUT' });
    expect(seen.map((bytes) => bytes.subarray(2).toString('hex'))).toEqual(
      Array.from({ length: 2 }, () => `01000001000000000000${QUESTION}`),
    );
    expect(seen[0]?.readUInt16BE(0)).not.toBe(seen[1]?.readUInt16BE(0));
  });

  it('an answer with an alias and compressed names is read', () => {
    // Header, question, "c00c CNAME server15.adatum.com" (suffix compressed), "server15.adatum.com A 198.51.100.15".
    const answer = Buffer.from(
      `abcd85800001000200000000${QUESTION}` +
        'c00c00050001000000780' +
        '00b087365727665723135c01c' +
        'c038000100010000007800' +
        '04c633640f',
      'hex',
    );
    const packet = readAnswer(answer, 0xabcd, 'provisionserver.adatum.com');
    expect(packet?.answers?.map((record) => [record.name, record.type, 'data' in record && record.data])).toEqual([
      ['provisionserver.adatum.com', 'CNAME', 'server15.adatum.com'],
      ['server15.adatum.com', 'A', '198.51.100.15'],
    ]);
    expect(readAnswer(answer, 0xabce, 'provisionserver.adatum.com')).toBeUndefined();
    expect(readAnswer(answer, 0xabcd, 'other.adatum.com')).toBeUndefined();
  });
});
