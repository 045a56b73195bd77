import { cimDatetime, cimInterval } from '../clock/calendar.ts';
import type {
  ClassDeclaration,
  EndpointReference,
  Instance,
  ParameterDeclaration,
  PropertyDeclaration,
  Scalar,
  Value,
} from './declaration.ts';
import { ANONYMOUS, NS } from './namespaces.ts';

const SPECIAL = /[&<>"]/;

/** Escapes text for element content and attribute values: exactly `&quot; &amp; &lt; &gt;`, as firmware does. */
export function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A start and end tag pair around `content`, which is XML already. Firmware never writes `<x/>`. */
export function tag(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

export type Prefixes = readonly (readonly [prefix: string, uri: string])[];

/** Prefixes that every answer but faults and Identify declares, in this order. */
export const COMMON_PREFIXES: Prefixes = [
  ['a', NS.soap],
  ['b', NS.addressing],
  ['c', NS.wsman],
  ['d', NS.trust],
  ['e', NS.security],
  ['f', NS.cimBinding],
];

export interface AnswerHead {
  /** MessageID of the request, copied. */
  readonly relatesTo: string;
  readonly action: string;
  /** Number of this answer since the Management Engine booted, from 1. */
  readonly messageNumber: number;
  /** Absent in faults. */
  readonly resourceUri?: string;
}

/** An answer envelope: prefixes a to f, then `more`, then xsi; header; body content. One line. */
export function writeAnswer(head: AnswerHead, more: Prefixes, body: string): string {
  return writeEnvelope([...COMMON_PREFIXES, ...more, ['xsi', NS.xsi]], writeHeader(head), body);
}

/** Any envelope whose SOAP prefix is `a`. */
export function writeEnvelope(prefixes: Prefixes, header: string, body: string): string {
  const declared = prefixes.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');
  const content = tag('a:Header', header) + tag('a:Body', body);
  return `<?xml version="1.0" encoding="UTF-8"?><a:Envelope${declared}>${content}</a:Envelope>`;
}

/** The header blocks in firmware order. */
export function writeHeader(head: AnswerHead): string {
  const number = head.messageNumber.toString(16).toUpperCase().padStart(12, '0');
  return (
    tag('b:To', ANONYMOUS) +
    tag('b:RelatesTo', escapeXml(head.relatesTo)) +
    `<b:Action a:mustUnderstand="true">${escapeXml(head.action)}</b:Action>` +
    tag('b:MessageID', `uuid:00000000-8086-8086-8086-${number}`) +
    (head.resourceUri === undefined ? '' : tag('c:ResourceURI', escapeXml(head.resourceUri)))
  );
}

/** Prefix of the class elements and of the `common` namespace in one answer. */
export interface ValuePrefixes {
  readonly element: string;
  readonly common: string;
}

/**
 * An instance as `<g:CLASS>`: properties in ASCII order of their names, absent ones left out, write-only ones never
 * shown.
 */
export function writeInstance(declaration: ClassDeclaration, instance: Instance, prefixes: ValuePrefixes): string {
  return tag(`${prefixes.element}:${declaration.name}`, writeFields(shownProperties(declaration), instance, prefixes));
}

const shownByClass = new WeakMap<ClassDeclaration, readonly PropertyDeclaration[]>();

/** Properties that answers show, in their order; worked out once per class. */
function shownProperties(declaration: ClassDeclaration): readonly PropertyDeclaration[] {
  const known = shownByClass.get(declaration);
  if (known !== undefined) return known;
  const shown = declaration.properties
    .filter((property) => property.access !== 'write')
    .toSorted((one, other) => compareAscii(one.name, other.name));
  shownByClass.set(declaration, shown);
  return shown;
}

/** Fields in the order given, each value encoded for its type. */
export function writeFields(
  fields: readonly Pick<ParameterDeclaration, 'name'>[],
  values: Instance,
  prefixes: ValuePrefixes,
): string {
  return fields.map((field) => writeField(field.name, values[field.name], prefixes)).join('');
}

function writeField(name: string, value: Value | undefined, prefixes: ValuePrefixes): string {
  if (value === undefined) return '';
  const scalars: readonly Scalar[] = isArray(value) ? value : [value];
  return scalars.map((scalar) => tag(`${prefixes.element}:${name}`, writeScalar(scalar, prefixes.common))).join('');
}

function isArray(value: Value): value is readonly Scalar[] {
  return Array.isArray(value);
}

function writeScalar(value: Scalar, commonPrefix: string): string {
  if (typeof value !== 'object') return escapeXml(String(value));
  if (value.kind === 'datetime') return tag(`${commonPrefix}:Datetime`, cimDatetime(value.ms));
  if (value.kind === 'interval') return tag(`${commonPrefix}:Interval`, cimInterval(value.seconds));
  if (value.kind === 'reference') return writeReferenceContent(value);
  throw new TypeError(`${value.className} is only ever an argument`);
}

/** Stands where a reference that names nothing would have its address, as recorded. */
const NO_ADDRESS = 'default';

/** Address and reference parameters of a reference, selectors in ASCII order; nested references are wrapped. */
export function writeReferenceContent(reference: EndpointReference): string {
  const selectors = Object.entries(reference.selectors)
    .toSorted(([one], [other]) => compareAscii(one, other))
    .map(([name, value]) => {
      const content =
        typeof value === 'string' ? escapeXml(value) : tag('b:EndpointReference', writeReferenceContent(value));
      return `<c:Selector Name="${escapeXml(name)}">${content}</c:Selector>`;
    })
    .join('');
  return (
    tag('b:Address', reference.resourceUri === '' ? NO_ADDRESS : ANONYMOUS) +
    tag(
      'b:ReferenceParameters',
      tag('c:ResourceURI', escapeXml(reference.resourceUri)) + tag('c:SelectorSet', selectors),
    )
  );
}

/** The reference of an instance: its class URI and its key properties. */
export function referenceOf(declaration: ClassDeclaration, instance: Instance): EndpointReference {
  const selectors: Record<string, string | EndpointReference> = {};
  for (const property of declaration.properties) {
    const value = instance[property.name];
    if (property.key !== true || value === undefined || isArray(value)) continue;
    selectors[property.name] = selectorText(value);
  }
  return { kind: 'reference', resourceUri: declaration.uri, selectors };
}

/** How a key value looks in a selector. */
export function selectorText(value: Scalar): string | EndpointReference {
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'reference') return value;
  if (value.kind === 'datetime') return cimDatetime(value.ms);
  return value.kind === 'interval' ? cimInterval(value.seconds) : value.className;
}

/** Plain ASCII order: upper case before lower case. */
export function compareAscii(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
