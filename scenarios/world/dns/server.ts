import { encode, type Answer } from 'dns-packet';
import type { Clock, Endpoint, NetworkLink, TcpStream } from '../seams.ts';
import { checkSignature, type SignatureCheck, signMessage, withSignatureError } from './signature.ts';
import {
  applyChanges,
  type Change,
  checkPrerequisites,
  CLASS_IN,
  RCODE,
  type RcodeName,
  readChanges,
  TYPE_ANY,
  TYPE_SOA,
  typeName,
} from './update.ts';
import { canonicalName, DnsFormatError, readMessage, type WireMessage, type WireQuestion } from './wire-message.ts';
import { Zone, type ZoneRecord } from './zone.ts';

/** `off`: every update is refused. `nonsecure`: anybody may. `secure`: signed, and a name belongs to who made it. */
export type UpdatePolicy = 'off' | 'nonsecure' | 'secure';

export interface DnsQueryRecord {
  readonly atMs: number;
  readonly from: string;
  readonly name: string;
  readonly type: string;
  readonly rcode: RcodeName;
  /** `CNAME server15.adatum.com`, `A 10.15.0.15`. */
  readonly answers: readonly string[];
}

export interface DnsUpdateRecord {
  readonly atMs: number;
  readonly from: string;
  /** Key name of a valid signature, undefined otherwise. */
  readonly identity: string | undefined;
  readonly zone: string;
  /** `add provisionserver.adatum.com CNAME server15.adatum.com`. */
  readonly changes: readonly string[];
  readonly rcode: RcodeName;
}

export interface DnsServerOptions {
  readonly clock: Clock;
  readonly updates: UpdatePolicy;
}

/** Owner of records that were entered by hand. */
const ADMINISTRATOR = 'administrator';
const OPCODE_QUERY = 0;
const OPCODE_UPDATE = 5;
const AUTHORITATIVE = 0x0400;
const RECURSION_DESIRED = 0x0100;
const TRUNCATED = 0x0200;
const MOST_UDP_BYTES = 512;
const MOST_ALIASES = 8;

/** An authoritative DNS server (RFC 1034, 1035) with dynamic update (RFC 2136) signed by TSIG (RFC 8945). */
export class DnsServer {
  /** May be changed at any time. */
  updates: UpdatePolicy;
  /** True: takes queries in and does not answer. */
  silent = false;
  readonly queryLog: DnsQueryRecord[] = [];
  readonly updateLog: DnsUpdateRecord[] = [];
  readonly #clock: Clock;
  readonly #zones: Zone[] = [];
  readonly #keys = new Map<string, Buffer>();
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(options: DnsServerOptions) {
    this.#clock = options.clock;
    this.updates = options.updates;
  }

  /** Makes a zone; `primary` is the server that its SOA and NS records name. */
  addZone(name: string, primary: string): Zone {
    const zone = new Zone(name, primary);
    this.#zones.push(zone);
    return zone;
  }

  /** Enters a record by hand. Throws a RangeError when no zone holds the name. */
  addRecord(record: ZoneRecord): void {
    this.#zoneOf(record.name).add({ ...record, data: record.data.replace(/\.$/u, '') }, ADMINISTRATOR);
  }

  removeName(name: string): void {
    this.#zoneOf(name).remove(name);
  }

  /** The shared secret of a machine account; the key's name is the identity: `server15.adatum.com`. */
  addKey(name: string, secret: Buffer): void {
    this.#keys.set(canonicalName(name), secret);
  }

  /** Records at a name, for observation. */
  lookUp(name: string): readonly ZoneRecord[] {
    return this.#findZone(name)?.at(name) ?? [];
  }

  zones(): readonly Zone[] {
    return this.#zones;
  }

