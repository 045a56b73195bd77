import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { HandshakeReader, readCertificateList, RecordReader } from '../../emulator/transport/handshake-reader.ts';

const fragment = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((octets) => Buffer.from(octets));
const cut = (bytes: Buffer, sizes: readonly number[]): readonly Buffer[] => {
  const parts: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
};
const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });

it('TLS records and handshake messages come out whole however the octets were cut', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 6 }), sizes, sizes, (bodies, recordSizes, chunkSizes) => {
      const messages = bodies.map((body) => Buffer.concat([Buffer.of(11, 0, 0, body.length), body]));
      const stream = cut(Buffer.concat(messages), recordSizes).map((part) =>
        Buffer.concat([Buffer.of(22, 3, 1, 0, part.length), part]),
      );
      const records = new RecordReader();
      const handshake = new HandshakeReader();
      const found = cut(Buffer.concat(stream), chunkSizes)
        .flatMap((chunk) => records.push(chunk) ?? [])
        .flatMap((record) => handshake.push(record.fragment) ?? []);
      expect(found.map(({ body }) => body.toString('hex'))).toEqual(bodies.map((body) => body.toString('hex')));
      expect([records.rest.length, handshake.isInsideMessage]).toEqual([0, false]);
    }),
  );
});

it('a certificate list is read as it was written, and no octets make the reader throw or invent octets', () => {
  const length = (bytes: Buffer): Buffer => Buffer.of(0, bytes.length >> 8, bytes.length & 255);
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 8 }), (certificates) => {
      const list = Buffer.concat(certificates.flatMap((der) => [length(der), der]));
      expect(readCertificateList(Buffer.concat([length(list), list]))).toEqual(certificates);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const found = readCertificateList(Buffer.from(octets)) ?? [];
      expect(Buffer.concat([...found]).length).toBeLessThanOrEqual(octets.length);
    }),
  );
});
