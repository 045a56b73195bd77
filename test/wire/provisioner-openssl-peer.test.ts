import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectTls } from '../../provisioner/amt/tls-connection.ts';
import { realClock } from '../../provisioner/clock/real-clock.ts';
import type { NetworkLink } from '../../provisioner/ports/link.ts';
import { makeTestChain } from '../support/certificate-chain.ts';
import { isInstalled } from '../support/programs.ts';

const refuse = async (): Promise<never> => {
  throw new Error('not on this link');
};

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it.skipIf(!isInstalled('openssl'))(
  'an OpenSSL server that speaks TLS 1.0 with AES128-SHA only gets leaf, intermediate and root, in this order',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amt-testbed-'));
    const chain = makeTestChain('server15.adatum.com', Date.UTC(2009, 4, 14));
    const file = join(folder, 'own.pem');
    writeFileSync(file, `${chain.key}\n${chain.certificates[0] ?? ''}`);
    const port = await freePort();
    const options = '-tls1 -Verify 5 -cipher AES128-SHA:@SECLEVEL=0 -msg -naccept 1'.split(' ');
    const peer = spawn('openssl', [
      's_server',
      '-accept',
      `127.0.0.1:${port}`,
      '-cert',
      file,
      '-key',
      file,
      ...options,
    ]);
    let printed = '';
    peer.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    const ended = once(peer, 'close');
    try {
      while (!printed.includes('ACCEPT')) await once(peer.stdout, 'data');
      const link: NetworkLink = {
        bindUdp: refuse,
        listenTcp: refuse,
        connectTcp: async () => {
          const socket = net.connect(port, '127.0.0.1');
          await once(socket, 'connect');
          return socket;
        },
      };
      const connection = await connectTls({
        clock: realClock(),
        link,
        from: '0.0.0.0',
        to: { address: '127.0.0.1', port },
        client: { chainPem: chain.certificates, privateKeyPem: chain.key },
        connectTimeoutMs: 10_000,
        signal: new AbortController().signal,
      });
      expect([connection.protocol, connection.stream.getCipher().name]).toEqual(['TLSv1', 'AES128-SHA']);
      connection.stream.end();
      await ended;
      const received =
        /<<< TLS [\d.]+, Handshake \[length \w+\], Certificate\n((?: {4}.*\n)+)/.exec(printed)?.[1] ?? '';
      const message = Buffer.from(received.replaceAll(/\s+/g, ''), 'hex');
      const sent = chain.certificates.map((pem) => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
      // RFC 2246, section 7.4.2: type, 24-bit length, 24-bit length of the list, then each certificate behind its length.
      const list = Buffer.concat(sent.flatMap((der) => [Buffer.from([0, der.length >> 8, der.length & 255]), der]));
      expect(message.subarray(7).toString('hex')).toBe(list.toString('hex'));
    } finally {
      peer.kill();
      rmSync(folder, { recursive: true });
    }
  },
);
