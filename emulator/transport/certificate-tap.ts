import { Duplex } from 'node:stream';
import type { TcpStream } from '../network/link.ts';
import {
  fatalAlertRecord,
  HANDSHAKE_TYPE,
  HandshakeReader,
  readCertificateList,
  RECORD_TYPE,
  RecordReader,
  type TlsRecord,
} from './handshake-reader.ts';
import { TLS_ALERT } from './tls-alerts.ts';

/** What is to happen with a handshake whose client certificates have been read. */
export type TapVerdict = { readonly accepted: true } | { readonly accepted: false; readonly alert: number };

export interface CertificateTapOptions {
  readonly stream: TcpStream;
  /** Asked once, with the certificates in wire order, before the TLS engine sees them; none when the peer sent none. */
  readonly judge: (chainDer: readonly Buffer[]) => TapVerdict;
  /** The peer broke the protocol before there was a chain to judge. */
  readonly onFault: (
    code: 'tls.handshake.not-tls' | 'tls.handshake.too-long' | 'tls.handshake.bad-certificate-list',
  ) => void;
}

/**
 * Lies between the wire and the TLS engine of a server and reads the client's Certificate message, which TLS 1.0 to 1.2
 * send in clear. The engine gets that flight only when the judge has accepted the chain; otherwise the peer gets an
 * alert in the middle of the handshake, as from firmware, and nothing that an engine would add.
 */
export class CertificateTap extends Duplex {
  readonly #options: CertificateTapOptions;
  readonly #records = new RecordReader();
  readonly #handshake = new HandshakeReader();
  #held: Buffer[] = [];
  #isWatching = true;
  #isRefused = false;

  constructor(options: CertificateTapOptions) {
    super({ allowHalfOpen: true });
    this.#options = options;
    const { stream } = options;
    stream.on('data', (bytes: Buffer) => this.#onBytes(bytes));
    stream.on('end', () => this.#deliver(null));
    stream.on('error', (error) => this.destroy(error));
    stream.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#options.stream.resume();
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#isRefused || this.#options.stream.destroyed) callback();
    else this.#options.stream.write(bytes, encoding, callback);
  }

  override _final(callback: () => void): void {
    this.#options.stream.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    if (!this.#isRefused) this.#options.stream.destroy();
    callback(error);
  }

  #deliver(bytes: Buffer | null): void {
    if (!this.destroyed && !this.readableEnded && !this.push(bytes) && bytes !== null) this.#options.stream.pause();
  }

  #onBytes(bytes: Buffer): void {
    if (this.#isRefused) return;
    if (!this.#isWatching) {
      this.#deliver(bytes);
      return;
    }
    const records = this.#records.push(bytes);
    if (records === undefined) {
      this.#options.onFault('tls.handshake.not-tls');
      this.#refuse(TLS_ALERT.decodeError, 0x0301);
      return;
    }
    for (const record of records) {
      if (this.#isWatching) this.#onRecord(record);
      else this.#deliver(record.raw);
      if (this.#isRefused) return;
    }
    if (!this.#isWatching && this.#records.rest.length > 0) this.#deliver(this.#records.rest);
  }

  #onRecord(record: TlsRecord): void {
    this.#held.push(Buffer.from(record.raw));
    if (record.type === RECORD_TYPE.changeCipherSpec) this.#judge([], record.version);
    else if (record.type === RECORD_TYPE.handshake) this.#onFragment(record);
    if (!this.#isRefused && !this.#handshake.isInsideMessage) this.#release();
  }

  #onFragment(record: TlsRecord): void {
    const messages = this.#handshake.push(record.fragment);
    if (messages === undefined) {
      this.#options.onFault('tls.handshake.too-long');
      this.#refuse(TLS_ALERT.decodeError, record.version);
      return;
    }
    const certificate = messages.find(({ type }) => type === HANDSHAKE_TYPE.certificate);
    if (certificate === undefined) return;
    const chain = readCertificateList(certificate.body);
    if (chain !== undefined) this.#judge(chain, record.version);
    else {
      this.#options.onFault('tls.handshake.bad-certificate-list');
      this.#refuse(TLS_ALERT.decodeError, record.version);
    }
  }

  #judge(chain: readonly Buffer[], version: number): void {
    const verdict = this.#options.judge(chain);
    if (!verdict.accepted) {
      this.#refuse(verdict.alert, version);
      return;
    }
    this.#isWatching = false;
    this.#release();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const raw of held) this.#deliver(raw);
  }

  #refuse(alert: number, version: number): void {
    this.#isRefused = true;
    this.#held = [];
    const { stream } = this.#options;
    stream.end(fatalAlertRecord(version, alert));
    this.destroy();
  }
}
