import { createHmac, timingSafeEqual } from 'node:crypto';

/** A shared secret of a zone's dynamic updates (RFC 8945), algorithm HMAC-SHA256. */
export interface TsigKey {
  /** `server15-key.adatum.com`. */
  readonly name: string;
  readonly secret: Buffer;
}

/** A message with its signature appended, and the MAC, which the signature of the answer covers. */
export interface SignedMessage {
  readonly message: Buffer;
  readonly mac: Buffer;
}

const ALGORITHM = 'hmac-sha256';
const TYPE_TSIG = 250;
const CLASS_ANY = 255;
/** Seconds by which the two clocks may differ: the value RFC 8945, 10, recommends. */
const FUDGE_SECONDS = 300;
const HEADER_BYTES = 12;
/** Where the count of additional records is in the header. */
const ADDITIONAL_COUNT_AT = 10;
/** Records a message may have; far more than any answer to an update has. */
const MAXIMUM_RECORDS = 64;

/** Signs a DNS message as a request: RFC 8945, 4.3.3 and 5.1. */
export function signRequest(message: Buffer, key: TsigKey, timeSeconds: number): SignedMessage {
  const variables = tsigVariables(key.name, timeSeconds, FUDGE_SECONDS, 0, Buffer.alloc(0));
  const mac = createHmac('sha256', key.secret).update(message).update(variables).digest();
  const algorithm = wireName(ALGORITHM);
  const tail = Buffer.alloc(6);
  message.copy(tail, 0, 0, 2);
  const rdata = Buffer.concat([algorithm, timeAndFudge(timeSeconds, FUDGE_SECONDS), uint16(mac.length), mac, tail]);
  const fixed = Buffer.concat([uint16(TYPE_TSIG), uint16(CLASS_ANY), Buffer.alloc(4), uint16(rdata.length)]);
  const signed = Buffer.concat([message, wireName(key.name), fixed, rdata]);
  signed.writeUInt16BE(message.readUInt16BE(ADDITIONAL_COUNT_AT) + 1, ADDITIONAL_COUNT_AT);
  return { message: signed, mac };
}

/** True when `answer` carries a signature of `key` over itself and the request's MAC, made at about `timeSeconds`. */
export function verifyAnswer(answer: Buffer, key: TsigKey, requestMac: Buffer, timeSeconds: number): boolean {
  const found = findTsig(answer);
  if (found === undefined || found.error !== 0) return false;
  if (found.keyName !== key.name.toLowerCase().replace(/\.$/, '') || found.algorithm !== ALGORITHM) return false;
  if (Math.abs(found.timeSeconds - timeSeconds) > found.fudgeSeconds) return false;
  const unsigned = Buffer.from(answer.subarray(0, found.startsAt));
  unsigned.writeUInt16BE(found.originalId, 0);
  unsigned.writeUInt16BE(unsigned.readUInt16BE(ADDITIONAL_COUNT_AT) - 1, ADDITIONAL_COUNT_AT);
  const variables = tsigVariables(key.name, found.timeSeconds, found.fudgeSeconds, found.error, found.other);
  const mac = createHmac('sha256', key.secret)
    .update(uint16(requestMac.length))
    .update(requestMac)
    .update(unsigned)
    .update(variables)
    .digest();
  return mac.length === found.mac.length && timingSafeEqual(mac, found.mac);
}

/** A domain name in wire format, lower case, uncompressed. Throws a RangeError when a label does not fit. */
export function wireName(name: string): Buffer {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label, 'latin1');
    if (bytes.length < 1 || bytes.length > 63) throw new RangeError(`"${label}" cannot be a DNS label`);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat([...parts, Buffer.alloc(1)]);
}

function tsigVariables(name: string, timeSeconds: number, fudgeSeconds: number, error: number, other: Buffer): Buffer {
  return Buffer.concat([
    wireName(name),
    uint16(CLASS_ANY),
    Buffer.alloc(4),
    wireName(ALGORITHM),
    timeAndFudge(timeSeconds, fudgeSeconds),
    uint16(error),
    uint16(other.length),
    other,
  ]);
}

function timeAndFudge(timeSeconds: number, fudgeSeconds: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeUIntBE(Math.floor(timeSeconds), 0, 6);
  out.writeUInt16BE(fudgeSeconds, 6);
  return out;
}

function uint16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeUInt16BE(value);
  return out;
}

interface FoundTsig {
  readonly startsAt: number;
  readonly keyName: string;
  readonly algorithm: string;
  readonly timeSeconds: number;
  readonly fudgeSeconds: number;
  readonly mac: Buffer;
  readonly originalId: number;
  readonly error: number;
  readonly other: Buffer;
}

/** The TSIG record, which must be the last of the message; undefined when there is none or the message is malformed. */
function findTsig(message: Buffer): FoundTsig | undefined {
  try {
    return readTsig(message);
  } catch (error) {
    // Reading past the end is how a truncated message shows itself.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTsig(message: Buffer): FoundTsig | undefined {
  const questions = message.readUInt16BE(4);
  const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(ADDITIONAL_COUNT_AT);
  if (questions + records > MAXIMUM_RECORDS || message.readUInt16BE(ADDITIONAL_COUNT_AT) === 0) return undefined;
  let at = HEADER_BYTES;
  for (let index = 0; index < questions; index += 1) at = skipName(message, at) + 4;
  for (let index = 0; index < records - 1; index += 1) {
    at = skipName(message, at);
    at += 10 + message.readUInt16BE(at + 8);
  }
  const startsAt = at;
  at = skipName(message, startsAt);
  if (message.readUInt16BE(at) !== TYPE_TSIG) return undefined;
  const keyName = plainName(message, startsAt);
  const rdataAt = at + 10;
  const algorithm = plainName(message, rdataAt);
  at = skipName(message, rdataAt);
  const macLength = message.readUInt16BE(at + 8);
  const afterMac = at + 10 + macLength;
  const otherLength = message.readUInt16BE(afterMac + 4);
  if (afterMac + 6 + otherLength !== message.length) return undefined;
  return {
    startsAt,
    keyName,
    algorithm,
    timeSeconds: message.readUIntBE(at, 6),
    fudgeSeconds: message.readUInt16BE(at + 6),
    mac: message.subarray(at + 10, afterMac),
    originalId: message.readUInt16BE(afterMac),
    error: message.readUInt16BE(afterMac + 2),
    other: message.subarray(afterMac + 6),
  };
}

/** Where a name ends. A compression pointer ends it. */
function skipName(message: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += 1 + length;
  }
}

/** A name without compression, which names of a TSIG record have to be in; text, lower case. Empty when compressed. */
function plainName(message: Buffer, from: number): string {
  const labels: string[] = [];
  let at = from;
  for (let length = message.readUInt8(at); length !== 0; length = message.readUInt8(at)) {
    if (length >= 0xc0) return '';
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.').toLowerCase();
}
