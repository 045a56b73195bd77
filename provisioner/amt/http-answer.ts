import { AmtError } from './amt-error.ts';

/** Longest head: status line and headers, in octets. */
const MAX_HEAD_BYTES = 16 * 1024;
/** Most header lines in a head. */
const MAX_HEADERS = 64;
/** Longest body after unchunking, in octets. AMT answers stay far below. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Longest chunk-size line, in octets. */
const MAX_CHUNK_LINE_BYTES = 64;
/** Most 1xx answers before the real one. */
const MAX_INTERIM_ANSWERS = 4;

/** A complete HTTP/1.1 answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly reason: string;
  /** Names in lower case, in order of arrival. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** The server will not take another request on this connection. */
  readonly closes: boolean;
}

/** Values of a header, in order. */
export function headerValues(answer: Pick<HttpAnswer, 'headers'>, name: string): readonly string[] {
  return answer.headers.filter(([key]) => key === name).map(([, value]) => value);
}

type Head = Pick<HttpAnswer, 'status' | 'reason' | 'headers' | 'closes'>;
type Body =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-end' };

const broken = (what: string): AmtError =>
  new AmtError('http.protocol', `The device's HTTP answer is broken: ${what}.`);

function readHeader(line: string): readonly [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
  if (match === null) throw broken('bad header line');
  return [(match[1] ?? '').toLowerCase(), match[2] ?? ''];
}

function readHead(text: string): Head {
  const lines = text.split('\r\n');
  const status = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/.exec(lines[0] ?? '');
  if (status === null) throw broken('bad status line');
  if (lines.length - 1 > MAX_HEADERS) throw broken('too many headers');
  const headers = lines.slice(1).map((line) => readHeader(line));
  const connection = headers.filter(([name]) => name === 'connection').map(([, value]) => value.toLowerCase());
  const closes =
    connection.some((value) => value.includes('close')) ||
    (status[1] === '0' && connection.every((v) => !v.includes('keep-alive')));
  return { status: Number(status[2]), reason: status[3] ?? '', headers, closes };
}

function bodyOf(head: Head): Body {
  if (head.status === 204 || head.status === 304) return { kind: 'length', bytes: 0 };
  const coding = headerValues(head, 'transfer-encoding');
  if (coding.length > 0) {
    if (coding.length > 1 || coding[0]?.toLowerCase() !== 'chunked') throw broken('unknown transfer coding');
    return { kind: 'chunked' };
  }
  const lengths = new Set(headerValues(head, 'content-length'));
  if (lengths.size > 1) throw broken('two content lengths');
  const [length] = lengths;
  if (length === undefined) return { kind: 'until-end' };
  if (!/^\d{1,9}$/.test(length)) throw broken('bad content length');
  if (Number(length) > MAX_BODY_BYTES) throw broken('body too long');
  return { kind: 'length', bytes: Number(length) };
}

/**
 * Reads one answer from octets as they arrive, in pieces of any size. Bounded in every direction; throws an `AmtError`
 * `http.protocol` for anything that is no HTTP/1.1 answer (RFC 2616) or goes beyond a limit.
 */
export class HttpAnswerReader {
  #waiting: Buffer = Buffer.alloc(0);
  #head: Head | undefined;
  #body: Body | undefined;
  #collected: Buffer[] = [];
  #collectedBytes = 0;
  #interim = 0;
  #inTrailer = false;

  /** True until the first octet of an answer has come. */
  get untouched(): boolean {
    return this.#head === undefined && this.#waiting.length === 0;
  }

  /** Takes octets; returns the answer when it is complete. */
  push(data: Buffer): HttpAnswer | undefined {
    this.#waiting = this.#waiting.length === 0 ? data : Buffer.concat([this.#waiting, data]);
    for (;;) {
      if (this.#head === undefined || this.#body === undefined) {
        if (!this.#takeHead()) return undefined;
        continue;
      }
      if (this.#body.kind === 'chunked') return this.#takeChunks() ? this.#finish(this.#head) : undefined;
      return this.#takePlain(this.#head, this.#body);
    }
  }

  /** The connection ended: the answer if its body runs to the end, an error otherwise. */
  end(): HttpAnswer {
    if (this.#head !== undefined && this.#body?.kind === 'until-end')
      return this.#finish({ ...this.#head, closes: true });
    throw new AmtError('connect.lost', 'The device closed the connection before its answer was complete.');
  }

  #takeHead(): boolean {
    const end = this.#waiting.indexOf('\r\n\r\n');
    if (end === -1 || end > MAX_HEAD_BYTES) {
      if (this.#waiting.length > MAX_HEAD_BYTES) throw broken('head too long');
      return false;
    }
    const head = readHead(this.#waiting.subarray(0, end).toString('latin1'));
    this.#waiting = this.#waiting.subarray(end + 4);
    if (head.status >= 100 && head.status < 200) {
      this.#interim += 1;
      if (this.#interim > MAX_INTERIM_ANSWERS) throw broken('too many interim answers');
      return true;
    }
    this.#head = head;
    this.#body = bodyOf(head);
    return true;
  }

  #collect(bytes: Buffer): void {
    this.#collectedBytes += bytes.length;
    if (this.#collectedBytes > MAX_BODY_BYTES) throw broken('body too long');
    this.#collected.push(bytes);
  }

  #takePlain(head: Head, body: Body): HttpAnswer | undefined {
    const missing = body.kind === 'length' ? body.bytes - this.#collectedBytes : this.#waiting.length;
    const taken = this.#waiting.subarray(0, missing);
    this.#waiting = this.#waiting.subarray(taken.length);
    this.#collect(taken);
    return body.kind === 'length' && this.#collectedBytes === body.bytes ? this.#finish(head) : undefined;
  }

  #line(): string | undefined {
    const end = this.#waiting.indexOf('\r\n');
    const limit = this.#inTrailer ? MAX_HEAD_BYTES : MAX_CHUNK_LINE_BYTES;
    if (end > limit || (end === -1 && this.#waiting.length > limit)) throw broken('chunk line too long');
    if (end === -1) return undefined;
    const line = this.#waiting.subarray(0, end).toString('latin1');
    this.#waiting = this.#waiting.subarray(end + 2);
    return line;
  }

  #takeTrailer(): boolean {
    for (let lines = 0; lines <= MAX_HEADERS; lines += 1) {
      const line = this.#line();
      if (line === undefined) return false;
      if (line === '') return true;
    }
    throw broken('too many trailers');
  }

  /** True when the last chunk and the trailer are in. */
  #takeChunks(): boolean {
    for (;;) {
      if (this.#inTrailer) return this.#takeTrailer();
      const before = this.#waiting;
      const line = this.#line();
      if (line === undefined) return false;
      const size = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
      if (size === undefined) throw broken('bad chunk size');
      const bytes = Number.parseInt(size, 16);
      if (bytes > MAX_BODY_BYTES) throw broken('body too long');
      if (bytes === 0) {
        this.#inTrailer = true;
        continue;
      }
      if (this.#waiting.length < bytes + 2) {
        this.#waiting = before;
        return false;
      }
      if (this.#waiting[bytes] !== 0x0d || this.#waiting[bytes + 1] !== 0x0a) throw broken('chunk without end');
      this.#collect(this.#waiting.subarray(0, bytes));
      this.#waiting = this.#waiting.subarray(bytes + 2);
    }
  }

  #finish(head: Head): HttpAnswer {
    // Octets after an answer belong to no request: nothing that follows on this connection can be trusted.
    const closes = head.closes || this.#waiting.length > 0;
    return { ...head, closes, body: Buffer.concat(this.#collected) };
  }
}
