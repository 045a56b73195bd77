import { createHash } from 'node:crypto';

/** Longest challenge that is looked at, characters. */
const MAX_CHALLENGE_CHARACTERS = 4096;
const PARAMETER = /([A-Za-z]+)=(?:"([^"\\]{0,1024})"|([^\s,"]{1,1024}))/g;

/** What a listener asks for with its 401 (RFC 2617, 3.2.1). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** Whether it knows qop; without it RFC 2069's form is answered. */
  readonly hasAuth: boolean;
}

/** Reads a WWW-Authenticate value; undefined when it is not a Digest challenge with MD5 and qop auth or none. */
export function readDigestChallenge(value: string): DigestChallenge | undefined {
  if (value.length > MAX_CHALLENGE_CHARACTERS || !/^digest\s/i.test(value)) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare] of value.slice('digest '.length).matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted ?? bare ?? '');
  }
  const realm = parameters.get('realm');
  const nonce = parameters.get('nonce');
  const offered = parameters.get('qop')?.split(/\s*,\s*/);
  const isMd5 = (parameters.get('algorithm') ?? 'MD5').toUpperCase() === 'MD5';
  if (realm === undefined || nonce === undefined || !isMd5) return undefined;
  if (offered !== undefined && !offered.includes('auth')) return undefined;
  return { realm, nonce, opaque: parameters.get('opaque'), hasAuth: offered !== undefined };
}

/** The Authorization value for a POST to `uri` (RFC 2617, 3.2.2). `cnonce` is 16 hex digits of chance. */
export function answerDigest(
  challenge: DigestChallenge,
  credentials: { readonly user: string; readonly password: string },
  uri: string,
  cnonce: string,
): string {
  const { realm, nonce, opaque, hasAuth } = challenge;
  const ha1 = md5(`${credentials.user}:${realm}:${credentials.password}`);
  const ha2 = md5(`POST:${uri}`);
  const nc = '00000001';
  const response = hasAuth ? md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`) : md5(`${ha1}:${nonce}:${ha2}`);
  const fields = [
    `username=${inQuotes(credentials.user)}`,
    `realm=${inQuotes(realm)}`,
    `nonce=${inQuotes(nonce)}`,
    `uri=${inQuotes(uri)}`,
    ...(hasAuth ? [`cnonce="${cnonce}"`, `nc=${nc}`, 'qop=auth'] : []),
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque=${inQuotes(opaque)}`]),
  ];
  return `Digest ${fields.join(', ')}`;
}

/** RFC 9110, 5.6.4: what would end the string is escaped, so that a name cannot add parameters. */
function inQuotes(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function md5(text: string): string {
  return createHash('md5').update(text, 'latin1').digest('hex');
}
