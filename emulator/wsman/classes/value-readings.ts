import type { Instance, Value } from '../declaration.ts';

/** A text of a request that the engine has type-checked; undefined when it was not sent. */
export function textIn(values: Instance, name: string): string | undefined {
  const value: Value | undefined = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number of a request; undefined when it was not sent. */
export function numberIn(values: Instance, name: string): number | undefined {
  const value: Value | undefined = values[name];
  return typeof value === 'number' ? value : undefined;
}

/** A boolean of a request; undefined when it was not sent. */
export function flagIn(values: Instance, name: string): boolean | undefined {
  const value: Value | undefined = values[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** The numbers of an array of a request; empty when it was not sent. */
export function numbersIn(values: Instance, name: string): readonly number[] {
  const value: Value | undefined = values[name];
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}

/** The texts of an array of a request; empty when it was not sent. */
export function textsIn(values: Instance, name: string): readonly string[] {
  const value: Value | undefined = values[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
