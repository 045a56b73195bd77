import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { postEvent } from '../../../emulator/alerts/event-post.ts';
import { RealClock } from '../../../emulator/clock/real-clock.ts';
import { hostLink } from '../../../emulator/network/host-link.ts';
import { ownAddress } from '../../client/addresses.ts';

const FILE = 31;
const ADDRESS = ownAddress(FILE, 1);
const LISTENER = ownAddress(FILE, 2);
const IP_ADDRESS = 7;

/** A certificate that signs itself, made by node-forge, for one IP address. */
function selfSignedFor(ip: string): { readonly key: string; readonly cert: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const own = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  const name = [{ name: 'commonName', value: 'server15.adatum.com' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: IP_ADDRESS, ip }] },
  ]);
  certificate.sign(own, forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(certificate) };
}

/** What becomes of a message to a listener with TLS whose certificate is for `named`. */
async function outcome(named: string, isTrusted: boolean): Promise<string> {
  const { key, cert } = selfSignedFor(named);
  const server = createServer({ key, cert }, (_request, response) => response.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, LISTENER);
  await once(server, 'listening');
  const bound = server.address();
  const port = bound === null || typeof bound === 'string' ? 0 : bound.port;
  try {
    const { status } = await postEvent({
      link: hostLink(),
      clock: new RealClock(),
      from: ADDRESS,
      listener: { isSecure: true, host: LISTENER, port, path: '/' },
      address: LISTENER,
      body: Buffer.from('<x/>'),
      trustedRoots: isTrusted ? [cert] : [],
      timeoutMs: 10_000,
      signal: new AbortController().signal,
    });
    return String(status);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a listener with TLS, known by its address', () => {
  it('gets the message when a trusted certificate names the address, and only then', async () => {
    expect(await outcome(LISTENER, true)).toBe('200');
    expect(await outcome('127.0.0.1', true)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await outcome(LISTENER, false)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});
