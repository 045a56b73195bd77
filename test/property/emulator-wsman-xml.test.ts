import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createWsmanEngine } from '../../emulator/wsman/dispatch.ts';
import { escapeXml } from '../../emulator/wsman/envelope.ts';
import { redactWritten, redactXml } from '../../emulator/wsman/redaction.ts';
import { readXml, readXmlText, type XmlElement } from '../../emulator/wsman/xml-reader.ts';
import { ADMIN, Bench } from '../unit/emulator/wsman/bench.ts';
import { enumerate, get, put } from '../unit/emulator/wsman/requests.ts';
import { generalSettings, sampleClasses } from '../unit/emulator/wsman/sample-classes.ts';

interface Tree {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Tree[];
}

// Characters that XML 1.0 allows, without carriage returns, which parsers turn into line feeds.
const text = fc
  .string({ unit: 'binary' })
  .map((value) => value.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ name, text, children: fc.constant([]) }),
    fc.record({ name, text, children: fc.array(tie('tree'), { maxLength: 3 }) }),
  ),
}));

function write(node: Tree): string {
  return `<p:${node.name} xmlns:p="urn:x">${escapeXml(node.text)}${node.children.map(write).join('')}</p:${node.name}>`;
}

function simplify(element: XmlElement): Tree {
  return { name: element.local, text: element.text, children: element.children.map(simplify) };
}

describe('XML', () => {
  it('that is written reads back as it was', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const reading = readXml(Buffer.from(write(node)), 1_000_000);
        expect(reading.ok && simplify(reading.root)).toEqual(node);
      }),
    );
  });

  it('of any bytes is read or refused, never thrown at anybody', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof readXml(bytes, 100).ok).toBe('boolean');
      }),
    );
  });

  it('never shows a secret in an event, however the secret is wrapped', () => {
    const wrap = fc.constantFrom(
      (secret: string) => escapeXml(secret),
      (secret: string) => `<![CDATA[${secret.replaceAll(']]>', '')}]]>`,
      (secret: string) => `<!-- </Password> -->${escapeXml(secret)}`,
      (secret: string) => `<x a="&gt;">${escapeXml(secret)}</x>`,
    );
    fc.assert(
      fc.property(text, wrap, text, (before, wrapped, after) => {
        const document = `<a>${escapeXml(before)}<Password b="${escapeXml(after)}">${wrapped('S3cr3t!')}</Password>${escapeXml(after)}</a>`;
        fc.pre(!before.includes('S3cr3t!') && !after.includes('S3cr3t!'));
        const shown = redactXml(document);
        expect(redactWritten(document)).toBe(shown);
        expect(shown).not.toContain('S3cr3t!');
        expect(readXmlText(shown).ok).toBe(true);
      }),
    );
  });
});

describe('the WS-Management service', () => {
  it('answers requests damaged anywhere with well-formed XML', () => {
    const requests = [
      get(generalSettings.uri),
      enumerate(generalSettings.uri),
      put(generalSettings.uri, '<r:HostName>x</r:HostName>'),
    ];
    const damage = fc.record({
      request: fc.constantFrom(...requests),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      drop: fc.nat(40),
      insert: fc.oneof(fc.string(), fc.constantFrom('<', '>', '"', '</Body>', '<!DOCTYPE x>', '&x;', 'xmlns=""')),
    });
    const bench = new Bench();
    const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: sampleClasses });
    fc.assert(
      fc.property(damage, ({ request, at, drop, insert }) => {
        const index = Math.floor(at * request.length);
        const damaged = request.slice(0, index) + insert + request.slice(index + drop);
        const answer = engine.answer(Buffer.from(damaged), ADMIN);
        expect(readXmlText(answer.text).ok).toBe(true);
        expect([200, 400, 500]).toContain(answer.status);
      }),
      { numRuns: 500 },
    );
    engine.close();
  });
});
