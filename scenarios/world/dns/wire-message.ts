/** A message that breaks RFC 1035's format or one of this server's bounds. */
export class DnsFormatError extends Error {
  override readonly name = 'DnsFormatError';
}

export interface WireQuestion {
  /** Without the final dot, in the spelling that was sent. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

export interface WireRecord extends WireQuestion {
  readonly ttl: number;
  readonly data: Buffer;
  /** Offset of the record in the message, in bytes. */
  readonly startsAt: number;
  /** Offset of its data in the message, for names in it that are compressed. */
  readonly dataAt: number;
}

export interface WireMessage {
  readonly id: number;
  readonly flags: number;
  readonly questions: readonly WireQuestion[];
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
}

/** Records and questions taken in one message. */
const MOST_RECORDS = 64;
const MOST_NAME_BYTES = 255;
const MOST_POINTERS = 16;

/**
 * Reads a DNS message record by record (RFC 1035, 4.1), leaving data as bytes: updates have records with empty data
 * that typed decoders cannot read. Throws {@link DnsFormatError}.
 */
export function readMessage(bytes: Buffer): WireMessage {
  if (bytes.length < 12) throw new DnsFormatError('shorter than a header');
  const counts = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  if (counts.reduce((sum, count) => sum + count, 0) > MOST_RECORDS) throw new DnsFormatError('too many records');
  const [questionCount = 0, answerCount = 0, authorityCount = 0, additionalCount = 0] = counts;
  let at = 12;
  const questions: WireQuestion[] = [];
  for (let left = questionCount; left > 0; left -= 1) {
    const { name, next } = readName(bytes, at);
    if (next + 4 > bytes.length) throw new DnsFormatError('question is cut off');
    questions.push({ name, type: bytes.readUInt16BE(next), class: bytes.readUInt16BE(next + 2) });
    at = next + 4;
  }
  const section = (count: number): WireRecord[] =>
    Array.from({ length: count }, () => {
      const record = readRecord(bytes, at);
      at = record.dataAt + record.data.length;
      return record;
    });
  const answers = section(answerCount);
  const authorities = section(authorityCount);
  const additionals = section(additionalCount);
  return { id: bytes.readUInt16BE(0), flags: bytes.readUInt16BE(2), questions, answers, authorities, additionals };
}

/** A name at an offset, compression pointers followed; `next` is where reading goes on behind it. */
export function readName(bytes: Buffer, from: number): { readonly name: string; readonly next: number } {
  const labels: string[] = [];
  let at = from;
  let next: number | undefined;
  let length = 0;
  for (let pointers = 0; pointers <= MOST_POINTERS;) {
    if (at >= bytes.length) throw new DnsFormatError('name is cut off');
    const size = bytes.readUInt8(at);
    if (size === 0) return { name: labels.join('.'), next: next ?? at + 1 };
    if (size >= 0xc0) {
      if (at + 2 > bytes.length) throw new DnsFormatError('pointer is cut off');
      next ??= at + 2;
      at = bytes.readUInt16BE(at) & 0x3fff;
      pointers += 1;
      continue;
    }
    length += size + 1;
    if (size > 63 || length > MOST_NAME_BYTES) throw new DnsFormatError('name is too long');
    if (at + 1 + size > bytes.length) throw new DnsFormatError('label is cut off');
    labels.push(bytes.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  throw new DnsFormatError('too many compression pointers');
}

/** A name in wire format, lower case, uncompressed. Throws {@link DnsFormatError} for labels that do not fit. */
export function writeName(name: string): Buffer {
  const plain = name.toLowerCase().replace(/\.$/u, '');
  if (plain === '') return Buffer.alloc(1);
  const labels = plain.split('.').map((label) => {
    const text = Buffer.from(label, 'latin1');
    if (text.length === 0 || text.length > 63) throw new DnsFormatError(`no DNS label: "${label}"`);
    return Buffer.concat([Buffer.from([text.length]), text]);
  });
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}

/** `Server15.ADATUM.com.` and `server15.adatum.com` are the same name (RFC 4343). */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/u, '');
}

function readRecord(bytes: Buffer, startsAt: number): WireRecord {
  const { name, next } = readName(bytes, startsAt);
  if (next + 10 > bytes.length) throw new DnsFormatError('record is cut off');
  const dataAt = next + 10;
  const length = bytes.readUInt16BE(next + 8);
  if (dataAt + length > bytes.length) throw new DnsFormatError('record data is cut off');
  return {
    name,
    type: bytes.readUInt16BE(next),
    class: bytes.readUInt16BE(next + 2),
    ttl: bytes.readUInt32BE(next + 4),
    data: bytes.subarray(dataAt, dataAt + length),
    startsAt,
    dataAt,
  };
}
