/** Fields of a form by name; of a name that comes twice the first value counts. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/** Longest form that is read, bytes. */
export const MAX_FORM_BYTES = 8192;
const MAX_FIELDS = 100;

/**
 * Reads `application/x-www-form-urlencoded` (WHATWG URL, 5.1): names and values in UTF-8. Undefined for a form that is
 * too long, has too many fields, or holds bytes that are no UTF-8.
 */
export function readForm(body: Buffer): FormFields | undefined {
  if (body.length > MAX_FORM_BYTES) return undefined;
  const text = body.toString('latin1');
  if (!/^[\x20-\x7e]*$/.test(text)) return undefined;
  const fields = new Map<string, string[]>();
  const pairs = text === '' ? [] : text.split('&');
  if (pairs.length > MAX_FIELDS) return undefined;
  for (const pair of pairs) {
    const [name = '', ...rest] = pair.split('=');
    const read = [name, rest.join('=')].map(decoded);
    if (read[0] === undefined || read[1] === undefined) return undefined;
    const before = fields.get(read[0]);
    if (before === undefined) fields.set(read[0], [read[1]]);
    else before.push(read[1]);
  }
  return fields;
}

/** First value of a field without blanks around it, empty when there is none. */
export function fieldText(fields: FormFields, name: string): string {
  return (fields.get(name)?.[0] ?? '').trim();
}

/** Whether a checkbox is ticked or a button was pressed. */
export function hasField(fields: FormFields, name: string): boolean {
  return fields.has(name);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
