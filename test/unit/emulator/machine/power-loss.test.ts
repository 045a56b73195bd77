import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';

import type { TcpStream } from '../../../../emulator/network/link.ts';
import { bareMetal, type BareMetal } from '../../../support/bare-metal.ts';

const ADDRESS = '198.51.100.50';
const HALF_A_REQUEST = 'POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Le';

interface Console {
  readonly world: BareMetal;
  readonly stream: TcpStream;
  /** What the console saw of the device, in order: bytes, `FIN`, or a system error. */
  readonly seen: readonly string[];
}

/** A console with a connection to an operational device. */
async function connected(tls = false): Promise<Console> {
  const world = await bareMetal({ initialState: { kind: 'operational', password: 'P@ssw0rd1', tls } });
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(5000);
  const to = { address: ADDRESS, port: tls ? 16993 : 16992 };
  const stream = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
  const seen: string[] = [];
  stream.on('end', () => seen.push('FIN'));
  stream.on('error', (error: NodeJS.ErrnoException) => seen.push(error.code ?? ''));
  if (!tls) stream.on('data', (bytes: Buffer) => seen.push(bytes.toString('latin1').slice(0, 12)));
  await world.clock.settle();
  return { world, stream, seen };
}

const ends: readonly (readonly [string, (world: BareMetal) => void])[] = [
  ['power that goes', ({ device }) => device.disconnectAc()],
  ['a cable that is pulled', ({ device }) => device.unplugCable()],
];

describe.each(ends)('%s', (_what, end) => {
  it('says no goodbye and answers nothing that is under way', async () => {
    const { world, stream, seen } = await connected();
    stream.write(HALF_A_REQUEST);
    await world.clock.settle();
    end(world);
    await world.clock.advance(60_000);
    expect(seen).toEqual(['ECONNRESET']);
    expect([...world.segment.streams].filter(({ localAddress }) => localAddress === ADDRESS)).toEqual([]);
  });

  it('loses the answer to what was still on its way', async () => {
    const { world, stream, seen } = await connected();
    stream.write(`${HALF_A_REQUEST}ngth: 0\r\n\r\n`);
    end(world);
    await world.clock.advance(60_000);
    expect(seen).toEqual(['ECONNRESET']);
  });

  it('breaks TLS off without an alert', async () => {
    const { world, stream, seen } = await connected(true);
    const socket = connect({
      socket: stream,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    const problems: string[] = [];
    socket.on('error', (error: NodeJS.ErrnoException) => problems.push(error.code ?? error.message));
    const secure = new Promise((resolve) => socket.once('secureConnect', resolve));
    await world.clock.settled(secure, 60_000);
    let bytesAfter = 0;
    stream.on('data', (bytes: Buffer) => (bytesAfter += bytes.length));
    end(world);
    await world.clock.advance(60_000);
    expect([seen, bytesAfter]).toEqual([['ECONNRESET'], 0]);
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('power', () => {
  it('takes every timer of the engine with it', async () => {
    const { world, stream } = await connected();
    stream.write(HALF_A_REQUEST);
    await world.clock.settle();
    world.device.disconnectAc();
    await world.clock.settle();
    expect(world.clock.pending()).toEqual([]);
  });

  it('that goes while the device ends in an orderly way is not needed: connections are closed with a FIN', async () => {
    const { world, stream, seen } = await connected();
    stream.write(HALF_A_REQUEST);
    await world.clock.settle();
    await world.clock.settled(world.device.close(), 60_000);
    expect(seen).toEqual(['FIN']);
  });
});

describe('a connection that arrives when the power is gone already', () => {
  it('is cut off', async () => {
    const { world } = await connected();
    const to = { address: ADDRESS, port: 16992 };
    const late = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
    const seen: string[] = [];
    late.on('end', () => seen.push('FIN'));
    late.on('error', (error: NodeJS.ErrnoException) => seen.push(error.code ?? ''));
    world.device.disconnectAc();
    await world.clock.settle();
    expect(seen).toEqual(['ECONNRESET']);
  });
});
