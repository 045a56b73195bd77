import type { SmbiosStructure } from './smbios-writer.ts';

const ENTRY_POINT_BYTES = 24;
/** Where the table begins in the image: the next multiple of 16. */
const TABLE_OFFSET = 32;
const CHECKSUM_OFFSET = 5;
const REVISION = 1;

/**
 * The table with a 64-bit entry point before it, version 3.0 (DMTF DSP0134, 5.2.2): what `dmidecode --from-dump` reads,
 * for tests of software that looks for the AMT tables on a PC.
 */
export function smbiosImage(structures: readonly SmbiosStructure[]): Buffer {
  const table = Buffer.concat(structures.map(({ bytes }) => bytes));
  const entry = Buffer.alloc(TABLE_OFFSET);
  entry.write('_SM3_', 'latin1');
  entry.set([0, ENTRY_POINT_BYTES, 3, 0, 0, REVISION], CHECKSUM_OFFSET);
  entry.writeUInt32LE(table.length, 12);
  entry.writeBigUInt64LE(BigInt(TABLE_OFFSET), 16);
  const sum = entry.reduce((total, octet) => total + octet, 0);
  entry.writeUInt8(-sum & 0xff, CHECKSUM_OFFSET);
  return Buffer.concat([entry, table]);
}
