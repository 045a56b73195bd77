import type { Duplex } from 'node:stream';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { AmtCredentials } from './amt-device.ts';
import { AmtError } from './amt-error.ts';
import { withDeadline } from './deadline.ts';
import { authorization, clientNonce, readChallenge } from './digest.ts';
import type { DigestChallenge } from './digest.ts';
import { HttpAnswerReader, headerValues } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';

export interface HttpClientOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  /** Opens the stream that requests go over; called again whenever the device has closed the last one. */
  readonly connect: () => Promise<Duplex>;
  /** Value of the Host header. */
  readonly host: string;
  readonly credentials: AmtCredentials;
  /** For one request, from its first octet to the last octet of the answer. */
  readonly requestTimeoutMs: number;
  readonly signal: AbortSignal;
}

const TOO_MANY_REDIALS = 2;

/**
 * HTTP/1.1 client for one device: one request at a time over a connection that is kept alive, Digest authentication
 * (RFC 2617). AMT closes the connection after a 401 answer, so the retry goes over a new one. Rejects with `AmtError`.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  #credentials: AmtCredentials;
  #stream: Duplex | undefined;
  #challenge: DigestChallenge | undefined;
  #nonceCount = 0;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#credentials = options.credentials;
  }

  /**
   * From now on requests authenticate with these. They start on a connection of their own, because firmware remembers who
   * logged on to one, and with a challenge of their own, so that a wrong password costs one failed logon and not two.
   */
  useCredentials(credentials: AmtCredentials): void {
    const same = credentials.user === this.#credentials.user && credentials.password === this.#credentials.password;
    this.#credentials = credentials;
    if (same) return;
    this.close();
    this.#challenge = undefined;
  }

  /** Posts a body; resolves with the first answer that is not a challenge. Rejects with `http.unauthorized` when the password is wrong. */
  async post(path: string, contentType: string, body: Buffer): Promise<HttpAnswer> {
    const first = await this.#exchange(path, contentType, body);
    if (first.status !== 401) return first;
    this.#challenge = this.#readChallenge(first);
    this.#nonceCount = 0;
    const second = await this.#exchange(path, contentType, body);
    if (second.status !== 401) return second;
    this.#challenge = this.#readChallenge(second);
    this.#nonceCount = 0;
    throw new AmtError('http.unauthorized', `The device does not accept the password of ${this.#credentials.user}.`, {
      httpStatus: 401,
    });
  }

  close(): void {
    this.#stream?.destroy();
    this.#stream = undefined;
  }

  #readChallenge(answer: HttpAnswer): DigestChallenge {
    const challenge = readChallenge(headerValues(answer, 'www-authenticate'));
    if (challenge !== undefined) return challenge;
    throw new AmtError('http.protocol', 'The device refuses without a Digest challenge.', { httpStatus: 401 });
  }

  #head(path: string, contentType: string, body: Buffer): string {
    const lines = [`POST ${path} HTTP/1.1`, `Host: ${this.#options.host}`];
    if (this.#challenge !== undefined) {
      this.#nonceCount += 1;
      const request = {
        method: 'POST',
        uri: path,
        body,
        cnonce: clientNonce(this.#options.chance),
        count: this.#nonceCount,
      };
      lines.push(`Authorization: ${authorization(this.#credentials, this.#challenge, request)}`);
    }
    lines.push(`Content-Type: ${contentType}`, `Content-Length: ${body.length}`);
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  /** One request, one answer. A kept-alive connection that the device closed meanwhile is replaced without a word. */
  async #exchange(path: string, contentType: string, body: Buffer): Promise<HttpAnswer> {
    for (let dial = 1; ; dial += 1) {
      const reused = this.#stream !== undefined && isUsable(this.#stream);
      const stream = reused && this.#stream !== undefined ? this.#stream : await this.#dial();
      const reader = new HttpAnswerReader();
      try {
        const message = Buffer.concat([Buffer.from(this.#head(path, contentType, body), 'latin1'), body]);
        const answer = await this.#converse(stream, reader, message);
        if (answer.closes || answer.status === 401) this.close();
        return answer;
      } catch (error) {
        this.close();
        const lost = error instanceof AmtError && error.code === 'connect.lost';
        if (!lost || !reused || !reader.untouched || dial >= TOO_MANY_REDIALS) throw error;
      }
    }
  }

  async #dial(): Promise<Duplex> {
    this.close();
    this.#stream = await this.#options.connect();
    // Between requests nobody reads: an error then shows as an unusable stream at the next request.
    this.#stream.on('error', () => this.close());
    return this.#stream;
  }

  async #converse(stream: Duplex, reader: HttpAnswerReader, message: Buffer): Promise<HttpAnswer> {
    const { clock, requestTimeoutMs, signal } = this.#options;
    return withDeadline(
      clock,
      {
        timeoutMs: requestTimeoutMs,
        code: 'request.timeout',
        what: 'Waiting for the device to answer a request',
        outer: signal,
      },
      async () => receive(stream, reader, message),
    );
  }
}

const isUsable = (stream: Duplex): boolean => !stream.destroyed && stream.writable && stream.readable;

const lost = (cause?: Error): AmtError =>
  new AmtError(
    'connect.lost',
    'The connection broke before the device answered.',
    {},
    cause === undefined ? {} : { cause },
  );

async function receive(stream: Duplex, reader: HttpAnswerReader, message: Buffer): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (run: () => void): void => {
      stream.off('data', onData);
      stream.off('end', onEnd);
      stream.off('close', onEnd);
      stream.off('error', onError);
      run();
    };
    const step = (take: () => HttpAnswer | undefined): void => {
      try {
        const answer = take();
        if (answer !== undefined) settle(() => resolve(answer));
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const onData = (data: Buffer): void => step(() => reader.push(data));
    const onEnd = (): void => step(() => reader.end());
    const onError = (cause: Error): void => settle(() => reject(lost(cause)));
    stream.on('data', onData);
    stream.on('end', onEnd);
    stream.on('close', onEnd);
    stream.on('error', onError);
    stream.write(message);
  });
}
