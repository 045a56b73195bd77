import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CertificateTap, type TapVerdict } from '../../../../emulator/transport/certificate-tap.ts';

/** A wire whose incoming octets the test pushes, and whose outgoing ones it keeps. */
class Wire extends Duplex {
  readonly sent: Buffer[] = [];
  override _read(): void {}
  override _write(bytes: Buffer, _: BufferEncoding, callback: () => void): void {
    this.sent.push(bytes);
    callback();
  }
}

const ACCEPT: TapVerdict = { accepted: true };
const CERTIFICATES = ['aabb', 'ccddee'];
const body = Buffer.from('00000b000002aabb000003ccddee', 'hex');
const certificateMessage = Buffer.concat([Buffer.of(11, 0, 0, body.length), body]);
const clientHello = Buffer.from('01000003030100', 'hex');

function record(fragment: Buffer, type = 22): Buffer {
  return Buffer.concat([Buffer.of(type, 3, 1, fragment.length >> 8, fragment.length & 255), fragment]);
}

function tapped(verdict: TapVerdict = ACCEPT) {
  const stream = new Wire();
  const chains: string[][] = [];
  const faults: string[] = [];
  const through: Buffer[] = [];
  const tap = new CertificateTap({
    stream,
    judge: (chain) => {
      chains.push(chain.map((der) => der.toString('hex')));
      return verdict;
    },
    onFault: (code) => faults.push(code),
  });
  tap.on('data', (bytes: Buffer) => through.push(bytes));
  tap.on('error', () => undefined);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const feed = async (...parts: readonly Buffer[]): Promise<void> => {
    for (const part of parts) {
      stream.push(part);
      await turn();
    }
  };
  return { stream, tap, chains, faults, feed, through: () => Buffer.concat(through).toString('hex') };
}

describe('certificate tap', () => {
  it('lets the ClientHello pass and holds the Certificate until it is judged', async () => {
    const { feed, chains, through } = tapped();
    await feed(record(clientHello));
    expect(through()).toBe(record(clientHello).toString('hex'));
    const flight = Buffer.concat([
      record(certificateMessage),
      record(Buffer.of(16, 0, 0, 0)),
      record(Buffer.of(1), 20),
    ]);
    await feed(flight);
    expect(chains).toEqual([CERTIFICATES]);
    expect(through()).toBe(Buffer.concat([record(clientHello), flight]).toString('hex'));
  });

  it('gives an engine nothing of a refused flight, and the peer a fatal alert', async () => {
    const { feed, stream, through } = tapped({ accepted: false, alert: 48 });
    await feed(record(certificateMessage), record(Buffer.of(1), 20));
    expect(through()).toBe('');
    expect(Buffer.concat(stream.sent).toString('hex')).toBe('15030100020230');
    expect(stream.writableEnded).toBe(true);
  });

  it.each([1, 2, 3, 5, 7])('reads a Certificate in fragments of %i octets', async (size) => {
    const { feed, chains, through } = tapped();
    const parts: Buffer[] = [];
    for (let at = 0; at < certificateMessage.length; at += size)
      parts.push(record(certificateMessage.subarray(at, at + size)));
    const octets = Array.from(Buffer.concat(parts), (octet) => Buffer.of(octet));
    await feed(...octets.slice(0, -1));
    expect([chains, through()]).toEqual([[], '']);
    await feed(...octets.slice(-1));
    expect([chains, through()]).toEqual([[CERTIFICATES], Buffer.concat(parts).toString('hex')]);
  });

  it('finds a Certificate behind another message in the same record', async () => {
    const { feed, chains } = tapped();
    await feed(record(Buffer.concat([clientHello, certificateMessage])));
    expect(chains).toEqual([CERTIFICATES]);
  });

  it('is transparent after the verdict, down to octets that are no records', async () => {
    const { feed, through } = tapped();
    await feed(Buffer.concat([record(certificateMessage), Buffer.from('170301', 'hex')]), Buffer.from('zz'));
    expect(through().endsWith('1703017a7a')).toBe(true);
  });

  it('judges the absence of a chain when the client changes cipher without one', async () => {
    const { feed, chains } = tapped({ accepted: false, alert: 40 });
    await feed(record(clientHello), record(Buffer.of(1), 20));
    expect(chains).toEqual([[]]);
  });

  it.each([
    ['tls.handshake.not-tls', Buffer.from('GET / HTTP/1.1\r\n')],
    ['tls.handshake.not-tls', Buffer.from('1603014fff', 'hex')],
    ['tls.handshake.too-long', record(Buffer.from('0b020000', 'hex'))],
    ['tls.handshake.bad-certificate-list', record(Buffer.from('0b000003000001', 'hex'))],
    ['tls.handshake.bad-certificate-list', record(Buffer.from('0b000006000003000001', 'hex'))],
  ])('breaks off with %s', async (fault, bytes) => {
    const { feed, faults, stream, chains } = tapped();
    await feed(bytes);
    expect([faults, chains]).toEqual([[fault], []]);
    expect(Buffer.concat(stream.sent).toString('hex')).toBe('15030100020232');
  });
});
