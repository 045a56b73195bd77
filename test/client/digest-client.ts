import { createHash } from 'node:crypto';
import { Agent, request, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';

export interface DigestTarget {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  readonly user: string;
  readonly password: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

interface Challenge {
  readonly realm: string;
  readonly nonce: string;
}

/** POSTs to /wsman with Digest (RFC 2617, qop auth) over `node:http`; the connection and the nonce are kept. */
export class DigestClient implements Disposable {
  readonly #target: DigestTarget;
  readonly #agent: Agent | TlsAgent;
  #challenge: Challenge | undefined;
  #count = 0;

  constructor(target: DigestTarget) {
    this.#target = target;
    const kept = { keepAlive: true, maxSockets: 1 };
    this.#agent = target.tls
      ? new TlsAgent({
          ...kept,
          rejectUnauthorized: false,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1',
          ciphers: 'AES128-SHA:@SECLEVEL=0',
        })
      : new Agent(kept);
  }

  /** Logs in first when nobody has asked for a login yet. */
  async post(body: string): Promise<HttpAnswer> {
    if (this.#challenge === undefined) {
      const refused = await this.#send('', {});
      this.#challenge = readChallenge(refused.challenge);
    }
    return this.#send(body, { Authorization: this.#authorization(this.#challenge) });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #authorization({ realm, nonce }: Challenge): string {
    const { user, password } = this.#target;
    const nc = (++this.#count).toString(16).padStart(8, '0');
    const cnonce = '0a4f113b';
    const response = md5(
      [md5(`${user}:${realm}:${password}`), nonce, nc, cnonce, 'auth', md5('POST:/wsman')].join(':'),
    );
    const parts = { username: user, realm, nonce, uri: '/wsman', cnonce, response };
    const quoted = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
    return `Digest ${quoted.join(', ')}, nc=${nc}, qop=auth`;
  }

  #send(body: string, fields: Readonly<Record<string, string>>): Promise<HttpAnswer & { readonly challenge: string }> {
    const { address: host, port, tls } = this.#target;
    const headers = { 'Content-Type': 'application/soap+xml;charset=UTF-8', 'Content-Length': Buffer.byteLength(body) };
    const options: RequestOptions = { host, port, path: '/wsman', method: 'POST', agent: this.#agent };
    return new Promise((resolve, reject) => {
      const onAnswer = (answer: IncomingMessage): void => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, text, challenge: answer.headers['www-authenticate'] ?? '' });
        });
      };
      const asked = (tls ? tlsRequest : request)({ ...options, headers: { ...headers, ...fields } }, onAnswer);
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

function readChallenge(field: string): Challenge {
  const realm = /realm="([^"]+)"/.exec(field)?.[1];
  const nonce = /nonce="([^"]+)"/.exec(field)?.[1];
  if (realm === undefined || nonce === undefined) throw new Error(`no Digest challenge: ${JSON.stringify(field)}`);
  return { realm, nonce };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
