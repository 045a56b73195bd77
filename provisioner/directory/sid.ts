/** Most sub-authorities a security identifier has (MS-DTYP, 2.4.2.2). */
const MAXIMUM_SUB_AUTHORITIES = 15;

/**
 * The binary form (MS-DTYP, 2.4.2.2) of a security identifier in text: `S-1-5-21-1004336348-1177238915-682003330-512`.
 * Throws a RangeError when the text is none.
 */
export function sidBytes(text: string): Buffer {
  const parts = /^S-1-(\d{1,15})((?:-\d{1,10})+)$/i.exec(text);
  const [, authority = '', rest = ''] = parts ?? [];
  const subAuthorities = rest.split('-').slice(1).map(Number);
  const fits = subAuthorities.every((value) => value <= 0xffff_ffff) && Number(authority) < 2 ** 48;
  if (parts === null || !fits || subAuthorities.length > MAXIMUM_SUB_AUTHORITIES)
    throw new RangeError(`"${text}" is not a security identifier`);
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(subAuthorities.length, 1);
  bytes.writeUIntBE(Number(authority), 2, 6);
  for (const [index, value] of subAuthorities.entries()) bytes.writeUInt32LE(value, 8 + 4 * index);
  return bytes;
}
