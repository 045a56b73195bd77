import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmtError } from '../../provisioner/amt/amt-error.ts';
import { validityOf } from '../../provisioner/amt/certificate-dates.ts';
import { readChallenge } from '../../provisioner/amt/digest.ts';
import { withoutSecrets } from '../../provisioner/amt/exchange-record.ts';
import { HttpAnswerReader } from '../../provisioner/amt/http-answer.ts';
import type { HttpAnswer } from '../../provisioner/amt/http-answer.ts';
import { MessageBuilder } from '../../provisioner/amt/messages.ts';
import { descendant, readAnswer } from '../../provisioner/amt/wsman-answer.ts';

/** Feeds octets in pieces of the given sizes, then the end. */
function read(octets: Buffer, sizes: readonly number[]): HttpAnswer | AmtError {
  const reader = new HttpAnswerReader();
  try {
    let [at, turn] = [0, 0];
    while (at < octets.length) {
      const size = sizes[turn % sizes.length] ?? 1;
      const answer = reader.push(octets.subarray(at, at + size));
      if (answer !== undefined) return answer;
      at += size;
      turn += 1;
    }
    return reader.end();
  } catch (error) {
    if (error instanceof AmtError) return error;
    throw error;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

describe('HTTP answers', () => {
  it('read the same whatever pieces they come in, chunked or counted', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 8 });
    fc.assert(
      fc.property(chunks, sizes, fc.boolean(), (parts, pieces, isChunked) => {
        const body = Buffer.concat(parts);
        const head = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
        const wire = isChunked
          ? Buffer.concat([
              ...parts.flatMap((part) => [
                Buffer.from(`${part.length.toString(16).toUpperCase().padStart(4, '0')}\r\n`),
                part,
                Buffer.from('\r\n'),
              ]),
              Buffer.from('0\r\n\r\n'),
            ])
          : body;
        const answer = read(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), wire]), pieces);
        expect(answer).toMatchObject({ status: 200, closes: false });
        expect('body' in answer && answer.body.equals(body)).toBe(true);
      }),
    );
  });

  it('that are garbage end in a named error, never in another one', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'HTTP/1.1 ',
          '200 OK',
          '\r\n',
          '\n',
          ':',
          'Content-Length: ',
          '5',
          '-1',
          'Transfer-Encoding: chunked',
          'ffffffff',
          '0',
          'x',
        ),
        { maxLength: 40 },
      )
      .map((parts) => Buffer.from(parts.join('')));
    const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(words, noise), sizes, (octets, pieces) => {
        const result = read(octets, pieces);
        expect(result instanceof AmtError ? result.code : 'answer').toMatch(/^(http\.protocol|connect\.lost|answer)$/);
      }),
      { numRuns: 500 },
    );
  });

  it('longer than the limits are refused before they are held', () => {
    const endless = Buffer.alloc(20_000, 0x61);
    expect(read(endless, [1000])).toMatchObject({ code: 'http.protocol' });
    const chunk = Buffer.concat([Buffer.from('8000\r\n'), Buffer.alloc(0x8000), Buffer.from('\r\n')]);
    const flood = Buffer.concat([
      Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
      ...Array.from({ length: 40 }, () => chunk),
    ]);
    expect(read(flood, [4096])).toMatchObject({ code: 'http.protocol' });
  });
});

describe('WS-Management texts', () => {
  it('that are garbage end in a named error, never in another one', () => {
    const words = fc.array(
      fc.constantFrom(
        '<a:Envelope>',
        '</a:Envelope>',
        '<a:Body>',
        '</a:Body>',
        '<a:Fault/>',
        '<',
        '>',
        '&',
        '&lt;',
        '"',
        'x',
        '<?xml?>',
        '<__proto__>',
        '</__proto__>',
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          words.map((parts) => parts.join('')),
          fc.string(),
        ),
        (xml) => {
          let code = 'answer';
          try {
            readAnswer(xml, 'X', 200, undefined);
          } catch (error) {
            code = error instanceof AmtError ? error.code : String(error);
          }
          expect(code).toMatch(/^(wsman\.(protocol|fault)|answer)$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that we write are read back with every value as it was', () => {
    const value = fc
      .string({ minLength: 1 })
      .filter((text) => /^[\u0020-\ud7ff]+$/u.test(text) && text.trim() === text && !text.includes('  '));
    fc.assert(
      fc.property(value, (text) => {
        const body = readAnswer(new MessageBuilder().invoke('AMT_X', 'M', [['P', text]]), 'X', 200, undefined);
        expect(descendant(body, 'P')?.text).toBe(text);
      }),
    );
  });

  it('never keep a secret in the record, whatever it is', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=&;]{8,40}$/);
    fc.assert(
      fc.property(secret, (text) => {
        expect(withoutSecrets(new MessageBuilder().invoke('AMT_X', 'M', [['MasterKey', text]]))).toContain(
          '<r:MasterKey>***<',
        );
      }),
    );
  });
});

describe('other things a device sends', () => {
  it('challenges of any shape are read or left, without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        expect(() => readChallenge(lines.map((line) => `Digest ${line}`))).not.toThrow();
      }),
    );
  });

  it('certificates of any shape have dates or none, without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(Object.keys(validityOf(Buffer.from(bytes)))).toEqual(['fromMs', 'untilMs']);
      }),
    );
  });
});
