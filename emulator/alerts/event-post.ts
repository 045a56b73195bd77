import { request, type IncomingMessage } from 'node:http';
import { connect as connectTls } from 'node:tls';
import { isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import type { ListenerAddress } from '../device/logs/subscriptions.ts';
import type { NetworkLink } from '../network/link.ts';

/** One message on its way to one listener. */
export interface EventPost {
  readonly link: NetworkLink;
  readonly clock: Clock;
  /** Own address. */
  readonly from: string;
  readonly listener: ListenerAddress;
  /** IPv4 address of the listener. */
  readonly address: string;
  readonly body: Buffer;
  /** Value of an Authorization field. */
  readonly authorization?: string;
  /** PEM of the roots that a listener with TLS must chain to. */
  readonly trustedRoots: readonly string[];
  /** For connecting and answering together, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a listener answered. */
export interface PostAnswer {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly body: Buffer;
}

/** Most octets of an answer that are kept. */
const MAX_ANSWER_BYTES = 16_384;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/**
 * Posts an event message over a connection of its own, with the header fields of published messages in their order.
 * Rejects with the link's system error, a TLS error, the signal's reason or a time-out error.
 */
export async function postEvent(post: EventPost): Promise<PostAnswer> {
  const { link, clock, from, listener, address, timeoutMs, signal } = post;
  const patience = new AbortController();
  const either = AbortSignal.any([signal, patience.signal]);
  using timer = clock.after(timeoutMs, 'event delivery', () =>
    patience.abort(new Error(`no answer in ${timeoutMs} ms`)),
  );
  const stream = await link.connectTcp(from, { address, port: listener.port }, either);
  try {
    return await exchange(listener.isSecure ? secured(stream, post) : stream, post, either);
  } finally {
    timer.cancel();
    stream.destroy();
  }
}

function secured(stream: Duplex, { listener, trustedRoots }: EventPost): Duplex {
  const servername = isIPv4(listener.host) ? {} : { servername: listener.host };
  // Whom the certificate has to name: without `host` that would be "localhost" where there is no server name.
  return connectTls({ socket: stream, host: listener.host, ca: [...trustedRoots], ...servername });
}

function exchange(stream: Duplex, post: EventPost, signal: AbortSignal): Promise<PostAnswer> {
  const { listener, body, authorization } = post;
  const isUsualPort = listener.port === (listener.isSecure ? HTTPS_PORT : HTTP_PORT);
  const headers = [
    ['Host', isUsualPort ? listener.host : `${listener.host}:${String(listener.port)}`],
    ['User-Agent', 'Intel(R) AMT Agent'],
    ['Connection', 'Keep-Alive'],
    ...(authorization === undefined ? [] : [['Authorization', authorization]]),
    ['Content-Length', String(body.length)],
  ].flat();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => void posting.destroy(signal.reason as Error);
    const posting = request({ createConnection: () => stream, method: 'POST', path: listener.path, headers });
    posting.on('error', reject);
    posting.on('response', (answer) => collect(answer, resolve, reject));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    posting.end(body);
  });
}

function collect(answer: IncomingMessage, resolve: (answer: PostAnswer) => void, reject: (error: Error) => void): void {
  const pieces: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (piece: Buffer) => {
    if (bytes < MAX_ANSWER_BYTES) pieces.push(piece);
    bytes += piece.length;
  });
  answer.on('error', reject);
  answer.on('end', () => {
    const body = Buffer.concat(pieces).subarray(0, MAX_ANSWER_BYTES);
    resolve({ status: answer.statusCode ?? 0, challenge: answer.headers['www-authenticate'], body });
  });
}
