import type { Verdict } from './firewall.ts';

/** Someone on the network: the host's name as attached (empty when unknown) and its virtual address. */
export interface Party {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** What became of a packet: the filter's verdict, or there was nobody at that address or port. */
export type Fate = Verdict | 'no-host' | 'refused';

export interface DatagramRecord {
  readonly kind: 'datagram';
  readonly atMs: number;
  readonly from: Party;
  readonly to: Party;
  readonly fate: Fate;
  readonly bytes: number;
  /** The first bytes, as many as the transcript keeps. */
  readonly head: Buffer;
}

export interface StreamRecord {
  readonly kind: 'stream';
  readonly atMs: number;
  /** Who connected. */
  readonly from: Party;
  readonly to: Party;
  readonly fate: Fate;
  /** Bytes from the connecting end, and back. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly headOut: Buffer;
  readonly headIn: Buffer;
  readonly state: 'open' | 'closed' | 'reset';
}

export type TranscriptRecord = DatagramRecord | StreamRecord;

/** What a tap on the wire saw. Bounded: the oldest records go first. */
export interface Transcript {
  records(): readonly TranscriptRecord[];
  /** Connections and attempts to a port, oldest first. */
  streamsTo(port: number): readonly StreamRecord[];
  datagramsTo(port: number): readonly DatagramRecord[];
  /** One line per record: who, to whom, bytes, the first 32 bytes in hex. */
  lines(): readonly string[];
}

export interface TapOptions {
  readonly now: () => number;
  /** Records kept. */
  readonly limit: number;
  /** Bytes kept of each datagram and of each direction of a stream. */
  readonly headBytes: number;
}

/** A connection while the tap watches it. */
export class StreamTap implements StreamRecord {
  readonly kind = 'stream';
  readonly atMs: number;
  readonly from: Party;
  readonly to: Party;
  readonly fate: Fate;
  bytesOut = 0;
  bytesIn = 0;
  headOut: Buffer = Buffer.alloc(0);
  headIn: Buffer = Buffer.alloc(0);
  state: 'open' | 'closed' | 'reset';
  readonly #headBytes: number;

  constructor(start: { atMs: number; from: Party; to: Party; fate: Fate; headBytes: number }) {
    this.atMs = start.atMs;
    this.from = start.from;
    this.to = start.to;
    this.fate = start.fate;
    this.state = start.fate === 'allow' ? 'open' : 'closed';
    this.#headBytes = start.headBytes;
  }

  out(chunk: Buffer): void {
    this.bytesOut += chunk.length;
    this.headOut = this.#grow(this.headOut, chunk);
  }

  in(chunk: Buffer): void {
    this.bytesIn += chunk.length;
    this.headIn = this.#grow(this.headIn, chunk);
  }

  ended(reset: boolean): void {
    if (reset) this.state = 'reset';
    else if (this.state === 'open') this.state = 'closed';
  }

  #grow(head: Buffer, chunk: Buffer): Buffer {
    if (head.length >= this.#headBytes) return head;
    return Buffer.concat([head, chunk.subarray(0, this.#headBytes - head.length)]);
  }
}

export class Tap implements Transcript {
  readonly #options: TapOptions;
  readonly #records: TranscriptRecord[] = [];

  constructor(options: TapOptions) {
    this.#options = options;
  }

  datagram(from: Party, to: Party, data: Buffer, fate: Fate): void {
    const head = Buffer.from(data.subarray(0, this.#options.headBytes));
    this.#keep({ kind: 'datagram', atMs: this.#options.now(), from, to, fate, bytes: data.length, head });
  }

  stream(from: Party, to: Party, fate: Fate): StreamTap {
    const { now, headBytes } = this.#options;
    const tap = new StreamTap({ atMs: now(), from, to, fate, headBytes });
    this.#keep(tap);
    return tap;
  }

  records(): readonly TranscriptRecord[] {
    return this.#records;
  }

  streamsTo(port: number): readonly StreamRecord[] {
    return this.#records.filter((record) => record.kind === 'stream' && record.to.port === port) as StreamRecord[];
  }

  datagramsTo(port: number): readonly DatagramRecord[] {
    return this.#records.filter((record) => record.kind === 'datagram' && record.to.port === port) as DatagramRecord[];
  }

  lines(): readonly string[] {
    return this.#records.map((record) => {
      const ends = `${partyText(record.from)} > ${partyText(record.to)}`;
      if (record.kind === 'datagram')
        return `${record.atMs} udp ${ends} ${record.fate} ${record.bytes} ${hexHead(record.head)}`;
      const bytes = `${record.bytesOut}/${record.bytesIn}`;
      const heads = `${hexHead(record.headOut)}/${hexHead(record.headIn)}`;
      return `${record.atMs} tcp ${ends} ${record.fate} ${record.state} ${bytes} ${heads}`;
    });
  }

  #keep(record: TranscriptRecord): void {
    this.#records.push(record);
    if (this.#records.length > this.#options.limit) this.#records.shift();
  }
}

const LINE_BYTES = 32;

function hexHead(head: Buffer): string {
  return head.subarray(0, LINE_BYTES).toString('hex');
}

function partyText(party: Party): string {
  return `${party.host || '?'}(${party.address}:${party.port})`;
}
