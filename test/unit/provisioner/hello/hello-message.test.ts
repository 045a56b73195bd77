import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeHello, HelloError } from '../../../../provisioner/hello/hello-message.ts';

const fixture = (name: string) =>
  Buffer.from(readFileSync(new URL(`../../../fixtures/hello/${name}`, import.meta.url), 'latin1').trim(), 'hex');

function refusal(bytes: Buffer): { code: string; offset: number } {
  try {
    decodeHello(bytes);
  } catch (error) {
    if (error instanceof HelloError) return { code: error.code, offset: error.offset };
    throw error;
  }
  throw new Error('it was taken');
}

const patched = (name: string, at: number, ...bytes: number[]) => {
  const message = fixture(name);
  Buffer.from(bytes).copy(message, at);
  return message;
};

describe('a hello message', () => {
  test('of version 2 gives UUID in text order, retry count and PID', () => {
    expect(decodeHello(fixture('psk-first-try.hex'))).toEqual({
      version: 2,
      adminCredentialsSet: false,
      retryCount: 0,
      uuid: '00112233-4455-6677-8899-aabbccddeeff',
      pid: '0000037M',
    });
  });

  test('of version 3 gives the root hashes in order', () => {
    expect(decodeHello(fixture('pki-retry-4.hex'))).toEqual({
      version: 3,
      adminCredentialsSet: false,
      retryCount: 4,
      uuid: '00112233-4455-6677-8899-aabbccddeeff',
      hashes: [
        { algorithm: 'sha1', hash: '742c3192e607e424eb4549542be1bbc53e6174e2' },
        { algorithm: 'sha1', hash: '2796bae63f1801e277261ba0d77770028f20eee4' },
      ],
    });
  });

  test('with more than 23 hashes is taken, as devices send them', () => {
    const head = Buffer.concat([fixture('pki-retry-4.hex').subarray(0, 24), Buffer.from([24])]);
    const entry = Buffer.concat([Buffer.from([2, 32]), Buffer.alloc(32, 7)]);
    const message = decodeHello(Buffer.concat([head, ...Array.from({ length: 24 }, () => entry)]));
    expect(message.version === 3 && message.hashes.length).toBe(24);
  });

  test.each([
    ['nothing at all', Buffer.alloc(0), 'hello.truncated', 0],
    ['a header cut short', fixture('psk-first-try.hex').subarray(0, 23), 'hello.truncated', 23],
    ['version 1', patched('psk-first-try.hex', 2, 1, 0), 'hello.unknown-version', 2],
    ['credentials field 2', patched('psk-first-try.hex', 0, 2, 0), 'hello.invalid-credentials-field', 0],
    ['a PID cut short', fixture('psk-first-try.hex').subarray(0, 31), 'hello.truncated', 31],
    ['a PID with a blank', patched('psk-first-try.hex', 26, 0x20), 'hello.invalid-pid', 26],
    ['a byte too many', Buffer.concat([fixture('psk-first-try.hex'), Buffer.alloc(1)]), 'hello.trailing-bytes', 32],
    ['no hash count', fixture('pki-retry-4.hex').subarray(0, 24), 'hello.truncated', 24],
    ['an MD5 hash', patched('pki-retry-4.hex', 25, 0), 'hello.unknown-hash-type', 25],
    ['a SHA-1 hash of 32 bytes', patched('pki-retry-4.hex', 26, 32), 'hello.hash-length-mismatch', 26],
    ['fewer hashes than counted', patched('pki-retry-4.hex', 24, 3), 'hello.truncated', 69],
    ['more hashes than counted', patched('pki-retry-4.hex', 24, 1), 'hello.trailing-bytes', 47],
    ['16,001 bytes', Buffer.alloc(16_001), 'hello.too-long', 16_000],
  ])('is refused for %s', (_what, bytes, code, offset) => {
    expect(refusal(bytes)).toEqual({ code, offset });
  });
});
