/** Longest distinguished name that is looked at, in characters. */
const MAX_LENGTH = 1024;

/** One relative distinguished name: `OU=OOB Controllers`. */
export interface NamePart {
  /** Upper case. */
  readonly attribute: string;
  readonly value: string;
}

/**
 * The parts of a distinguished name, leaf first; undefined when it is none. RFC 4514 without multi-valued parts and without
 * the `#hex` form, which no directory browser writes.
 */
export function parseDistinguishedName(text: string): readonly NamePart[] | undefined {
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  const parts: NamePart[] = [];
  for (const raw of splitUnescaped(text)) {
    const match = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=\s*(.*?)\s*$/s.exec(raw);
    const attribute = match?.[1];
    const value = match?.[2];
    if (attribute === undefined || value === undefined) return undefined;
    if (!/^(?:[^\\"+,;<>#=]|\\[\\"+,;<>#= ]|\\[0-9A-Fa-f]{2}|(?<!^)[#=])+$/.test(value)) return undefined;
    parts.push({ attribute: attribute.toUpperCase(), value });
  }
  return parts;
}

function splitUnescaped(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === ',') {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}
