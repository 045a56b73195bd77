import type { Instance } from '../../declaration.ts';

/** A selector of the reference that a request carries; undefined when it refers to another class or lacks it. */
export function selectorIn(values: Instance, name: string, resourceUri: string, selector: string): string | undefined {
  return selectorsIn(values, name, resourceUri, selector)[0];
}

/** The same of every reference of an array; those to other classes give undefined. */
export function selectorsIn(
  values: Instance,
  name: string,
  resourceUri: string,
  selector: string,
): readonly (string | undefined)[] {
  const value = values[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((reference: unknown) => {
    if (!isReference(reference) || reference.resourceUri !== resourceUri) return undefined;
    const text = reference.selectors[selector];
    return typeof text === 'string' ? text : undefined;
  });
}

interface ReferenceLike {
  readonly resourceUri: string;
  readonly selectors: Readonly<Record<string, unknown>>;
}

function isReference(value: unknown): value is ReferenceLike {
  return typeof value === 'object' && value !== null && 'resourceUri' in value && 'selectors' in value;
}
