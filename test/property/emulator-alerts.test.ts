import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerDigest, readDigestChallenge } from '../../emulator/alerts/digest-answer.ts';
import { encodePetTrap } from '../../emulator/alerts/pet-trap.ts';
import { decodeEventRecord } from '../../emulator/device/logs/event-log.ts';
import { MAX_DESTINATION_CHARACTERS, readListenerAddress } from '../../emulator/device/logs/subscriptions.ts';
import { isAcknowledgement } from '../../emulator/wsman/eventing-message.ts';

/** One element of BER with a definite length: tag, contents, and what follows. */
function element(bytes: Buffer): readonly [tag: number, contents: Buffer, rest: Buffer] {
  const first = bytes[1] ?? 0;
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthOctets === 0 ? first : bytes.readUIntBE(2, lengthOctets);
  const from = 2 + lengthOctets;
  return [bytes[0] ?? 0, bytes.subarray(from, from + length), bytes.subarray(from + length)];
}

function elements(bytes: Buffer): readonly (readonly [tag: number, contents: Buffer])[] {
  const found: (readonly [number, Buffer])[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const [tag, contents, after] = element(rest);
    found.push([tag, contents]);
    rest = after;
  }
  return found;
}

it('a reader that knows only BER finds every field of a trap', () => {
  const octets = fc.uint8Array({ minLength: 21, maxLength: 21 });
  fc.assert(
    fc.property(octets, fc.nat(0x7fffffff), fc.stringMatching(/^[a-z]{1,16}$/), (bytes, uptimeMs, community) => {
      const record = decodeEventRecord(Buffer.from(bytes));
      if (record === undefined) throw new Error('no record');
      const uuid = '00112233-4455-6677-8899-aabbccddeeff';
      const trap = encodePetTrap(record, { uuid, community, agentAddress: '10.1.2.3', uptimeMs, sequence: 1 });
      const [[, message]] = elements(trap) as [readonly [number, Buffer]];
      const [version, name, pdu] = elements(message);
      expect(version?.[1].toString('hex')).toBe('00');
      expect(name?.[1].toString()).toBe(community);
      const fields = elements(pdu?.[1] ?? Buffer.alloc(0));
      expect(fields.map(([tag]) => tag)).toEqual([0x06, 0x40, 0x02, 0x02, 0x43, 0x30]);
      const specific = fields[3]?.[1] ?? Buffer.alloc(1);
      expect(specific.readIntBE(0, specific.length)).toBe(
        record.sensorType * 0x10000 + record.eventType * 0x100 + record.eventOffset,
      );
      const ticks = fields[4]?.[1] ?? Buffer.alloc(1);
      expect(ticks.readUIntBE(0, ticks.length)).toBe(Math.floor(uptimeMs / 10));
    }),
  );
});

it('challenges and acknowledgements of strangers are read or refused, never thrown about', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const challenge = readDigestChallenge(`Digest realm="x", nonce="y", ${text}`) ?? readDigestChallenge(text);
      const answer = challenge && answerDigest(challenge, { user: 'u', password: 'p' }, '/', '00');
      expect(answer ?? 'Digest ').toMatch(/^Digest /);
      expect(isAcknowledgement(Buffer.from(text))).toBe(false);
    }),
  );
});

it('a listener address is a host and a port or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string({ maxLength: 400 })), (text) => {
      const address = readListenerAddress(text);
      if (address === undefined) return;
      expect(text.length).toBeLessThanOrEqual(MAX_DESTINATION_CHARACTERS);
      expect(address.host).not.toBe('');
      expect(address.port).toBeGreaterThan(0);
      expect(address.path.startsWith('/')).toBe(true);
    }),
  );
});
