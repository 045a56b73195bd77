import type { Clock } from '../ports/clock.ts';
import type { Endpoint, NetworkLink, TcpStream } from '../ports/link.ts';
import type { Log, LogFields, Severity } from '../ports/log.ts';
import { decodeHello, HELLO_MAX_BYTES, HelloError, type HelloMessage } from './hello-message.ts';

/** How long one device may take for its message, in milliseconds, unless said otherwise. */
const HELLO_TIMEOUT_MS = 30_000;
/** What a person's browser or a scanner sends first. */
const HTTP_REQUEST = /^(?:GET|POST|HEAD|PUT|OPTIONS|CONNECT) /;
const LONGEST_METHOD = 8;

export interface HelloLimits {
  /** Connections open at the same time; one more is closed at once. */
  readonly connections: number;
  /** Bytes of one message. */
  readonly bytes?: number;
  /** Time from connect to close, in milliseconds. */
  readonly timeMs?: number;
}

export interface HelloListenerOptions {
  readonly link: NetworkLink;
  readonly clock: Clock;
  readonly at: Endpoint;
  readonly limits: HelloLimits;
  /**
   * Called once for each message, when its connection has been closed by the device. Two messages of one device are two
   * calls: who has a run under way is the caller's to know. An exception is logged and loses only that message.
   */
  readonly onHello: (message: HelloMessage, from: Endpoint, bytes: Buffer) => void;
  readonly log: Log;
}

export interface HelloListener {
  readonly address: string;
  readonly port: number;
  /** Connections open now. */
  readonly connections: number;
  /** Stops listening and closes what is open. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Listens for hello messages: a device connects, writes one message and closes; nothing is answered. Anything else is logged
 * and dropped without an answer. Rejects when the port cannot be opened. Event ids: `hello.received`, `hello.malformed`,
 * `hello.http`, `hello.empty`, `hello.too-slow`, `hello.too-many-connections`, `hello.connection-failed`, `hello.not-accepted`.
 */
export async function startHelloListener(options: HelloListenerOptions): Promise<HelloListener> {
  const open = new Set<HelloConnection>();
  let closed = false;
  const listener = await options.link.listenTcp(options.at, (stream) => {
    const from = { address: stream.remoteAddress ?? '', port: stream.remotePort ?? 0 };
    if (closed || open.size >= options.limits.connections) {
      stream.on('error', () => options.log.write('info', 'hello.connection-failed', { address: from.address }));
      stream.destroy();
      if (!closed)
        options.log.write('warning', 'hello.too-many-connections', { address: from.address, open: open.size });
      return;
    }
    const connection = new HelloConnection(stream, from, options, () => open.delete(connection));
    open.add(connection);
  });
  return {
    address: listener.address,
    port: listener.port,
    get connections() {
      return open.size;
    },
    async close() {
      if (closed) return;
      closed = true;
      for (const connection of open) connection.abandon();
      await listener.close();
    },
  };
}

/** One connection from accept to close. */
class HelloConnection {
  readonly #stream: TcpStream;
  readonly #from: Endpoint;
  readonly #options: HelloListenerOptions;
  readonly #gone: () => void;
  readonly #timer: Disposable;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #over = false;

  constructor(stream: TcpStream, from: Endpoint, options: HelloListenerOptions, gone: () => void) {
    this.#stream = stream;
    this.#from = from;
    this.#options = options;
    this.#gone = gone;
    this.#timer = options.clock.after(options.limits.timeMs ?? HELLO_TIMEOUT_MS, 'hello connection too slow', () =>
      this.#drop('warning', 'hello.too-slow', { bytes: this.#length }),
    );
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('end', () => this.#finish());
    // A device may reset the connection behind its message; the message counts if it is whole.
    stream.on('close', () => this.#finish());
    stream.on('error', (error) => {
      if (!this.#over && this.#length === 0)
        this.#drop('info', 'hello.connection-failed', { reason: (error as NodeJS.ErrnoException).code ?? error.name });
    });
  }

  /** Drops the connection because the listener stops. */
  abandon(): void {
    this.#end();
  }

  #take(chunk: Buffer): void {
    if (this.#over) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const most = this.#options.limits.bytes ?? HELLO_MAX_BYTES;
    if (this.#length > most)
      this.#drop('warning', 'hello.malformed', { code: 'hello.too-long', offset: most, bytes: this.#length });
    else if (this.#length - chunk.length < LONGEST_METHOD && this.#looksLikeHttp())
      this.#drop('info', 'hello.http', {});
  }

  #looksLikeHttp(): boolean {
    return HTTP_REQUEST.test(Buffer.concat(this.#chunks).toString('latin1', 0, LONGEST_METHOD));
  }

  #finish(): void {
    if (this.#over) return;
    const bytes = Buffer.concat(this.#chunks);
    if (bytes.length === 0) return this.#drop('info', 'hello.empty', {});
    let message: HelloMessage;
    try {
      message = decodeHello(bytes);
    } catch (error) {
      if (!(error instanceof HelloError)) throw error;
      return this.#drop('warning', 'hello.malformed', { code: error.code, offset: error.offset, bytes: bytes.length });
    }
    this.#end();
    this.#deliver(message, bytes);
  }

  #deliver(message: HelloMessage, bytes: Buffer): void {
    const { uuid, version, retryCount } = message;
    const fields = { uuid, version, retryCount, address: this.#from.address };
    this.#options.log.write('info', 'hello.received', fields);
    try {
      this.#options.onHello(message, this.#from, bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      this.#options.log.write('error', 'hello.not-accepted', { uuid, address: this.#from.address, reason });
    }
  }

  #drop(severity: Severity, id: string, fields: LogFields): void {
    this.#end();
    this.#options.log.write(severity, id, { address: this.#from.address, ...fields });
  }

  #end(): void {
    this.#over = true;
    this.#timer[Symbol.dispose]();
    this.#chunks.length = 0;
    this.#gone();
    this.#stream.destroy();
  }
}
