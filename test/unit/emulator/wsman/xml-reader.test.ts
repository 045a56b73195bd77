import { describe, expect, it } from 'vitest';

import {
  attributeOf,
  childOf,
  MAX_ATTRIBUTES,
  MAX_DEPTH_ELEMENTS,
  MAX_ELEMENTS,
  readXml,
  readXmlText,
  type XmlReading,
} from '../../../../emulator/wsman/xml-reader.ts';
import { redactWritten, redactXml, SECRET_ELEMENTS } from '../../../../emulator/wsman/redaction.ts';

function outcome(reading: XmlReading): string {
  return reading.ok ? 'read' : reading.code;
}

describe('the XML reader', () => {
  it('resolves prefixes and default namespaces and joins text with CDATA', () => {
    const reading = readXmlText(
      '<p:a xmlns:p="urn:1" q="1" xmlns="urn:2" p:r="2"> x<![CDATA[<y>]]><b>&amp;&#65;</b></p:a>',
    );
    expect(reading).toMatchObject({ ok: true, root: { uri: 'urn:1', local: 'a', text: ' x<y>' } });
    if (!reading.ok) return;
    expect(childOf(reading.root, 'urn:2', 'b')?.text).toBe('&A');
    expect([attributeOf(reading.root, 'urn:1', 'q'), attributeOf(reading.root, 'urn:1', 'r')]).toEqual(['1', '2']);
    expect(childOf(reading.root, 'urn:1', 'b')).toBeUndefined();
  });

  it('accepts a byte order mark, an XML declaration and comments', () => {
    const text = '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- c --><a/>\n';
    expect(outcome(readXml(Buffer.from(text), 100))).toBe('read');
  });

  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const siblings = (count: number): string => `<r>${'<a/>'.repeat(count - 1)}</r>`;
  const attributes = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, index) => `a${String(index)}="1"`).join(' ')}/>`;

  it.each([
    ['nesting at the limit', nested(MAX_DEPTH_ELEMENTS), 'read'],
    ['nesting past it', nested(MAX_DEPTH_ELEMENTS + 1), 'xml.too-deep'],
    ['elements at the limit', siblings(MAX_ELEMENTS), 'read'],
    ['elements past it', siblings(MAX_ELEMENTS + 1), 'xml.too-many-elements'],
    ['attributes at the limit', attributes(MAX_ATTRIBUTES), 'read'],
    ['attributes past it', attributes(MAX_ATTRIBUTES + 1), 'xml.too-many-attributes'],
    ['a document type', '<!DOCTYPE a><a/>', 'xml.doctype'],
    [
      'an entity bomb',
      '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;"><!ENTITY z "&y;&y;&y;">]><a>&z;</a>',
      'xml.doctype',
    ],
    ['a processing instruction', '<?php echo 1 ?><a/>', 'xml.processing-instruction'],
    ['another declared encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'xml.not-utf-8'],
    ['an unknown entity', '<a>&nbsp;</a>', 'xml.not-well-formed'],
    ['an unbound prefix', '<p:a/>', 'xml.not-well-formed'],
    ['two roots', '<a/><b/>', 'xml.not-well-formed'],
    ['an open element', '<a><b></a>', 'xml.not-well-formed'],
    ['a control character', '<a>\u0001</a>', 'xml.not-well-formed'],
    ['nothing', '', 'xml.not-well-formed'],
  ])('meets %s', (_what, text, expected) => {
    expect(outcome(readXml(Buffer.from(text), 100_000))).toBe(expected);
  });

  it('refuses broken UTF-8, overlong forms and surrogates', () => {
    for (const bytes of [[0xc3], [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]) {
      const document = Buffer.concat([Buffer.from('<a>'), Buffer.from(bytes), Buffer.from('</a>')]);
      expect(outcome(readXml(document, 100))).toBe('xml.not-utf-8');
    }
  });

  it('refuses a document longer than allowed', () => {
    expect(outcome(readXml(Buffer.from('<aaaaa/>'), 7))).toBe('xml.too-long');
  });

  it('knows where the content of an element lies, whatever comes before', () => {
    const text = '\uFEFF<a>\r\n\u{1F600}<b x=">">se<!-- </b> -->cret</b ></a>';
    const reading = readXml(Buffer.from(text), 1000);
    if (!reading.ok) throw new Error(reading.code);
    const content = reading.root.children[0]?.content;
    expect(reading.text.slice(content?.start, content?.end)).toBe('se<!-- </b> -->cret');
  });
});

describe('redaction', () => {
  it('finds each secret in what this software wrote, and leaves a document without secrets as it is', () => {
    for (const name of SECRET_ELEMENTS)
      expect(redactWritten(`<a xmlns:h="urn:h"><h:${name} h:b="c">s1</h:${name}></a>`)).toBe(
        `<a xmlns:h="urn:h"><h:${name} h:b="c">***</h:${name}></a>`,
      );
    const plain = '<a><Name>n &amp; m</Name><PasswordModel>1</PasswordModel></a>';
    expect([redactWritten(plain), redactWritten('<a/>')]).toEqual([plain, '<a/>']);
  });

  it('replaces the content of secret elements in any namespace and leaves the rest', () => {
    const text = '<a><x:MasterKey xmlns:x="urn:x">s1</x:MasterKey><PPS/><OTP><deep>s2</deep></OTP><Name>n</Name></a>';
    expect(redactXml(text)).toBe(
      '<a><x:MasterKey xmlns:x="urn:x">***</x:MasterKey><PPS/><OTP>***</OTP><Name>n</Name></a>',
    );
  });
});
