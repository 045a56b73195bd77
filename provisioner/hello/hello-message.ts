/** Root hash algorithms by their number in the message. */
const HASHES: ReadonlyMap<number, { readonly algorithm: HelloHash['algorithm']; readonly bytes: number }> = new Map([
  [1, { algorithm: 'sha1', bytes: 20 }],
  [2, { algorithm: 'sha256', bytes: 32 }],
  [3, { algorithm: 'sha384', bytes: 48 }],
]);

/** Longest message that is taken, in bytes. */
export const HELLO_MAX_BYTES = 16_000;
const HEADER_BYTES = 24;
const PID_BYTES = 8;

/** One entry of the list of trusted roots: the hash of the DER form of a root certificate. */
export interface HelloHash {
  readonly algorithm: 'sha1' | 'sha256' | 'sha384';
  /** Lower-case hex. */
  readonly hash: string;
}

interface HelloHeader {
  /** False while the factory credentials are still in place. */
  readonly adminCredentialsSet: boolean;
  /** 0 for the first message of a series. */
  readonly retryCount: number;
  /** Lower-case text form of the SMBIOS UUID. */
  readonly uuid: string;
}

/** Version 2: a device that waits for setup with a pre-shared key. */
export interface PskHello extends HelloHeader {
  readonly version: 2;
  /** Eight characters without the dash. */
  readonly pid: string;
}

/** Version 3: a device that waits for setup with certificates. */
export interface PkiHello extends HelloHeader {
  readonly version: 3;
  readonly hashes: readonly HelloHash[];
}

export type HelloMessage = PskHello | PkiHello;

/** Why bytes are no hello message; stable. */
export type HelloErrorCode =
  | 'hello.too-long'
  | 'hello.truncated'
  | 'hello.trailing-bytes'
  | 'hello.unknown-version'
  | 'hello.invalid-credentials-field'
  | 'hello.invalid-pid'
  | 'hello.unknown-hash-type'
  | 'hello.hash-length-mismatch';

/** Bytes that are no hello message. */
export class HelloError extends Error {
  override readonly name = 'HelloError';
  readonly code: HelloErrorCode;
  /** Where in the message it went wrong, in bytes from its start. */
  readonly offset: number;
  constructor(code: HelloErrorCode, offset: number) {
    super(`${code} at byte ${offset}`);
    this.code = code;
    this.offset = offset;
  }
}

/**
 * Reads a hello message: what a device in setup mode sends to port 9971. Intel AMT Implementation and Reference Guide,
 * "Setup Mode Hello Messages". All integers are little-endian. More than 23 hashes are taken: the guide's limit is for the
 * sender, and devices exceed it. Throws {@link HelloError} and nothing else.
 */
export function decodeHello(bytes: Buffer): HelloMessage {
  if (bytes.length > HELLO_MAX_BYTES) throw new HelloError('hello.too-long', HELLO_MAX_BYTES);
  if (bytes.length < HEADER_BYTES) throw new HelloError('hello.truncated', bytes.length);
  const credentials = bytes.readUInt16LE(0);
  if (credentials > 1) throw new HelloError('hello.invalid-credentials-field', 0);
  const version = bytes.readUInt16LE(2);
  if (version !== 2 && version !== 3) throw new HelloError('hello.unknown-version', 2);
  const header: HelloHeader = {
    adminCredentialsSet: credentials === 1,
    retryCount: bytes.readUInt32LE(4),
    uuid: uuidText(bytes.subarray(8, HEADER_BYTES)),
  };
  return version === 2
    ? { ...header, version, pid: readPid(bytes) }
    : { ...header, version, hashes: readHashes(bytes) };
}

function readPid(bytes: Buffer): string {
  const end = HEADER_BYTES + PID_BYTES;
  if (bytes.length < end) throw new HelloError('hello.truncated', bytes.length);
  if (bytes.length > end) throw new HelloError('hello.trailing-bytes', end);
  for (let at = HEADER_BYTES; at < end; at += 1) {
    const byte = bytes.readUInt8(at);
    if (byte < 0x21 || byte > 0x7e) throw new HelloError('hello.invalid-pid', at);
  }
  return bytes.toString('latin1', HEADER_BYTES, end);
}

function readHashes(bytes: Buffer): readonly HelloHash[] {
  if (bytes.length === HEADER_BYTES) throw new HelloError('hello.truncated', HEADER_BYTES);
  const count = bytes.readUInt8(HEADER_BYTES);
  const hashes: HelloHash[] = [];
  let at = HEADER_BYTES + 1;
  while (hashes.length < count) {
    if (at + 2 > bytes.length) throw new HelloError('hello.truncated', bytes.length);
    const kind = HASHES.get(bytes.readUInt8(at));
    if (kind === undefined) throw new HelloError('hello.unknown-hash-type', at);
    if (bytes.readUInt8(at + 1) !== kind.bytes) throw new HelloError('hello.hash-length-mismatch', at + 1);
    const end = at + 2 + kind.bytes;
    if (end > bytes.length) throw new HelloError('hello.truncated', bytes.length);
    hashes.push({ algorithm: kind.algorithm, hash: bytes.toString('hex', at + 2, end) });
    at = end;
  }
  if (at < bytes.length) throw new HelloError('hello.trailing-bytes', at);
  return hashes;
}

/** SMBIOS order: the first three fields little-endian, the rest as it is written (DSP0134, "System - UUID"). */
function uuidText(bytes: Buffer): string {
  const hex = Buffer.concat([
    bytes.subarray(0, 4).toReversed(),
    bytes.subarray(4, 6).toReversed(),
    bytes.subarray(6, 8).toReversed(),
    bytes.subarray(8),
  ]).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
