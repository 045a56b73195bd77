import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { createFabric, type Fabric, type FabricOptions } from '../../../../scenarios/world/network/fabric.ts';
import type { Endpoint, NetworkLink, TcpStream } from '../../../../scenarios/world/seams.ts';

const SERVER = '10.15.0.15';
const CLIENT = '10.15.0.20';
const never = new AbortController().signal;

const open: Fabric[] = [];
function fabric(mode: FabricOptions['mode'], more: Partial<FabricOptions> = {}): Fabric {
  const made = createFabric({ mode, ...more });
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

async function connection(network: Fabric, port = 16_993): Promise<{ near: TcpStream; far: TcpStream }> {
  const server = network.attach('server15', SERVER);
  const client = network.attach('DESK001');
  const accepted = new Promise<TcpStream>((resolve) => {
    void server.listenTcp({ address: SERVER, port }, resolve);
  });
  await new Promise<void>((resolve) => setImmediate(resolve));
  const near = await eventually(() => client.connectTcp(CLIENT, { address: SERVER, port }, never));
  return { near, far: await accepted };
}

/** Listening takes a turn or two on sockets. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 50; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}

async function readAll(stream: TcpStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function quiet(network: Fabric): Promise<void> {
  await new VirtualClock({ startMs: 0, activity: network.activity }).settle();
}

async function inbox(link: NetworkLink, at: Endpoint): Promise<{ data: string; from: Endpoint }[]> {
  const received: { data: string; from: Endpoint }[] = [];
  await link.bindUdp(at, (data, from) => received.push({ data: data.toString(), from }));
  return received;
}

describe.each(['memory', 'sockets'] as const)('a network made of %s', (mode) => {
  it('carries bytes both ways under virtual addresses', async () => {
    const { near, far } = await connection(fabric(mode));
    near.write('hello');
    expect(String((await once(far, 'data'))[0])).toBe('hello');
    far.write('back');
    expect(String((await once(near, 'data'))[0])).toBe('back');
    expect([far.remoteAddress, far.localAddress, far.localPort]).toEqual([CLIENT, SERVER, 16_993]);
    expect([near.remoteAddress, near.remotePort, near.localAddress]).toEqual([SERVER, 16_993, CLIENT]);
    expect(far.remotePort).toBe(near.localPort);
  });

  it('carries a transfer larger than every buffer in order, and counts nothing in flight afterwards', async () => {
    const network = fabric(mode);
    const { near, far } = await connection(network);
    const sent = Buffer.alloc(3_000_000, 0).map((_, at) => at % 251);
    const received = readAllKeepOpen(far);
    near.end(sent);
    expect(Buffer.compare(await received, sent)).toBe(0);
    far.end();
    await quiet(network);
    expect(network.activity.inFlight).toBe(0);
  });

  it('lets a writer feel a reader that does not read, without holding up virtual time', async () => {
    const network = fabric(mode);
    const { near, far } = await connection(network);
    far.pause();
    let writes = 0;
    const pump = (): void => {
      for (; writes < 1000; writes += 1) if (!near.write(Buffer.alloc(65_536))) return;
    };
    near.on('drain', pump);
    pump();
    await quiet(network);
    expect(writes).toBeLessThan(1000);
    expect(near.writableNeedDrain).toBe(true);
    near.off('drain', pump);
    far.resume();
    await quiet(network);
    expect(near.writableLength).toBe(0);
  });

  it('lets one side finish while the other goes on', async () => {
    const { near, far } = await connection(fabric(mode));
    near.end('question');
    expect((await readAllKeepOpen(far)).toString()).toBe('question');
    far.end('answer');
    expect((await readAll(near)).toString()).toBe('answer');
  });

  it('shows an abort at the other end as ECONNRESET', async () => {
    const network = fabric(mode);
    const { near, far } = await connection(network);
    const failed = once(far, 'error');
    near.on('error', () => undefined);
    near.destroy(new Error('pulled'));
    const [error] = (await failed) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    await quiet(network);
    expect(network.activity.inFlight).toBe(0);
  });

  it('shows a close at the other end as an end', async () => {
    const { near, far } = await connection(fabric(mode));
    near.destroy();
    expect((await readAll(far)).length).toBe(0);
  });

  it('refuses where a host has no listener, and stays silent until aborted where there is no host', async () => {
    const network = fabric(mode);
    network.attach('server15', SERVER);
    const client = network.attach('DESK001');
    await expect(client.connectTcp(CLIENT, { address: SERVER, port: 9971 }, never)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    const giveUp = new AbortController();
    const attempt = client.connectTcp(CLIENT, { address: '10.15.0.99', port: 9971 }, giveUp.signal);
    await quiet(network);
    giveUp.abort(new Error('timer'));
    await expect(attempt).rejects.toThrow('timer');
    expect(network.transcript.streamsTo(9971).map((record) => record.fate)).toEqual(['refused', 'no-host']);
  });

  it('stays silent when the filter drops, refuses when it rejects, and counts both', async () => {
    const network = fabric(mode);
    const { near } = await connection(network, 9971);
    const client = network.attach('DESK001');
    const lift = network.firewall.add({ to: 'server15', port: 9971, protocol: 'tcp', action: 'drop' });
    const giveUp = new AbortController();
    const attempt = client.connectTcp(CLIENT, { address: SERVER, port: 9971 }, giveUp.signal);
    await quiet(network);
    giveUp.abort(new Error('timer'));
    await expect(attempt).rejects.toThrow('timer');
    lift();
    network.firewall.add({ port: 9971, action: 'reject' });
    await expect(client.connectTcp(CLIENT, { address: SERVER, port: 9971 }, never)).rejects.toThrow('ECONNREFUSED');
    expect(network.firewall.counter('tcp', 9971)).toMatchObject({ allowed: 1, dropped: 1, rejected: 1 });
    expect(near.destroyed).toBe(false);
  });

  it('delivers a broadcast to every other host with that port, also to one without an address', async () => {
    const network = fabric(mode);
    const dhcp = await inbox(network.attach('dhcp', '10.15.0.1'), { address: '10.15.0.1', port: 67 });
    const second = await inbox(network.attach('rogue', '10.15.0.2'), { address: '10.15.0.2', port: 67 });
    const client = network.attach('DESK001');
    const heard: string[] = [];
    const bound = await client.bindUdp({ address: '0.0.0.0', port: 68 }, (data) => heard.push(data.toString()));
    bound.send(Buffer.from('discover'), { address: '255.255.255.255', port: 67 });
    await quiet(network);
    expect(dhcp).toEqual([{ data: 'discover', from: { address: '0.0.0.0', port: 68 } }]);
    expect(second).toHaveLength(1);
    const server = await network.attach('dhcp').bindUdp({ address: '10.15.0.1', port: 6767 }, () => undefined);
    server.send(Buffer.from('offer'), { address: '255.255.255.255', port: 68 });
    await quiet(network);
    expect(heard).toEqual(['offer']);
  });

  it('loses a datagram to nobody without a trace but in the transcript', async () => {
    const network = fabric(mode);
    const port = await network.attach('server15', SERVER).bindUdp({ address: SERVER, port: 53 }, () => undefined);
    port.send(Buffer.from('x'), { address: '10.15.0.99', port: 53 });
    await quiet(network);
    expect(network.transcript.datagramsTo(53).map((record) => record.fate)).toEqual(['no-host']);
  });

  it('keeps what an unplugged host is sent over TCP until the cable is back', async () => {
    const network = fabric(mode);
    const { near, far } = await connection(network);
    const received: string[] = [];
    far.on('data', (chunk: Buffer) => received.push(chunk.toString()));
    network.firewall.partition('server15');
    near.write('late');
    await quiet(network);
    expect(received).toEqual([]);
    network.firewall.heal('server15');
    await quiet(network);
    expect(received).toEqual(['late']);
  });

  it('refuses a second listener on a port and an address that another host holds', async () => {
    const network = fabric(mode);
    const server = network.attach('server15', SERVER);
    await server.listenTcp({ address: SERVER, port: 9971 }, () => undefined);
    await expect(server.listenTcp({ address: SERVER, port: 9971 }, () => undefined)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const other = network.attach('DESK001');
    await expect(other.listenTcp({ address: SERVER, port: 80 }, () => undefined)).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });

  it('never lets virtual time jump while bytes are between the ends', { timeout: 60_000 }, async () => {
    const network = fabric(mode);
    const clock = new VirtualClock({ startMs: 0, activity: network.activity });
    const { near, far } = await connection(network);
    far.on('data', (chunk: Buffer) => far.write(chunk));
    let rounds = 0;
    let jumped = 0;
    const next = (): void => {
      near.write(Buffer.alloc(1 + (rounds % 3000), rounds % 256));
      expected = 1 + (rounds % 3000);
    };
    let expected = 0;
    near.on('data', (chunk: Buffer) => {
      expected -= chunk.length;
      if (expected > 0) return;
      rounds += 1;
      if (rounds < 1000) next();
    });
    const alarm = clock.after(1, 'too early', () => (jumped = rounds));
    next();
    expect(await clock.until(() => rounds >= 1000 || jumped > 0, 10)).toBe(true);
    expect([rounds, jumped]).toEqual([1000, 0]);
    alarm.cancel();
  });

  it('records who talked to whom', async () => {
    const network = fabric(mode, { now: () => 7 });
    const { near, far } = await connection(network, 9971);
    far.on('data', () => far.end('bye'));
    near.end('hello');
    await readAll(near);
    await quiet(network);
    const [record] = network.transcript.streamsTo(9971);
    expect(record).toMatchObject({ atMs: 7, bytesOut: 5, bytesIn: 3, state: 'closed', fate: 'allow' });
    expect([record?.from.host, record?.to.host, record?.headOut.toString()]).toEqual(['DESK001', 'server15', 'hello']);
    expect(network.transcript.lines().join('\n')).toContain('68656c6c6f');
  });
});

async function readAllKeepOpen(stream: TcpStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'end');
  return Buffer.concat(chunks);
}

describe('two networks of sockets', () => {
  it('do not meet', async () => {
    const [one, other] = [fabric('sockets'), fabric('sockets')];
    for (const network of [one, other])
      await network.attach('server15', SERVER).listenTcp({ address: SERVER, port: 9971 }, () => undefined);
    expect(one.hostAt(SERVER)).toBe('server15');
  });
});
