import { isIPv4 } from 'node:net';
import { decode, encode, RECURSION_DESIRED, type DecodedPacket } from 'dns-packet';
import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { DeviceEventDraft } from '../device/events.ts';
import type { Endpoint, NetworkLink, UdpPort } from './link.ts';

export interface NameLookupOptions {
  readonly link: NetworkLink;
  readonly clock: Clock;
  readonly chance: Chance;
  /** How long a server may take, milliseconds. */
  readonly timeoutMs: number;
  /** One event a query. */
  readonly onEvent: (event: Extract<DeviceEventDraft, { kind: 'dns' }>) => void;
}

/** Who asks whom. */
export interface Resolver {
  /** Own address. */
  readonly from: string;
  readonly servers: readonly string[];
}

/** What came of a look-up. `rcode` is the DNS name of the answer code, or `TIMEOUT`, `NODATA`, `NO_SERVER`, `LOOP`. */
export type Addresses =
  | { readonly found: true; readonly addresses: readonly string[] }
  | { readonly found: false; readonly rcode: string };

const DNS_PORT = 53;
/** Times that the list of servers is gone through. */
const ROUNDS = 2;
const MAX_SERVERS = 4;
/** Aliases followed for one name. */
const MAX_ALIASES = 8;
const MAX_ANSWERS = 64;
/** Largest UDP answer read, octets (RFC 1035 says 512; later servers send more without being asked). */
const MAX_DNS_BYTES = 4096;
const FIRST_EPHEMERAL_PORT = 49152;
const EPHEMERAL_PORTS = 16384;
const BIND_TRIES = 8;

/** The stub resolver of the ME: A records over UDP, aliases followed (RFC 1034, 5.3.1). */
export class NameLookup {
  readonly #options: NameLookupOptions;

  constructor(options: NameLookupOptions) {
    this.#options = options;
  }

  /** Addresses of `name`. Rejects with the signal's reason when it aborts, or when the link refuses a socket. */
  async addresses(name: string, resolver: Resolver, signal: AbortSignal): Promise<Addresses> {
    if (resolver.servers.length === 0) return { found: false, rcode: 'NO_SERVER' };
    let wanted = name.toLowerCase();
    let aliases = 0;
    for (;;) {
      const answer = await this.#askAll(wanted, resolver, signal);
      if (!('packet' in answer)) return { found: false, rcode: answer.rcode };
      const step = followAliases(answer.packet, wanted, MAX_ALIASES - aliases);
      if (step.kind === 'addresses') return { found: true, addresses: step.addresses };
      aliases += step.hops;
      if (step.kind === 'dead-end' || step.hops === 0) return { found: false, rcode: answer.rcode };
      if (aliases >= MAX_ALIASES) return { found: false, rcode: 'LOOP' };
      wanted = step.name;
    }
  }

  async #askAll(
    name: string,
    { from, servers }: Resolver,
    signal: AbortSignal,
  ): Promise<{ readonly rcode: string; readonly packet?: DecodedPacket }> {
    let last = 'TIMEOUT';
    for (let round = 0; round < ROUNDS; round += 1)
      for (const server of servers.slice(0, MAX_SERVERS)) {
        const packet = await this.#ask(name, from, server, signal);
        const rcode = packet === undefined ? 'TIMEOUT' : rcodeOf(packet);
        this.#options.onEvent({ kind: 'dns', question: name, answer: answersOf(packet), rcode });
        if (packet !== undefined && rcode === 'NOERROR') return { rcode: 'NODATA', packet };
        if (rcode === 'NXDOMAIN') return { rcode };
        last = rcode;
      }
    return { rcode: last };
  }

  /** One question to one server; undefined when no fitting answer comes in time. */
  async #ask(name: string, from: string, server: string, signal: AbortSignal): Promise<DecodedPacket | undefined> {
    signal.throwIfAborted();
    const id = this.#options.chance.bytes(2).readUInt16BE(0);
    let settle: (packet: DecodedPacket | undefined) => void = () => undefined;
    let fail: (reason: unknown) => void = () => undefined;
    const answered = new Promise<DecodedPacket | undefined>((resolve, reject) => {
      settle = resolve;
      fail = reject;
    });
    const port = await this.#bind(from, (bytes, peer) => {
      if (peer.address !== server || peer.port !== DNS_PORT) return;
      const packet = readAnswer(bytes, id, name);
      if (packet !== undefined) settle(packet);
    });
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    using timer = this.#options.clock.after(this.#options.timeoutMs, 'DNS answer', () => settle(undefined));
    try {
      const question = { type: 'A', name } as const;
      const query = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [question] });
      port.send(Buffer.from(query), { address: server, port: DNS_PORT });
      return await answered;
    } finally {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
      await port.close();
    }
  }

  async #bind(address: string, onDatagram: (bytes: Buffer, from: Endpoint) => void): Promise<UdpPort> {
    for (let tries = 1; ; tries += 1) {
      const port = FIRST_EPHEMERAL_PORT + this.#options.chance.below(EPHEMERAL_PORTS);
      try {
        return await this.#options.link.bindUdp({ address, port }, onDatagram);
      } catch (error) {
        if (tries >= BIND_TRIES || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      }
    }
  }
}

/** A checked answer: right size, id and question; undefined otherwise. */
export function readAnswer(bytes: Buffer, id: number, name: string): DecodedPacket | undefined {
  if (bytes.length > MAX_DNS_BYTES || bytes.length < 12) return undefined;
  const counts = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  if (counts[0] !== 1 || counts.some((count) => count > MAX_ANSWERS)) return undefined;
  let packet: DecodedPacket;
  try {
    packet = decode(bytes);
  } catch {
    return undefined;
  }
  const question = packet.questions?.[0];
  // The decoder makes addresses of octets that are not there.
  const isWhole = (packet.answers ?? []).every((answer) => answer.type !== 'A' || isIPv4(answer.data));
  const fits = isWhole && packet.type === 'response' && packet.id === id && question?.type === 'A';
  return fits && question.name.toLowerCase() === name.toLowerCase() ? packet : undefined;
}

type AliasStep =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[]; readonly hops: number }
  | { readonly kind: 'alias'; readonly name: string; readonly hops: number }
  | { readonly kind: 'dead-end'; readonly hops: number };

/** Goes from alias to alias inside one answer. */
function followAliases(packet: DecodedPacket, name: string, maxHops: number): AliasStep {
  const answers = packet.answers ?? [];
  let wanted = name;
  for (let hops = 0; ; hops += 1) {
    const here = answers.filter((answer) => answer.name.toLowerCase() === wanted);
    const addresses = here.flatMap((answer) => (answer.type === 'A' ? [answer.data] : []));
    if (addresses.length > 0) return { kind: 'addresses', addresses, hops };
    const alias = here.find((answer) => answer.type === 'CNAME');
    if (alias?.type !== 'CNAME') return hops === 0 ? { kind: 'dead-end', hops } : { kind: 'alias', name: wanted, hops };
    if (hops >= maxHops) return { kind: 'alias', name: wanted, hops };
    wanted = alias.data.toLowerCase().replace(/\.$/, '');
  }
}

function rcodeOf(packet: DecodedPacket): string {
  return (packet as DecodedPacket & { readonly rcode?: string }).rcode ?? 'NOERROR';
}

function answersOf(packet: DecodedPacket | undefined): readonly string[] {
  return (packet?.answers ?? []).flatMap((answer) =>
    answer.type === 'A' || answer.type === 'CNAME' ? [`${answer.type} ${answer.data}`] : [],
  );
}
