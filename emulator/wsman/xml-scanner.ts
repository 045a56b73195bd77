/** An attribute that is no namespace declaration. */
export interface XmlAttribute {
  /** Namespace name, empty when the attribute has no prefix. */
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** An element with its namespace resolved. */
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

/** Why a document is not read. */
export type XmlRefusal =
  | 'xml.not-utf-8'
  | 'xml.not-well-formed'
  | 'xml.too-long'
  | 'xml.too-deep'
  | 'xml.too-many-elements'
  | 'xml.too-many-attributes'
  | 'xml.doctype'
  | 'xml.processing-instruction';

/** Deepest element nesting that is read; envelopes of management consoles stay below 12. */
export const MAX_DEPTH_ELEMENTS = 32;
/** Most elements in one document. */
export const MAX_ELEMENTS = 4096;
/** Most attributes, namespace declarations included, on one element. */
export const MAX_ATTRIBUTES = 32;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUAL = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BYTE_ORDER_MARK = 0xfe_ff;
const LAST_ASCII = 0x7f;

/** Characters of XML 1.0 (2.2) that are one code unit long. */
const PLAIN = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]*$/;
/** What is no character of XML 1.0; of surrogates, those that stand alone. */
const NO_CHARACTER =
  // oxlint-disable-next-line no-control-regex -- the control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** The XML declaration (2.8), whose version 1.x is read as 1.0. */
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;
/** Names with characters beyond ASCII (2.3). */
const NAME =
  /[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}][-.0-9:A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]*/uy;
const ONLY_BLANKS = /^[ \t\r\n]*$/;

/** ASCII characters that can stand in a name; 2 marks those that can begin one. */
const IN_NAME = nameTable();

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The document cannot or may not be read. */
export class XmlRefused extends Error {
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

/** Namespaces by prefix on one element; the rest is above. */
interface Scope {
  readonly declared: readonly (readonly [prefix: string, uri: string])[];
  readonly above: Scope | undefined;
}

interface OpenElement {
  readonly name: string;
  readonly scope: Scope | undefined;
  readonly element: GrowingElement;
}

interface RawAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

/**
 * Reads one document of XML 1.0 with namespaces, from the first character to the last, and stops at the first that does
 * not fit and at the limits. Document type declarations and processing instructions are refused, so there is no entity
 * that could expand.
 */
export class XmlScanner {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #at = 0;
  #elements = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The root element. Throws {@link XmlRefused}. */
  read(): XmlElement {
    const text = this.#text;
    if (!PLAIN.test(text) && NO_CHARACTER.test(text)) malformed();
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) this.#at = 1;
    this.#readDeclaration();
    for (;;) {
      const less = text.indexOf('<', this.#at);
      if (less !== this.#at) this.#addText(this.#at, less < 0 ? text.length : less);
      if (less < 0) break;
      this.#at = less + 1;
      const code = text.charCodeAt(this.#at);
      if (code === SLASH) this.#readEnd();
      else if (code === BANG) this.#readMarkup();
      else if (code === QUESTION) throw new XmlRefused('xml.processing-instruction');
      else this.#readStart();
    }
    if (this.#root === undefined || this.#open.length > 0) malformed();
    return this.#root;
  }

  #readDeclaration(): void {
    const rest = this.#at === 0 ? this.#text : this.#text.slice(this.#at);
    if (!rest.startsWith('<?xml')) return;
    const declaration = DECLARATION.exec(rest);
    if (declaration === null) {
      if (/^<\?xml[ \t\r\n?]/.test(rest)) malformed();
      return;
    }
    const encoding = declaration[1] ?? declaration[2];
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw new XmlRefused('xml.not-utf-8');
    this.#at += declaration[0].length;
  }

  /** Character data between two tags. Outside the root only white space may stand. */
  #addText(from: number, to: number): void {
    const raw = this.#text.slice(from, to);
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      if (!ONLY_BLANKS.test(raw)) malformed();
      return;
    }
    if (raw.includes(']]>')) malformed();
    parent.element.text += expand(unixLines(raw));
  }

