import { freshRsaKeys, type RsaKeySource } from '../device/setup/self-signed.ts';

/**
 * At most `size` keys of each length, made when first asked for and handed out in turn: for fleets, where a key of its
 * own for each device would cost more than it proves. Not for machines whose traffic is worth protecting.
 */
export function pooledKeys(size: number): RsaKeySource {
  const pools = new Map<number, { readonly keys: Buffer[]; next: number }>();
  return {
    rsaPrivateKey: (bits) => {
      const pool = pools.get(bits) ?? { keys: [], next: 0 };
      pools.set(bits, pool);
      const at = pool.next++ % size;
      return (pool.keys[at] ??= freshRsaKeys.rsaPrivateKey(bits));
    },
  };
}
