import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeClientFqdn, decodeDhcp, encodeDhcp } from '../../emulator/network/dhcp-message.ts';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((octets) => octets.join('.'));
const mac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((octets) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(':'));
const value = fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets));
const options = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 254 }).filter((code) => code !== 52),
      value,
    ),
    { maxLength: 3, selector: ([code]) => code },
  )
  .map((entries) => new Map(entries));

it('every DHCP message that can be written is read back as it was', () => {
  const message = fc.record({
    op: fc.constantFrom(1 as const, 2 as const),
    xid: fc.nat(0xffffffff),
    secs: fc.nat(0xffff),
    isBroadcast: fc.boolean(),
    ciaddr: address,
    yiaddr: address,
    siaddr: address,
    giaddr: address,
    chaddr: mac,
    options,
  });
  fc.assert(
    fc.property(message, (written) => {
      expect(decodeDhcp(encodeDhcp(written))).toEqual(written);
    }),
  );
});

it('no octets make the DHCP decoder throw or give back more than came', () => {
  const tail = fc.uint8Array({ maxLength: 1300 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 236, maxLength: 236 }), tail, (fixed, rest) => {
      fixed[0] = 2;
      fixed.set([1, 6], 1);
      const bytes = Buffer.concat([fixed, Buffer.from('63825363', 'hex'), rest]);
      const message = decodeDhcp(bytes);
      if ('fault' in message) return;
      const total = [...message.options.values()].reduce((sum, option) => sum + option.length, 0);
      expect(total).toBeLessThanOrEqual(bytes.length);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void decodeDhcp(Buffer.from(bytes))));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodeClientFqdn(Buffer.from(bytes))));
});
