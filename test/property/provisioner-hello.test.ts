import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHello, HelloError } from '../../provisioner/hello/hello-message.ts';

const kinds = [
  { type: 1, algorithm: 'sha1', length: 20 },
  { type: 2, algorithm: 'sha256', length: 32 },
  { type: 3, algorithm: 'sha384', length: 48 },
] as const;

const hash = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc.uint8Array({ minLength: kind.length, maxLength: kind.length }).map((value) => ({ ...kind, value })),
  );

/** SMBIOS order from the text, written independently of the decoder: by table of text positions. */
function smbiosBytes(uuid: string): number[] {
  const digits = uuid.replaceAll('-', '');
  return [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

const le = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);

/** 0 when the bytes are a message. An error of another kind goes on and fails the test. */
function offsetOfRefusal(bytes: Uint8Array): number {
  try {
    decodeHello(Buffer.from(bytes));
    return 0;
  } catch (error) {
    if (error instanceof HelloError) return error.offset;
    throw error;
  }
}

test('any bytes give a message or a HelloError, never anything else', () => {
  const nearly = fc
    .tuple(fc.constantFrom(0, 1), fc.constantFrom(2, 3), fc.uint8Array({ minLength: 20, maxLength: 200 }))
    .map(([credentials, version, rest]) => Uint8Array.from([credentials, 0, version, 0, ...rest]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 17_000 }), nearly), (bytes) => {
      expect(offsetOfRefusal(bytes)).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 500 },
  );
});

test('a message that was built field by field is read back field by field', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.uuid(),
      fc.array(hash, { maxLength: 40 }),
      (set, retryCount, uuid, hashes) => {
        const bytes = Buffer.from([
          ...le(set ? 1 : 0, 2),
          ...le(3, 2),
          ...le(retryCount, 4),
          ...smbiosBytes(uuid),
          hashes.length,
          ...hashes.flatMap(({ type, length, value }) => [type, length, ...value]),
        ]);
        expect(decodeHello(bytes)).toEqual({
          version: 3,
          adminCredentialsSet: set,
          retryCount,
          uuid,
          hashes: hashes.map(({ algorithm, value }) => ({ algorithm, hash: Buffer.from(value).toString('hex') })),
        });
      },
    ),
  );
});