  /** Behind `<!`: a comment or a CDATA section. */
  #readMarkup(): void {
    const text = this.#text;
    const at = this.#at;
    if (text.startsWith('!--', at)) {
      const end = text.indexOf('--', at + 3);
      if (end < 0 || text.charCodeAt(end + 2) !== GREATER) malformed();
      this.#at = end + 3;
    } else if (text.startsWith('![CDATA[', at)) {
      const parent = this.#open.at(-1);
      const end = text.indexOf(']]>', at + 8);
      if (parent === undefined || end < 0) malformed();
      parent.element.text += unixLines(text.slice(at + 8, end));
      this.#at = end + 3;
    } else if (text.startsWith('!DOCTYPE', at)) {
      throw new XmlRefused('xml.doctype');
    } else {
      malformed();
    }
  }

  #readEnd(): void {
    const closed = this.#open.pop();
    const start = this.#at - 1;
    if (closed === undefined || !this.#text.startsWith(closed.name, start + 2)) malformed();
    const end = this.#skipBlanks(start + 2 + closed.name.length);
    if (this.#text.charCodeAt(end) !== GREATER) malformed();
    closed.element.content.end = start;
    this.#at = end + 1;
  }

  #readStart(): void {
    if (this.#open.length === 0 && this.#root !== undefined) malformed();
    const start = this.#at;
    this.#at = this.#nameEnd(start);
    const name = this.#text.slice(start, this.#at);
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) throw new XmlRefused('xml.too-many-elements');
    const parent = this.#open.at(-1);
    if (this.#open.length >= MAX_DEPTH_ELEMENTS) throw new XmlRefused('xml.too-deep');
    const attributes = this.#readAttributes();
    const isEmpty = this.#text.charCodeAt(this.#at) === SLASH;
    if (isEmpty && this.#text.charCodeAt(this.#at + 1) !== GREATER) malformed();
    this.#at += isEmpty ? 2 : 1;
    const scope = scopeOf(attributes, parent?.scope);
    const { prefix, local } = split(name);
    if (prefix === 'xmlns') malformed();
    const element: GrowingElement = {
      uri: resolve(prefix, scope) ?? (prefix === '' ? '' : malformed()),
      local,
      attributes: resolveAttributes(attributes, scope),
      children: [],
      text: '',
      content: { start: this.#at, end: this.#at },
    };
    parent?.element.children.push(element);
    this.#root ??= element;
    if (!isEmpty) this.#open.push({ name, scope, element });
  }

  /** Attributes up to the `>` or `/` of the tag, where the reader stands afterwards. */
  #readAttributes(): readonly RawAttribute[] {
    const text = this.#text;
    let attributes: RawAttribute[] | undefined;
    for (;;) {
      const at = this.#skipBlanks(this.#at);
      const code = text.charCodeAt(at);
      const hasBlank = at > this.#at;
      this.#at = at;
      if (code === GREATER || code === SLASH) return attributes ?? NO_ATTRIBUTES;
      if (!hasBlank) malformed();
      attributes ??= [];
      if (attributes.length >= MAX_ATTRIBUTES) throw new XmlRefused('xml.too-many-attributes');
      attributes.push(this.#readAttribute(at));
    }
  }

  #readAttribute(start: number): RawAttribute {
    const text = this.#text;
    const nameEnd = this.#nameEnd(start);
    const equal = this.#skipBlanks(nameEnd);
    if (text.charCodeAt(equal) !== EQUAL) malformed();
    const open = this.#skipBlanks(equal + 1);
    const quote = text.charCodeAt(open);
    if (quote !== QUOTE && quote !== APOSTROPHE) malformed();
    const close = text.indexOf(quote === QUOTE ? '"' : "'", open + 1);
    if (close < 0) malformed();
    const raw = text.slice(open + 1, close);
    if (raw.includes('<')) malformed();
    this.#at = close + 1;
    const value = expand(hasBlankLike(raw) ? raw.replace(/\r\n|[\t\r\n]/g, ' ') : raw);
    return { ...split(text.slice(start, nameEnd)), value };
  }

  /** Where the name that begins at `start` ends; refuses where none begins. */
  #nameEnd(start: number): number {
    const text = this.#text;
    let at = start;
    let code = text.charCodeAt(at);
    if (code <= LAST_ASCII && IN_NAME[code] !== 2) malformed();
    while (code <= LAST_ASCII && IN_NAME[code] !== 0) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (code > LAST_ASCII) {
      NAME.lastIndex = start;
      const name = NAME.exec(text)?.[0] ?? malformed();
      return start + name.length;
    }
    return at > start ? at : malformed();
  }

  #skipBlanks(from: number): number {
    let at = from;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
      at += 1;
    }
  }
}

