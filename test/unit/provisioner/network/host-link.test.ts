import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { hostLink } from '../../../../provisioner/network/host-link.ts';
import { chainOf } from '../../../../provisioner/network/this-host.ts';
import type { Endpoint, TcpStream } from '../../../../provisioner/ports/link.ts';
import { openPfx } from '../../../../provisioner/settings/pfx.ts';
import { makePfx, PFX_PASSWORD } from '../../../support/service-point-site.ts';

const link = hostLink();
const HOST = '127.0.97.20';
const signal = (): AbortSignal => new AbortController().signal;

describe('the host link', () => {
  test('carries bytes between a listener and a connection from the chosen address', async () => {
    let arrived: (stream: TcpStream) => void = () => undefined;
    const accepted = new Promise<TcpStream>((resolve) => (arrived = resolve));
    const listener = await link.listenTcp({ address: HOST, port: 0 }, (stream) => arrived(stream));
    await expect(link.listenTcp(listener, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const near = await link.connectTcp('127.0.97.21', listener, signal());
    const far = await accepted;
    expect(far.remoteAddress).toBe('127.0.97.21');
    near.end('hello');
    const [data] = (await once(far, 'data')) as [Buffer];
    expect(data.toString()).toBe('hello');
    far.end();
    await listener.close();
    await expect(link.connectTcp('0.0.0.0', listener, signal())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('rejects with the reason of the signal, before and during a connect', async () => {
    const reason = new Error('too slow');
    await expect(link.connectTcp('', { address: HOST, port: 1 }, AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const connecting = link.connectTcp('', { address: HOST, port: 1 }, abort.signal);
    abort.abort(reason);
    await expect(connecting).rejects.toBe(reason);
  });

  test('carries datagrams with their source, and refuses a port that is taken', async () => {
    let heard: (from: Endpoint) => void = () => undefined;
    const hearing = new Promise<Endpoint>((resolve) => (heard = resolve));
    const one = await link.bindUdp({ address: HOST, port: 0 }, (data, from) => data.toString() === 'x' && heard(from));
    const other = await link.bindUdp({ address: '127.0.97.21', port: 0 }, () => undefined);
    await expect(link.bindUdp(one, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.send(Buffer.from('x'), one);
    await expect(hearing).resolves.toEqual({ address: '127.0.97.21', port: other.port });
    await Promise.all([one.close(), other.close()]);
  });
});

test('a chain is built from what came with the leaf, and is empty when nothing did', () => {
  const opened = openPfx(Buffer.from(makePfx().pfxBase64, 'base64'), PFX_PASSWORD);
  if (!opened.ok) throw new Error(opened.code);
  expect(chainOf(opened.leafPem, [])).toEqual([]);
  expect(chainOf(opened.leafPem, [opened.leafPem, ...opened.carriedPem])).toEqual(opened.carriedPem);
});
