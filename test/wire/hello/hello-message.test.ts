import { describe, expect, it } from 'vitest';
import { encodeHello } from '../../../emulator/network/hello-message.ts';

// Computed by hand from the layout in "Setup Mode Hello Messages" of the Intel AMT Implementation and Reference Guide;
// the UUID octet order is that of the SMBIOS Reference Specification, 7.2.1.
const UUID = '00112233-4455-6677-8899-aabbccddeeff';

describe('hello message', () => {
  it('version 2 carries the PID after the 24-octet header', () => {
    const bytes = encodeHello({
      areCredentialsChanged: false,
      retryCount: 0,
      uuid: UUID,
      body: { kind: 'psk', pid: '0000037M' },
    });
    expect(bytes.toString('hex')).toBe('000002000000000033221100554477668899aabbccddeeff303030303033374d');
    expect(bytes).toHaveLength(32);
  });

  it('version 3 lists hashes with type and length, back to back', () => {
    const bytes = encodeHello({
      areCredentialsChanged: false,
      retryCount: 4,
      uuid: UUID,
      body: {
        kind: 'pki',
        hashes: [
          { algorithm: 'sha1', hex: '742c3192e607e424eb4549542be1bbc53e6174e2' },
          { algorithm: 'sha1', hex: '2796bae63f1801e277261ba0d77770028f20eee4' },
        ],
      },
    });
    expect(bytes.toString('hex')).toBe(
      '0000030004000000' +
        '33221100554477668899aabbccddeeff' +
        '02' +
        '0114742c3192e607e424eb4549542be1bbc53e6174e2' +
        '01142796bae63f1801e277261ba0d77770028f20eee4',
    );
    expect(bytes).toHaveLength(69);
  });

  it('says when the factory credentials are gone, and a longer hash has its own type', () => {
    const bytes = encodeHello({
      areCredentialsChanged: true,
      retryCount: 0x01020304,
      uuid: UUID,
      body: { kind: 'pki', hashes: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }] },
    });
    expect(bytes.subarray(0, 8).toString('hex')).toBe('0100030004030201');
    expect(bytes.subarray(24, 28).toString('hex')).toBe('010220ab');
  });

  it('refuses what the layout cannot hold', () => {
    const hello = { areCredentialsChanged: false, retryCount: 0, uuid: UUID } as const;
    const entry = { algorithm: 'sha1', hex: '00'.repeat(20) } as const;
    expect(() => encodeHello({ ...hello, body: { kind: 'psk', pid: '0000-037M' } })).toThrow(RangeError);
    expect(() => encodeHello({ ...hello, body: { kind: 'pki', hashes: [{ ...entry, hex: '00' }] } })).toThrow(
      RangeError,
    );
    expect(() => encodeHello({ ...hello, uuid: 'x', body: { kind: 'psk', pid: '0000037M' } })).toThrow(RangeError);
    const tooMany = Array.from({ length: 256 }, () => entry);
    expect(() => encodeHello({ ...hello, body: { kind: 'pki', hashes: tooMany } })).toThrow(RangeError);
  });
});
