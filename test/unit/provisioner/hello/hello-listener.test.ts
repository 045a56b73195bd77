import { readFileSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { startHelloListener, type HelloListener } from '../../../../provisioner/hello/hello-listener.ts';
import type { HelloMessage } from '../../../../provisioner/hello/hello-message.ts';
import type { Clock, Timer } from '../../../../provisioner/ports/clock.ts';
import type { NetworkLink, TcpStream } from '../../../../provisioner/ports/link.ts';

const hello = Buffer.from(
  readFileSync(new URL('../../../fixtures/hello/pki-retry-4.hex', import.meta.url), 'latin1').trim(),
  'hex',
);

/** A stream that the test feeds by hand. */
class Line extends Duplex implements TcpStream {
  readonly remoteAddress: string;
  readonly remotePort = 16_000;
  written = 0;
  constructor(remoteAddress: string) {
    super({ allowHalfOpen: true });
    this.remoteAddress = remoteAddress;
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written += chunk.length;
    done();
  }
}

/** Time that the test moves by hand. */
class HandClock implements Clock {
  #elapsedMs = 0;
  readonly #waiting = new Set<{ dueMs: number; run: () => void }>();
  nowMs(): number {
    return this.#elapsedMs;
  }
  elapsedMs(): number {
    return this.#elapsedMs;
  }
  after(delayMs: number, name: string, run: () => void): Timer {
    const entry = { dueMs: this.#elapsedMs + delayMs, run };
    this.#waiting.add(entry);
    const cancel = () => void this.#waiting.delete(entry);
    return { name, dueMs: entry.dueMs, cancel, [Symbol.dispose]: cancel };
  }
  hold(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }
  advance(byMs: number): void {
    this.#elapsedMs += byMs;
    for (const entry of this.#waiting)
      if (entry.dueMs <= this.#elapsedMs) {
        this.#waiting.delete(entry);
        entry.run();
      }
  }
  get timers(): number {
    return this.#waiting.size;
  }
}

const turns = async () => {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

let listener: HelloListener | undefined;
afterEach(async () => listener?.close());

async function world(connections = 8, onHello?: (message: HelloMessage) => void) {
  const clock = new HandClock();
  const messages: { uuid: string; address: string; bytes: number }[] = [];
  const events: { id: string; code: unknown }[] = [];
  let accept: (stream: TcpStream) => void = () => undefined;
  let listening = false;
  const link: NetworkLink = {
    bindUdp: () => Promise.reject(new Error('not here')),
    connectTcp: () => Promise.reject(new Error('not here')),
    listenTcp: (at, onConnection) => {
      accept = onConnection;
      listening = true;
      return Promise.resolve({
        ...at,
        close: () => {
          listening = false;
          return Promise.resolve();
        },
      });
    },
  };
  listener = await startHelloListener({
    link,
    clock,
    at: { address: '10.15.0.10', port: 9971 },
    limits: { connections },
    onHello: (message, from, bytes) => {
      onHello?.(message);
      messages.push({ uuid: message.uuid, address: from.address, bytes: bytes.length });
    },
    log: { write: (_severity, id, fields) => events.push({ id, code: fields?.['code'] }) },
  });
  const connect = (address = '10.15.0.101') => {
    const line = new Line(address);
    accept(line);
    return line;
  };
  return { clock, messages, events, connect, listener, isListening: () => listening };
}

describe('the hello listener', () => {
  test('hands over a message when the device has closed, however it was cut into pieces', async () => {
    const { connect, messages, listener: at } = await world();
    const line = connect();
    for (const byte of hello) line.push(Buffer.from([byte]));
    await turns();
    expect(messages).toEqual([]);
    line.push(null);
    await turns();
    expect(messages).toEqual([
      { uuid: '00112233-4455-6677-8899-aabbccddeeff', address: '10.15.0.101', bytes: hello.length },
    ]);
    expect(line.destroyed).toBe(true);
    expect(at.connections).toBe(0);
  });

  test('takes a whole message from a device that resets the connection behind it', async () => {
    const { connect, messages } = await world();
    const line = connect();
    line.push(hello);
    await turns();
    line.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await turns();
    expect(messages).toHaveLength(1);
  });

  test('hears many devices at once', async () => {
    const { connect, messages, clock } = await world(100);
    const lines = Array.from({ length: 100 }, (_, at) => connect(`10.15.1.${at}`));
    for (const line of lines) line.push(hello);
    for (const line of lines) line.push(null);
    await turns();
    expect(new Set(messages.map(({ address }) => address)).size).toBe(100);
    expect(clock.timers).toBe(0);
  });

  test('drops an HTTP request after its first bytes, without an answer', async () => {
    const { connect, events, messages } = await world();
    const line = connect();
    line.push('GET / HT');
    await turns();
    expect(line.destroyed).toBe(true);
    expect(line.written).toBe(0);
    expect(events.map(({ id }) => id)).toEqual(['hello.http']);
    expect(messages).toEqual([]);
  });

  test('logs why garbage is no message, and stays open for the next device', async () => {
    const { connect, events, messages } = await world();
    const garbage = connect();
    garbage.push(Buffer.alloc(40, 0xff));
    garbage.push(null);
    const empty = connect();
    empty.push(null);
    await turns();
    const good = connect();
    good.push(hello);
    good.push(null);
    await turns();
    expect(events).toEqual([
      { id: 'hello.malformed', code: 'hello.invalid-credentials-field' },
      { id: 'hello.empty', code: undefined },
      { id: 'hello.received', code: undefined },
    ]);
    expect(messages).toHaveLength(1);
  });

  test('closes a connection that sends more than 16,000 bytes', async () => {
    const { connect, events } = await world();
    const line = connect();
    line.push(Buffer.alloc(16_001));
    await turns();
    expect(line.destroyed).toBe(true);
    expect(events).toEqual([{ id: 'hello.malformed', code: 'hello.too-long' }]);
  });

  test('closes a connection that says nothing for 30 seconds of its own clock', async () => {
    const { connect, events, clock, listener: at } = await world();
    const line = connect();
    clock.advance(29_999);
    expect(at.connections).toBe(1);
    clock.advance(1);
    await turns();
    expect(line.destroyed).toBe(true);
    expect(events.map(({ id }) => id)).toEqual(['hello.too-slow']);
  });

  test('closes the connection that is one too many, and takes a new one when there is room again', async () => {
    const { connect, events, messages } = await world(2);
    const first = connect();
    connect();
    expect(connect().destroyed).toBe(true);
    expect(events.map(({ id }) => id)).toEqual(['hello.too-many-connections']);
    first.push(hello);
    first.push(null);
    await turns();
    expect(messages).toHaveLength(1);
    expect(connect().destroyed).toBe(false);
  });

  test('survives a message that the service point cannot accept', async () => {
    const { connect, events, messages } = await world(2, () => {
      throw new TypeError('disk');
    });
    const line = connect();
    line.push(hello);
    line.push(null);
    await turns();
    expect(events.map(({ id }) => id)).toEqual(['hello.received', 'hello.not-accepted']);
    expect(messages).toEqual([]);
  });

  test('leaves neither connection nor timer behind when it is closed', async () => {
    const { connect, clock, listener: at, isListening, events } = await world();
    const line = connect();
    await at.close();
    await at.close();
    expect([line.destroyed, clock.timers, isListening(), events.length]).toEqual([true, 0, false, 0]);
  });
});
