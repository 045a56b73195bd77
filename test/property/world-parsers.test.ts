import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DhcpFormatError, readDhcp, writeDhcp, type DhcpPacket } from '../../scenarios/world/dhcp/dhcp-packet.ts';
import { DnsFormatError, readMessage, readName, writeName } from '../../scenarios/world/dns/wire-message.ts';
import { generalizedTime } from '../../scenarios/world/clock/dates.ts';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const dhcpPacket: fc.Arbitrary<DhcpPacket> = fc.record({
  op: fc.constantFrom(1 as const, 2 as const),
  hops: fc.nat(255),
  xid: fc.nat(0xffffffff),
  secs: fc.nat(0xffff),
  broadcast: fc.boolean(),
  ciaddr: address,
  yiaddr: address,
  siaddr: address,
  giaddr: address,
  mac: fc
    .uint8Array({ minLength: 6, maxLength: 6 })
    .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':')),
  options: fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 254 }), fc.uint8Array({ maxLength: 60 })), {
      selector: ([code]) => code,
      maxLength: 12,
    })
    .map((entries) => new Map(entries.map(([code, data]) => [code, Buffer.from(data)] as const))),
});

describe('the parsers of the world', () => {
  it('read back every DHCP packet that they write', () => {
    fc.assert(
      fc.property(dhcpPacket, (packet) => {
        expect(readDhcp(writeDhcp(packet))).toEqual(packet);
      }),
    );
  });

  it('throw nothing but a format error for any bytes', () => {
    const damaged = fc.tuple(dhcpPacket, fc.nat(400), fc.nat(255)).map(([packet, at, value]) => {
      const bytes = writeDhcp(packet);
      bytes.writeUInt8(value, at % bytes.length);
      return bytes.subarray(0, bytes.length - (at % 7));
    });
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
      damaged,
    );
    fc.assert(
      fc.property(any, (bytes) => {
        for (const read of [readDhcp, readMessage]) expect(isTaken(() => read(bytes))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('read back every domain name that they write, and never follow a pointer loop', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/u);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        expect(readName(writeName(labels.join('.')), 0).name).toBe(labels.join('.'));
      }),
    );
    expect(() => readName(Buffer.from('c000', 'hex'), 0)).toThrow(DnsFormatError);
  });

  it('write the same calendar as the platform', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
        const expected = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`;
        expect(generalizedTime(date.getTime())).toBe(expected);
      }),
    );
  });
});

/** True when the call returns or throws one of the parsers' own errors. */
function isTaken(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    return error instanceof DhcpFormatError || error instanceof DnsFormatError;
  }
}
