import { parseInstant, parseInterval } from '../clock/calendar.ts';
import type { CimType, ClassDeclaration, Instance, MethodDeclaration, Scalar, Value } from './declaration.ts';
import type { WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { readReference } from './selectors.ts';
import { attributeOf, childOf, type XmlElement } from './xml-reader.ts';

export type BodyReading =
  | { readonly ok: true; readonly values: Instance }
  | { readonly ok: false; readonly fault: WsmanFault };

interface Field {
  readonly name: string;
  readonly type: CimType;
  readonly array?: true;
  readonly required?: true;
  readonly maxLength?: number;
  readonly className?: string;
}

/** Finds the declaration of an embedded class; undefined when the release does not have it. */
export type FindClass = (name: string) => ClassDeclaration | undefined;

/** An argument that some clients add to methods without parameters. */
const DUMMY_ARGUMENT = '_method_dummy';

const INTEGER_RANGES: Partial<Record<CimType, readonly [bigint, bigint]>> = {
  uint8: [0n, 0xffn],
  uint16: [0n, 0xffffn],
  uint32: [0n, 0xffffffffn],
  uint64: [0n, 0xffffffffffffffffn],
  sint8: [-0x80n, 0x7fn],
  sint16: [-0x8000n, 0x7fffn],
  sint32: [-0x80000000n, 0x7fffffffn],
  sint64: [-0x8000000000000000n, 0x7fffffffffffffffn],
};

/**
 * The body of a Put: one object of the class. Values of properties that cannot be written are checked and then dropped,
 * because clients send back what they got. Keys are dropped likewise; the selectors name the instance.
 */
export function readPutBody(declaration: ClassDeclaration, body: XmlElement | undefined): BodyReading {
  const reading = readObject(declaration, body);
  if (!reading.ok) return reading;
  const writable = new Set(
    declaration.properties.filter((property) => property.access !== undefined).map((property) => property.name),
  );
  return {
    ok: true,
    values: Object.fromEntries(Object.entries(reading.values).filter(([name]) => writable.has(name))),
  };
}

/** The body of a Create: one object of the class, keys and create-only properties included. */
export function readObject(declaration: ClassDeclaration, body: XmlElement | undefined): BodyReading {
  return readFields(declaration.properties, declaration.uri, declaration.name, body);
}

/** The body of a method call: `<Method>_INPUT`. An empty body stands for no arguments. */
export function readInput(
  declaration: ClassDeclaration,
  method: MethodDeclaration,
  body: XmlElement | undefined,
  findClass: FindClass = () => undefined,
): BodyReading {
  const root = `${method.name}_INPUT`;
  if (body === undefined) return checkRequired(method.input, {}, method.name);
  const known = body.children.filter((child) => child.local !== DUMMY_ARGUMENT);
  return readFields(method.input, declaration.uri, root, { ...body, children: known }, findClass);
}

function readFields(
  fields: readonly Field[],
  uri: string,
  rootName: string,
  body: XmlElement | undefined,
  findClass: FindClass = () => undefined,
): BodyReading {
  if (body?.uri !== uri || body.local !== rootName) {
    return violated('wsman.body.wrong-element', { expected: rootName, got: body?.local ?? '' });
  }
  if (body.children.length > 0 && body.text.trim() !== '') return violated('wsman.body.mixed', { element: rootName });
  const byName = new Map(fields.map((field) => [field.name, field]));
  const values = new Map<string, Scalar[]>();
  for (const child of body.children) {
    const field = child.uri === uri ? byName.get(child.local) : undefined;
    if (field === undefined) return violated('wsman.body.unknown-element', { element: child.local });
    if (isNil(child) || isEmptyTime(field, child)) continue;
    const value = field.type === 'embedded' ? readEmbedded(field, child, findClass) : readScalar(field.type, child);
    if (value === undefined) return violated('wsman.body.wrong-type', { element: child.local, type: field.type });
    const list = values.get(field.name) ?? [];
    list.push(value);
    values.set(field.name, list);
    if (list.length > 1 && field.array !== true) return violated('wsman.body.repeated', { element: child.local });
    if (typeof value === 'string' && field.maxLength !== undefined && value.length > field.maxLength) {
      return unrepresentable('InvalidValues', 'wsman.body.too-long', { element: child.local });
    }
  }
  return checkRequired(fields, collect(fields, values), rootName);
}

function collect(fields: readonly Field[], values: ReadonlyMap<string, Scalar[]>): Instance {
  const collected: Record<string, Value> = {};
  for (const field of fields) {
    const list = values.get(field.name);
    const first = list?.[0];
    if (list === undefined || first === undefined) continue;
    collected[field.name] = field.array === true ? list : first;
  }
  return collected;
}

function checkRequired(fields: readonly Field[], values: Instance, where: string): BodyReading {
  const missing = fields.filter((field) => field.required === true && values[field.name] === undefined);
  if (missing.length === 0) return { ok: true, values };
  const names = missing.map((field) => field.name);
  return unrepresentable('MissingValues', 'wsman.body.missing', { element: where, missing: names });
}

function isNil(element: XmlElement): boolean {
  return ['true', '1'].includes(attributeOf(element, NS.xsi, 'nil') ?? '');
}

/** Consoles send an empty TimeoutPeriod for none. */
function isEmptyTime({ type }: Field, element: XmlElement): boolean {
  return type === 'datetime' && element.children.length === 0 && element.text.trim() === '';
}

/** The value of an element of this type; undefined when it is not one. An empty reference is not a reference. */
function readScalar(type: CimType, element: XmlElement): Scalar | undefined {
  if (type === 'reference') return readReference(element);
  if (type === 'datetime') return readDatetime(element);
  if (element.children.length > 0) return undefined;
  const trimmed = element.text.trim();
  if (type === 'string') return element.text;
  if (type === 'boolean') return readBoolean(trimmed);
  if (type === 'base64') return readBase64(trimmed);
  if (type === 'real64') return readReal(trimmed);
  if (type === 'hex') return /^(?:[0-9A-Fa-f]{2})*$/.test(trimmed) ? trimmed : undefined;
  return readInteger(type, trimmed);
}

/** A whole object as an argument: its children are in the namespace of their own class. */
function readEmbedded(field: Field, element: XmlElement, findClass: FindClass): Scalar | undefined {
  const declaration = field.className === undefined ? undefined : findClass(field.className);
  if (declaration === undefined) return undefined;
  const reading = readObject(declaration, { ...element, uri: declaration.uri, local: declaration.name });
  return reading.ok ? { kind: 'embedded', className: declaration.name, values: reading.values } : undefined;
}

function readDatetime(element: XmlElement): Scalar | undefined {
  const interval = childOf(element, NS.common, 'Interval')?.text.trim();
  if (interval !== undefined) {
    const seconds = parseInterval(interval);
    return seconds === undefined ? undefined : { kind: 'interval', seconds };
  }
  const text = childOf(element, NS.common, 'Datetime')?.text.trim() ?? '';
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const ms = parseInstant(text);
  return Number.isNaN(ms) ? undefined : { kind: 'datetime', ms };
}

function readReal(text: string): number | undefined {
  return /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

function readBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function readBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '');
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
  return isBase64 ? packed : undefined;
}

/** Numbers past what a double holds exactly stay text. */
function readInteger(type: CimType, text: string): number | string | undefined {
  const range = INTEGER_RANGES[type];
  if (range === undefined || !/^[+-]?\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  if (value < range[0] || value > range[1]) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function violated(code: string, inputs: NonNullable<WsmanFault['inputs']>): BodyReading {
  return { ok: false, fault: { fault: 'SchemaValidationError', code, inputs } };
}

function unrepresentable(detail: string, code: string, inputs: NonNullable<WsmanFault['inputs']>): BodyReading {
  return { ok: false, fault: { fault: 'InvalidRepresentation', detail, code, inputs } };
}