const NO_ATTRIBUTES: readonly RawAttribute[] = [];
const NONE: readonly XmlAttribute[] = [];

function malformed(): never {
  throw new XmlRefused('xml.not-well-formed');
}

function nameTable(): Uint8Array {
  const table = new Uint8Array(LAST_ASCII + 1);
  for (let code = 0; code <= LAST_ASCII; code += 1) {
    const character = String.fromCodePoint(code);
    if (/[:A-Z_a-z]/.test(character)) table[code] = 2;
    else if (/[-.0-9]/.test(character)) table[code] = 1;
  }
  return table;
}

function hasBlankLike(raw: string): boolean {
  return raw.includes('\n') || raw.includes('\t') || raw.includes('\r');
}

/** Line ends as XML wants them (2.11). */
function unixLines(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** Replaces references to characters and to the five entities that are always there. */
function expand(raw: string): string {
  let amp = raw.indexOf('&');
  if (amp < 0) return raw;
  let expanded = '';
  let copied = 0;
  while (amp >= 0) {
    const end = raw.indexOf(';', amp);
    if (end < 0) malformed();
    expanded += raw.slice(copied, amp) + referenced(raw.slice(amp + 1, end));
    copied = end + 1;
    amp = raw.indexOf('&', copied);
  }
  return expanded + raw.slice(copied);
}

function referenced(name: string): string {
  const entity = ENTITIES.get(name);
  if (entity !== undefined) return entity;
  const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name) ?? malformed();
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 10) : Number.parseInt(match[1], 16);
  if (code > 0x10_ff_ff || NO_CHARACTER.test(String.fromCodePoint(code))) malformed();
  return String.fromCodePoint(code);
}

function split(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(':');
  if (colon < 0) return { prefix: '', local: name };
  if (colon === 0 || colon === name.length - 1 || name.includes(':', colon + 1)) malformed();
  return { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

function isDeclaration(attribute: RawAttribute): boolean {
  return attribute.prefix === 'xmlns' || (attribute.prefix === '' && attribute.local === 'xmlns');
}

/** Namespaces in XML 1.0, 3 and 4: what may be declared. */
function scopeOf(attributes: readonly RawAttribute[], above: Scope | undefined): Scope | undefined {
  let declared: (readonly [prefix: string, uri: string])[] | undefined;
  for (const attribute of attributes) {
    if (!isDeclaration(attribute)) continue;
    const prefix = attribute.prefix === '' ? '' : attribute.local;
    const uri = attribute.value.trim();
    if (prefix !== '' && uri === '') malformed();
    if ((prefix === 'xml') !== (uri === XML_NAMESPACE)) malformed();
    if (prefix === 'xmlns' || uri === XMLNS_NAMESPACE) malformed();
    declared ??= [];
    declared.push([prefix, uri]);
  }
  return declared === undefined ? above : { declared, above };
}

function resolve(prefix: string, scope: Scope | undefined): string | undefined {
  for (let level = scope; level !== undefined; level = level.above)
    for (const [known, uri] of level.declared) if (known === prefix) return uri;
  if (prefix === 'xml') return XML_NAMESPACE;
  return prefix === 'xmlns' ? XMLNS_NAMESPACE : undefined;
}

/** Attributes that are no declarations. Refuses unknown prefixes and the same name twice. */
function resolveAttributes(attributes: readonly RawAttribute[], scope: Scope | undefined): readonly XmlAttribute[] {
  if (attributes.length === 0) return NONE;
  const resolved: (XmlAttribute & { readonly isDeclaration: boolean })[] = [];
  for (const attribute of attributes) {
    const { prefix, local, value } = attribute;
    const uri = prefix === '' ? '' : (resolve(prefix, scope) ?? malformed());
    if (resolved.some((other) => other.local === local && other.uri === uri)) malformed();
    resolved.push({ uri, local, value, isDeclaration: isDeclaration(attribute) });
  }
  const shown = resolved.filter((attribute) => !attribute.isDeclaration);
  return shown.length === 0 ? NONE : shown.map(({ uri, local, value }) => ({ uri, local, value }));
}
