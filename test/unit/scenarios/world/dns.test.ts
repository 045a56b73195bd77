import { decode, type DecodedPacket } from 'dns-packet';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { aliasUpdate } from '../../../../provisioner/names/rfc2136-names.ts';
import { signRequest, verifyAnswer } from '../../../../provisioner/names/tsig.ts';
import { DnsServer, type UpdatePolicy } from '../../../../scenarios/world/dns/server.ts';
import { createFabric, type Fabric } from '../../../../scenarios/world/network/fabric.ts';

const START_MS = 1_204_534_800_000;
const SERVER15 = { name: 'server15.adatum.com', secret: Buffer.alloc(32, 15) };
const ROGUE = { name: 'server16.adatum.com', secret: Buffer.alloc(32, 16) };

function makeServer(updates: UpdatePolicy = 'secure'): DnsServer {
  const server = new DnsServer({ clock: new VirtualClock({ startMs: START_MS }), updates });
  server.addZone('adatum.com', 'dc1.adatum.com');
  server.addRecord({ name: 'server15.adatum.com', type: 'A', data: '10.15.0.15', ttlSeconds: 3600 });
  server.addKey(SERVER15.name, SERVER15.secret);
  server.addKey(ROGUE.name, ROGUE.secret);
  return server;
}

/** Question for `name`, typed after RFC 1035, 4.1: id 1234, RD, one question. */
function question(name: string, typeHex = '0001'): Buffer {
  const labels = name.split('.').map((label) => String.fromCharCode(label.length) + label);
  const head = Buffer.from('123401000001000000000000', 'hex');
  return Buffer.concat([head, Buffer.from(`${labels.join('')}\0`, 'latin1'), Buffer.from(`${typeHex}0001`, 'hex')]);
}

function ask(server: DnsServer, name: string, typeHex?: string): DecodedPacket & { readonly rcode?: string } {
  return decode(server.answer(question(name, typeHex)) ?? Buffer.alloc(0));
}

function register(server: DnsServer, key?: typeof SERVER15, target = 'server15.adatum.com'): Buffer {
  const unsigned = aliasUpdate(7, 'adatum.com', 'ProvisionServer.adatum.com', target, 1200);
  const bytes = key === undefined ? unsigned : signRequest(unsigned, key, START_MS / 1000).message;
  return server.answer(bytes) ?? Buffer.alloc(0);
}

