import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeAuditRecord, encodeAuditRecord } from '../../emulator/device/logs/audit-log-record.ts';
import { decodeEventRecord, encodeEventRecord } from '../../emulator/device/logs/event-log.ts';

const hexOf = (maxLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength }).map((octets) => Buffer.from(octets).toString('hex'));
const printable = (maxLength: number): fc.Arbitrary<string> =>
  fc.stringMatching(/^[\x21-\x7e]*$/).map((text) => text.slice(0, maxLength));
const initiator = fc.oneof(
  fc.record({ kind: fc.constant('digest' as const), user: printable(32) }),
  fc.record({ kind: fc.constant('kerberos' as const), rid: fc.nat(0xffffffff), sid: hexOf(28) }),
  fc.constant({ kind: 'local' as const }),
  fc.constant({ kind: 'kvm-port' as const }),
);
const record = fc.record({
  application: fc.nat(0xffff),
  event: fc.nat(0xffff),
  initiator,
  atSeconds: fc.nat(0xffffffff),
  address: fc.oneof(fc.constant(''), fc.ipV4(), fc.ipV6()),
  extended: hexOf(255),
});

it('an audit record survives its octets, with and without a counted zero', () => {
  fc.assert(
    fc.property(record, fc.boolean(), (written, countsZero) => {
      expect(decodeAuditRecord(encodeAuditRecord(written, countsZero))).toEqual(written);
    }),
  );
});

it('octets that are no audit record are refused, never thrown about', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
      const read = decodeAuditRecord(Buffer.from(octets));
      const again = read === undefined ? octets : encodeAuditRecord(read);
      expect(again.length).toBeLessThanOrEqual(octets.length);
    }),
  );
  fc.assert(
    fc.property(record, fc.nat(), (written, cut) => {
      const octets = encodeAuditRecord(written);
      expect(decodeAuditRecord(octets.subarray(0, cut % octets.length))).toBeUndefined();
      expect(decodeAuditRecord(Buffer.concat([octets, Buffer.of(0)]))).toBeUndefined();
    }),
  );
});

it('an event record is its 21 octets, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 21, maxLength: 21 }), (octets) => {
      const read = decodeEventRecord(Buffer.from(octets));
      expect(read === undefined ? undefined : encodeEventRecord(read)).toEqual(Buffer.from(octets));
    }),
  );
});

/** Records that consoles published, with what they mean. */
it.each([
  [
    'ABMAAAI/9M1uAgAQAAwAAAAoBZkADAAAACQFlA==',
    { application: 19, event: 0, initiator: { kind: 'local' }, address: '', atSeconds: 0x3ff4cd6e },
  ],
  [
    'ABAAEgAFYWRtaW5e+daPAAkxMjcuMC4wLjEA',
    { application: 16, event: 18, initiator: { kind: 'digest', user: 'admin' }, address: '127.0.0.1', extended: '' },
  ],
  [
    'ABUAAAAJJCRPc0FkbWluXvnewgAJMTI3LjAuMC4xBF76QRI=',
    { application: 21, initiator: { kind: 'digest', user: '$$OsAdmin' }, extended: '5efa4112' },
  ],
  ['ABAAEwJe+jS5AgABAg==', { application: 16, event: 19, extended: '02' }],
])('the published record %s is read, and written the same', (base64, meaning) => {
  const read = decodeAuditRecord(Buffer.from(base64, 'base64'));
  expect(read).toMatchObject(meaning);
  expect(read === undefined ? '' : encodeAuditRecord(read).toString('base64')).toBe(base64);
});
