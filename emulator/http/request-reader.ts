import type { HttpProfile } from '../firmware/profile.ts';

/** Most header fields in one request. */
const MAX_FIELDS = 64;
/** Longest line that announces a chunk, bytes; chunk extensions are not read. */
const MAX_CHUNK_LINE_BYTES = 18;
/** Longest trailer after a chunked body, bytes. */
const MAX_TRAILER_BYTES = 1024;

export interface HttpRequest {
  readonly method: string;
  /** As sent: path and query, or whatever stood there. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** Field values by lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Bytes of head and body as they came over the wire. */
  readonly wireBytes: number;
}

export type HttpRefusal =
  | 'http.request.head-too-long'
  | 'http.request.too-many-fields'
  | 'http.request.malformed-line'
  | 'http.request.malformed-field'
  | 'http.request.repeated-field'
  | 'http.request.unsupported-version'
  | 'http.request.ambiguous-length'
  | 'http.request.unsupported-coding'
  | 'http.request.body-too-long'
  | 'http.request.malformed-chunk';

export type HttpReading =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  /** The head is complete and the client waits for leave to send the body. */
  | { readonly kind: 'continue' }
  | { readonly kind: 'refused'; readonly code: HttpRefusal };

/** Where the reader stands: waiting for a request, inside a head, inside a body, or finished after a refusal. */
export type ReaderPhase = 'idle' | 'head' | 'body' | 'dead';

type Head = Omit<HttpRequest, 'body' | 'wireBytes'>;

interface Body {
  readonly head: Head;
  readonly coding: 'length' | 'chunked';
  /** Bytes still to come of the body, or of the chunk in hand. */
  left: number;
  part: 'chunk-line' | 'chunk-data' | 'chunk-end' | 'trailer' | 'data';
  trailerBytes: number;
  readonly pieces: Buffer[];
  bytes: number;
  wireBytes: number;
}

/**
 * Reads HTTP/1.1 requests (RFC 9112) out of a byte stream: strict, and bounded by the release's limits. After a refusal
 * it reads no more, because nobody can tell where the next request begins.
 */
export class RequestReader {
  readonly #limits: Pick<HttpProfile, 'maxHeaderBytes' | 'maxBodyBytes'>;
  #buffer: Buffer = Buffer.alloc(0);
  #body: Body | undefined;
  #isDead = false;
  #wantsContinue = false;

  constructor(limits: Pick<HttpProfile, 'maxHeaderBytes' | 'maxBodyBytes'>) {
    this.#limits = limits;
  }

