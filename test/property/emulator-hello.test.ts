import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeHello } from '../../emulator/network/hello-message.ts';

const LENGTH = { sha1: 20, sha256: 32, sha384: 48 } as const;
const hash = fc
  .constantFrom('sha1' as const, 'sha256' as const, 'sha384' as const)
  .chain((algorithm) =>
    fc
      .uint8Array({ minLength: LENGTH[algorithm], maxLength: LENGTH[algorithm] })
      .map((octets) => ({ algorithm, hex: Buffer.from(octets).toString('hex') })),
  );

it('a reader that knows only the layout finds every hash of a hello', () => {
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 40 }), fc.uuid(), fc.nat(0xffffffff), (hashes, uuid, retryCount) => {
      const bytes = encodeHello({ areCredentialsChanged: true, retryCount, uuid, body: { kind: 'pki', hashes } });
      expect(bytes.readUInt32LE(4)).toBe(retryCount);
      expect(bytes.subarray(16, 24).toString('hex')).toBe(uuid.replaceAll('-', '').slice(16));
      const found: string[] = [];
      let at = 25;
      while (at < bytes.length) {
        const length = bytes[at + 1] ?? 0;
        found.push(`${bytes[at]} ${bytes.toString('hex', at + 2, at + 2 + length)}`);
        at += 2 + length;
      }
      const types = { sha1: 1, sha256: 2, sha384: 3 };
      expect(at).toBe(bytes.length);
      expect(found).toEqual(hashes.map(({ algorithm, hex }) => `${types[algorithm]} ${hex}`));
      expect(bytes[24]).toBe(hashes.length);
    }),
  );
});
