import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';

/** Length of the key, in bytes. */
const SECRET_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = 'v1.';

/** A secret that cannot be sealed or opened. Never holds the secret or the key. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly code:
    | 'secret.wrong-key-or-damaged'
    | 'secret.key-length'
    | 'secret.key-readable-by-others'
    | 'secret.key-unreadable';
  constructor(code: SecretError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Seals secrets for rest and opens them again. */
export interface SecretBox {
  /** Printable text. `place` says what the secret is for: the text opens only for the same place. */
  seal(secret: string, place: string): string;
  /** Throws {@link SecretError} for another key, another place or a changed text. */
  open(sealed: string, place: string): string;
}

/**
 * AES-256-GCM under a key that is not in the database. The nonce is a keyed hash of place and secret instead of a random
 * number, so that different secrets do not share one (2^-96), whatever a random source or a restored backup does; what
 * that shows is only that the same secret stands in the same place again.
 */
export function secretBox(key: Buffer): SecretBox {
  if (key.length !== SECRET_KEY_BYTES)
    throw new SecretError('secret.key-length', `The key must have ${SECRET_KEY_BYTES} bytes.`);
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), use, SECRET_KEY_BYTES));
  const cipherKey = derive('site database secrets: cipher');
  const nonceKey = derive('site database secrets: nonce');
  return {
    seal(secret, place) {
      const where = Buffer.from(place, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(where.length);
      const nonce = createHmac('sha256', nonceKey)
        .update(length)
        .update(where)
        .update(secret, 'utf8')
        .digest()
        .subarray(0, NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce, { authTagLength: TAG_BYTES }).setAAD(where);
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.startsWith(PREFIX) ? sealed.slice(PREFIX.length) : '', 'base64');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw cannotOpen();
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(place, 'utf8'))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw cannotOpen({ cause });
      }
    },
  };
}

function cannotOpen(options?: ErrorOptions): SecretError {
  return new SecretError(
    'secret.wrong-key-or-damaged',
    'The secret was sealed with another key or is damaged.',
    options,
  );
}

/**
 * The key in `file`: 64 hex digits. Makes the file, readable by its owner only, when there is none. Throws
 * {@link SecretError} when others can read it, or when it holds no key; a file that exists is never overwritten.
 */
export function secretKeyFromFile(file: string): Buffer {
  const made = makeKeyFile(file);
  if (made !== undefined) return made;
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw new SecretError('secret.key-readable-by-others', 'The key file must be readable by its owner only (0600).');
    text = readFileSync(file, 'latin1').trim();
  } catch (cause) {
    if (cause instanceof SecretError) throw cause;
    throw new SecretError('secret.key-unreadable', 'The key file cannot be read.', { cause });
  }
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw new SecretError('secret.key-length', 'The key file must hold 64 hex digits.');
  return Buffer.from(text, 'hex');
}

/** Undefined when there is a file of that name already. */
function makeKeyFile(file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw new SecretError('secret.key-unreadable', 'The key file cannot be made.', { cause });
  }
  // The operating system's own randomness on purpose: a key from a seeded source would be no secret.
  const key = randomBytes(SECRET_KEY_BYTES);
  try {
    writeSync(descriptor, `${key.toString('hex')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return key;
}
