import { isIPv4 } from 'node:net';

const LOOPBACK_OCTET = 127;
const LAST_HOST = (LOOPBACK_OCTET << 24) + 0xff_ff_fe;

/**
 * `count` addresses from `first` on; network and broadcast addresses of /24 networks are left out. More than one address
 * is only taken from 127.0.0.0/8, which every Linux computer has. Throws a RangeError.
 */
export function addressesFrom(first: string, count: number): readonly string[] {
  if (!isIPv4(first)) throw new RangeError(`${JSON.stringify(first)} is no IPv4 address such as 127.0.0.1`);
  if (count === 1) return [first];
  let next = first.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
  if (next >>> 24 !== LOOPBACK_OCTET)
    throw new RangeError('several devices need addresses in 127.0.0.0/8 or a port base');
  const addresses: string[] = [];
  for (; addresses.length < count; next += 1) {
    if (next > LAST_HOST) throw new RangeError(`127.0.0.0/8 has no ${count} addresses after ${first}`);
    const host = next & 0xff;
    if (host !== 0 && host !== 0xff) addresses.push([24, 16, 8, 0].map((shift) => (next >>> shift) & 0xff).join('.'));
  }
  return addresses;
}
