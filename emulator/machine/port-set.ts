import type { Clock } from '../clock/clock.ts';
import type { Effect, StateHolder } from '../device/step.ts';
import type { HttpFront } from '../http/front.ts';
import { cutOff } from '../network/cut-off.ts';
import type { NetworkLink, TcpListener, TcpStream } from '../network/link.ts';
import { TlsServer } from '../transport/tls-server.ts';
import type { ManagementService, OpenPort } from './device-options.ts';
import type { ListenerWish } from './listeners-for.ts';

export interface PortSetOptions {
  readonly link: NetworkLink;
  readonly clock: Clock;
  readonly holder: StateHolder;
  readonly front: HttpFront;
  /** Own address; another address needs another set. */
  readonly address: string;
  /** Added to AMT's port numbers. */
  readonly portOffset: number;
  readonly dhcpSuffix: () => string;
}

const FIRST_SERVICE = 16992;
/** Place of 623 in such a block, behind the four ports of AMT's own. */
const DASH_PLACE = 4;

/** The management ports on one address: opens and shuts listeners as wished, and hands connections on. */
export class PortSet {
  readonly #options: PortSetOptions;
  readonly #tls: TlsServer;
  readonly #open = new Map<number, { readonly port: OpenPort; readonly listener: TcpListener }>();
  readonly #streams = new Set<TcpStream>();
  #wishes: readonly ListenerWish[] = [];
  #work: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #isClosed = false;

  constructor(options: PortSetOptions) {
    this.#options = options;
    const { holder, clock, dhcpSuffix, front } = options;
    this.#tls = new TlsServer({
      holder,
      clock,
      dhcpSuffix,
      onSecure: (stream, peer) => front.serve(stream, { ...peer, overTls: true }),
    });
  }

  get ports(): readonly OpenPort[] {
    return [...this.#open.values()].map(({ port }) => port);
  }

  /** Says which ports should be open from now on. Connections that exist stay. */
  wish(wishes: readonly ListenerWish[]): void {
    if (this.#isClosed || sameWishes(wishes, this.#wishes)) return;
    this.#wishes = wishes;
    this.#work = this.#work.then(() => this.#reconcile());
  }

  /** Resolves when the last wish has been carried out; rejects with the link's system error when it could not be. */
  async settled(): Promise<void> {
    await this.#work;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Shuts everything and ends every connection: in an orderly way, or broken off because cable, power or address are
   * gone.
   */
  async close(isOrderly: boolean): Promise<void> {
    this.#isClosed = true;
    this.#wishes = [];
    for (const stream of this.#streams)
      if (isOrderly) stream.destroy();
      else cutOff(stream);
    this.#tls.close();
    this.#work = this.#work.then(() => this.#reconcile());
    await this.#work;
  }

  async #reconcile(): Promise<void> {
    const wishes = this.#wishes;
    const before = this.#listing();
    for (const [service, { port, listener }] of this.#open)
      if (!wishes.some((wish) => wish.service === service && wish.tls === port.tls)) {
        this.#open.delete(service);
        await listener.close();
      }
    this.#failure = undefined;
    for (const wish of wishes) if (!this.#open.has(wish.service)) await this.#listen(wish);
    const after = this.#listing();
    if (before.join() !== after.join()) this.#perform({ kind: 'event', event: { kind: 'listeners', ports: after } });
  }

  async #listen(wish: ListenerWish): Promise<void> {
    const { link, address, portOffset } = this.#options;
    const at = { address, port: portOf(wish.service, portOffset) };
    try {
      const listener = await link.listenTcp(at, (stream) => this.#onConnection(stream, wish));
      this.#open.set(wish.service, { listener, port: { ...at, ...wish } });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // Only root may open the ports of DASH on many systems; a device is of use without them.
      if (!isPrivileged(at.port)) this.#failure = failure;
      const inputs = { address, port: at.port, problem: failure.message };
      this.#perform({ kind: 'decision', decision: { code: 'network.listen-failed', verdict: 'noted', inputs } });
    }
  }

  #onConnection(stream: TcpStream, wish: ListenerWish): void {
    const from = stream.remoteAddress ?? '';
    const limit = this.#options.holder.profile.http.maxConnections;
    stream.on('error', () => stream.destroy());
    if (this.#isClosed) {
      cutOff(stream);
      return;
    }
    if (this.#streams.size >= limit) {
      stream.destroy();
      const inputs = { from, limit };
      this.#perform({
        kind: 'decision',
        decision: { code: 'network.too-many-connections', verdict: 'refused', inputs },
      });
      return;
    }
    this.#streams.add(stream);
    stream.on('close', () => this.#streams.delete(stream));
    if (wish.tls) this.#tls.accept(stream, from);
    else this.#options.front.serve(stream, { from, overTls: false, provedSetup: false });
  }

  #listing(): readonly number[] {
    return this.ports.map(({ port }) => port).toSorted((a, b) => a - b);
  }

  #perform(effect: Effect): void {
    this.#options.holder.perform([effect]);
  }
}

/** Where a service listens: on its own number, or in the block of ten ports that a device on a shared address has. */
function portOf(service: ManagementService, offset: number): number {
  if (offset === 0 || service === 16992 || service === 16993) return service + offset;
  return FIRST_SERVICE + offset + (service === 623 ? DASH_PLACE : DASH_PLACE + 1);
}

function isPrivileged(port: number): boolean {
  return port < 1024;
}

function sameWishes(one: readonly ListenerWish[], other: readonly ListenerWish[]): boolean {
  return one.length === other.length && one.every((wish, at) => wish.service === other[at]?.service);
}
