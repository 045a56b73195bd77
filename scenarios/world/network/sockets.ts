import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../seams.ts';
import type { Carrier, CarrierListener, CarrierUdp } from './carrier.ts';
import { LoopbackPlan, realPort, virtualPort } from './loopback-plan.ts';
import { Direction, Traffic } from './traffic.ts';
import { systemError, type Wire, type WireSink } from './wire.ts';

/** The two directions of a connection of which both ends are in this process. */
interface Pairing {
  readonly there: Direction;
  readonly back: Direction;
  accepted: boolean;
  connected: boolean;
}

/** A network of real sockets on loopback addresses. */
export class SocketCarrier implements Carrier {
  readonly #traffic: Traffic;
  readonly #outside = new Traffic();
  readonly #plan = new LoopbackPlan();
  readonly #pairings = new Map<string, Pairing>();
  readonly #closers = new Set<() => Promise<void>>();

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  async bindUdp(at: Endpoint, alias: string, take: (data: Buffer, from: Endpoint) => void): Promise<CarrierUdp> {
    await this.#plan.ready();
    const raw = createSocket({ type: 'udp4', reuseAddr: false });
    const address = at.address === '0.0.0.0' ? this.#plan.aliasFor(alias) : this.#plan.realOf(at.address);
    await new Promise<void>((resolve, reject) => {
      raw.once('error', (error) => reject(error));
      raw.bind({ address, port: realPort(at.port), exclusive: true }, () => resolve());
    });
    const bound = new LoopbackUdp(raw, this.#traffic, this.#plan, take);
    const close = (): Promise<void> => bound.close();
    this.#closers.add(close);
    raw.once('close', () => this.#closers.delete(close));
    return bound;
  }

  async listen(at: Endpoint, accept: (wire: Wire, remote: Endpoint) => void): Promise<CarrierListener> {
    await this.#plan.ready();
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const host = this.#plan.realOf(at.address);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port: realPort(at.port), exclusive: true }, () => resolve());
    });
    const port = boundPort(server);
    server.on('connection', (raw) => this.#accepted(raw, accept));
    const close = (): Promise<void> =>
      new Promise((resolve) => {
        this.#closers.delete(close);
        server.close(() => resolve());
        resolve();
      });
    this.#closers.add(close);
    return { port: virtualPort(port), close };
  }

  async connect(
    from: string,
    to: Endpoint,
    signal: AbortSignal,
  ): Promise<{ readonly wire: Wire; readonly local: Endpoint }> {
    this.#traffic.begin();
    let counted = true;
    const arrived = (): void => {
      if (counted) this.#traffic.end();
      counted = false;
    };
    try {
      await this.#plan.ready();
      const options = { host: this.#plan.realOf(to.address), port: realPort(to.port), allowHalfOpen: true };
      const raw = connect({ ...options, localAddress: this.#plan.realOf(from), noDelay: true });
      await opened(raw, signal);
      const pairing = this.#pairing(raw.localAddress, raw.localPort, raw.remoteAddress, raw.remotePort);
      pairing.connected = true;
      this.#whenPaired(raw, pairing, arrived);
      const wire = new SocketWire(raw, pairing.there, pairing.back);
      return { wire, local: { address: from, port: raw.localPort ?? 0 } };
    } catch (error) {
      arrived();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#closers].map((close) => close()));
    await this.#plan.release();
  }

  #accepted(raw: Socket, accept: (wire: Wire, remote: Endpoint) => void): void {
    const pairing = this.#pairing(raw.remoteAddress, raw.remotePort, raw.localAddress, raw.localPort);
    pairing.accepted = true;
    this.#onPaired.get(pairing)?.();
    const wire = new SocketWire(raw, pairing.back, pairing.there);
    accept(wire, { address: this.#plan.virtualOf(raw.remoteAddress ?? ''), port: raw.remotePort ?? 0 });
  }

  readonly #onPaired = new Map<Pairing, () => void>();

  /** Keeps the attempt in flight until the other end has taken the connection in, too. */
  #whenPaired(raw: Socket, pairing: Pairing, arrived: () => void): void {
    const key = pairingKey(raw.localAddress, raw.localPort, raw.remoteAddress, raw.remotePort);
    const done = (): void => {
      this.#onPaired.delete(pairing);
      this.#pairings.delete(key);
      arrived();
    };
    if (pairing.accepted || !this.#plan.owns(raw.remoteAddress ?? '')) {
      done();
      return;
    }
    this.#onPaired.set(pairing, done);
    raw.once('close', done);
  }

  #pairing(client: string | undefined, clientPort = 0, server = '', serverPort = 0): Pairing {
    const key = pairingKey(client, clientPort, server, serverPort);
    const known = this.#pairings.get(key);
    if (known !== undefined) return known;
    const inside = this.#plan.owns(client ?? '') && this.#plan.owns(server);
    const traffic = inside ? this.#traffic : this.#outside;
    const pairing = {
      there: new Direction(traffic),
      back: new Direction(traffic),
      accepted: false,
      connected: false,
    };
    if (inside) this.#pairings.set(key, pairing);
    return pairing;
  }
}

function pairingKey(client: string | undefined, clientPort = 0, server = '', serverPort = 0): string {
  return `${client ?? ''}:${clientPort}>${server}:${serverPort}`;
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw systemError('EADDRNOTAVAIL', 'listen');
  return address.port;
}

function opened(raw: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      raw.destroy();
      reject(signal.reason as Error);
    };
    raw.once('error', reject);
    raw.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      raw.off('error', reject);
      resolve();
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

class SocketWire implements Wire {
  readonly #raw: Socket;
  readonly #out: Direction;
  readonly #in: Direction;
  #sink: WireSink | undefined;
  #failed: NodeJS.ErrnoException | undefined;

  constructor(raw: Socket, out: Direction, incoming: Direction) {
    this.#raw = raw;
    this.#out = out;
    this.#in = incoming;
    raw.pause();
    raw.on('error', (error: NodeJS.ErrnoException) => {
      this.#in.over();
      this.#out.over();
      this.#failed = error;
      this.#sink?.failed(error);
    });
    raw.on('close', () => this.#in.over());
  }

  attach(sink: WireSink): void {
    this.#sink = sink;
    const raw = this.#raw;
    if (this.#failed !== undefined) sink.failed(this.#failed);
    raw.on('data', (chunk: Buffer) => {
      this.#in.taken(chunk.length);
      if (sink.chunk(chunk)) return;
      raw.pause();
      this.#in.park(true);
    });
    raw.on('end', () => {
      this.#in.over();
      sink.end();
    });
    raw.resume();
  }

  send(chunk: Buffer, done: () => void): void {
    this.#out.sent(chunk.length);
    this.#raw.write(chunk, () => done());
  }

  finish(done: () => void): void {
    this.#out.finSent();
    this.#raw.end(() => done());
  }

  drop(abort: boolean): void {
    if (!this.#raw.closed) this.#out.finSent();
    if (abort) this.#raw.resetAndDestroy();
    else this.#raw.destroy();
  }

  resume(): void {
    this.#in.park(false);
    if (this.#raw.isPaused()) this.#raw.resume();
  }
}

/** Datagrams on their way to one port; more would risk that the kernel's receive buffer overflows. */
const MOST_DATAGRAMS_UNDER_WAY = 32;

class LoopbackUdp implements CarrierUdp {
  readonly port: number;
  readonly #raw: UdpSocket;
  readonly #traffic: Traffic;
  readonly #plan: LoopbackPlan;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #sending = 0;
  #open = true;

  constructor(raw: UdpSocket, traffic: Traffic, plan: LoopbackPlan, take: (data: Buffer, from: Endpoint) => void) {
    this.#raw = raw;
    this.#traffic = traffic;
    this.#plan = plan;
    this.port = virtualPort(raw.address().port);
    raw.on('message', (data, from) => {
      if (plan.owns(from.address)) this.#arrived();
      if (this.#open) take(data, { address: plan.virtualOf(from.address), port: virtualPort(from.port) });
    });
    raw.on('error', () => this.#arrived());
  }

  send(data: Buffer, to: CarrierUdp): void {
    if (to instanceof LoopbackUdp) to.#expect(() => this.#sendRaw(data, to.#raw.address(), () => to.#arrived()));
  }

  sendOutside(data: Buffer, to: Endpoint): void {
    this.#sendRaw(data, { address: this.#plan.realOf(to.address), port: realPort(to.port) }, () => undefined);
  }

  close(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#open = false;
    while (this.#underWay + this.#waiting.length > 0) this.#arrived(false);
    return new Promise((resolve) => {
      this.#raw.once('close', () => resolve());
      if (this.#sending === 0) this.#raw.close();
    });
  }

  #sendRaw(data: Buffer, to: Endpoint, lost: () => void): void {
    if (!this.#open) {
      lost();
      return;
    }
    this.#sending += 1;
    this.#raw.send(data, to.port, to.address, (error) => {
      this.#sending -= 1;
      if (error !== null) lost();
      // A socket that is closed with a datagram in hand would drop it without a word.
      if (!this.#open && this.#sending === 0) this.#raw.close();
    });
  }

  #expect(send: () => void): void {
    if (!this.#open) return;
    this.#traffic.begin();
    if (this.#underWay < MOST_DATAGRAMS_UNDER_WAY) {
      this.#underWay += 1;
      send();
    } else {
      this.#waiting.push(send);
    }
  }

  #arrived(sendNext = true): void {
    if (this.#underWay === 0) return;
    this.#underWay -= 1;
    this.#traffic.end();
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#underWay += 1;
    if (sendNext) next();
  }
}
