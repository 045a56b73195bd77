import type { Duplex } from 'node:stream';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { NetworkLink } from '../ports/link.ts';
import type { AmtCredentials, AmtDevice, DeviceCertificate, DeviceDoor, DeviceTrust, Exchange } from './amt-device.ts';
import { judgeDeviceCertificate } from './device-certificate.ts';
import { ExchangeRecord } from './exchange-record.ts';
import { HttpClient } from './http-client.ts';
import { MessageBuilder } from './messages.ts';
import { connectTls } from './tls-connection.ts';
import type { ClientCertificate } from './tls-connection.ts';
import { WsmanDevice } from './wsman-device.ts';
import { WsmanSession } from './wsman-session.ts';

/** TLS port of Intel AMT: setup and management alike. */
const AMT_TLS_PORT = 16_993;

export interface DeviceDoorOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  /** IPv4 address of the device. */
  readonly address: string;
  /** Name of the computer: what its issued certificate must say. */
  readonly fqdn: string;
  readonly client: ClientCertificate | undefined;
  /** Used until the device is told others. */
  readonly credentials: AmtCredentials;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** Any own address: the routing table of the server chooses. */
const ANY_ADDRESS = '0.0.0.0';

/**
 * The way to one device: TLS to port 16993, HTTP with Digest on it, WS-Management on that. Whenever the device closes the
 * connection the next request opens another one, and the certificate it shows is judged anew by the same rule.
 */
export function deviceDoor(options: DeviceDoorOptions): DeviceDoor {
  const record = new ExchangeRecord(options.clock);
  const open = async (trust: DeviceTrust): Promise<AmtDevice> => {
    let certificate: DeviceCertificate | undefined;
    const connect = async (): Promise<Duplex> => {
      const { stream, peerDer } = await connectTls({
        clock: options.clock,
        link: options.link,
        from: ANY_ADDRESS,
        to: { address: options.address, port: AMT_TLS_PORT },
        client: options.client,
        connectTimeoutMs: options.connectTimeoutMs,
        signal: options.signal,
      });
      try {
        certificate = judgeDeviceCertificate(peerDer, options.fqdn, trust, options.clock.nowMs());
      } catch (error) {
        stream.destroy();
        throw error;
      }
      return stream;
    };
    let first: Duplex | undefined = await connect();
    const shown = (): DeviceCertificate => {
      if (certificate === undefined) throw new Error('a device is open, so it has shown its certificate');
      return certificate;
    };
    const http = new HttpClient({
      ...options,
      host: `${options.fqdn}:${AMT_TLS_PORT}`,
      connect: async () => {
        const ready = first;
        first = undefined;
        return ready !== undefined && !ready.destroyed ? ready : connect();
      },
    });
    const messages = new MessageBuilder();
    return new WsmanDevice({
      session: new WsmanSession(http, messages, record),
      messages,
      clock: options.clock,
      certificate: shown,
      useCredentials: (credentials) => http.useCredentials(credentials),
      close: () => {
        first?.destroy();
        http.close();
      },
    });
  };
  return { open, exchanges: (): readonly Exchange[] => record.all() };
}
