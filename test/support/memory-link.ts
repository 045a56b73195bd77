import { Duplex } from 'node:stream';
import type { Activity } from '../../emulator/clock/virtual-clock.ts';
import type { Endpoint, NetworkLink, TcpListener, TcpStream, UdpPort } from '../../emulator/network/link.ts';

/**
 * One Ethernet segment in memory: every bound address is on it, broadcasts reach everybody, datagrams and bytes arrive
 * one turn of the event loop later. Give it to a VirtualClock as its activity.
 */
export class MemorySegment implements Activity {
  inFlight = 0;
  moves = 0;
  readonly udp = new Set<MemoryUdpPort>();
  readonly tcp = new Set<MemoryListener>();
  readonly streams = new Set<MemoryStream>();
  #nextPort = 40_000;

  /** A socket in the wall. */
  link(): NetworkLink {
    return {
      bindUdp: (at, onDatagram) => this.#bind(at, onDatagram),
      listenTcp: (at, onConnection) => this.#listen(at, onConnection),
      connectTcp: (from, to, signal) => this.#connect(from, to, signal),
    };
  }

  /** Runs `deliver` one turn later; meanwhile the segment is busy. */
  soon(deliver: () => void): void {
    this.inFlight += 1;
    this.moves += 1;
    setImmediate(() => {
      this.inFlight -= 1;
      this.moves += 1;
      deliver();
    });
  }

  async #bind(at: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void): Promise<UdpPort> {
    if (
      [...this.udp].some((other) => other.address === at.address && other.port === at.port && at.address !== '0.0.0.0')
    )
      throw systemError('EADDRINUSE');
    const port = new MemoryUdpPort(this, at, onDatagram);
    this.udp.add(port);
    return port;
  }

  async #listen(at: Endpoint, onConnection: (stream: TcpStream) => void): Promise<TcpListener> {
    const port = at.port === 0 ? this.#nextPort++ : at.port;
    if ([...this.tcp].some((other) => other.address === at.address && other.port === port))
      throw systemError('EADDRINUSE');
    const listener = new MemoryListener(this, { address: at.address, port }, onConnection);
    this.tcp.add(listener);
    return listener;
  }

  async #connect(from: string, to: Endpoint, signal: AbortSignal): Promise<TcpStream> {
    signal.throwIfAborted();
    const listener = [...this.tcp].find((other) => other.address === to.address && other.port === to.port);
    if (listener === undefined) {
      const isUp = [...this.tcp, ...this.udp].some((other) => other.address === to.address);
      if (isUp) throw systemError('ECONNREFUSED');
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    }
    const here = { address: from, port: this.#nextPort++ };
    const near = new MemoryStream(this, here, to);
    const far = new MemoryStream(this, to, here);
    near.peer = far;
    far.peer = near;
    this.soon(() => listener.onConnection(far));
    return near;
  }
}

class MemoryUdpPort implements UdpPort {
  readonly address: string;
  readonly port: number;
  readonly #segment: MemorySegment;
  readonly #onDatagram: (data: Buffer, from: Endpoint) => void;

  constructor(segment: MemorySegment, at: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void) {
    this.#segment = segment;
    this.address = at.address;
    this.port = at.port;
    this.#onDatagram = onDatagram;
  }

  send(data: Buffer, to: Endpoint): void {
    const from = { address: this.address, port: this.port };
    for (const other of this.#segment.udp) {
      const isMeant = to.address === '255.255.255.255' || other.address === to.address;
      if (other === this || other.port !== to.port || !isMeant) continue;
      this.#segment.soon(() => {
        if (this.#segment.udp.has(other)) other.#onDatagram(Buffer.from(data), from);
      });
    }
  }

  async close(): Promise<void> {
    this.#segment.udp.delete(this);
  }
}

class MemoryListener implements TcpListener {
  readonly address: string;
  readonly port: number;
  readonly onConnection: (stream: TcpStream) => void;
  readonly #segment: MemorySegment;

  constructor(segment: MemorySegment, at: Endpoint, onConnection: (stream: TcpStream) => void) {
    this.#segment = segment;
    this.address = at.address;
    this.port = at.port;
    this.onConnection = onConnection;
  }

  async close(): Promise<void> {
    this.#segment.tcp.delete(this);
  }
}

class MemoryStream extends Duplex implements TcpStream {
  peer: MemoryStream | undefined;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly #segment: MemorySegment;

  constructor(segment: MemorySegment, local: Endpoint, remote: Endpoint) {
    super({ allowHalfOpen: false });
    this.#segment = segment;
    this.localAddress = local.address;
    this.localPort = local.port;
    this.remoteAddress = remote.address;
    this.remotePort = remote.port;
    segment.streams.add(this);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#segment.soon(() => {
      if (this.peer?.destroyed === false && !this.peer.readableEnded) this.peer.push(Buffer.from(chunk));
      callback();
    });
  }

  override _final(callback: () => void): void {
    this.#segment.soon(() => {
      if (this.peer?.destroyed === false) this.peer.push(null);
      callback();
    });
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#segment.streams.delete(this);
    this.#segment.soon(() => {
      const peer = this.peer;
      if (peer === undefined || peer.destroyed) return;
      if (error !== null) peer.destroy(systemError('ECONNRESET'));
      else if (peer.readableEnded) peer.destroy();
      else peer.push(null);
    });
    callback(error);
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
