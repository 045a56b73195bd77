import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readAuthorization } from '../../emulator/http/authorization.ts';
import { RequestReader, type HttpReading } from '../../emulator/http/request-reader.ts';

const LIMITS = { maxHeaderBytes: 512, maxBodyBytes: 1024 };

const quotable = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', ' ', ',', '=', ':', '/', '(', ')', '\\', '"', '\u00e9'),
  maxLength: 12,
});
const bare = fc.stringMatching(/^[A-Za-z0-9+/=:._-]{1,12}$/);
const separator = fc.constantFrom(',', ', ', ' ,\t', ',, ');

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

describe('Digest credentials', () => {
  it('read back whatever the order, the quoting and the blanks', () => {
    const values = fc.record({
      username: quotable,
      realm: quotable,
      nonce: quotable,
      uri: quotable,
      response: quotable,
    });
    const optional = fc.record({ qop: bare, nc: bare, cnonce: bare }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        values,
        optional,
        fc.infiniteStream(separator),
        fc.func(fc.nat()),
        (required, more, blanks, order) => {
          const parts = [
            ...Object.entries(required).map(([name, value]) => `${name}=${quote(value)}`),
            ...Object.entries(more).map(([name, value]) => `${name}=${value}`),
          ].toSorted((one, other) => order(one) - order(other));
          const text = parts.reduce((before, part) => before + (blanks.next().value ?? ',') + part);
          expect(readAuthorization(`Digest ${text}`)).toMatchObject({
            kind: 'digest',
            credentials: { ...required, ...more },
          });
        },
      ),
    );
  });

  it('of any text are read or refused, and never with a parameter missing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `Digest ${text}`),
        ),
        (text) => {
          const reading = readAuthorization(text);
          expect(['digest', 'other-scheme', 'malformed']).toContain(reading.kind);
          expect(reading.kind === 'digest' ? typeof reading.credentials.response : 'string').toBe('string');
        },
      ),
    );
  });
});

function readAll(pieces: readonly Uint8Array[]): readonly HttpReading[] {
  const reader = new RequestReader(LIMITS);
  const readings: HttpReading[] = [];
  for (const piece of pieces) {
    reader.feed(piece);
    for (let reading = reader.next(); reading !== undefined; reading = reader.next()) readings.push(reading);
  }
  return readings;
}

function cut(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
}

describe('HTTP requests', () => {
  const body = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  const chunks = fc.array(
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    { maxLength: 4 },
  );

  it('read the same however the stream is cut', () => {
    fc.assert(
      fc.property(body, chunks, fc.array(fc.nat(30)), (plain, pieces, sizes) => {
        const coded = pieces.flatMap((piece) => [`${piece.length.toString(16)}\r\n`, piece, '\r\n']);
        const stream = Buffer.concat(
          [
            `POST /a HTTP/1.1\r\nContent-Length: ${String(plain.length)}\r\n\r\n`,
            plain,
            '\r\nPOST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
            ...coded,
            '0\r\n\r\n',
          ].map((part) => Buffer.from(part)),
        );
        const readings = readAll(cut(stream, sizes));
        const bodies = readings.map((reading) =>
          reading.kind === 'request' ? reading.request.body.toString('hex') : reading,
        );
        expect(bodies).toEqual([plain.toString('hex'), Buffer.concat(pieces).toString('hex')]);
      }),
    );
  });

  it('of any bytes are read or refused, and after a refusal nothing more is read', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string().map((text) => Buffer.from(`POST /wsman HTTP/1.1\r\n${text}\r\n\r\n${text}`)),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 4 }), (pieces) => {
        const readings = readAll(pieces);
        const refused = readings.findIndex((reading) => reading.kind === 'refused');
        expect(refused < 0 || refused === readings.length - 1).toBe(true);
      }),
    );
  });
});
