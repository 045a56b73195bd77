import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificationRequest } from '../../emulator/codec/certification-request.ts';
import { DerError, derTags, writeDer } from '../../emulator/codec/der.ts';
import { readRsaPrivateKey } from '../../emulator/codec/rsa-private-key.ts';
import { rsaKey } from '../fixtures/certificates/chains.ts';
import { nullSignedRequest } from '../fixtures/certificates/null-signed-request.ts';

const own = rsaKey('desk001');
const key = readRsaPrivateKey(own);
const request = Buffer.from(nullSignedRequest(key.publicKey.toString('base64'), own), 'base64');

function tolerates(der: Buffer): boolean {
  try {
    readCertificationRequest(der);
    return true;
  } catch (error) {
    return error instanceof DerError;
  }
}

describe('the reader of certification requests', () => {
  it('finds the key in a request by node-forge', () => {
    expect(readCertificationRequest(request)).toMatchObject({ modulus: key.modulus, exponent: key.exponent });
  });

  it('ends with a DerError on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
        const bytes = Buffer.from(octets);
        expect([bytes, writeDer(derTags.sequence, bytes)].every((der) => tolerates(der))).toBe(true);
      }),
    );
  });

  it('ends with a DerError on a request with any octet changed or cut off', () => {
    fc.assert(
      fc.property(fc.nat(request.length - 1), fc.nat(255), (at, octet) => {
        const changed = Buffer.from(request);
        changed[at] = octet;
        expect(tolerates(changed) && tolerates(request.subarray(0, at))).toBe(true);
      }),
    );
  });

  it('refuses more than 8192 octets unread', () => {
    expect(() => readCertificationRequest(Buffer.alloc(8193))).toThrow(DerError);
  });
});
