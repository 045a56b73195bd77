import type { TsigKey } from './tsig.ts';

/**
 * The key in a file as `tsig-keygen` of BIND writes it: `key "name" { algorithm hmac-sha256; secret "base64"; };`. Throws
 * a RangeError that holds nothing of the file when it is not of that form or for another algorithm.
 */
export function parseTsigKey(text: string): TsigKey {
  const block = /^\s*key\s+"?([A-Za-z0-9._-]{1,253})"?\s*\{([^{}]{1,2000})\}\s*;?\s*$/.exec(text);
  const body = block?.[2] ?? '';
  const algorithm = /algorithm\s+"?([A-Za-z0-9-]+)"?\s*;/i.exec(body)?.[1]?.toLowerCase();
  const secret = /secret\s+"?([A-Za-z0-9+/]+={0,2})"?\s*;/i.exec(body)?.[1];
  if (block?.[1] === undefined || secret === undefined)
    throw new RangeError('the file is not a key as tsig-keygen writes it');
  if (algorithm !== 'hmac-sha256') throw new RangeError('only keys for hmac-sha256 can be used');
  return { name: block[1], secret: Buffer.from(secret, 'base64') };
}
