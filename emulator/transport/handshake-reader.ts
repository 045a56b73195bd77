/** TLS record content types (RFC 2246, 6.2.1). */
export const RECORD_TYPE = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
/** Handshake message types (RFC 2246, 7.4). */
export const HANDSHAKE_TYPE = { clientHello: 1, certificate: 11 } as const;

/** Largest fragment of a protected record: 2^14 octets and 2048 for what encryption adds (RFC 2246, 6.2.3). */
export const MAX_FRAGMENT_BYTES: number = 2 ** 14 + 2048;
/** Largest handshake message read, octets: a chain of a few certificates and room to spare. */
export const MAX_HANDSHAKE_BYTES = 65_536;
/** Most certificates read from one Certificate message. */
export const MAX_CERTIFICATES = 32;

const RECORD_HEADER_BYTES = 5;
const HANDSHAKE_HEADER_BYTES = 4;

/** One TLS record as it came. */
export interface TlsRecord {
  readonly type: number;
  /** The two version octets of the record. */
  readonly version: number;
  readonly fragment: Buffer;
  /** Header and fragment. */
  readonly raw: Buffer;
}

/** Cuts a stream of octets into TLS records; keeps at most one incomplete record. */
export class RecordReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Octets of a record that is not complete yet. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** Records that are complete now; undefined when the octets cannot be TLS. */
  push(bytes: Buffer): readonly TlsRecord[] | undefined {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const records: TlsRecord[] = [];
    while (rest.length >= RECORD_HEADER_BYTES) {
      const type = rest.readUInt8(0);
      const version = rest.readUInt16BE(1);
      const length = rest.readUInt16BE(3);
      if (type < 20 || type > 23 || version >> 8 !== 3 || length > MAX_FRAGMENT_BYTES) return undefined;
      const end = RECORD_HEADER_BYTES + length;
      if (rest.length < end) break;
      records.push({ type, version, fragment: rest.subarray(RECORD_HEADER_BYTES, end), raw: rest.subarray(0, end) });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return records;
  }
}

/** One handshake message. */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
}

/** Puts handshake messages together from record fragments; keeps at most one incomplete message. */
export class HandshakeReader {
  #rest: Buffer = Buffer.alloc(0);

  /** True when the last fragment ended in the middle of a message. */
  get isInsideMessage(): boolean {
    return this.#rest.length > 0;
  }

  /** Messages that are complete now; undefined when one would be too long. */
  push(fragment: Buffer): readonly HandshakeMessage[] | undefined {
    let rest = Buffer.concat([this.#rest, fragment]);
    const messages: HandshakeMessage[] = [];
    while (rest.length >= HANDSHAKE_HEADER_BYTES) {
      const length = rest.readUIntBE(1, 3);
      if (length > MAX_HANDSHAKE_BYTES) return undefined;
      const end = HANDSHAKE_HEADER_BYTES + length;
      if (rest.length < end) break;
      messages.push({ type: rest.readUInt8(0), body: rest.subarray(HANDSHAKE_HEADER_BYTES, end) });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return messages;
  }
}

/** The DER certificates of a Certificate message in wire order (RFC 2246, 7.4.2); undefined when it is malformed. */
export function readCertificateList(body: Buffer): readonly Buffer[] | undefined {
  if (body.length < 3 || body.readUIntBE(0, 3) !== body.length - 3) return undefined;
  const certificates: Buffer[] = [];
  for (let at = 3; at < body.length;) {
    if (at + 3 > body.length || certificates.length >= MAX_CERTIFICATES) return undefined;
    const end = at + 3 + body.readUIntBE(at, 3);
    if (end === at + 3 || end > body.length) return undefined;
    certificates.push(Buffer.from(body.subarray(at + 3, end)));
    at = end;
  }
  return certificates;
}

/** A fatal alert as a record in clear (RFC 2246, 7.2). */
export function fatalAlertRecord(version: number, description: number): Buffer {
  return Buffer.of(RECORD_TYPE.alert, version >> 8, version & 0xff, 0, 2, 2, description);
}
