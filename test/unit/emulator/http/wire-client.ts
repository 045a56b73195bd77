import { createHash } from 'node:crypto';
import { Duplex } from 'node:stream';

import { createHttpFront, type AboutConnection, type HttpFront } from '../../../../emulator/http/front.ts';
import type { ProfileOverrides } from '../../../../emulator/firmware/releases.ts';
import { digestHa1 } from '../../../../emulator/device/factory.ts';
import { Bench } from '../wsman/bench.ts';
import { sampleClasses } from '../wsman/sample-classes.ts';

/** The peer's end of a connection: bytes in, bytes out. */
export class WireClient {
  readonly stream: Duplex;
  #received: Buffer[] = [];
  isEnded = false;

  constructor() {
    this.stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        this.#received.push(chunk);
        done();
      },
      final: (done) => {
        this.isEnded = true;
        done();
      },
    });
    this.stream.on('error', () => undefined);
  }

  send(bytes: string | Buffer): void {
    this.stream.push(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** The peer closes its side. */
  finish(): void {
    this.stream.push(null);
  }

  /** Everything received since the last call. */
  take(): string {
    const text = Buffer.concat(this.#received).toString('latin1');
    this.#received = [];
    return text;
  }
}

/** A device whose web server talks to clients in memory. */
export class Website {
  readonly bench: Bench;
  readonly front: HttpFront;

  constructor(overrides: ProfileOverrides = {}) {
    this.bench = new Bench(overrides);
    const { clock, chance } = this.bench;
    this.front = createHttpFront({ holder: this.bench, clock, chance, classes: sampleClasses });
    this.bench.onForget = () => this.front.forgetLogins();
    this.bench.onDrop = (why) => this.front.closeAll(why);
  }

  connect(about: Partial<AboutConnection> = {}): WireClient {
    const client = new WireClient();
    this.front.serve(client.stream, { from: '10.0.0.5', overTls: false, provedSetup: false, ...about });
    return client;
  }

  /** Sends and waits, in no time, for what comes back. */
  async exchange(client: WireClient, bytes: string): Promise<string> {
    client.send(bytes);
    await this.bench.clock.settle();
    return client.take();
  }

  /** Gets a challenge on a connection of its own. */
  async nonce(): Promise<string> {
    const text = await this.exchange(this.connect(), post('/wsman', ''));
    return /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
  }

  async authorization(change: Partial<Credentials> = {}): Promise<string> {
    const given: Credentials = {
      user: 'admin',
      password: 'admin',
      realm: this.bench.state.accounts.digestRealm,
      nonce: change.nonce ?? (await this.nonce()),
      method: 'POST',
      uri: '/wsman',
      nc: '00000001',
      qop: 'auth',
      ...change,
    };
    return digestHeader(given);
  }
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  readonly nc: string;
  readonly qop: string;
  /** Instead of the right one. */
  readonly response?: string;
  readonly more?: string;
}

function md5(text: string): string {
  return createHash('md5').update(text, 'latin1').digest('hex');
}

/** An Authorization field, computed here from RFC 2617 and not by the code under test. */
export function digestHeader(given: Credentials): string {
  const { user, realm, nonce, uri, nc, qop } = given;
  const ha1 = digestHa1(user, realm, given.password);
  const right = md5(`${ha1}:${nonce}:${nc}:0a4f113b:${qop}:${md5(`${given.method}:${uri}`)}`);
  const response = given.response ?? right;
  return (
    `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", qop=${qop}, ` +
    `response="${response}", nc=${nc}, cnonce="0a4f113b"${given.more ?? ''}`
  );
}

export function post(path: string, body: string, ...fields: readonly string[]): string {
  const length = `Content-Length: ${String(Buffer.byteLength(body))}`;
  return [`POST ${path} HTTP/1.1`, 'Host: 10.0.0.9:16992', ...fields, length, '', body].join('\r\n');
}

/** The body of a chunked answer, and the lengths as they stood there. */
export function unchunk(text: string): { readonly lengths: readonly string[]; readonly body: string } {
  let rest = text.slice(text.indexOf('\r\n\r\n') + 4);
  const lengths: string[] = [];
  let body = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const length = rest.slice(0, end);
    lengths.push(length);
    const bytes = Number.parseInt(length, 16);
    if (bytes === 0 || end < 0) return { lengths, body };
    body += rest.slice(end + 2, end + 2 + bytes);
    rest = rest.slice(end + 2 + bytes + 2);
  }
}

export function statusOf(text: string): number {
  return Number(text.slice(9, 12));
}