  /** Serves UDP and TCP at an address; port 0 takes a free one, the same for both. */
  async listen(link: NetworkLink, at: Endpoint): Promise<Endpoint> {
    const udp = await link.bindUdp(at, (data, from) => {
      const answer = this.#respond(data, from);
      if (answer !== undefined) udp.send(truncated(answer), from);
    });
    const local = { address: at.address, port: udp.port };
    const tcp = await link.listenTcp(local, (stream) => this.#serve(stream));
    this.#closers.push(
      () => udp.close(),
      () => tcp.close(),
    );
    return local;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()));
  }

  /** The answer to a message; undefined when it is too broken to be answered. Does not log a network. */
  answer(bytes: Buffer, from: Endpoint = { address: '0.0.0.0', port: 0 }): Buffer | undefined {
    if (bytes.length < 12 || bytes.readUInt8(2) >= 0x80) return undefined;
    try {
      const message = readMessage(bytes);
      const opcode = (message.flags >> 11) & 15;
      if (opcode === OPCODE_UPDATE) return this.#update(bytes, message, from);
      if (opcode === OPCODE_QUERY && message.questions.length === 1) return this.#query(message, from);
      return bare(bytes, opcode === OPCODE_QUERY ? 'FORMERR' : 'NOTIMP');
    } catch (error) {
      if (error instanceof DnsFormatError) return bare(bytes, 'FORMERR');
      throw error;
    }
  }

  #respond(bytes: Buffer, from: Endpoint): Buffer | undefined {
    return this.silent ? undefined : this.answer(bytes, from);
  }

  #serve(stream: TcpStream): void {
    const from = { address: stream.remoteAddress ?? '', port: stream.remotePort ?? 0 };
    let pending: Buffer = Buffer.alloc(0);
    stream.on('error', () => stream.destroy());
    stream.on('end', () => stream.end());
    stream.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const length = pending.readUInt16BE(0);
        const answer = this.#respond(pending.subarray(2, 2 + length), from);
        pending = pending.subarray(2 + length);
        if (answer === undefined) continue;
        const prefix = Buffer.alloc(2);
        prefix.writeUInt16BE(answer.length);
        stream.write(Buffer.concat([prefix, answer]));
      }
    });
  }

  #query(message: WireMessage, from: Endpoint): Buffer {
    const question = message.questions[0] as WireQuestion;
    const zone = question.class === CLASS_IN ? this.#findZone(question.name) : undefined;
    const found = zone === undefined ? { rcode: 'REFUSED' as const, answers: [] } : this.#resolve(zone, question);
    const soa = zone !== undefined && found.answers.every((answer) => answer.type === 'CNAME');
    const authorities: Answer[] = soa ? [{ type: 'SOA', name: zone.name, ttl: 3600, data: zone.soa }] : [];
    this.queryLog.push({
      atMs: this.#clock.nowMs(),
      from: from.address,
      name: question.name,
      type: queryTypeText(question.type),
      rcode: found.rcode,
      answers: found.answers.map((answer) => ('data' in answer ? `${answer.type} ${dataText(answer)}` : answer.type)),
    });
    const flags = AUTHORITATIVE | (message.flags & RECURSION_DESIRED) | RCODE[found.rcode];
    const body = encode({ type: 'response', id: message.id, flags, answers: found.answers, authorities });
    return withQuestion(body, question);
  }

  #resolve(zone: Zone, question: WireQuestion): { rcode: RcodeName; answers: Answer[] } {
    const answers: Answer[] = [];
    let name = canonicalName(question.name);
    for (let hops = 0; hops < MOST_ALIASES; hops += 1) {
      if (!zone.contains(name)) return { rcode: 'NOERROR', answers };
      if (!zone.exists(name)) return { rcode: 'NXDOMAIN', answers };
      const here = zone.at(name);
      const type = typeName(question.type);
      const wanted = here.filter((record) => question.type === TYPE_ANY || record.type === type);
      answers.push(...wanted.map((record) => answerOf(record)));
      if (name === zone.name && question.type === TYPE_SOA)
        answers.push({ type: 'SOA', name: zone.name, ttl: 3600, data: zone.soa });
      const alias = here.find((record) => record.type === 'CNAME');
      if (wanted.length > 0 || alias === undefined) return { rcode: 'NOERROR', answers };
      answers.push(answerOf(alias));
      name = canonicalName(alias.data);
    }
    return { rcode: 'SERVFAIL', answers };
  }

  #update(bytes: Buffer, message: WireMessage, from: Endpoint): Buffer {
    const nowSeconds = Math.floor(this.#clock.nowMs() / 1000);
    const signature = checkSignature(bytes, message, (name) => this.#keys.get(name), nowSeconds);
    const changes: Change[] = [];
    const rcode = this.#judge(bytes, message, signature, changes);
    const identity = signature.kind === 'valid' ? signature.keyName : undefined;
    this.updateLog.push({
      atMs: this.#clock.nowMs(),
      from: from.address,
      identity,
      zone: canonicalName(message.questions[0]?.name ?? ''),
      changes: changes.map((change) => changeText(change)),
      rcode,
    });
    const answer = bare(bytes, rcode);
    if (signature.kind === 'invalid') return withSignatureError(answer, signature.keyName, signature.error, nowSeconds);
    if (signature.kind === 'unsigned') return answer;
    const secret = this.#keys.get(signature.keyName) ?? Buffer.alloc(0);
    return signMessage(answer, { name: signature.keyName, secret }, nowSeconds, signature.mac);
  }

  /** RFC 2136, 3: zone, prerequisites, permission, then the changes, all or none. */
  #judge(bytes: Buffer, message: WireMessage, signature: SignatureCheck, seen: Change[]): RcodeName {
    const [question] = message.questions;
    if (message.questions.length !== 1 || question?.type !== TYPE_SOA) return 'FORMERR';
    const zone = this.#zones.find((candidate) => candidate.name === canonicalName(question.name));
    if (zone === undefined || signature.kind === 'invalid') return 'NOTAUTH';
    const changes = readChanges(bytes, message, zone);
    if (typeof changes === 'string') return changes;
    seen.push(...changes);
    if (this.updates === 'off') return 'REFUSED';
    if (this.updates === 'secure' && signature.kind !== 'valid') return 'REFUSED';
    const prerequisites = checkPrerequisites(bytes, message, zone);
    if (prerequisites !== 'NOERROR') return prerequisites;
    const identity = signature.kind === 'valid' ? signature.keyName : 'anybody';
    if (this.updates === 'secure' && changes.some((change) => !mayChange(zone, nameOf(change), identity)))
      return 'REFUSED';
    applyChanges(zone, changes, identity);
    return 'NOERROR';
  }

  #zoneOf(name: string): Zone {
    const zone = this.#findZone(name);
    if (zone === undefined) throw new RangeError(`no zone holds ${name}`);
    return zone;
  }

  /** The zone with the longest name wins. */
  #findZone(name: string): Zone | undefined {
    const candidates = this.#zones.filter((zone) => zone.contains(name));
    return candidates.toSorted((one, other) => other.name.length - one.name.length)[0];
  }
}

