import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Deepest element nesting that is read; envelopes of management consoles stay below 12. */
export const MAX_DEPTH_ELEMENTS = 32;
/** Most elements in one document. */
export const MAX_ELEMENTS = 4096;
/** Most attributes, namespace declarations included, on one element. */
export const MAX_ATTRIBUTES = 32;

export interface XmlAttribute {
  /** Namespace name, empty when the attribute has no prefix. */
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All character data directly inside the element, CDATA included, white space kept. */
  readonly text: string;
  /** Where the content lies in the document text: index of its first code unit and of the one after its last. */
  readonly content: { readonly start: number; readonly end: number };
}

export type XmlRefusal =
  | 'xml.not-utf-8'
  | 'xml.not-well-formed'
  | 'xml.too-long'
  | 'xml.too-deep'
  | 'xml.too-many-elements'
  | 'xml.too-many-attributes'
  | 'xml.doctype'
  | 'xml.processing-instruction';

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement; readonly text: string }
  | { readonly ok: false; readonly code: XmlRefusal };

/**
 * Reads a UTF-8 document of at most `maxBytes` bytes into elements with resolved namespaces. Never throws: what cannot
 * be read is a refusal. Document type declarations and processing instructions are refused, as SOAP 1.2 Part 1, 5
 * demands; so there is no entity that could expand.
 */
export function readXml(bytes: Uint8Array, maxBytes: number): XmlReading {
  if (bytes.length > maxBytes) return { ok: false, code: 'xml.too-long' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, code: 'xml.not-utf-8' };
  }
  return readXmlText(text);
}

/** As {@link readXml}, for text that is decoded already. */
export function readXmlText(text: string): XmlReading {
  const builder = new TreeBuilder();
  try {
    builder.read(text);
  } catch (error) {
    return { ok: false, code: error instanceof XmlRefused ? error.code : 'xml.not-well-formed' };
  }
  const root = builder.root;
  return root === undefined ? { ok: false, code: 'xml.not-well-formed' } : { ok: true, root, text };
}

class XmlRefused extends Error {
  readonly code: XmlRefusal;

  constructor(code: XmlRefusal) {
    super(code);
    this.code = code;
  }
}

interface GrowingElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  text: string;
  readonly content: { readonly start: number; end: number };
}

/** Turns the parser's events into a tree and stops at the limits. */
class TreeBuilder {
  root: XmlElement | undefined;
  readonly #open: GrowingElement[] = [];
  #elements = 0;

  read(text: string): void {
    const parser = new SaxesParser({ xmlns: true });
    let attributes = 0;
    parser.on('doctype', () => refuse('xml.doctype'));
    parser.on('processinginstruction', () => refuse('xml.processing-instruction'));
    parser.on('xmldecl', (declaration) => {
      if (declaration.encoding !== undefined && !/^utf-8$/i.test(declaration.encoding)) refuse('xml.not-utf-8');
    });
    parser.on('opentagstart', () => {
      attributes = 0;
      this.#elements += 1;
      if (this.#elements > MAX_ELEMENTS) refuse('xml.too-many-elements');
      if (this.#open.length >= MAX_DEPTH_ELEMENTS) refuse('xml.too-deep');
    });
    parser.on('attribute', () => {
      attributes += 1;
      if (attributes > MAX_ATTRIBUTES) refuse('xml.too-many-attributes');
    });
    parser.on('opentag', (tag) => this.#enter(tag, parser.position));
    parser.on('text', (piece) => this.#addText(piece));
    parser.on('cdata', (piece) => this.#addText(piece));
    parser.on('closetag', (tag) => this.#leave(tag.isSelfClosing, text, parser.position));
    parser.write(text).close();
  }

  #enter(tag: SaxesTagNS, position: number): void {
    const element: GrowingElement = {
      uri: tag.uri,
      local: tag.local,
      attributes: Object.values(tag.attributes)
        .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
        .map((attribute) => ({ uri: attribute.uri, local: attribute.local, value: attribute.value })),
      children: [],
      text: '',
      content: { start: position, end: position },
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
    this.root ??= element;
  }

  #addText(piece: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += piece;
  }

  #leave(selfClosing: boolean, text: string, position: number): void {
    const element = this.#open.pop();
    if (element !== undefined && !selfClosing) element.content.end = text.lastIndexOf('</', position - 1);
  }
}

function refuse(code: XmlRefusal): never {
  throw new XmlRefused(code);
}

/** The first child with this name. */
export function childOf(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  return element.children.find((child) => child.uri === uri && child.local === local);
}

/** Value of the attribute `local` in namespace `uri`, or without a namespace. */
export function attributeOf(element: XmlElement, uri: string, local: string): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && ['', uri].includes(attribute.uri))?.value;
}
