import { encode } from 'dns-packet';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnswer } from '../../emulator/network/name-lookup.ts';

const NAME = 'provisionserver.adatum.com';

it('no octets make the DNS reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const id = bytes.length < 2 ? 0 : Buffer.from(bytes).readUInt16BE(0);
      expect(readAnswer(Buffer.from(bytes), id + 1, NAME)).toBeUndefined();
      const packet = readAnswer(Buffer.from(bytes), id, NAME);
      expect(packet?.questions?.[0]?.name ?? NAME).toBe(NAME);
    }),
  );
  const good = Buffer.from(
    encode({
      type: 'response',
      id: 1,
      questions: [{ type: 'A', name: NAME }],
      answers: [{ type: 'A', name: NAME, ttl: 60, data: '198.51.100.15' }],
    }),
  );
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, octet) => {
      const bytes = Buffer.from(good);
      bytes[at] = octet;
      const packet = readAnswer(bytes, 1, NAME);
      expect(packet?.id ?? 1).toBe(1);
    }),
  );
});
