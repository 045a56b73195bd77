import type { Duplex } from 'node:stream';

import type { Clock, Timer } from '../clock/clock.ts';
import type { HttpProfile } from '../firmware/profile.ts';
import { RequestReader, type HttpRefusal, type HttpRequest } from './request-reader.ts';
import { continueBytes, type Answer } from './response-writer.ts';

/** How long a peer may leave its side open after the last answer, milliseconds; then the stream is destroyed. */
export const LINGER_MS = 2000;

/** An answer and how long to wait before it goes out, milliseconds. */
export interface Reply {
  readonly answer: Answer;
  readonly delayMs: number;
}

/** What one connection needs to know and whom it asks. */
export interface ConnectionOptions {
  readonly stream: Duplex;
  readonly clock: Clock;
  readonly limits: HttpProfile;
  readonly serve: (request: HttpRequest) => Reply;
  readonly refuse: (code: HttpRefusal) => Reply;
  /** The connection is over; `why` is a reason code. */
  readonly ended: (why: string) => void;
}

/** One TCP or TLS connection: requests in order, one at a time, until somebody closes it. */
export class HttpConnection {
  readonly #options: ConnectionOptions;
  readonly #reader: RequestReader;
  #timer: Timer | undefined;
  #linger: Timer | undefined;
  #timing: 'idle' | 'head' | 'body' | undefined;
  #isBusy = false;
  #isOver = false;
  /** The peer has yet to read what was sent; nothing more is served before that. */
  #isFull = false;
  #isPeerDone = false;
  #closeWhy: string | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reader = new RequestReader(options.limits);
  }

  start(): void {
    const { stream } = this.#options;
    stream.on('data', (chunk: Buffer) => {
      if (this.#isOver) return;
      this.#reader.feed(chunk);
      this.#work();
    });
    stream.on('end', () => {
      this.#isPeerDone = true;
      if (!this.#isBusy) this.#finish('http.connection.closed-by-peer');
    });
    stream.on('error', () => this.#over('http.connection.lost'));
    stream.on('close', () => {
      this.#over('http.connection.lost');
      this.#linger?.cancel();
    });
    this.#watch();
  }

  /** Closes now, or as soon as the answer in hand is out. */
  close(why: string): void {
    if (this.#isBusy) this.#closeWhy = why;
    else this.#finish(why);
  }

  /** Breaks off without another byte, not even of an answer in hand. */
  cut(why: string): void {
    this.#over(why);
    this.#linger?.cancel();
    this.#options.stream.destroy(new Error(why));
  }

  #work(): void {
    while (!this.#isBusy && !this.#isOver && !this.#isFull) {
      const reading = this.#reader.next();
      if (reading === undefined) break;
      if (reading.kind === 'continue') this.#options.stream.write(continueBytes());
      else if (reading.kind === 'refused')
        this.#answer(() => this.#options.refuse(reading.code), 'http.request.refused');
      else this.#answer(() => this.#options.serve(reading.request), closeReason(reading.request));
    }
    if (!this.#isBusy && !this.#isOver && !this.#isFull) this.#watch();
  }

  /** `closeWhy` is set when the request itself asks for the end of the connection. */
  #answer(ask: () => Reply, closeWhy: string | undefined): void {
    this.#isBusy = true;
    this.#stopTimer();
    this.#closeWhy ??= closeWhy;
    const { answer, delayMs } = ask();
    if (delayMs <= 0) {
      this.#send(answer);
      return;
    }
    this.#options.stream.pause();
    this.#timer = this.#options.clock.after(delayMs, 'http answer to a failed login', () => {
      this.#send(answer);
      if (!this.#isFull) this.#options.stream.resume();
      this.#work();
    });
  }

  #send(answer: Answer): void {
    if (this.#isOver) return;
    this.#isBusy = false;
    const hasRoom = this.#options.stream.write(answer.bytes);
    if (answer.closes) this.#finish('http.connection.announced');
    else if (this.#closeWhy !== undefined) this.#finish(this.#closeWhy);
    else if (this.#isPeerDone) this.#finish('http.connection.closed-by-peer');
    else if (!hasRoom) this.#waitForReader();
  }

  /** Answers must not pile up for a peer that asks and never reads; one that does not begin to is given up. */
  #waitForReader(): void {
    const { stream, clock, limits } = this.#options;
    this.#isFull = true;
    stream.pause();
    this.#stopTimer();
    this.#timer = clock.after(limits.idleTimeoutMs, 'http unread timeout', () =>
      this.#finish('http.connection.unread-timeout'),
    );
    stream.once('drain', () => {
      this.#isFull = false;
      if (this.#isOver) return;
      this.#stopTimer();
      stream.resume();
      this.#work();
    });
  }

  /** Arms the timer of the phase the reader is in; a phase that goes on keeps the timer it began with. */
  #watch(): void {
    const { phase } = this.#reader;
    if (phase === 'dead' || phase === this.#timing) return;
    this.#stopTimer();
    this.#timing = phase;
    const { clock, limits } = this.#options;
    const limitMs = phase === 'head' ? limits.headTimeoutMs : limits.idleTimeoutMs;
    this.#timer = clock.after(limitMs, `http ${phase} timeout`, () => this.#finish(`http.connection.${phase}-timeout`));
  }

  #stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timing = undefined;
  }

  #finish(why: string): void {
    if (this.#isOver) return;
    this.#over(why);
    const { stream, clock } = this.#options;
    if (stream.closed) return;
    this.#linger = clock.after(LINGER_MS, 'http linger', () => stream.destroy());
    // What still comes in is read and dropped, so that the answer is not lost in a reset.
    stream.resume();
    stream.end();
  }

  #over(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    this.#options.ended(why);
  }
}

function closeReason(request: HttpRequest): string | undefined {
  const asked =
    request.fields
      .get('connection')
      ?.toLowerCase()
      .split(/[ \t]*,[ \t]*/) ?? [];
  if (asked.includes('close')) return 'http.connection.closed-by-request';
  return request.version === '1.0' ? 'http.connection.closed-by-request' : undefined;
}
