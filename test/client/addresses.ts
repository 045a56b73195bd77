/** Second octets that no world's network of sockets takes for itself. */
const FIRST_BLOCK = 240;
const BLOCKS = 14;
/** Last octets of one run and file: hosts 0 to 7. */
const HOSTS = 8;
const SHARES = 31;

/**
 * A loopback address of the test file that has this number, the same for the whole run. Two runs at once on one computer
 * mostly get different ones.
 */
export function ownAddress(file: number, host = 1): string {
  const share = Math.floor(process.pid / BLOCKS) % SHARES;
  return `127.${FIRST_BLOCK + (process.pid % BLOCKS)}.${file}.${share * HOSTS + host}`;
}
