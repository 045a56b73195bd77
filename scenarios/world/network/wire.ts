import { Duplex } from 'node:stream';
import type { Endpoint, TcpStream } from '../seams.ts';

/** One end of a connection as a carrier (memory, sockets) provides it. */
export interface Wire {
  attach(sink: WireSink): void;
  /** `done` is called when the carrier takes more, or never when the connection is gone. */
  send(chunk: Buffer, done: () => void): void;
  /** Sends a FIN behind what was sent. */
  finish(done: () => void): void;
  /** Leaves. With `abort` the other end sees a reset, otherwise an end. */
  drop(abort: boolean): void;
  /** The reader has room again. */
  resume(): void;
}

export interface WireSink {
  /** False: no room for more until {@link Wire.resume}. */
  chunk(data: Buffer): boolean;
  end(): void;
  failed(error: NodeJS.ErrnoException): void;
}

/** A Node system error as sockets report it. */
export function systemError(code: string, call: string, at?: Endpoint): NodeJS.ErrnoException {
  const where = at === undefined ? '' : ` ${at.address}:${at.port}`;
  const error: NodeJS.ErrnoException = new Error(`${call} ${code}${where}`);
  error.code = code;
  error.syscall = call;
  return error;
}

/** Who writes the transcript of a stream. */
export interface StreamWatch {
  readonly sent: (chunk: Buffer) => void;
  readonly received: (chunk: Buffer) => void;
  readonly ended: (reset: boolean) => void;
}

export interface WorldStreamOptions extends StreamWatch {
  readonly wire: Wire;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Runs the call now, or when the cables of both hosts are plugged in again. */
  readonly whenPlugged: (run: () => void) => void;
  readonly onClose: () => void;
}

/**
 * The stream that hosts get. Destroying it with an error resets the connection, destroying it without one closes it.
 * Half open is allowed: who has seen `end` still has to end its own side.
 */
export class WorldStream extends Duplex implements TcpStream {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly #options: WorldStreamOptions;

  constructor(options: WorldStreamOptions) {
    super({ allowHalfOpen: true, autoDestroy: true, emitClose: true });
    this.#options = options;
    this.remoteAddress = options.remote.address;
    this.remotePort = options.remote.port;
    this.localAddress = options.local.address;
    this.localPort = options.local.port;
    options.wire.attach({
      chunk: (data) => {
        options.received(data);
        return this.push(data);
      },
      end: () => {
        this.push(null);
        if (!this.readableFlowing && this.readableLength === 0) this.read(0);
      },
      failed: (error) => {
        options.ended(true);
        this.destroy(error);
      },
    });
  }

  override _read(): void {
    this.#options.wire.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk.length === 0) {
      done();
      return;
    }
    this.#options.whenPlugged(() => {
      if (!this.destroyed) this.#options.sent(chunk);
      this.#options.wire.send(chunk, () => done());
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#options.whenPlugged(() => this.#options.wire.finish(() => done()));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#options.ended(error !== null);
    this.#options.whenPlugged(() => this.#options.wire.drop(error !== null));
    this.#options.onClose();
    done(error);
  }
}
