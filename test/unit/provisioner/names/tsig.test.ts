import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTsigKey } from '../../../../provisioner/names/tsig-key-file.ts';
import { signRequest, verifyAnswer } from '../../../../provisioner/names/tsig.ts';

// A request that nsupdate of BIND 9.18.49 signed, and the answer of named to it, recorded between the two on loopback.
const KEY_FILE =
  'key "server15.adatum.com" {\n\talgorithm hmac-sha256;\n\tsecret "c2VydmVyMTUgdGVzdCBrZXkgb2YgMzIgYnl0ZXMhISE=";\n};\n';
const REQUEST = Buffer.from(
  'a4b3280000010001000100010661646174756d03636f6d000006000106616c69617332c00c00ff00fe000000000000c01c00050001000004b0000b' +
    '087365727665723135c00c0873657276657231350661646174756d03636f6d0000fa00ff00000000003d0b686d61632d7368613235360000006b' +
    '04b781012c00202eea975f7e13e96008a83d3d8894df85483b6e6cc305021a617dab3dd3495e55a4b300000000',
  'hex',
);
const ANSWER = Buffer.from(
  'a4b3a80000010000000000010661646174756d03636f6d00000600010873657276657231350661646174756d03636f6d0000fa00ff0000000000' +
    '3d0b686d61632d7368613235360000006b04b781012c00209a50da9059c0fd9bcd1f78d9c3ab4860c6166513b1abed4d46977f02d8002047a4b300000000',
  'hex',
);
const TSIG_BYTES = 92;
const SIGNED_AT_SECONDS = 0x6b04b781;
const key = parseTsigKey(KEY_FILE);

function unsigned(message: Buffer): Buffer {
  const bare = Buffer.from(message.subarray(0, message.length - TSIG_BYTES));
  bare.writeUInt16BE(0, 10);
  return bare;
}

describe('TSIG', () => {
  test('signs a request byte for byte as nsupdate does', () => {
    const { message } = signRequest(unsigned(REQUEST), key, SIGNED_AT_SECONDS);
    expect(message.toString('hex')).toBe(REQUEST.toString('hex'));
  });

  test('accepts the signature of named, within the fudge of 300 seconds', () => {
    const { mac } = signRequest(unsigned(REQUEST), key, SIGNED_AT_SECONDS);
    expect(verifyAnswer(ANSWER, key, mac, SIGNED_AT_SECONDS)).toBe(true);
    expect(verifyAnswer(ANSWER, key, mac, SIGNED_AT_SECONDS + 300)).toBe(true);
    expect(verifyAnswer(ANSWER, key, mac, SIGNED_AT_SECONDS + 301)).toBe(false);
  });

  test('rejects an answer to another request, one of another key, and an unsigned one', () => {
    const { mac } = signRequest(unsigned(REQUEST), key, SIGNED_AT_SECONDS);
    expect(verifyAnswer(ANSWER, key, Buffer.alloc(32), SIGNED_AT_SECONDS)).toBe(false);
    expect(verifyAnswer(ANSWER, { ...key, secret: Buffer.alloc(32) }, mac, SIGNED_AT_SECONDS)).toBe(false);
    expect(verifyAnswer(ANSWER, { ...key, name: 'server16.adatum.com' }, mac, SIGNED_AT_SECONDS)).toBe(false);
    expect(verifyAnswer(unsigned(ANSWER), key, mac, SIGNED_AT_SECONDS)).toBe(false);
  });

  test('rejects an answer in which any one bit was changed', () => {
    const { mac } = signRequest(unsigned(REQUEST), key, SIGNED_AT_SECONDS);
    const accepted: number[] = [];
    for (let at = 0; at < ANSWER.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(ANSWER);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        if (verifyAnswer(changed, key, mac, SIGNED_AT_SECONDS)) accepted.push(at);
      }
    }
    // The signature covers all but: the id (the original id is covered), the letter case of the key's and the algorithm's
    // name, and class, TTL and length of the signature's own record, whose values are fixed.
    const tsigAt = ANSWER.length - TSIG_BYTES;
    const free = accepted.filter((at) => at >= 2 && at < tsigAt);
    expect(free).toEqual([]);
    expect(accepted.every((at) => at < 2 || at < tsigAt + 31 + 11)).toBe(true);
  });

  test('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(verifyAnswer(Buffer.from(bytes), key, Buffer.alloc(32), 0)).toBe(false);
      }),
    );
  });

  test('a key file of another algorithm or form is refused without quoting it', () => {
    expect(() => parseTsigKey(KEY_FILE.replace('hmac-sha256', 'hmac-md5'))).toThrow('only keys for hmac-sha256');
    expect(() => parseTsigKey('secret "c2VjcmV0";')).toThrow(/^the file is not a key as tsig-keygen writes it$/);
  });
});
