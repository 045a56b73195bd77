import type { Clock, NetworkLink, Ports, TcpListener, TcpStream, Timer, UdpPort } from '../../provisioner/index.ts';

/** A promise of a process that is gone: nobody hears of it any more. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * The ports of a service point whose process can be killed: from that moment on its sockets are reset, its timers do not
 * fire, and nothing that it asks of anybody is done. What it still does inside itself has no effect on the world.
 */
export class MortalPorts {
  readonly ports: Ports;
  readonly #world: Ports;
  readonly #streams = new Set<TcpStream>();
  readonly #closing = new Set<() => Promise<void>>();
  readonly #holds = new Set<Disposable>();
  readonly #timers = new Set<Timer>();
  #isDead = false;

  constructor(world: Ports) {
    this.#world = world;
    this.ports = {
      ...world,
      clock: this.#clock(),
      link: this.#link(),
      directory: this.#service(world.directory),
      authority: this.#service(world.authority),
      names: this.#service(world.names),
      keys: this.#service(world.keys),
    };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Kills the process. */
  die(): void {
    this.#isDead = true;
    for (const timer of this.#timers) timer.cancel();
    for (const hold of this.#holds) hold[Symbol.dispose]();
    for (const stream of this.#streams) stream.destroy();
    for (const close of this.#closing) void close();
  }

  /** A service whose methods all answer with a promise. */
  #service<T extends object>(real: T): T {
    return new Proxy(real, {
      get: (target, key): unknown => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return async (...given: readonly unknown[]): Promise<unknown> => {
          if (this.#isDead) return never();
          const answer: unknown = await Reflect.apply(value, target, [...given]);
          return this.#isDead ? never() : answer;
        };
      },
    });
  }

  #clock(): Clock {
    const { clock } = this.#world;
    return {
      nowMs: () => clock.nowMs(),
      elapsedMs: () => clock.elapsedMs(),
      after: (delayMs, name, run) => {
        const timer = clock.after(delayMs, name, () => {
          this.#timers.delete(timer);
          if (!this.#isDead) run();
        });
        this.#timers.add(timer);
        if (this.#isDead) timer.cancel();
        return timer;
      },
      hold: (why) => {
        if (this.#isDead) return { [Symbol.dispose]: () => undefined };
        const hold = clock.hold(why);
        this.#holds.add(hold);
        return {
          [Symbol.dispose]: () => {
            if (this.#holds.delete(hold)) hold[Symbol.dispose]();
          },
        };
      },
    };
  }

  #link(): NetworkLink {
    const { link } = this.#world;
    return {
      bindUdp: async (at, onDatagram) => {
        if (this.#isDead) return never<UdpPort>();
        const port = await link.bindUdp(at, (data, from) => void (this.#isDead || onDatagram(data, from)));
        return this.#kept(port);
      },
      listenTcp: async (at, onConnection) => {
        if (this.#isDead) return never<TcpListener>();
        return this.#kept(await link.listenTcp(at, (stream) => onConnection(this.#watched(stream))));
      },
      connectTcp: async (from, to, signal) => {
        if (this.#isDead) return never<TcpStream>();
        const stream = this.#watched(await link.connectTcp(from, to, signal));
        return this.#isDead ? never<TcpStream>() : stream;
      },
    };
  }

  #kept<T extends { close(): Promise<void> }>(port: T): T | Promise<T> {
    const close = (): Promise<void> => port.close();
    if (this.#isDead) {
      void close();
      return never<T>();
    }
    this.#closing.add(close);
    return port;
  }

  #watched(stream: TcpStream): TcpStream {
    this.#streams.add(stream);
    stream.on('close', () => this.#streams.delete(stream));
    if (this.#isDead) stream.destroy();
    return stream;
  }
}
