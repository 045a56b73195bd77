/** One UEFI boot parameter of AMT_BootSettingData. */
export interface BootParameter {
  readonly type: number;
  readonly value: Buffer;
}

/** What the parameters are for: their type numbers mean different things. */
export type BootParameterUse = 'recovery' | 'erase';

/** Parameters, or why there are none. */
export type BootParameterReading =
  | { readonly ok: true; readonly parameters: readonly BootParameter[] }
  | { readonly ok: false; readonly why: 'too-long' | 'truncated' | 'vendor' | 'type' | 'length' | 'repeated' };

/** Octets that a list may have (Intel AMT class reference, AMT_BootSettingData). */
export const MAX_BOOT_PARAMETER_BYTES = 1024;

const INTEL = 0x8086;
/** Vendor, type and length before each value. */
const HEADER_BYTES = 8;

type Length = { readonly exact: number } | { readonly upTo: number };

/** Lengths of values by type (Intel AMT class reference, AMT_BootSettingData, One-Click Recovery). */
const recoveryLengths: Readonly<Record<number, Length>> = {
  1: { upTo: 300 },
  2: { upTo: 300 },
  3: { exact: 2 },
  4: { exact: 32 },
  5: { exact: 48 },
  6: { exact: 64 },
  10: { upTo: 50 },
  20: { exact: 1 },
  21: { upTo: 256 },
  22: { exact: 2 },
  23: { exact: 32 },
  24: { exact: 48 },
  25: { exact: 64 },
  30: { exact: 2 },
  40: { upTo: 16 },
  41: { upTo: 16 },
};

/** Lengths of values by type (Intel AMT class reference, Remote Platform Erase). */
const eraseLengths: Readonly<Record<number, Length>> = {
  1: { exact: 4 },
  10: { upTo: 64 },
  20: { upTo: 64 },
  30: { upTo: 500 },
};

/**
 * Reads UefiBootParametersArray: vendor, type (16 bit), length (32 bit) and value after value, all little-endian.
 * Assumed: types that are not documented, other vendors and a type that comes twice are refused.
 */
export function readBootParameters(bytes: Buffer, use: BootParameterUse): BootParameterReading {
  if (bytes.length > MAX_BOOT_PARAMETER_BYTES) return { ok: false, why: 'too-long' };
  const lengths = use === 'recovery' ? recoveryLengths : eraseLengths;
  const parameters: BootParameter[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < HEADER_BYTES) return { ok: false, why: 'truncated' };
    const type = bytes.readUInt16LE(at + 2);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + HEADER_BYTES + length;
    const allowed = lengths[type];
    if (bytes.readUInt16LE(at) !== INTEL) return { ok: false, why: 'vendor' };
    if (allowed === undefined) return { ok: false, why: 'type' };
    if (!('exact' in allowed ? length === allowed.exact : length <= allowed.upTo)) return { ok: false, why: 'length' };
    if (end > bytes.length) return { ok: false, why: 'truncated' };
    if (parameters.some((earlier) => earlier.type === type)) return { ok: false, why: 'repeated' };
    parameters.push({ type, value: bytes.subarray(at + HEADER_BYTES, end) });
    at = end;
  }
  return { ok: true, parameters };
}
