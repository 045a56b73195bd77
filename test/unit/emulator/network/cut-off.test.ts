import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';

import { cutOff } from '../../../../emulator/network/cut-off.ts';
import { hostLink } from '../../../../emulator/network/host-link.ts';
import type { TcpStream } from '../../../../emulator/network/link.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

/** What the peer of a connection sees, in order, when the other side ends it like this. */
async function seenOnHost(end: (stream: TcpStream) => void): Promise<readonly string[]> {
  const listener = await hostLink().listenTcp({ address: '127.0.0.1', port: 0 }, (stream) => {
    stream.on('error', () => undefined);
    stream.once('data', () => end(stream));
  });
  const seen: string[] = [];
  const client = connect({ host: '127.0.0.1', port: listener.port, allowHalfOpen: true }, () => client.write('x'));
  client.on('data', (bytes) => seen.push(bytes.toString()));
  await new Promise<void>((resolve) => {
    client.on('end', () => {
      seen.push('FIN');
      resolve();
    });
    client.on('error', (error: NodeJS.ErrnoException) => {
      seen.push(error.code ?? '');
      resolve();
    });
  });
  client.destroy();
  await listener.close();
  return seen;
}

describe('a connection that is cut off', () => {
  it('ends with a reset and without a FIN on sockets of the operating system', async () => {
    expect(await seenOnHost(cutOff)).toEqual(['ECONNRESET']);
    expect(await seenOnHost((stream) => stream.destroy())).toEqual(['FIN']);
  });

  it('is destroyed with an error on a link that has nothing better', async () => {
    const link = new MemorySegment().link();
    let far: TcpStream | undefined;
    await link.listenTcp({ address: '10.0.0.1', port: 1 }, (stream) => (far = stream));
    const near = await link.connectTcp('10.0.0.2', { address: '10.0.0.1', port: 1 }, new AbortController().signal);
    const problem = new Promise((resolve) => near.on('error', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    if (far === undefined) throw new Error('nobody accepted');
    far.on('error', () => undefined);
    cutOff(far);
    expect(await problem).toMatchObject({ code: 'ECONNRESET' });
  });
});
