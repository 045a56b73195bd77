import { createServer, type Server } from 'node:net';
import process from 'node:process';
import { systemError } from './wire.ts';

const PRIVILEGED_PORTS = 1024;
const PORT_SHIFT = 10_000;

/** Port on loopback: ports below 1024 are moved up by 10000, so that nobody needs to be root. */
export function realPort(port: number): number {
  if (port > 0 && port < PRIVILEGED_PORTS) return port + PORT_SHIFT;
  if (port >= PORT_SHIFT && port < PORT_SHIFT + PRIVILEGED_PORTS) throw systemError('EACCES', 'bind');
  return port;
}

/** The inverse of {@link realPort}. */
export function virtualPort(port: number): number {
  return port > PORT_SHIFT && port < PORT_SHIFT + PRIVILEGED_PORTS ? port - PORT_SHIFT : port;
}

const FIRST_BLOCK = 16;
const BLOCKS = 224;
const LOCK_PORT = 20_009;

/**
 * Which loopback addresses stand for which virtual ones: 10.a.b.c becomes 127.B.b.c, where the block B belongs to this
 * fabric alone (whoever can bind the lock port in a block has it). Addresses in 127.0.0.0/8 stand for themselves.
 */
export class LoopbackPlan {
  #block = 0;
  #lock: Server | undefined;
  #ready: Promise<void> | undefined;
  readonly #realByVirtual = new Map<string, string>();
  readonly #virtualByReal = new Map<string, string>();
  #spare = 0;

  /** Takes a block, once. Rejects with EADDRNOTAVAIL when all are taken. */
  ready(): Promise<void> {
    this.#ready ??= this.#takeBlock();
    return this.#ready;
  }

  async release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = undefined;
    if (lock !== undefined) await new Promise<void>((resolve) => lock.close(() => resolve()));
  }

  /** Whether an address on loopback belongs to this fabric. */
  owns(real: string): boolean {
    return real.startsWith(`127.${this.#block}.`);
  }

  realOf(virtual: string): string {
    if (virtual.startsWith('127.')) return virtual;
    const known = this.#realByVirtual.get(virtual);
    if (known !== undefined) return known;
    const [first = '', , third = '', fourth = ''] = virtual.split('.');
    const candidate = `127.${this.#block}.${third}.${fourth}`;
    const free = first === '10' && Number(third) < FIRST_SPARE_NET && !this.#virtualByReal.has(candidate);
    return this.#enter(virtual, free ? candidate : this.#nextSpare());
  }

  /** The address of a host that has none yet. `key` tells such hosts apart. */
  aliasFor(key: string): string {
    const known = this.#realByVirtual.get(`alias ${key}`);
    if (known !== undefined) return known;
    const real = this.#nextSpare();
    this.#realByVirtual.set(`alias ${key}`, real);
    this.#virtualByReal.set(real, '0.0.0.0');
    return real;
  }

  virtualOf(real: string): string {
    return this.#virtualByReal.get(real) ?? real;
  }

  #enter(virtual: string, real: string): string {
    this.#realByVirtual.set(virtual, real);
    this.#virtualByReal.set(real, virtual);
    return real;
  }

  #nextSpare(): string {
    const number = this.#spare++;
    return `127.${this.#block}.${FIRST_SPARE_NET + Math.floor(number / 250)}.${1 + (number % 250)}`;
  }

  async #takeBlock(): Promise<void> {
    for (let attempt = 0; attempt < BLOCKS; attempt += 1) {
      const block = FIRST_BLOCK + ((process.pid + attempt) % BLOCKS);
      const lock = await lockOf(`127.${block}.255.254`);
      if (lock === undefined) continue;
      this.#block = block;
      this.#lock = lock;
      return;
    }
    throw systemError('EADDRNOTAVAIL', 'bind');
  }
}

const FIRST_SPARE_NET = 200;

function lockOf(host: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ host, port: LOCK_PORT, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}
