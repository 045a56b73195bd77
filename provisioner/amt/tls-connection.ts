import { constants } from 'node:crypto';
import * as tls from 'node:tls';
import type { Clock } from '../ports/clock.ts';
import type { Endpoint, NetworkLink, TcpStream } from '../ports/link.ts';
import { AmtError } from './amt-error.ts';
import { withDeadline } from './deadline.ts';

/**
 * Suites that firmware of the time and Windows of the time share; security level 0 because TLS 1.0 and SHA-1 signatures
 * are below what OpenSSL allows by default.
 */
const CIPHERS =
  'AES128-SHA:AES256-SHA:AES128-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0';

/** What the service point proves itself with. */
export interface ClientCertificate {
  /** Leaf first; exactly these go on the wire, in this order. */
  readonly chainPem: readonly string[];
  readonly privateKeyPem: string;
}

export interface TlsConnectionOptions {
  readonly clock: Clock;
  readonly link: NetworkLink;
  /** Own address; `0.0.0.0` lets the network choose. */
  readonly from: string;
  readonly to: Endpoint;
  /** Shown when the device asks for a certificate. */
  readonly client: ClientCertificate | undefined;
  /** For TCP and TLS together. */
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** A TLS stream to a device, and the certificate it showed. */
export interface TlsConnection {
  readonly stream: tls.TLSSocket;
  /** DER of the leaf. */
  readonly peerDer: Buffer;
  /** `TLSv1`, `TLSv1.1`, `TLSv1.2`. */
  readonly protocol: string;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

function connectError(error: unknown, to: Endpoint): AmtError {
  if (error instanceof AmtError) return error;
  const where = `${to.address}:${to.port}`;
  const cause = { cause: error };
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return new AmtError('connect.refused', `${where} refuses the connection.`, {}, cause);
    case 'ETIMEDOUT':
      return new AmtError('connect.timeout', `${where} does not answer.`, {}, cause);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return new AmtError('connect.unreachable', `There is no way to ${where}.`, {}, cause);
    default:
      return new AmtError('connect.lost', `The connection to ${where} broke.`, {}, cause);
  }
}

/** Alert name out of OpenSSL's error code: `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA` becomes `unknown ca`. */
function alertOf(error: unknown): string | undefined {
  const match = /ALERT_([A-Z0-9_]+)$/.exec(codeOf(error));
  return match?.[1]?.toLowerCase().replaceAll('_', ' ');
}

function refused(error: unknown): AmtError {
  const alert = alertOf(error);
  const detail = alert ?? 'connection closed';
  return new AmtError(
    'tls.refused-by-device',
    `Server unexpectedly disconnected when TLS handshaking (${detail}).`,
    { detail },
    error === undefined ? {} : { cause: error },
  );
}

/** Contexts by the certificate they carry: a run opens a dozen connections with the same one. */
const CONTEXTS = new WeakMap<ClientCertificate, tls.SecureContext>();

function secureContext(client: ClientCertificate | undefined): tls.SecureContext {
  if (client === undefined) return newContext(undefined);
  const known = CONTEXTS.get(client) ?? newContext(client);
  CONTEXTS.set(client, known);
  return known;
}

function newContext(client: ClientCertificate | undefined): tls.SecureContext {
  const common: tls.SecureContextOptions = {
    // An empty list: neither judging nor building a chain may draw on certificates that happen to be on this machine.
    ca: [],
    ciphers: CIPHERS,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.2',
    // Firmware of the time knows no secure renegotiation (RFC 5746) and no tickets.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_LEGACY_SERVER_CONNECT,
  };
  if (client === undefined) return tls.createSecureContext(common);
  return tls.createSecureContext({ ...common, cert: client.chainPem.join('\n'), key: client.privateKeyPem });
}

async function handshake(tcp: TcpStream, context: tls.SecureContext): Promise<TlsConnection> {
  return new Promise((resolve, reject) => {
    // The certificate is judged by the caller: nothing a device shows in setup could satisfy the ordinary rules.
    const stream = tls.connect({
      socket: tcp,
      secureContext: context,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const onError = (error: Error): void => reject(refused(error));
    const onClose = (): void => reject(refused(undefined));
    stream.once('error', onError);
    stream.once('close', onClose);
    stream.once('secureConnect', () => {
      stream.off('error', onError);
      stream.off('close', onClose);
      const peerDer: Buffer | undefined = stream.getPeerX509Certificate()?.raw;
      if (peerDer === undefined) {
        stream.destroy();
        reject(
          new AmtError('tls.device-certificate', 'The device shows no certificate.', { detail: 'no certificate' }),
        );
        return;
      }
      resolve({ stream, peerDer, protocol: stream.getProtocol() ?? 'unknown' });
    });
  });
}

/**
 * Connects to a device's TLS port as Schannel of Windows Server 2003 and 2008 would: TLS 1.0 to 1.2, no session
 * resumption, no server name, the client chain exactly as given. Rejects with an `AmtError`: `connect.*`,
 * `tls.refused-by-device` when the handshake breaks on the device's side, `tls.device-certificate` when it shows none.
 */
export async function connectTls(options: TlsConnectionOptions): Promise<TlsConnection> {
  const { clock, link, from, to, signal } = options;
  const context = secureContext(options.client);
  let tcp: TcpStream | undefined;
  try {
    return await withDeadline(
      clock,
      {
        timeoutMs: options.connectTimeoutMs,
        code: 'connect.timeout',
        what: `Connecting to ${to.address}:${to.port}`,
        outer: signal,
      },
      async (inner) => {
        try {
          tcp = await link.connectTcp(from, to, inner);
        } catch (error) {
          throw connectError(error, to);
        }
        if (inner.aborted) tcp.destroy();
        return handshake(tcp, context);
      },
    );
  } catch (error) {
    tcp?.destroy();
    throw error;
  }
}
