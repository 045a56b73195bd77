import type { HashAlgorithm } from '../device/state.ts';

/**
 * The message that a device in setup sends to its provisioning server: TCP, one message a connection, no answer.
 * Source of the layout: Intel AMT Implementation and Reference Guide, "Setup Mode Hello Messages"; all integers are
 * little-endian, the UUID has SMBIOS octet order.
 */
export interface HelloMessage {
  /** The factory's MEBx credentials have been replaced. */
  readonly areCredentialsChanged: boolean;
  /** 0 in the first message of a series. */
  readonly retryCount: number;
  /** Text form. */
  readonly uuid: string;
  readonly body: PskHello | PkiHello;
}

/** Message version 2: TLS-PSK. */
export interface PskHello {
  readonly kind: 'psk';
  /** Eight ASCII characters without dash. */
  readonly pid: string;
}

/** Message version 3: certificate based setup. */
export interface PkiHello {
  readonly kind: 'pki';
  /** Hashes over DER root certificates, in the order of the device's list; hex. At most 255. */
  readonly hashes: readonly { readonly algorithm: HashAlgorithm; readonly hex: string }[];
}

const VERSION = { psk: 2, pki: 3 } as const;
const HASH = {
  sha1: { type: 1, bytes: 20 },
  sha256: { type: 2, bytes: 32 },
  sha384: { type: 3, bytes: 48 },
} as const satisfies Record<HashAlgorithm, { readonly type: number; readonly bytes: number }>;
const HEADER_BYTES = 24;
const PID_BYTES = 8;
const MAX_HASHES = 255;

/** Encodes a hello message. Throws a RangeError on a value that the layout cannot hold. */
export function encodeHello(message: HelloMessage): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16LE(message.areCredentialsChanged ? 1 : 0, 0);
  header.writeUInt16LE(VERSION[message.body.kind], 2);
  header.writeUInt32LE(message.retryCount, 4);
  smbiosUuid(message.uuid).copy(header, 8);
  const body = message.body.kind === 'psk' ? encodePid(message.body.pid) : encodeHashes(message.body.hashes);
  return Buffer.concat([header, body]);
}

function encodePid(pid: string): Buffer {
  if (!/^[A-Z0-9]{8}$/.test(pid)) throw new RangeError('a PID has eight characters A-Z, 0-9');
  return Buffer.from(pid, 'latin1').subarray(0, PID_BYTES);
}

function encodeHashes(hashes: PkiHello['hashes']): Buffer {
  if (hashes.length > MAX_HASHES) throw new RangeError(`${hashes.length} hashes do not fit a hello message`);
  const entries = hashes.map(({ algorithm, hex }) => {
    const { type, bytes } = HASH[algorithm];
    const hash = Buffer.from(hex, 'hex');
    if (hash.length !== bytes) throw new RangeError(`a ${algorithm} hash has ${bytes} octets, not ${hash.length}`);
    return Buffer.concat([Buffer.of(type, bytes), hash]);
  });
  return Buffer.concat([Buffer.of(hashes.length), ...entries]);
}

/** SMBIOS octet order (SMBIOS Reference Specification, 7.2.1): the first three fields are little-endian. */
function smbiosUuid(text: string): Buffer {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError(`not a UUID: ${text}`);
  const bytes = Buffer.from(hex, 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
