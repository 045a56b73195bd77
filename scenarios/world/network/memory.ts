import type { Endpoint } from '../seams.ts';
import type { Carrier, CarrierListener, CarrierUdp } from './carrier.ts';
import { Direction, type Traffic } from './traffic.ts';
import { systemError, type Wire, type WireSink } from './wire.ts';

const FIRST_EPHEMERAL_PORT = 49_152;
const EPHEMERAL_PORTS = 65_536 - FIRST_EPHEMERAL_PORT;

/** A network inside the process: what is sent arrives on the next turn of the event loop, in the order of sending. */
export class MemoryCarrier implements Carrier {
  readonly #traffic: Traffic;
  readonly #udp = new Map<string, MemoryUdp>();
  readonly #listeners = new Map<string, (wire: Wire, remote: Endpoint) => void>();
  #nextPort = 0;
  #due: (() => void)[] = [];

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  bindUdp(at: Endpoint, alias: string, take: (data: Buffer, from: Endpoint) => void): Promise<CarrierUdp> {
    const port = at.port === 0 ? this.#ephemeralPort() : at.port;
    const key = `${at.address === '0.0.0.0' ? alias : at.address}:${port}`;
    if (this.#udp.has(key)) return Promise.reject(systemError('EADDRINUSE', 'bind', at));
    const bound = new MemoryUdp({ address: at.address, port }, take, {
      post: (run) => this.#post(run),
      traffic: this.#traffic,
      release: () => this.#udp.delete(key),
    });
    this.#udp.set(key, bound);
    return Promise.resolve(bound);
  }

  listen(at: Endpoint, accept: (wire: Wire, remote: Endpoint) => void): Promise<CarrierListener> {
    const port = at.port === 0 ? this.#ephemeralPort() : at.port;
    const key = `${at.address}:${port}`;
    if (this.#listeners.has(key)) return Promise.reject(systemError('EADDRINUSE', 'listen', at));
    this.#listeners.set(key, accept);
    const close = (): Promise<void> => {
      this.#listeners.delete(key);
      return Promise.resolve();
    };
    return Promise.resolve({ port, close });
  }

  connect(from: string, to: Endpoint, signal: AbortSignal): Promise<{ readonly wire: Wire; readonly local: Endpoint }> {
    const local = { address: from, port: this.#ephemeralPort() };
    return new Promise((resolve, reject) => {
      this.#traffic.begin();
      this.#post(() => {
        this.#traffic.end();
        const accept = this.#listeners.get(`${to.address}:${to.port}`);
        if (signal.aborted) {
          reject(signal.reason as Error);
        } else if (accept === undefined) {
          reject(systemError('ECONNREFUSED', 'connect', to));
        } else {
          const [near, far] = this.#pair();
          resolve({ wire: near, local });
          accept(far, local);
        }
      });
    });
  }

  close(): Promise<void> {
    this.#udp.clear();
    this.#listeners.clear();
    return Promise.resolve();
  }

  #pair(): readonly [MemoryWire, MemoryWire] {
    const there = new Direction(this.#traffic);
    const back = new Direction(this.#traffic);
    const post = (run: () => void): void => this.#post(run);
    const near = new MemoryWire(there, back, post);
    const far = new MemoryWire(back, there, post);
    near.peer = far;
    far.peer = near;
    return [near, far];
  }

  #ephemeralPort(): number {
    return FIRST_EPHEMERAL_PORT + (this.#nextPort++ % EPHEMERAL_PORTS);
  }

  #post(run: () => void): void {
    this.#due.push(run);
    if (this.#due.length > 1) return;
    setImmediate(() => {
      const due = this.#due;
      this.#due = [];
      for (const one of due) one();
    });
  }
}

interface MemoryUdpContext {
  readonly post: (run: () => void) => void;
  readonly traffic: Traffic;
  readonly release: () => void;
}

class MemoryUdp implements CarrierUdp {
  readonly port: number;
  readonly #at: Endpoint;
  readonly #take: (data: Buffer, from: Endpoint) => void;
  readonly #context: MemoryUdpContext;
  #open = true;

  constructor(at: Endpoint, take: (data: Buffer, from: Endpoint) => void, context: MemoryUdpContext) {
    this.port = at.port;
    this.#at = at;
    this.#take = take;
    this.#context = context;
  }

  send(data: Buffer, to: CarrierUdp): void {
    const { traffic, post } = this.#context;
    const copy = Buffer.from(data);
    traffic.begin();
    post(() => {
      traffic.end();
      if (to instanceof MemoryUdp) to.#arrive(copy, this.#at);
    });
  }

  sendOutside(): void {
    this.#context.traffic.moved();
  }

  close(): Promise<void> {
    this.#open = false;
    this.#context.release();
    return Promise.resolve();
  }

  #arrive(data: Buffer, from: Endpoint): void {
    if (this.#open) this.#take(data, from);
  }
}

type Held = { readonly chunk: Buffer; readonly done: () => void } | 'end';

class MemoryWire implements Wire {
  peer: MemoryWire | undefined;
  readonly #out: Direction;
  readonly #in: Direction;
  readonly #post: (run: () => void) => void;
  #sink: WireSink | undefined;
  #held: Held[] = [];
  #full = false;
  #draining = false;
  #gone = false;
  #ended = false;

  constructor(out: Direction, incoming: Direction, post: (run: () => void) => void) {
    this.#out = out;
    this.#in = incoming;
    this.#post = post;
  }

  attach(sink: WireSink): void {
    this.#sink = sink;
  }

  send(chunk: Buffer, done: () => void): void {
    this.#out.sent(chunk.length);
    this.#post(() => {
      if (this.peer?.arrive({ chunk: Buffer.from(chunk), done }) !== false) return;
      done();
      this.#fail();
    });
  }

  finish(done: () => void): void {
    this.#out.finSent();
    this.#post(() => {
      this.peer?.arrive('end');
      done();
    });
  }

  drop(abort: boolean): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const held of this.#held) if (held !== 'end') held.done();
    this.#held = [];
    this.#in.over();
    this.#out.finSent();
    this.#post(() => {
      if (abort) this.peer?.aborted();
      else this.peer?.arrive('end');
    });
  }

  resume(): void {
    this.#full = false;
    this.#in.park(false);
    this.#drain();
  }

  /** False when nobody takes it in any more. */
  arrive(what: Held): boolean {
    if (this.#gone) return false;
    this.#held.push(what);
    this.#drain();
    return true;
  }

  aborted(): void {
    if (this.#gone) return;
    this.#held = [];
    this.#fail();
  }

  #fail(): void {
    if (this.#gone) return;
    this.#in.over();
    this.#sink?.failed(systemError('ECONNRESET', 'read'));
  }

  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    while (!this.#full && !this.#gone) {
      const next = this.#held.shift();
      if (next === undefined) break;
      if (next === 'end') this.#end();
      else this.#take(next.chunk, next.done);
    }
    this.#draining = false;
    if (this.#full && this.#held.length > 0) this.#in.park(true);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#in.over();
    this.#sink?.end();
  }

  #take(chunk: Buffer, done: () => void): void {
    this.#in.taken(chunk.length);
    this.#full = true;
    if (this.#sink?.chunk(chunk) === true) this.#full = false;
    done();
  }
}
