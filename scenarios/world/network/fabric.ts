import type { Activity, Endpoint, NetworkLink, TcpListener, TcpStream, UdpPort } from '../seams.ts';
import type { Carrier, CarrierUdp } from './carrier.ts';
import { type Firewall, PacketFilter } from './firewall.ts';
import { MemoryCarrier } from './memory.ts';
import { SocketCarrier } from './sockets.ts';
import { Traffic } from './traffic.ts';
import { type Fate, type Party, Tap, type Transcript } from './transcript.ts';
import { type StreamWatch, systemError, type Wire, WorldStream } from './wire.ts';

export interface FabricOptions {
  readonly mode: 'memory' | 'sockets';
  /** Wall time for the transcript, milliseconds since 1970; 0 when absent. */
  readonly now?: () => number;
  /** Records that the transcript keeps; 10000 when absent. */
  readonly transcriptLimit?: number;
  /** Bytes that the transcript keeps of each datagram and each direction of a stream; 4096 when absent. */
  readonly headBytes?: number;
}

/** The network of a world: hosts, the filter between them, and what went by. */
export interface Fabric {
  readonly mode: 'memory' | 'sockets';
  /** For the virtual clock. */
  readonly activity: Activity;
  readonly firewall: Firewall;
  readonly transcript: Transcript;
  /**
   * A network adapter for the host `name`. With `address` the host owns that address from the start; without, it uses
   * what it was leased. Names are unique; a second adapter for a name gets the same host.
   */
  attach(name: string, address?: string): NetworkLink;
  /** Name of the host that holds an address now; undefined when nobody does. */
  hostAt(address: string): string | undefined;
  /** Closes every port and stream. */
  close(): Promise<void>;
}

const TRANSCRIPT_RECORDS = 10_000;
const HEAD_BYTES = 4_096;
const BROADCAST = '255.255.255.255';
const UNCONFIGURED = '0.0.0.0';

export function createFabric(options: FabricOptions): Fabric {
  return new WorldFabric(options);
}

interface BoundPort {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly carrier: CarrierUdp;
}

class WorldFabric implements Fabric {
  readonly mode: 'memory' | 'sockets';
  readonly activity: Traffic = new Traffic();
  readonly firewall: PacketFilter = new PacketFilter();
  readonly transcript: Tap;
  readonly #carrier: Carrier;
  readonly #fixed = new Map<string, string>();
  readonly #claims = new Map<string, { readonly host: string; count: number }>();
  readonly #ports = new Set<BoundPort>();
  readonly #streams = new Set<WorldStream>();

  constructor(options: FabricOptions) {
    this.mode = options.mode;
    this.#carrier = options.mode === 'memory' ? new MemoryCarrier(this.activity) : new SocketCarrier(this.activity);
    this.transcript = new Tap({
      now: options.now ?? (() => 0),
      limit: options.transcriptLimit ?? TRANSCRIPT_RECORDS,
      headBytes: options.headBytes ?? HEAD_BYTES,
    });
  }

  attach(name: string, address?: string): NetworkLink {
    if (address !== undefined) {
      const owner = this.#fixed.get(address) ?? name;
      if (owner !== name) throw systemError('EADDRINUSE', 'attach', { address, port: 0 });
      this.#fixed.set(address, name);
    }
    return {
      bindUdp: (at, onDatagram) => this.#bindUdp(name, at, onDatagram),
      listenTcp: (at, onConnection) => this.#listen(name, at, onConnection),
      connectTcp: (from, to, signal) => this.#connect(name, from, to, signal),
    };
  }

  hostAt(address: string): string | undefined {
    return this.#fixed.get(address) ?? this.#claims.get(address)?.host;
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    await Promise.all([...this.#ports].map((port) => port.carrier.close()));
    await this.#carrier.close();
  }

  /** On a host with a fixed address, 0.0.0.0 means that address; broadcasts arrive there, too. */
  async #bindUdp(host: string, wanted: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void): Promise<UdpPort> {
    const fixed = wanted.address === UNCONFIGURED ? this.#fixedAddressOf(host) : undefined;
    const at = { address: fixed ?? wanted.address, port: wanted.port };
    const release = this.#claim(host, at.address, 'bind');
    const carrier = await this.#carrier.bindUdp(at, host, onDatagram).catch((error: unknown) => {
      release();
      throw error;
    });
    const bound = { host, address: at.address, port: carrier.port, carrier };
    this.#ports.add(bound);
    return {
      address: at.address,
      port: carrier.port,
      send: (data, to) => this.#send(bound, data, to),
      close: async () => {
        if (this.#ports.delete(bound)) release();
        await carrier.close();
      },
    };
  }

  async #listen(host: string, at: Endpoint, onConnection: (stream: TcpStream) => void): Promise<TcpListener> {
    const address = at.address === UNCONFIGURED ? this.#fixedAddressOf(host) : at.address;
    if (address === undefined) throw systemError('EADDRNOTAVAIL', 'listen', at);
    const release = this.#claim(host, address, 'listen');
    let port = at.port;
    const listener = await this.#carrier
      .listen({ address, port }, (wire, remote) => {
        onConnection(this.#stream(host, { wire, local: { address, port }, remote, connecting: false }));
      })
      .catch((error: unknown) => {
        release();
        throw error;
      });
    port = listener.port;
    let open = true;
    return {
      address,
      port: listener.port,
      close: async () => {
        if (open) release();
        open = false;
        await listener.close();
      },
    };
  }