function mayChange(zone: Zone, name: string, identity: string): boolean {
  const owner = zone.ownerOf(name);
  return owner === undefined || owner === identity;
}

function nameOf(change: Change): string {
  return change.kind === 'add' ? change.record.name : change.name;
}

function changeText(change: Change): string {
  if (change.kind === 'add') return `add ${change.record.name} ${change.record.type} ${change.record.data}`;
  return ['remove', change.name, change.type, change.data].filter((part) => part !== undefined).join(' ');
}

function answerOf(record: ZoneRecord): Answer {
  return { type: record.type, name: record.name, ttl: record.ttlSeconds, class: 'IN', data: record.data };
}

function dataText(answer: { readonly data: unknown }): string {
  return typeof answer.data === 'string' ? answer.data : '';
}

function queryTypeText(type: number): string {
  if (type === TYPE_SOA) return 'SOA';
  if (type === TYPE_ANY) return 'ANY';
  return typeName(type) ?? `TYPE${type}`;
}

/** An answer that consists of a header and the question or zone that was sent. */
function bare(request: Buffer, rcode: RcodeName): Buffer {
  const flags = 0x8000 | (request.readUInt16BE(2) & 0x7900) | RCODE[rcode];
  const header = Buffer.alloc(12);
  request.copy(header, 0, 0, 2);
  header.writeUInt16BE(flags, 2);
  try {
    const [question] = readMessage(request).questions;
    return question === undefined ? header : withQuestion(header, question);
  } catch (error) {
    if (error instanceof DnsFormatError) return header;
    throw error;
  }
}

/** Puts the question in behind the header, in the spelling it came in. */
function withQuestion(answer: Buffer, question: WireQuestion): Buffer {
  const labels = question.name === '' ? [] : question.name.split('.');
  const name = labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]));
  const tail = Buffer.alloc(5);
  tail.writeUInt16BE(question.type, 1);
  tail.writeUInt16BE(question.class, 3);
  const whole = Buffer.concat([answer.subarray(0, 12), ...name, tail, answer.subarray(12)]);
  whole.writeUInt16BE(1, 4);
  return whole;
}

/** What fits into a datagram: otherwise header and question with the TC flag (RFC 1035, 4.2.1). */
function truncated(answer: Buffer): Buffer {
  if (answer.length <= MOST_UDP_BYTES || answer.readUInt16BE(10) > 0) return answer;
  const short = bare(answer, 'NOERROR');
  short.writeUInt16BE(answer.readUInt16BE(2) | TRUNCATED, 2);
  return short;
}
