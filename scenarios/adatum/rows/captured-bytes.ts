import { X509Certificate } from 'node:crypto';

/** What a captured hello message says; read here without the code of either half. */
export interface CapturedHello {
  readonly version: number;
  readonly retryCount: number;
  readonly uuid: string;
  readonly hashes: readonly { readonly type: number; readonly hex: string }[];
}

const HELLO_HEADER_BYTES = 24;

/** Reads a hello message of version 3 (Intel AMT Implementation and Reference Guide, "Setup Mode Hello Messages"). */
export function readHello(hex: string): CapturedHello {
  const bytes = Buffer.from(hex, 'hex');
  const guid = bytes.subarray(8, 24);
  const part = (from: number, to: number, swapped: boolean): string => {
    const octets = guid.subarray(from, to);
    return Buffer.from(swapped ? octets.toReversed() : octets).toString('hex');
  };
  const uuid = [part(0, 4, true), part(4, 6, true), part(6, 8, true), part(8, 10, false), part(10, 16, false)].join(
    '-',
  );
  const hashes: { type: number; hex: string }[] = [];
  for (let at = HELLO_HEADER_BYTES + 1; at + 2 <= bytes.length;) {
    const type = bytes.readUInt8(at);
    const end = at + 2 + bytes.readUInt8(at + 1);
    hashes.push({ type, hex: bytes.subarray(at + 2, end).toString('hex') });
    at = end;
  }
  return { version: bytes.readUInt16LE(2), retryCount: bytes.readUInt32LE(4), uuid, hashes };
}

/** A TLS record as it went over the wire. */
export interface TlsRecord {
  readonly type: number;
  /** `0x0301` is TLS 1.0. */
  readonly version: number;
  readonly body: Buffer;
}

export const TLS_RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
export const TLS_MESSAGE = { clientHello: 1, serverHello: 2, certificate: 11 } as const;

/** The whole records in one direction of a captured stream (RFC 2246, 6.2.1). */
export function tlsRecords(bytes: Buffer): readonly TlsRecord[] {
  const records: TlsRecord[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end > bytes.length) break;
    const body = bytes.subarray(at + 5, end);
    records.push({ type: bytes.readUInt8(at), version: bytes.readUInt16BE(at + 1), body });
    at = end;
  }
  return records;
}

/** Handshake messages that went in clear: those before ChangeCipherSpec (RFC 2246, 7.4). */
export function clearHandshake(
  records: readonly TlsRecord[],
): readonly { readonly type: number; readonly body: Buffer }[] {
  const last = records.findIndex(({ type }) => type === TLS_RECORD.changeCipherSpec);
  const clear = records.slice(0, last < 0 ? records.length : last);
  const bytes = Buffer.concat(clear.filter(({ type }) => type === TLS_RECORD.handshake).map(({ body }) => body));
  const messages: { type: number; body: Buffer }[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUIntBE(at + 1, 3);
    messages.push({ type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return messages;
}

/** The certificates of a Certificate message, leaf first (RFC 2246, 7.4.2). */
export function certificatesOf(body: Buffer): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  for (let at = 3; at + 3 <= body.length;) {
    const end = at + 3 + body.readUIntBE(at, 3);
    certificates.push(new X509Certificate(body.subarray(at + 3, end)));
    at = end;
  }
  return certificates;
}
