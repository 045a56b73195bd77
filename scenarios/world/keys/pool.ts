import type { KeySource } from '../seams.ts';
import { RSA_1024 } from './rsa-1024.ts';
import { RSA_2048 } from './rsa-2048.ts';
import { RSA_4096 } from './rsa-4096.ts';

/** RSA private keys as PKCS#1 PEM (`-----BEGIN RSA PRIVATE KEY-----`). They are public test keys: see SOURCES.md. */
export function poolKeys(bits: 1024 | 2048 | 4096): readonly string[] {
  const keys = bits === 1024 ? RSA_1024 : bits === 2048 ? RSA_2048 : RSA_4096;
  return keys.map((der) => {
    const lines = der.match(/.{1,64}/gu) ?? [];
    return `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----\n`;
  });
}

/**
 * Hands out the pool's keys in order, starting at `first`, and begins again when all were used: two of many computers
 * may then have the same key, which no check in a story depends on. Rejects with a RangeError for sizes not in the pool.
 */
export function keyPool(first = 0): KeySource {
  const handedOut = new Map<number, number>();
  return {
    next: (bits) => {
      if (bits !== 1024 && bits !== 2048 && bits !== 4096)
        return Promise.reject(new RangeError(`no RSA keys of ${bits} bits in the pool`));
      const keys = poolKeys(bits);
      const at = handedOut.get(bits) ?? first;
      handedOut.set(bits, at + 1);
      return Promise.resolve({ privateKeyPem: keys[at % keys.length] ?? '' });
    },
  };
}
