const BLOCK_BYTES = 64;
const ROUND_2 = 0x5a827999;
const ROUND_3 = 0x6ed9eba1;

type Words = [number, number, number, number];

const rotate = (value: number, bits: number): number => ((value << bits) | (value >>> (32 - bits))) >>> 0;

const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;

const ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return ((x & y) | (x & z) | (y & z)) + ROUND_2;
  return (x ^ y ^ z) + ROUND_3;
}

function addBlock(state: Words, block: Buffer): Words {
  let [a, b, c, d] = state;
  for (let round = 0; round < 3; round += 1) {
    for (let step = 0; step < 16; step += 1) {
      const word = block.readUInt32LE((ORDERS[round]?.[step] ?? 0) * 4);
      const sum = (a + mix(round, b, c, d) + word) >>> 0;
      [a, b, c, d] = [d, rotate(sum, SHIFTS[round]?.[step % 4] ?? 0), b, c];
    }
  }
  return [(state[0] + a) >>> 0, (state[1] + b) >>> 0, (state[2] + c) >>> 0, (state[3] + d) >>> 0];
}

/** MD4 (RFC 1320). OpenSSL 3 offers it only through its legacy provider, and Kerberos RC4 keys need it. */
export function md4(message: Buffer): Buffer {
  const zeros = (BLOCK_BYTES * 2 - 9 - (message.length % BLOCK_BYTES)) % BLOCK_BYTES;
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(message.length) * 8n);
  const padded = Buffer.concat([message, Buffer.from([0x80]), Buffer.alloc(zeros), length]);
  let state: Words = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < padded.length; at += BLOCK_BYTES)
    state = addBlock(state, padded.subarray(at, at + BLOCK_BYTES));
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => digest.writeUInt32LE(word, index * 4));
  return digest;
}
