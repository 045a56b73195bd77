import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';

import { MAX_ATTRIBUTES, readXml, type XmlElement } from '../../emulator/wsman/xml-reader.ts';
import { writeAnswer } from '../../emulator/wsman/envelope.ts';

interface Tree {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly (readonly [uri: string, local: string, value: string])[];
  readonly children: Tree[];
  text: string;
  start: number;
  end: number;
}

/** What saxes makes of the document: a tree, or undefined when it is not well formed or holds what SOAP forbids. */
function oracle(bytes: Uint8Array): Tree | undefined {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function parse(text: string): Tree | undefined {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const open: Tree[] = [];
  let root: Tree | undefined;
  let attributes = 0;
  const refuse = (): never => {
    throw new Error('refused');
  };
  const add = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('doctype', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') refuse();
  });
  parser.on('opentagstart', () => {
    attributes = 0;
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) refuse();
  });
  parser.on('opentag', (tag) => {
    const shown = Object.values(tag.attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
    const { position } = parser;
    const element: Tree = {
      uri: tag.uri,
      local: tag.local,
      attributes: shown.map(({ uri, local, value }) => [uri, local, value]),
      children: [],
      text: '',
      start: position,
      end: position,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ isSelfClosing }) => {
    const element = open.pop();
    if (element !== undefined && !isSelfClosing) element.end = text.lastIndexOf('</', parser.position - 1);
  });
  parser.write(text).close();
  return root;
}

function simplify(element: XmlElement): Tree {
  return {
    uri: element.uri,
    local: element.local,
    attributes: element.attributes.map(({ uri, local, value }) => [uri, local, value]),
    children: element.children.map(simplify),
    text: element.text,
    start: element.content.start,
    end: element.content.end,
  };
}

const documents = [
  new AMT.Messages().GeneralSettings.Get(),
  new CIM.Messages().SoftwareIdentity.Enumerate(),
  new CIM.Messages().PowerManagementService.RequestPowerStateChange(2),
  writeAnswer({ relatesTo: '1', action: 'urn:x', messageNumber: 3 }, [['g', 'urn:g']], '<g:A>&quot;x&#65;</g:A>'),
  '\uFEFF<?xml version="1.0" encoding="UTF-8" standalone=\'yes\' ?>\r\n<!-- c --><p:a xmlns:p="urn:1" xmlns="urn:2" p:r=\'2\' q=" &#xA;\r\n\t&lt;"><![CDATA[<y>]]>]]<b xmlns=""/>&amp;\u{1F600}</p:a >\n<!---->',
  '<\u00e9l\u00e9ment xml:lang="en" xmlns:xml="http://www.w3.org/XML/1998/namespace"><\u{10000}:x xmlns:\u{10000}="urn:y" /></\u00e9l\u00e9ment>',
];
const pieces = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '=',
  '&',
  ';',
  ' ',
  '\r',
  '\n',
  '\t',
  ':',
  '-',
  ']',
  '!',
  '?',
  '#',
  '.',
  '1',
  '\uFEFF',
  '&lt;',
  '&#10;',
  '&#x0;',
  '&#xD800;',
  '&#x110000;',
  '&nbsp;',
  '&#X41;',
  '&apos;',
  '&;',

  '<!--',
  '-->',
  '--',
  '<![CDATA[',
  ']]>',
  ']]',
  '<!DOCTYPE a>',
  '<?x?>',
  '<?xml version="1.1"?>',
  '<?xml ',
  '<?xml?>',

  ' xmlns=""',
  ' xmlns:p=""',
  ' xmlns:q="urn:1"',
  ' p:r="1"',
  ' q:r="1"',
  ' xmlns:xml="urn:1"',
  ' xmlns:xmlns="urn:1"',

  ' xmlns="http://www.w3.org/2000/xmlns/"',
  ' xmlns:z="http://www.w3.org/XML/1998/namespace"',
  ' xml:x="1"',

  '<a>',
  '</a>',
  '<a/>',
  '<a:b:c/>',
  '<:a/>',
  '<a:/>',
  '<xmlns:a/>',
  '<1/>',
  '<-/>',
  '<\u00d7/>',
  '<\u00b7/>',
  '<\u00e9\u00b7/>',

  '\u0000',
  '\u0001',
  '\u007f',
  '\u0085',
  '\uFFFE',
  '\uFFFD',
  '\u{1F600}',
  '\u2028',
  ' encoding="utf-8"',
  ' encoding="x"',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  drop: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
  /** Copies this much of what stands there instead, which makes tags twice. */
  repeat: fc.oneof(fc.constant(0), fc.nat(80)),
});

function damaged(text: string, edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[]): string {
  return edits.reduce((now, { at, drop, insert, repeat }) => {
    const index = Math.floor(at * (now.length + 1));
    return now.slice(0, index) + insert + now.slice(index, index + repeat) + now.slice(index + drop);
  }, text);
}

/** What our reader makes of the document, as {@link oracle}. */
function ours(bytes: Uint8Array): Tree | undefined {
  const reading = readXml(bytes, 1_000_000);
  return reading.ok ? simplify(reading.root) : undefined;
}

describe('the XML reader and saxes', () => {
  it.each(documents.map((text, index) => [index, text] as const))('read document %i alike', (_index, text) => {
    const read = oracle(Buffer.from(text));
    expect(read).toBeDefined();
    expect(ours(Buffer.from(text))).toEqual(read);
  });

  it('accept the same damaged documents and make the same of them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        const bytes = Buffer.from(damaged(text, edits));
        expect(ours(bytes)).toEqual(oracle(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it('agree about documents put together from pieces of markup', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (inner) => {
        const content = inner.join('');
        for (const text of [
          `<a xmlns:p="urn:1">${content}</a>`,
          `<a${content}/>`,
          `<a b="${content}"/>`,
          `${content}<a/>`,
        ]) {
          const bytes = Buffer.from(text);
          expect(ours(bytes)).toEqual(oracle(bytes));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('agree about bytes that are no UTF-8', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        (text, at, junk) => {
          const bytes = Buffer.from(text);
          bytes.set(junk, at % (bytes.length - junk.length));
          expect(ours(bytes)).toEqual(oracle(bytes));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
