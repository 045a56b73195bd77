import { generateKeyPairSync } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import forge from 'node-forge';
import type { AmtDevice, DeviceDoor } from '../../provisioner/amt/amt-device.ts';
import { AmtError } from '../../provisioner/amt/amt-error.ts';
import { deviceDoor } from '../../provisioner/amt/device-door.ts';
import { seededChance } from '../../provisioner/clock/chance.ts';
import type { Clock } from '../../provisioner/ports/clock.ts';
import type { NetworkLink } from '../../provisioner/ports/link.ts';
import { makeTestChain } from '../support/certificate-chain.ts';

const NOW_MS = Date.UTC(2009, 4, 14);
const CHAIN = makeTestChain('server15.adatum.com', NOW_MS);
const REALM = 'Digest:A4070000000000000000000000000000';

/** A certificate such as firmware makes for itself in setup. */
function selfSigned(fromMs: number): { readonly cert: string; readonly key: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const own = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  certificate.validity.notBefore = new Date(fromMs);
  certificate.validity.notAfter = new Date(NOW_MS * 2);
  certificate.setSubject([{ name: 'commonName', value: 'AMT' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'AMT' }]);
  certificate.sign(own, forge.md.sha1.create());
  return { cert: forge.pki.certificateToPem(certificate), key };
}

const OWN = selfSigned(Date.UTC(2004, 0, 1));

/** Time stands still until a test lets the pending timers run out. */
class StillClock implements Clock {
  readonly pending = new Map<object, () => void>();
  nowMs(): number {
    return NOW_MS;
  }
  elapsedMs(): number {
    return 0;
  }
  after(dueMs: number, name: string, run: () => void): ReturnType<Clock['after']> {
    const key = {};
    this.pending.set(key, run);
    const cancel = (): void => void this.pending.delete(key);
    return { name, dueMs, cancel, [Symbol.dispose]: cancel };
  }
  hold(): Disposable {
    return { [Symbol.dispose]: () => {} };
  }
  runOut(): void {
    for (const run of this.pending.values()) run();
  }
}

interface Peer {
  readonly requests: string[];
  readonly chains: string[][];
  readonly protocols: (string | null)[];
  connections: number;
}

const toClose: (() => void)[] = [];
afterEach(() => {
  for (const close of toClose.splice(0)) close();
});