const rcodeOf = (answer: Buffer): number => answer.readUInt16BE(2) & 15;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('the DNS server of the world', () => {
  it('answers a raw query with the bytes that RFC 1035 lays out', () => {
    // Header (id, QR AA RD, 1 question, 1 answer), question, then name, type A, class IN, TTL 3600, 4 bytes.
    const name = '0873657276657231350661646174756d03636f6d00';
    const expected = `123485000001000100000000${name}00010001${name}0001000100000e1000040a0f000f`;
    expect(makeServer().answer(question('server15.adatum.com'))?.toString('hex')).toBe(expected);
  });

  it('finds names in any spelling and gives the question back as it came', () => {
    const answer = makeServer().answer(question('SERVER15.Adatum.COM')) ?? Buffer.alloc(0);
    expect(answer.toString('latin1')).toContain('SERVER15');
    expect(decode(answer).answers).toHaveLength(1);
  });

  it('follows an alias inside the zone', () => {
    const server = makeServer();
    server.addRecord({
      name: 'provisionserver.adatum.com',
      type: 'CNAME',
      data: 'server15.adatum.com',
      ttlSeconds: 60,
    });
    const answers = ask(server, 'ProvisionServer.adatum.com').answers?.map((record) => record.type);
    expect(answers).toEqual(['CNAME', 'A']);
    expect(server.queryLog.at(-1)).toMatchObject({
      name: 'ProvisionServer.adatum.com',
      rcode: 'NOERROR',
      answers: ['CNAME server15.adatum.com', 'A 10.15.0.15'],
    });
  });

  it('tells a name that does not exist from a type that the name does not have', () => {
    const server = makeServer();
    const missing = ask(server, 'provisionserver.adatum.com');
    expect([missing.rcode, missing.authorities?.map((record) => record.type)]).toEqual(['NXDOMAIN', ['SOA']]);
    const noData = ask(server, 'server15.adatum.com', '0005');
    expect([noData.rcode, noData.answers, noData.authorities?.length]).toEqual(['NOERROR', [], 1]);
    expect(ask(server, 'example.org').rcode).toBe('REFUSED');
  });

  it('takes the signed registration of an alias, signs its answer, and writes down who it was', () => {
    const server = makeServer();
    const request = signRequest(
      aliasUpdate(7, 'adatum.com', 'ProvisionServer.adatum.com', 'server15.adatum.com', 1200),
      SERVER15,
      START_MS / 1000,
    );
    const answer = server.answer(request.message) ?? Buffer.alloc(0);
    expect(rcodeOf(answer)).toBe(0);
    expect(verifyAnswer(answer, SERVER15, request.mac, START_MS / 1000)).toBe(true);
    expect(server.updateLog).toMatchObject([
      {
        identity: 'server15.adatum.com',
        changes: ['add provisionserver.adatum.com CNAME server15.adatum.com'],
        rcode: 'NOERROR',
      },
    ]);
    expect(server.lookUp('ProvisionServer.adatum.com').map((record) => record.data)).toEqual(['server15.adatum.com']);
  });

  it('refuses updates when they are switched off, unsigned where they must be signed, or with a wrong secret', () => {
    expect(rcodeOf(register(makeServer('off'), SERVER15))).toBe(5);
    expect(rcodeOf(register(makeServer('secure')))).toBe(5);
    expect(rcodeOf(register(makeServer('secure'), { ...SERVER15, secret: Buffer.alloc(32) }))).toBe(9);
    expect(rcodeOf(register(makeServer('nonsecure')))).toBe(0);
  });

  it('lets only the owner change a name, and honours the prerequisite that a name is free', () => {
    const server = makeServer();
    expect(rcodeOf(register(server, ROGUE, 'server16.adatum.com'))).toBe(0);
    expect(rcodeOf(register(server, SERVER15))).toBe(6);
    // Delete all records of the name, without prerequisites: RFC 2136, 2.5.3.
    const update = aliasUpdate(8, 'adatum.com', 'ProvisionServer.adatum.com', 'x.adatum.com', 1200);
    const name = update.subarray(update.indexOf('provisionserver'), update.indexOf('provisionserver') + 27);
    const head = Buffer.from('000828000001000000010000', 'hex');
    const zone = Buffer.concat([Buffer.from('\x06adatum\x03com\0', 'latin1'), Buffer.from('00060001', 'hex')]);
    const target = Buffer.concat([Buffer.from([15]), name, Buffer.from('00ff00ff000000000000', 'hex')]);
    const removal = Buffer.concat([head, zone, target]);
    const by = (key: typeof ROGUE): number =>
      rcodeOf(server.answer(signRequest(removal, key, START_MS / 1000).message) ?? Buffer.alloc(0));
    expect(by(SERVER15)).toBe(5);
    expect(server.lookUp('provisionserver.adatum.com')).toHaveLength(1);
    expect(by(ROGUE)).toBe(0);
    expect(server.lookUp('provisionserver.adatum.com')).toHaveLength(0);
  });

  it.each(['memory', 'sockets'] as const)('answers over UDP and TCP on a network of %s', async (mode) => {
    const fabric: Fabric = createFabric({ mode });
    const server = makeServer();
    open.push(server, fabric);
    await server.listen(fabric.attach('dc1', '10.15.0.2'), { address: '10.15.0.2', port: 53 });
    const client = fabric.attach('DESK001', '10.15.0.20');
    const byUdp = await new Promise<Buffer>((resolve) => {
      void client
        .bindUdp({ address: '10.15.0.20', port: 0 }, resolve)
        .then((port) => port.send(question('server15.adatum.com'), { address: '10.15.0.2', port: 53 }));
    });
    const stream = await client.connectTcp(
      '10.15.0.20',
      { address: '10.15.0.2', port: 53 },
      new AbortController().signal,
    );
    const ended = new Promise<Buffer>((resolve) => stream.once('data', resolve));
    stream.end(Buffer.concat([Buffer.from('0025', 'hex'), question('server15.adatum.com')]));
    const byTcp = (await ended).subarray(2);
    expect(byTcp.toString('hex')).toBe(byUdp.toString('hex'));
    expect(server.queryLog.map((entry) => entry.from)).toEqual(['10.15.0.20', '10.15.0.20']);
  });
});
