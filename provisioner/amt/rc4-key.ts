import { md4 } from './md4.ts';

/** RC4-HMAC long-term key of a password: MD4 over its UTF-16LE form, 16 octets. (RFC 4757, section 2) */
export function rc4Key(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'));
}
