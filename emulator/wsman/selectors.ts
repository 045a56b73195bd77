import type { ClassDeclaration, EndpointReference, Instance } from './declaration.ts';
import { selectorText } from './envelope.ts';
import type { WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { attributeOf, childOf, type XmlElement } from './xml-reader.ts';

export type Selectors = Readonly<Record<string, string | EndpointReference>>;

/** References inside references that are still read; associations of associations do not exist. */
const MAX_NESTED_REFERENCES = 3;

/** Added by generic CIM clients; it names no key. */
const NAMESPACE_SELECTOR = '__cimnamespace';

type SelectorReading =
  | { readonly ok: true; readonly selectors: Selectors }
  | { readonly ok: false; readonly fault: WsmanFault };

/** Reads a `wsman:SelectorSet`; none gives no selectors. The same name twice is a fault. */
export function readSelectorSet(set: XmlElement | undefined, depth = 0): SelectorReading {
  const selectors: Record<string, string | EndpointReference> = {};
  for (const child of set?.children ?? []) {
    const name = attributeOf(child, NS.wsman, 'Name');
    if (child.uri !== NS.wsman || child.local !== 'Selector' || name === undefined) {
      return refused('SchemaValidationError', undefined, 'wsman.selectors.malformed');
    }
    if (Object.hasOwn(selectors, name)) return refused('InvalidSelectors', 'InvalidValue', 'wsman.selectors.repeated');
    const value = readSelectorValue(child, depth);
    if (value === undefined) return refused('InvalidSelectors', 'TypeMismatch', 'wsman.selectors.malformed');
    if (name !== NAMESPACE_SELECTOR) setOwn(selectors, name, value);
  }
  return { ok: true, selectors };
}

function readSelectorValue(selector: XmlElement, depth: number): string | EndpointReference | undefined {
  const wrapped = childOf(selector, NS.addressing, 'EndpointReference');
  if (wrapped !== undefined) return readReference(wrapped, depth + 1);
  return selector.children.length > 0 ? undefined : selector.text;
}

/**
 * Reads the content of an endpoint reference. What stands in Address is ignored: clients write the anonymous role, the
 * addressing namespace, a path or a URL there. Undefined when there is no ResourceURI or nesting goes too deep.
 */
export function readReference(element: XmlElement, depth = 0): EndpointReference | undefined {
  if (depth > MAX_NESTED_REFERENCES) return undefined;
  const parameters = childOf(element, NS.addressing, 'ReferenceParameters');
  const resourceUri = parameters === undefined ? undefined : childOf(parameters, NS.wsman, 'ResourceURI')?.text.trim();
  if (parameters === undefined || resourceUri === undefined || resourceUri === '') return undefined;
  const selectors = readSelectorSet(childOf(parameters, NS.wsman, 'SelectorSet'), depth);
  return selectors.ok ? { kind: 'reference', resourceUri, selectors: selectors.selectors } : undefined;
}

/** `record[name] = value` for names that a peer chose, `__proto__` included. */
export function setOwn<T>(record: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}

/** An instance and the concrete class it belongs to. */
export interface Located {
  readonly declaration: ClassDeclaration;
  readonly instance: Instance;
}

export type Selection = ({ readonly ok: true } & Located) | { readonly ok: false; readonly fault: WsmanFault };

/** Whether an operation may pick the first of several instances when the request names none. */
export type WhenUnnamed = 'first' | 'only';

/**
 * Finds the one instance that `selectors` mean. A subset of the keys is enough when it fits one instance; comparison is
 * exact. Without selectors, `first` takes the first instance and `only` demands that there is no other.
 */
export function selectInstance(
  candidates: readonly Located[],
  keys: ReadonlySet<string>,
  selectors: Selectors,
  whenUnnamed: WhenUnnamed,
): Selection {
  const names = Object.keys(selectors);
  const unexpected = names.filter((name) => !keys.has(name));
  if (unexpected.length > 0) {
    return refused('InvalidSelectors', 'UnexpectedSelectors', 'wsman.selectors.unexpected', { names: unexpected });
  }
  const fitting = candidates.filter((candidate) => fits(candidate.instance, selectors));
  const [first, second] = fitting;
  if (first === undefined) return refused('DestinationUnreachable', undefined, 'wsman.instance.not-found', { names });
  if (second === undefined || (names.length === 0 && whenUnnamed === 'first')) return { ok: true, ...first };
  const detail = names.length === 0 ? 'InsufficientSelectors' : 'AmbiguousSelectors';
  return refused('InvalidSelectors', detail, 'wsman.selectors.ambiguous', { names, fitting: fitting.length });
}

function fits(instance: Instance, selectors: Selectors): boolean {
  return Object.entries(selectors).every(([name, wanted]) => {
    const value = instance[name];
    if (value === undefined || isList(value)) return false;
    const actual = selectorText(value);
    return sameSelector(wanted, actual);
  });
}

function isList(value: NonNullable<Instance[string]>): value is Extract<Instance[string], readonly unknown[]> {
  return Array.isArray(value);
}

function sameSelector(wanted: string | EndpointReference, actual: string | EndpointReference): boolean {
  if (typeof wanted === 'string' || typeof actual === 'string') return wanted === actual;
  return sameReference(wanted, actual);
}

/** Whether `wanted` means `actual`: same class, and every selector it names is equal. */
export function sameReference(wanted: EndpointReference, actual: EndpointReference): boolean {
  return wanted.resourceUri === actual.resourceUri && sameSelectors(wanted.selectors, actual.selectors);
}

/** Whether every selector of `wanted` is equal in `actual`. */
export function sameSelectors(wanted: Selectors, actual: Selectors): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const other = Object.hasOwn(actual, name) ? actual[name] : undefined;
    return other !== undefined && sameSelector(value, other);
  });
}

function refused(
  fault: WsmanFault['fault'],
  detail: string | undefined,
  code: string,
  inputs: NonNullable<WsmanFault['inputs']> = {},
): { readonly ok: false; readonly fault: WsmanFault } {
  return { ok: false, fault: { fault, code, inputs, ...(detail === undefined ? {} : { detail }) } };
}