  get phase(): ReaderPhase {
    if (this.#isDead) return 'dead';
    if (this.#body !== undefined) return 'body';
    return this.#buffer.length > 0 ? 'head' : 'idle';
  }

  /** Takes bytes in, which stay the reader's; {@link next} gives what they complete. */
  feed(chunk: Uint8Array): void {
    if (this.#isDead) return;
    this.#buffer =
      this.#buffer.length > 0
        ? Buffer.concat([this.#buffer, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }

  /** The next complete reading; undefined when more bytes are needed. */
  next(): HttpReading | undefined {
    if (this.#isDead) return undefined;
    try {
      return this.#read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#isDead = true;
      this.#buffer = Buffer.alloc(0);
      this.#body = undefined;
      return { kind: 'refused', code: error.code };
    }
  }

  #read(): HttpReading | undefined {
    if (this.#body === undefined) {
      this.#body = this.#readHead();
      if (this.#body === undefined) return undefined;
    }
    if (this.#wantsContinue && this.#buffer.length === 0) {
      this.#wantsContinue = false;
      return { kind: 'continue' };
    }
    this.#wantsContinue = false;
    const body = this.#body;
    const isWhole = body.coding === 'length' ? this.#readLength(body) : this.#readChunks(body);
    if (!isWhole) return undefined;
    this.#body = undefined;
    const request = { ...body.head, body: joined(body.pieces), wireBytes: body.wireBytes };
    return { kind: 'request', request };
  }

  #readHead(): Body | undefined {
    // Empty lines before a request are skipped (RFC 9112, 2.2).
    while (this.#buffer.length >= 2 && this.#buffer[0] === CR && this.#buffer[1] === LF) this.#take(2);
    const end = this.#buffer.indexOf('\r\n\r\n');
    const length = end < 0 ? this.#buffer.length : end + 4;
    if (length > this.#limits.maxHeaderBytes) throw new Refused('http.request.head-too-long');
    if (end < 0) return undefined;
    const head = parseHead(this.#take(length).toString('latin1').slice(0, -4));
    const body = this.#frame(head, length);
    this.#wantsContinue =
      head.version === '1.1' && head.fields.get('expect')?.toLowerCase() === '100-continue' && body.left !== 0;
    return body;
  }

  #frame(head: Head, headBytes: number): Body {
    const length = head.fields.get('content-length');
    const coding = head.fields.get('transfer-encoding');
    const common = { head, trailerBytes: 0, pieces: [], bytes: 0, wireBytes: headBytes };
    if (coding !== undefined) {
      if (length !== undefined || head.version === '1.0') throw new Refused('http.request.ambiguous-length');
      if (coding.toLowerCase() !== 'chunked') throw new Refused('http.request.unsupported-coding');
      return { ...common, coding: 'chunked', part: 'chunk-line', left: -1 };
    }
    if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new Refused('http.request.malformed-field');
    const left = Number(length ?? '0');
    if (left > this.#limits.maxBodyBytes) throw new Refused('http.request.body-too-long');
    return { ...common, coding: 'length', part: 'data', left };
  }

  #readLength(body: Body): boolean {
    this.#takeData(body);
    return body.left === 0;
  }

  #readChunks(body: Body): boolean {
    for (;;) {
      if (body.part === 'chunk-data') {
        this.#takeData(body);
        if (body.left > 0) return false;
        body.part = 'chunk-end';
      }
      const line = this.#takeLine(body.part === 'trailer' ? MAX_TRAILER_BYTES : MAX_CHUNK_LINE_BYTES);
      if (line === undefined) return false;
      body.wireBytes += line.length + 2;
      if (body.part === 'trailer') {
        body.trailerBytes += line.length + 2;
        if (body.trailerBytes > MAX_TRAILER_BYTES) throw new Refused('http.request.malformed-chunk');
        if (line === '') return true;
      } else if (body.part === 'chunk-end') {
        if (line !== '') throw new Refused('http.request.malformed-chunk');
        body.part = 'chunk-line';
      } else {
        this.#startChunk(body, line);
      }
    }
  }

  #startChunk(body: Body, line: string): void {
    if (!/^[0-9A-Fa-f]{1,8}$/.test(line)) throw new Refused('http.request.malformed-chunk');
    body.left = Number.parseInt(line, 16);
    if (body.bytes + body.left > this.#limits.maxBodyBytes) throw new Refused('http.request.body-too-long');
    body.part = body.left === 0 ? 'trailer' : 'chunk-data';
  }

  #takeData(body: Body): void {
    const piece = this.#take(Math.min(body.left, this.#buffer.length));
    if (piece.length === 0) return;
    body.pieces.push(piece);
    body.left -= piece.length;
    body.bytes += piece.length;
    body.wireBytes += piece.length;
  }

  #takeLine(mostBytes: number): string | undefined {
    const end = this.#buffer.indexOf('\r\n');
    if (end > mostBytes || (end < 0 && this.#buffer.length > mostBytes + 1)) {
      throw new Refused('http.request.malformed-chunk');
    }
    return end < 0 ? undefined : this.#take(end + 2).toString('latin1', 0, end);
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return taken;
  }
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

const CR = 0x0d;
const LF = 0x0a;

class Refused extends Error {
  readonly code: HttpRefusal;

  constructor(code: HttpRefusal) {
    super(code);
    this.code = code;
  }
}

/** Fields whose repetition would leave open which one counts. */
const SINGLE_FIELDS = new Set(['content-length', 'transfer-encoding', 'authorization', 'host', 'expect']);

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([\x21-\x7e]{1,2048}) HTTP\/(\d)\.(\d)$/;
const FIELD_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;

function parseHead(text: string): Head {
  const [requestLine = '', ...lines] = text.split('\r\n');
  const match = REQUEST_LINE.exec(requestLine);
  const [, method, target, major, minor] = match ?? [];
  if (method === undefined || target === undefined) throw new Refused('http.request.malformed-line');
  if (major !== '1' || (minor !== '0' && minor !== '1')) throw new Refused('http.request.unsupported-version');
  if (lines.length > MAX_FIELDS) throw new Refused('http.request.too-many-fields');
  const fields = new Map<string, string>();
  for (const line of lines) {
    const field = FIELD_LINE.exec(line);
    const name = field?.[1]?.toLowerCase();
    const value = field?.[2]?.trim();
    if (name === undefined || value === undefined) throw new Refused('http.request.malformed-field');
    const before = fields.get(name);
    if (before !== undefined && SINGLE_FIELDS.has(name)) throw new Refused('http.request.repeated-field');
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { method, target, version: minor === '0' ? '1.0' : '1.1', fields };
}
