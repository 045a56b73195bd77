/** Longest credentials that are looked at, characters. */
export const MAX_CREDENTIALS_CHARACTERS = 4096;
/** Most parameters in one Digest header; RFC 7616 knows eleven. */
const MAX_PARAMETERS = 20;

export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly qop: string | undefined;
  readonly nc: string | undefined;
  readonly cnonce: string | undefined;
  readonly algorithm: string | undefined;
}

export type CredentialsReading =
  | { readonly kind: 'digest'; readonly credentials: DigestCredentials }
  | { readonly kind: 'other-scheme'; readonly scheme: string }
  | { readonly kind: 'malformed'; readonly what: string };

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const BARE = /[^\s,"]+/y;
const BLANKS = /[ \t]*/y;
const COMMAS = /[ \t]*(?:,[ \t]*)+|[ \t]*$/y;

/**
 * Reads the value of an Authorization field. Parameters of Digest may come quoted or bare and in any order, because
 * clients differ; a parameter twice, or one of the five that every Digest response has missing, is malformed.
 */
export function readAuthorization(value: string): CredentialsReading {
  if (value.length > MAX_CREDENTIALS_CHARACTERS) return malformed('length');
  const scheme = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/.exec(value)?.[0];
  if (scheme === undefined) return malformed('scheme');
  if (scheme.toLowerCase() !== 'digest') return { kind: 'other-scheme', scheme: scheme.slice(0, 32) };
  const parameters = readParameters(value, scheme.length);
  if (parameters === undefined) return malformed('parameters');
  const username = parameters.get('username');
  const realm = parameters.get('realm');
  const nonce = parameters.get('nonce');
  const uri = parameters.get('uri');
  const response = parameters.get('response');
  if (username === undefined) return malformed('username');
  if (realm === undefined) return malformed('realm');
  if (nonce === undefined) return malformed('nonce');
  if (uri === undefined) return malformed('uri');
  if (response === undefined) return malformed('response');
  const rest = {
    qop: parameters.get('qop'),
    nc: parameters.get('nc'),
    cnonce: parameters.get('cnonce'),
    algorithm: parameters.get('algorithm'),
  };
  return { kind: 'digest', credentials: { username, realm, nonce, uri, response, ...rest } };
}

function readParameters(value: string, from: number): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  let at = matchAt(BLANKS, value, from)?.end ?? from;
  while (at < value.length) {
    const name = matchAt(TOKEN, value, at);
    if (name === undefined || value[name.end] !== '=') return undefined;
    const quoted = matchAt(QUOTED, value, name.end + 1);
    const found = quoted ?? matchAt(BARE, value, name.end + 1);
    if (found === undefined) return undefined;
    const key = name.text.toLowerCase();
    if (parameters.has(key) || parameters.size >= MAX_PARAMETERS) return undefined;
    parameters.set(key, quoted === undefined ? found.text : unquoted(quoted.text));
    const separator = matchAt(COMMAS, value, found.end);
    if (separator === undefined) return undefined;
    at = separator.end;
  }
  return parameters;
}

function unquoted(text: string): string {
  const content = text.slice(1, -1);
  return content.includes('\\') ? content.replace(/\\(.)/g, '$1') : content;
}

/** `pattern` is sticky and begins anew with every call. */
function matchAt(
  pattern: RegExp,
  text: string,
  index: number,
): { readonly text: string; readonly end: number } | undefined {
  pattern.lastIndex = index;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { text: found, end: index + found.length };
}

function malformed(what: string): CredentialsReading {
  return { kind: 'malformed', what };
}
