const UUID_BYTES = 16;

/**
 * Text of a UUID in SMBIOS byte order: the first three fields are little-endian. Undefined when the bytes are no UUID
 * (wrong length; all 0x00 or all 0xFF stand for an absent UUID). (SMBIOS reference specification, "System - UUID")
 */
export function smbiosUuidText(bytes: Buffer): string | undefined {
  if (bytes.length !== UUID_BYTES) return undefined;
  if (bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 0xff)) return undefined;
  const field = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to).toReversed()).toString('hex');
  const rest = bytes.subarray(8).toString('hex');
  return `${field(0, 4)}-${field(4, 6)}-${field(6, 8)}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
