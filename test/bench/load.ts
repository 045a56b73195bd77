import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Where the load goes and who logs in. */
export interface LoadTarget {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** What a run of load saw. */
export interface LoadSeen {
  readonly perSecond: number;
  /** Milliseconds from the first byte of a request to the last of its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What one connection asks: the next request, given the answer to the last one (empty at first). */
export type Asking = (lastAnswer: string) => string;

const END = '\r\n0\r\n\r\n';
const HEAD_END = '\r\n\r\n';

/** Asks on so many connections at once, each waiting for its answer, until `requests` answers have come. */
export async function runLoad(
  target: LoadTarget,
  connections: number,
  requests: number,
  asking: () => Asking,
): Promise<LoadSeen> {
  const users = await Promise.all(Array.from({ length: connections }, () => LoadConnection.open(target)));
  const each = Math.ceil(requests / connections);
  const startedMs = performance.now();
  await Promise.all(users.map((user) => user.run(each, asking())));
  const spentMs = performance.now() - startedMs;
  const took = users.flatMap((user) => user.tookMs).toSorted((one, other) => one - other);
  for (const user of users) user.close();
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? Number.NaN;
  return { perSecond: (took.length * 1000) / spentMs, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** One kept connection with a nonce of its own, written by hand so that the client costs less than the device. */
class LoadConnection {
  readonly tookMs: number[] = [];
  readonly #socket: Socket;
  readonly #target: LoadTarget;
  readonly #nonce: string;
  readonly #ha1: string;
  readonly #ha2 = md5('POST:/wsman');
  readonly #realm: string;
  #count = 0;

  private constructor(socket: Socket, target: LoadTarget, realm: string, nonce: string) {
    this.#socket = socket;
    this.#target = target;
    this.#realm = realm;
    this.#nonce = nonce;
    this.#ha1 = md5(`${target.user}:${realm}:${target.password}`);
  }

  static async open(target: LoadTarget): Promise<LoadConnection> {
    const asking = await connected(target);
    asking.write('POST /wsman HTTP/1.1\r\nHost: device\r\nContent-Length: 0\r\n\r\n');
    let head = '';
    for await (const piece of asking) head += String(piece);
    const realm = /realm="([^"]+)"/.exec(head)?.[1];
    const nonce = /nonce="([^"]+)"/.exec(head)?.[1];
    if (realm === undefined || nonce === undefined) throw new Error(`no challenge: ${head}`);
    return new LoadConnection(await connected(target), target, realm, nonce);
  }

  async run(times: number, asking: Asking): Promise<void> {
    let answer = '';
    for (let run = 0; run < times; run += 1) {
      const startedMs = performance.now();
      answer = await this.#ask(asking(answer));
      this.tookMs.push(performance.now() - startedMs);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The document of the answer. Rejects when the device answers with anything but 200. */
  async #ask(body: string): Promise<string> {
    const { user } = this.#target;
    const nc = (++this.#count).toString(16).padStart(8, '0');
    const response = md5(`${this.#ha1}:${this.#nonce}:${nc}:0a4f113b:auth:${this.#ha2}`);
    const authorization =
      `Digest username="${user}", realm="${this.#realm}", nonce="${this.#nonce}", uri="/wsman", ` +
      `cnonce="0a4f113b", nc=${nc}, qop="auth", response="${response}"`;
    const answered = this.#answer();
    this.#socket.write(
      'POST /wsman HTTP/1.1\r\nHost: device\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\nAuthorization: ${authorization}\r\n\r\n${body}`,
    );
    return dechunk(await answered);
  }

  #answer(): Promise<string> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      let text = '';
      const settle = (): void => {
        socket.off('data', onData).off('close', onClose);
      };
      const onData = (piece: Buffer): void => {
        text += piece.toString('latin1');
        if (!text.endsWith(END)) return;
        settle();
        if (text.startsWith('HTTP/1.1 200 ')) resolve(text);
        else reject(new Error(text));
      };
      const onClose = (): void => {
        settle();
        reject(new Error(`closed after: ${text}`));
      };
      socket.on('data', onData).on('close', onClose);
    });
  }
}

async function connected(target: LoadTarget): Promise<Socket> {
  const socket = connect(target.port, target.address);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

function dechunk(answer: string): string {
  let at = answer.indexOf(HEAD_END) + HEAD_END.length;
  let text = '';
  for (;;) {
    const lineEnd = answer.indexOf('\r\n', at);
    const length = Number.parseInt(answer.slice(at, lineEnd), 16);
    if (!(length > 0)) return text;
    text += answer.slice(lineEnd + 2, lineEnd + 2 + length);
    at = lineEnd + 2 + length + 2;
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
