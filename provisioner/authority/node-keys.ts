import { generateKeyPairSync } from 'node:crypto';
import type { KeySource } from '../ports/ports.ts';

/** RSA key pairs from Node's own generator, exponent 65537, made when they are asked for. */
export function nodeKeys(): KeySource {
  return {
    next: async (bits) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
      return { privateKeyPem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() };
    },
  };
}
