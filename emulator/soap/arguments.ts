import type { XmlElement } from '../wsman/xml-reader.ts';
import type { SoapArguments, SoapParameter } from './declaration.ts';

/** Types that several services share have namespaces of their own (`Common/2006/01`, `CertStore/2006/01`). */
const SHARED_TYPES = 'http://schemas.intel.com/platform/client/';
const MAX_UINT32 = 4_294_967_295;

/** A parameter that must be there and holds text. */
export function text(name: string): SoapParameter {
  return { name };
}

/** A parameter that may be left out and holds text. */
export function optionalText(name: string): SoapParameter {
  return { name, optional: true };
}

/**
 * What an element holds, in any order; undefined when an element is unknown, missing, repeated against its declaration, or
 * holds elements where text belongs.
 */
export function readArguments(
  parameters: readonly SoapParameter[],
  namespace: string,
  element: XmlElement,
): SoapArguments | undefined {
  const values = new Map<string, (string | SoapArguments)[]>();
  for (const child of element.children) {
    const parameter = parameters.find(({ name }) => name === child.local);
    const isOurs = child.uri === namespace || child.uri === '' || child.uri.startsWith(SHARED_TYPES);
    if (parameter === undefined || !isOurs) return undefined;
    const before = values.get(child.local) ?? [];
    if (before.length > 0 && parameter.many !== true) return undefined;
    const value = parameter.members === undefined ? textOf(child) : readArguments(parameter.members, namespace, child);
    if (value === undefined) return undefined;
    values.set(child.local, [...before, value]);
  }
  const isWhole = parameters.every(({ name, optional }) => optional === true || values.has(name));
  return isWhole ? Object.fromEntries(values) : undefined;
}

function textOf(element: XmlElement): string | undefined {
  return element.children.length === 0 ? element.text : undefined;
}

/** The text of an argument without the white space around it; undefined when it was left out. */
export function textIn(input: SoapArguments, name: string): string | undefined {
  return textsIn(input, name)[0];
}

/** The texts of an argument that may be repeated. */
export function textsIn(input: SoapArguments, name: string): readonly string[] {
  return (input[name] ?? []).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []));
}

/** The elements inside an argument; undefined when it was left out. */
export function groupIn(input: SoapArguments, name: string): SoapArguments | undefined {
  return (input[name] ?? []).find((value): value is SoapArguments => typeof value !== 'string');
}

/** An unsigned number of at most 32 bits; undefined for anything else. */
export function numberIn(input: SoapArguments, name: string): number | undefined {
  return unsigned(textIn(input, name) ?? '');
}

/** The number that a text spells; undefined unless it is unsigned and fits 32 bits. */
export function unsigned(digits: string): number | undefined {
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
  return number !== undefined && number <= MAX_UINT32 ? number : undefined;
}

/** A boolean as XML Schema spells it; undefined for anything else. */
export function flagIn(input: SoapArguments, name: string): boolean | undefined {
  const spelt = textIn(input, name);
  if (spelt === 'true' || spelt === '1') return true;
  return spelt === 'false' || spelt === '0' ? false : undefined;
}
