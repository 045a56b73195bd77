import { assert, boolean, constantFrom, property, record, uint8Array, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MAX_BOOT_PARAMETER_BYTES, readBootParameters } from '../../../../../emulator/device/power/boot-parameters.ts';

const variable = constantFrom(1, 2, 10, 21);

function encoded(parameters: readonly { readonly type: number; readonly value: Uint8Array }[]): Buffer {
  return Buffer.concat(
    parameters.map(({ type, value }) => {
      const head = Buffer.alloc(8);
      head.writeUInt16LE(0x8086, 0);
      head.writeUInt16LE(type, 2);
      head.writeUInt32LE(value.length, 4);
      return Buffer.concat([head, value]);
    }),
  );
}

describe('UEFI boot parameters', () => {
  it('are read as they were written', () => {
    const one = record({ type: variable, value: uint8Array({ maxLength: 50 }) });
    assert(
      property(uniqueArray(one, { selector: ({ type }) => type, maxLength: 4 }), (parameters) => {
        const reading = readBootParameters(encoded(parameters), 'recovery');
        expect(reading.ok && reading.parameters.map(({ type, value }) => [type, [...value]])).toEqual(
          parameters.map(({ type, value }) => [type, [...value]]),
        );
      }),
    );
  });

  it('are read or refused, whatever the bytes', () => {
    assert(
      property(uint8Array({ maxLength: 1100 }), boolean(), (bytes, isErase) => {
        const reading = readBootParameters(Buffer.from(bytes), isErase ? 'erase' : 'recovery');
        const why = reading.ok ? 'nothing' : reading.why;
        expect(['nothing', 'too-long', 'truncated', 'vendor', 'type', 'length', 'repeated']).toContain(why);
        expect(reading.ok && bytes.length > MAX_BOOT_PARAMETER_BYTES).toBe(false);
      }),
    );
  });

  it.each([
    ['too-long', Buffer.alloc(1025)],
    ['truncated', Buffer.from('86800100', 'hex')],
    ['truncated', Buffer.from('868001000500000061', 'hex')],
    ['vendor', Buffer.from('3412010000000000', 'hex')],
    ['type', Buffer.from('8680070000000000', 'hex')],
    ['length', Buffer.from('868004000100000000', 'hex')],
    ['length', encoded([{ type: 1, value: Buffer.alloc(301) }])],
    ['repeated', encoded([1, 1].map((type) => ({ type, value: Buffer.from('a') })))],
  ])('are refused as %s', (why, bytes) => {
    expect(readBootParameters(bytes, 'recovery')).toEqual({ ok: false, why });
  });

  it('mean other things when they are for erasing', () => {
    const mask = encoded([{ type: 1, value: Buffer.from([4, 0, 0, 0]) }]);
    expect(readBootParameters(mask, 'erase').ok).toBe(true);
    expect(readBootParameters(encoded([{ type: 2, value: Buffer.from('a') }]), 'erase')).toEqual({
      ok: false,
      why: 'type',
    });
  });
});
