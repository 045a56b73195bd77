/** Second octets that no world's network of sockets takes for itself. */
const FIRST_BLOCK = 240;
const BLOCKS = 14;

/**
 * A loopback address of the test file that has this number, the same for the whole run. Two runs at once on one computer
 * mostly get different ones.
 */
export function ownAddress(file: number, host = 1): string {
  return `127.${FIRST_BLOCK + (process.pid % BLOCKS)}.${file}.${host}`;
}
