import { createHash } from 'node:crypto';
import type { Chance } from '../ports/chance.ts';
import type { AmtCredentials } from './amt-device.ts';

/** A Digest challenge, as far as AMT uses it. (RFC 2617) */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** `auth`, `auth-int`, or undefined for the form without qop of RFC 2069. */
  readonly qop: 'auth' | 'auth-int' | undefined;
}

/** What one Authorization line is computed from. */
export interface DigestRequest {
  readonly method: string;
  readonly uri: string;
  readonly body: Buffer;
  /** Client nonce. */
  readonly cnonce: string;
  /** How often this nonce was used, this time included. */
  readonly count: number;
}

const MAX_PARAMETERS = 32;

const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');

/** 16 octets of MD5(user:realm:password): AMT's DigestPassword, of which it wants the base64. Secret. */
export function digestPassword(credentials: AmtCredentials, realm: string): Buffer {
  return createHash('md5').update(`${credentials.user}:${realm}:${credentials.password}`).digest();
}

function parameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const pattern = /([A-Za-z0-9_-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g;
  for (const match of text.matchAll(pattern)) {
    if (found.size === MAX_PARAMETERS) break;
    found.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  }
  return found;
}

/**
 * Reads the Digest line among WWW-Authenticate lines. Undefined when there is none that can be answered: other scheme,
 * no realm or nonce, an algorithm that is not MD5.
 */
export function readChallenge(lines: readonly string[]): DigestChallenge | undefined {
  for (const line of lines) {
    const rest = /^\s*Digest\s+(.*)$/i.exec(line)?.[1];
    if (rest === undefined) continue;
    const found = parameters(rest);
    const [realm, nonce] = [found.get('realm'), found.get('nonce')];
    if (realm === undefined || nonce === undefined) continue;
    if ((found.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5') continue;
    const offered = found
      .get('qop')
      ?.split(',')
      .map((one) => one.trim());
    if (offered !== undefined && !offered.includes('auth') && !offered.includes('auth-int')) continue;
    const qop = offered === undefined ? undefined : offered.includes('auth') ? 'auth' : 'auth-int';
    return { realm, nonce, opaque: found.get('opaque'), qop };
  }
  return undefined;
}

/** The Authorization value that answers a challenge. (RFC 2617, section 3.2.2; RFC 2069 where no qop is offered) */
export function authorization(credentials: AmtCredentials, challenge: DigestChallenge, request: DigestRequest): string {
  const ha1 = digestPassword(credentials, challenge.realm).toString('hex');
  const integrity = challenge.qop === 'auth-int' ? `:${md5(request.body)}` : '';
  const ha2 = md5(`${request.method}:${request.uri}${integrity}`);
  const nc = request.count.toString(16).padStart(8, '0');
  const middle = challenge.qop === undefined ? '' : `${nc}:${request.cnonce}:${challenge.qop}:`;
  const response = md5(`${ha1}:${challenge.nonce}:${middle}${ha2}`);
  const parts = [
    `username="${credentials.user}"`,
    `realm="${challenge.realm}"`,
    `nonce="${challenge.nonce}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    ...(challenge.opaque === undefined ? [] : [`opaque="${challenge.opaque}"`]),
    ...(challenge.qop === undefined ? [] : [`qop=${challenge.qop}`, `nc=${nc}`, `cnonce="${request.cnonce}"`]),
  ];
  return `Digest ${parts.join(', ')}`;
}

/** A client nonce of 16 octets, hex. */
export function clientNonce(chance: Chance): string {
  return chance.bytes(16).toString('hex');
}
