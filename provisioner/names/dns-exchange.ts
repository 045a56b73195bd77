import { decode, type DecodedPacket } from 'dns-packet';
import type { Clock } from '../ports/clock.ts';
import type { Endpoint, NetworkLink } from '../ports/link.ts';
import { NameServiceError } from '../ports/names.ts';

/** What it takes to ask a DNS server over UDP. */
export interface DnsPath {
  readonly link: NetworkLink;
  readonly clock: Clock;
  /** The server, port 53 as a rule. */
  readonly server: Endpoint;
  /** Own address to send from; 0.0.0.0 lets the system choose. */
  readonly from: string;
  /** Wait for an answer before the question is sent again. */
  readonly timeoutMs: number;
  /** How often a question is sent before the name service gives up. */
  readonly attempts: number;
}

/** Longest answer taken in, in bytes. */
const MAXIMUM_ANSWER_BYTES = 4096;

export interface DnsAnswer {
  readonly packet: DecodedPacket;
  readonly bytes: Buffer;
}

/**
 * Sends `message` and waits for the answer with its id from the server asked. Rejects with NameServiceError `timeout`
 * when none comes, `failed` when it cannot be sent or read.
 */
export async function exchange(path: DnsPath, message: Buffer): Promise<DnsAnswer> {
  for (let attempt = 0; attempt < path.attempts; attempt += 1) {
    const answer = await askOnce(path, message);
    if (answer !== undefined) return readAnswer(answer);
  }
  throw new NameServiceError('timeout', `no answer from DNS server ${path.server.address}:${path.server.port}`);
}

async function askOnce(path: DnsPath, message: Buffer): Promise<Buffer | undefined> {
  let settle: (answer: Buffer | undefined) => void = () => undefined;
  const answered = new Promise<Buffer | undefined>((resolve) => {
    settle = resolve;
  });
  const onDatagram = (data: Buffer, from: Endpoint): void => {
    const fromServer = from.address === path.server.address && from.port === path.server.port;
    // Anything else is not our answer, perhaps a forged one: it is passed over.
    if (!fromServer || data.length < 12 || data.length > MAXIMUM_ANSWER_BYTES) return;
    if (data.readUInt16BE(0) === message.readUInt16BE(0) && data.readUInt8(2) >= 0x80) settle(Buffer.from(data));
  };
  const port = await path.link.bindUdp({ address: path.from, port: 0 }, onDatagram).catch((cause: unknown) => {
    throw new NameServiceError('failed', 'no UDP port to ask the DNS server from', { cause });
  });
  const timer = path.clock.after(path.timeoutMs, 'dns answer', () => settle(undefined));
  try {
    port.send(message, path.server);
    return await answered;
  } finally {
    timer.cancel();
    await port.close();
  }
}

function readAnswer(bytes: Buffer): DnsAnswer {
  try {
    return { packet: decode(bytes), bytes };
  } catch (cause) {
    throw new NameServiceError('failed', 'the answer of the DNS server cannot be read', { cause });
  }
}
