import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { hostLink } from '../../../../emulator/network/host-link.ts';
import type { TcpStream } from '../../../../emulator/network/link.ts';

const HERE = '127.0.0.1';

describe("this computer's sockets", () => {
  it('carry a connection from the address that was asked for', async () => {
    const link = hostLink();
    const accepted: TcpStream[] = [];
    const listener = await link.listenTcp({ address: HERE, port: 0 }, (stream) => {
      accepted.push(stream);
      stream.end('hello');
    });
    const stream = await link.connectTcp('127.0.0.2', listener, new AbortController().signal);
    const [bytes] = (await once(stream, 'data')) as [Buffer];
    expect([bytes.toString(), accepted[0]?.remoteAddress]).toEqual(['hello', '127.0.0.2']);
    stream.destroy();
    await listener.close();
  });

  it('carry datagrams, and drop them quietly once the port is closed', async () => {
    const link = hostLink();
    let heard: (text: string) => void = () => undefined;
    const arrived = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const one = await link.bindUdp({ address: HERE, port: 0 }, (data, from) =>
      heard(`${data.toString()} from ${from.address}`),
    );
    const other = await link.bindUdp({ address: '127.0.0.2', port: 0 }, () => undefined);
    other.send(Buffer.from('x'), one);
    expect(await arrived).toBe('x from 127.0.0.2');
    await Promise.all([one.close(), other.close()]);
    await one.close();
    expect(() => other.send(Buffer.from('y'), one)).not.toThrow();
  });

  it("refuse with the system's error, and stop when the signal aborts", async () => {
    const link = hostLink();
    const listener = await link.listenTcp({ address: HERE, port: 0 }, () => undefined);
    await expect(link.listenTcp(listener, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const { address, port } = listener;
    await listener.close();
    const { signal } = new AbortController();
    await expect(link.connectTcp(HERE, { address, port }, signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const aborted = AbortSignal.abort(new Error('cable out'));
    await expect(link.connectTcp(HERE, { address, port }, aborted)).rejects.toThrow('cable out');
  });
});