/** A TLS server that stands for a device; `answer` says what each request gets, `''` closes without a word. */
async function peer(
  answer: (request: string, nth: number) => string,
  identity = OWN,
): Promise<Peer & { readonly port: number }> {
  const seen: Peer = { requests: [], chains: [], protocols: [], connections: 0 };
  const server = tls.createServer({
    ...identity,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'AES128-SHA:@SECLEVEL=0',
  });
  server.on('secureConnection', (socket) => {
    seen.connections += 1;
    seen.protocols.push(socket.getProtocol());
    seen.chains.push(chainOf(socket));
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (head === -1 || text.length < head + 4 + length) return;
      seen.requests.push(text);
      text = '';
      const reply = answer(seen.requests.at(-1) ?? '', seen.requests.length);
      if (reply === '' || /connection: close/i.test(reply)) socket.end(reply);
      else socket.write(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  return Object.assign(seen, { port });
}

function chainOf(socket: tls.TLSSocket): string[] {
  const names: string[] = [];
  let one: X509Certificate | undefined = socket.getPeerX509Certificate();
  while (one !== undefined && names.length < 5) {
    names.push(one.subject);
    one = one.issuerCertificate;
  }
  return names;
}

function linkTo(port: number): NetworkLink {
  const refuse = async (): Promise<never> => {
    throw new Error('not on this link');
  };
  return {
    bindUdp: refuse,
    listenTcp: refuse,
    connectTcp: async () => {
      const socket = net.connect({ host: '127.0.0.1', port });
      await once(socket, 'connect');
      toClose.push(() => socket.destroy());
      return socket;
    },
  };
}

function doorTo(port: number, clock: Clock, chainPem: readonly string[] = CHAIN.certificates): DeviceDoor {
  return deviceDoor({
    clock,
    chance: seededChance('door'),
    link: linkTo(port),
    address: '192.0.2.17',
    fqdn: 'desk001.adatum.com',
    client: { chainPem, privateKeyPem: CHAIN.key },
    credentials: { user: 'admin', password: 'admin' },
    connectTimeoutMs: 20_000,
    requestTimeoutMs: 60_000,
    signal: new AbortController().signal,
  });
}

const open = async (door: DeviceDoor): Promise<AmtDevice> => door.open({ acceptSetupCertificate: true, known: [] });

/** 401 and its head as in public recordings: no blank after the later commas, then the connection closes. */
const CHALLENGE =
  `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="${REALM}", nonce="B9AX94iAAAAAAAAAw3MFcdKoZ1iUGhLp",stale="false",qop="auth"\r\n` +
  'Content-Type: text/html\r\nServer: Intel(R) Active Management Technology 3.2.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope';

const SETUP_BODY =
  '<?xml version="1.0" encoding="UTF-8"?><a:Envelope xmlns:a="http://www.w3.org/2003/05/soap-envelope" xmlns:g="x"><a:Header></a:Header><a:Body>' +
  '<g:AMT_SetupAndConfigurationService><g:ProvisioningMode>1</g:ProvisioningMode><g:ProvisioningState>1</g:ProvisioningState></g:AMT_SetupAndConfigurationService></a:Body></a:Envelope>';

/** Chunks as firmware writes them: four upper-case hex digits, the end a single 0. */
function chunked(body: string): string {
  const pieces = body.match(/[\s\S]{1,60}/g) ?? [];
  const chunks = pieces.map((piece) => `${piece.length.toString(16).toUpperCase().padStart(4, '0')}\r\n${piece}\r\n`);
  return `HTTP/1.1 200 OK\r\nServer: Intel(R) Active Management Technology 3.2.1\r\nContent-Type: application/soap+xml; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`;
}

const likeFirmware = (request: string): string =>
  request.includes('Authorization: Digest') ? chunked(SETUP_BODY) : CHALLENGE;

const failureOf = async (work: Promise<unknown>): Promise<AmtError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof AmtError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the way to a device', () => {
  it('is TLS 1.0 with the whole chain, Digest over a second connection after the 401, then one connection kept', async () => {
    const device = await peer(likeFirmware);
    const opened = await open(doorTo(device.port, new StillClock()));
    expect(await opened.setupState()).toEqual({ state: 'in', mode: 1 });
    await opened.setupState();
    expect(opened.certificate.kind).toBe('setup');
    expect([device.connections, device.protocols[0]]).toEqual([2, 'TLSv1']);
    expect(device.chains[0]).toEqual(['CN=server15.adatum.com', 'CN=A. Datum Issuing CA', 'CN=A. Datum Root CA']);
    expect(device.requests.map((one) => /nc=(\w+)/.exec(one)?.[1])).toEqual([undefined, '00000001', '00000002']);
    opened.close();
  });

  it('shows exactly the certificates that the server has to show: without the root when that is missing', async () => {
    const device = await peer(likeFirmware);
    const opened = await open(doorTo(device.port, new StillClock(), CHAIN.certificates.slice(0, 2)));
    await opened.setupState();
    expect(device.chains[0]).toEqual(['CN=server15.adatum.com', 'CN=A. Datum Issuing CA']);
    opened.close();
  });

  it('tells a wrong password from everything else, after two requests', async () => {
    const device = await peer(() => CHALLENGE);
    const opened = await open(doorTo(device.port, new StillClock()));
    expect((await failureOf(opened.setupState())).code).toBe('http.unauthorized');
    expect(device.requests).toHaveLength(2);
    opened.close();
  });

  it('costs the device one failed logon for each password that is tried, on a connection of its own', async () => {
    const device = await peer((request) => (request.includes('username="admin"') ? CHALLENGE : likeFirmware(request)));
    const opened = await open(doorTo(device.port, new StillClock()));
    for (const password of ['one', 'two', 'three']) {
      opened.useCredentials({ user: 'admin', password });
      expect((await failureOf(opened.setupState())).code).toBe('http.unauthorized');
    }
    expect(device.requests.filter((one) => one.includes('Authorization:'))).toHaveLength(3);
    opened.useCredentials({ user: 'other', password: 'right' });
    await opened.setupState();
    const before = device.connections;
    opened.useCredentials({ user: 'other', password: 'changed' });
    await opened.setupState();
    expect(device.connections).toBeGreaterThan(before);
    opened.close();
  });

  it('dials again without a word when the device closed an idle connection', async () => {
    const device = await peer((request) =>
      likeFirmware(request).replace('Transfer-Encoding', 'Connection: close\r\nTransfer-Encoding'),
    );
    const opened = await open(doorTo(device.port, new StillClock()));
    await opened.setupState();
    expect(await opened.setupState()).toMatchObject({ state: 'in' });
    expect(device.connections).toBe(3);
    opened.close();
  });

  it.each([
    ['closes without an answer', '', 'connect.lost'],
    ['closes in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\nhalf', 'connect.lost'],
    ['sends garbage', 'SSH-2.0-nothing\r\n\r\n', 'http.protocol'],
    ['announces too much', 'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n', 'http.protocol'],
    ['answers 404', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', 'http.status'],
    ['answers 401 without a challenge', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n', 'http.protocol'],
    ['answers with a page', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'wsman.protocol'],
  ])('a device that %s gives a named error', async (_what, reply, code) => {
    const device = await peer(() => reply);
    const opened = await open(doorTo(device.port, new StillClock()));
    expect((await failureOf(opened.setupState())).code).toBe(code);
    opened.close();
  });

  it('a request that gets no answer ends when its time has run out', async () => {
    const clock = new StillClock();
    const device = await peer(() => {
      setImmediate(() => clock.runOut());
      return 'HTTP/1.1 200 OK\r\n';
    });
    const opened = await open(doorTo(device.port, clock));
    expect((await failureOf(opened.setupState())).code).toBe('request.timeout');
    opened.close();
  });
});

describe('a device that cannot be reached or does not want to be', () => {
  it('closing the handshake is its refusal of the chain', async () => {
    const server = net.createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    toClose.push(() => server.close());
    const failure = await failureOf(open(doorTo((server.address() as net.AddressInfo).port, new StillClock())));
    expect(failure.code).toBe('tls.refused-by-device');
  });

  it('an alert is named', async () => {
    const alerting = net.createServer((socket) => {
      // Fatal alert "unknown ca" (RFC 2246, section 7.2) in the middle of the handshake.
      socket.once('data', () => socket.end(Buffer.from('15030100020230', 'hex')));
      socket.on('error', () => {});
    });
    alerting.listen(0, '127.0.0.1');
    await once(alerting, 'listening');
    toClose.push(() => alerting.close());
    const failure = await failureOf(open(doorTo((alerting.address() as net.AddressInfo).port, new StillClock())));
    expect(failure).toMatchObject({ code: 'tls.refused-by-device', facts: { detail: 'unknown ca' } });
  });

  it('a closed port is refused, a silent one runs into the time limit', async () => {
    const silent = net.createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    const clock = new StillClock();
    const waiting = failureOf(open(doorTo(port, clock)));
    await once(silent, 'connection');
    clock.runOut();
    expect((await waiting).code).toBe('connect.timeout');
    silent.close();
    for (const close of toClose.splice(0)) close();
    await once(silent, 'close');
    expect((await failureOf(open(doorTo(port, new StillClock())))).code).toBe('connect.refused');
  });

  it('a certificate with dates of zero is refused as Windows refuses it, before any request', async () => {
    const device = await peer(likeFirmware, selfSigned(0));
    const failure = await failureOf(open(doorTo(device.port, new StillClock())));
    expect(failure).toMatchObject({ code: 'tls.device-certificate', facts: { windowsError: '0x80090308' } });
    expect(device.requests).toEqual([]);
  });
});