  async #connect(host: string, from: string, to: Endpoint, signal: AbortSignal): Promise<TcpStream> {
    signal.throwIfAborted();
    const source = from === UNCONFIGURED ? this.#fixedAddressOf(host) : from;
    if (source === undefined) throw systemError('ENETUNREACH', 'connect', to);
    const release = this.#claim(host, source, 'connect');
    try {
      return await this.#open(host, source, to, signal, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  async #open(
    host: string,
    source: string,
    to: Endpoint,
    signal: AbortSignal,
    release: () => void,
  ): Promise<TcpStream> {
    const fate = this.#fate(host, source, to, 'tcp');
    const target = this.#party(to.address, to.port);
    if (fate !== 'allow') {
      this.transcript.stream({ host, address: source, port: 0 }, target, fate);
      this.activity.moved();
      if (fate === 'reject') throw systemError('ECONNREFUSED', 'connect', to);
      await aborted(signal);
    }
    const connected = await this.#carrier.connect(source, to, signal).catch((error: unknown) => {
      this.transcript.stream({ host, address: source, port: 0 }, target, 'refused');
      throw error;
    });
    const { wire, local } = connected;
    return this.#stream(host, { wire, local, remote: to, connecting: true, onClose: release });
  }

  #stream(
    host: string,
    end: { wire: Wire; local: Endpoint; remote: Endpoint; connecting: boolean; onClose?: () => void },
  ): WorldStream {
    const { wire, local, remote, connecting } = end;
    const other = this.#party(remote.address, remote.port);
    const here = { host, ...local };
    const tap = this.#tap(here, other, connecting);
    const hosts = [host, other.host];
    const stream = new WorldStream({
      wire,
      local,
      remote,
      ...tap,
      whenPlugged: (run) => this.firewall.pass(hosts, run),
      onClose: () => {
        this.#streams.delete(stream);
        end.onClose?.();
      },
    });
    this.#streams.add(stream);
    return stream;
  }

  /** The connecting end writes the record; the accepting end does when the other is outside this network. */
  #tap(here: Party, other: Party, connecting: boolean): StreamWatch {
    if (!connecting && other.host !== '')
      return { sent: () => undefined, received: () => undefined, ended: () => undefined };
    const tap = connecting
      ? this.transcript.stream(here, other, 'allow')
      : this.transcript.stream(other, here, 'allow');
    const [sent, received] = connecting ? [tap.out.bind(tap), tap.in.bind(tap)] : [tap.in.bind(tap), tap.out.bind(tap)];
    return { sent, received, ended: (reset) => tap.ended(reset) };
  }

  #send(from: BoundPort, data: Buffer, to: Endpoint): void {
    const source = { host: from.host, address: from.address, port: from.port };
    if (to.address.startsWith('127.')) {
      this.transcript.datagram(source, { host: '', ...to }, data, 'allow');
      from.carrier.sendOutside(data, to);
      return;
    }
    const targets = to.address === BROADCAST ? this.#listening(from.host, to.port) : this.#portsAt(to);
    const fate = targets.length === 0 && this.hostAt(to.address) !== undefined ? 'refused' : undefined;
    if (targets.length === 0) this.#record(source, this.#party(to.address, to.port), data, fate ?? 'no-host');
    for (const target of targets) {
      const verdict = this.firewall.judge({
        fromHost: from.host,
        toHost: target.host,
        fromAddress: from.address,
        toAddress: to.address,
        port: to.port,
        protocol: 'udp',
      });
      this.#record(source, { host: target.host, ...to }, data, verdict);
      if (verdict === 'allow') from.carrier.send(data, target.carrier);
    }
  }

  #record(from: Party, to: Party, data: Buffer, fate: Fate): void {
    this.activity.moved();
    this.transcript.datagram(from, to, data, fate);
  }

  /** Who takes in a broadcast to a port: one bound port of every other host. */
  #listening(sender: string, port: number): readonly BoundPort[] {
    const byHost = new Map<string, BoundPort>();
    for (const bound of this.#ports) if (bound.port === port && bound.host !== sender) byHost.set(bound.host, bound);
    return [...byHost.values()];
  }

  #portsAt(to: Endpoint): readonly BoundPort[] {
    const bound = [...this.#ports].filter((port) => port.port === to.port);
    const target = bound.find((port) => port.address === to.address);
    return target === undefined ? [] : [target];
  }

  #fate(host: string, from: string, to: Endpoint, protocol: 'tcp' | 'udp'): Fate {
    const toHost = this.hostAt(to.address);
    const verdict = this.firewall.judge({
      fromHost: host,
      toHost: toHost ?? '',
      fromAddress: from,
      toAddress: to.address,
      port: to.port,
      protocol,
    });
    if (verdict !== 'allow') return verdict;
    return toHost === undefined && !to.address.startsWith('127.') ? 'no-host' : 'allow';
  }

  #party(address: string, port: number): Party {
    return { host: this.hostAt(address) ?? '', address, port };
  }

  #fixedAddressOf(host: string): string | undefined {
    for (const [address, owner] of this.#fixed) if (owner === host) return address;
    return undefined;
  }

  /** Says that a host uses an address; the returned function says that it no longer does. */
  #claim(host: string, address: string, call: string): () => void {
    if (address === UNCONFIGURED) return () => undefined;
    const owner = this.hostAt(address);
    if (owner !== undefined && owner !== host) throw systemError('EADDRNOTAVAIL', call, { address, port: 0 });
    const claim = this.#claims.get(address) ?? { host, count: 0 };
    claim.count += 1;
    this.#claims.set(address, claim);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      claim.count -= 1;
      if (claim.count === 0) this.#claims.delete(address);
    };
  }
}

/** Rejects with the signal's reason, as soon as it is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
