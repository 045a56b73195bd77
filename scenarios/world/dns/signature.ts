import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalName, readName, writeName, type WireMessage } from './wire-message.ts';

/** TSIG extended errors (RFC 8945, 3). */
export const TSIG_ERROR = { none: 0, badSignature: 16, badKey: 17, badTime: 18 } as const;

export type SignatureCheck =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'valid'; readonly keyName: string; readonly mac: Buffer }
  | { readonly kind: 'invalid'; readonly keyName: string; readonly error: number };

const TYPE_TSIG = 250;
const CLASS_ANY = 255;
const ALGORITHM = 'hmac-sha256';
const FUDGE_SECONDS = 300;

/** Checks the TSIG of a request (RFC 8945, 5.2). `secretOf` knows the secrets by key name, lower case. */
export function checkSignature(
  bytes: Buffer,
  message: WireMessage,
  secretOf: (keyName: string) => Buffer | undefined,
  nowSeconds: number,
): SignatureCheck {
  const record = message.additionals.at(-1);
  if (record === undefined || record.type !== TYPE_TSIG) return { kind: 'unsigned' };
  const keyName = canonicalName(record.name);
  const invalid = (error: number): SignatureCheck => ({ kind: 'invalid', keyName, error });
  const secret = secretOf(keyName);
  if (secret === undefined) return invalid(TSIG_ERROR.badKey);
  const { name: algorithm, next } = readName(bytes, record.dataAt);
  if (canonicalName(algorithm) !== ALGORITHM) return invalid(TSIG_ERROR.badKey);
  const end = record.dataAt + record.data.length;
  if (next + 10 > end) return invalid(TSIG_ERROR.badSignature);
  const macLength = bytes.readUInt16BE(next + 8);
  const after = next + 10 + macLength;
  if (after + 6 > end) return invalid(TSIG_ERROR.badSignature);
  const unsigned = Buffer.from(bytes.subarray(0, record.startsAt));
  unsigned.writeUInt16BE(bytes.readUInt16BE(after), 0);
  unsigned.writeUInt16BE(unsigned.readUInt16BE(10) - 1, 10);
  const time = bytes.subarray(next, next + 8);
  const mac = createHmac('sha256', secret)
    .update(unsigned)
    .update(variables(keyName, time, bytes.readUInt16BE(after + 2), bytes.subarray(after + 6, end)))
    .digest();
  const sent = bytes.subarray(next + 10, after);
  if (sent.length !== mac.length || !timingSafeEqual(sent, mac)) return invalid(TSIG_ERROR.badSignature);
  const skewSeconds = Math.abs(time.readUIntBE(0, 6) - nowSeconds);
  if (skewSeconds > time.readUInt16BE(6)) return invalid(TSIG_ERROR.badTime);
  return { kind: 'valid', keyName, mac: Buffer.from(sent) };
}

/** Signs a message. For an answer, `requestMac` is the MAC of the request (RFC 8945, 5.3). */
export function signMessage(
  message: Buffer,
  key: { readonly name: string; readonly secret: Buffer },
  nowSeconds: number,
  requestMac?: Buffer,
): Buffer {
  const time = timeAndFudge(nowSeconds);
  const hmac = createHmac('sha256', key.secret);
  if (requestMac !== undefined) hmac.update(uint16(requestMac.length)).update(requestMac);
  const mac = hmac
    .update(message)
    .update(variables(key.name, time, 0, Buffer.alloc(0)))
    .digest();
  return append(message, key.name, time, mac, TSIG_ERROR.none);
}

/** An answer that says why the request's signature was not taken; itself unsigned (RFC 8945, 5.3.2). */
export function withSignatureError(answer: Buffer, keyName: string, error: number, nowSeconds: number): Buffer {
  return append(answer, keyName, timeAndFudge(nowSeconds), Buffer.alloc(0), error);
}

function append(message: Buffer, keyName: string, time: Buffer, mac: Buffer, error: number): Buffer {
  const originalId = message.subarray(0, 2);
  const data = Buffer.concat([
    writeName(ALGORITHM),
    time,
    uint16(mac.length),
    mac,
    originalId,
    uint16(error),
    uint16(0),
  ]);
  const head = Buffer.concat([uint16(TYPE_TSIG), uint16(CLASS_ANY), Buffer.alloc(4), uint16(data.length)]);
  const signed = Buffer.concat([message, writeName(keyName), head, data]);
  signed.writeUInt16BE(signed.readUInt16BE(10) + 1, 10);
  return signed;
}

function variables(keyName: string, time: Buffer, error: number, other: Buffer): Buffer {
  const head = Buffer.concat([writeName(keyName), uint16(CLASS_ANY), Buffer.alloc(4), writeName(ALGORITHM)]);
  return Buffer.concat([head, time, uint16(error), uint16(other.length), other]);
}

function timeAndFudge(nowSeconds: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeUIntBE(Math.floor(nowSeconds), 0, 6);
  out.writeUInt16BE(FUDGE_SECONDS, 6);
  return out;
}

function uint16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeUInt16BE(value);
  return out;
}
