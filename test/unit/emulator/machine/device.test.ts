import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { MemoryNvram } from '../../../../emulator/nvram/memory-nvram.ts';
import { encodeSnapshot } from '../../../../emulator/nvram/snapshot.ts';
import { bareMetal, START_MS, type BareMetal } from '../../../support/bare-metal.ts';
import { makeTestChain } from '../../../support/certificate-chain.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BOOT_MS = 5000;
const DEVICE = '198.51.100.50';

async function poweredUp(...made: Parameters<typeof bareMetal>): Promise<BareMetal> {
  const world = await bareMetal(...made);
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(BOOT_MS);
  return world;
}

const kinds = ({ device }: BareMetal): readonly string[] =>
  device.events.map((event) => ('what' in event ? `${event.kind} ${event.what}` : event.kind));

describe('a new computer', () => {
  it('with power and cable, but switched off, takes an address, finds the service point and says hello', async () => {
    const world = await poweredUp();
    expect(kinds(world)).toEqual([
      'cable plugged',
      'power ac-on',
      'dhcp discover',
      'dhcp offer',
      'dhcp request',
      'dhcp ack',
      'setup entered-in',
      'setup window-opened',
      'listeners',
      'dns',
      'dns',
      'hello sent',
    ]);
    expect(world.dns.asked).toEqual(['provisionserver', 'provisionserver.adatum.com']);
    expect(world.hellos.heard).toHaveLength(1);
    const hello = world.hellos.heard[0]?.bytes.toString('hex') ?? '';
    expect(hello.startsWith('000003000000000033221100554477668899aabbccddeeff')).toBe(true);
    expect([world.device.isHostOn, world.openPorts()]).toEqual([false, [16993]]);
    expect(world.device.ports).toEqual([{ address: DEVICE, port: 16993, service: 16993, tls: true }]);
  });

  it('says hello again each minute and counts', async () => {
    const world = await poweredUp();
    await world.clock.advance(10 * MINUTE_MS);
    const heard = world.hellos.heard.map(({ bytes, atMs }) => [bytes.readUInt32LE(4), (atMs - BOOT_MS) / MINUTE_MS]);
    expect(heard).toEqual([0, 1, 2, 3, 4, 5, 6].map((retry) => [retry, retry === 6 ? 10 : retry]));
    expect(world.device.state.setup.helloCount).toBe(7);
  });

  it('does nothing without power, and nothing with its cable in an add-in adapter', async () => {
    const world = await bareMetal();
    world.device.plugCable();
    await world.clock.advance(HOUR_MS);
    expect(world.dhcp.seen).toEqual([]);
    const other = await bareMetal();
    other.device.plugCable('add-in');
    other.device.connectAc();
    await other.clock.advance(HOUR_MS);
    expect([other.dhcp.seen, kinds(other)]).toEqual([[], ['power ac-on']]);
  });

  it('asks no DNS when its provisioning server is an address', async () => {
    const world = await poweredUp({ firmwareImage: { provisioningServer: '198.51.100.15' } });
    expect([world.dns.asked, world.hellos.heard.length]).toEqual([[], 1]);
  });

  it('stays dumb without a name server, and writes down why', async () => {
    const world = await bareMetal();
    world.dhcp.dns = [];
    world.device.plugCable();
    world.device.connectAc();
    await world.clock.advance(HOUR_MS);
    expect([world.dns.asked, world.hellos.heard]).toEqual([[], []]);
    expect(world.device.decisions.map(({ code }) => code)).toContain('setup.lookup.no-dns-server');
  });

  it('reaches a service point that comes back after three hours', async () => {
    const world = await bareMetal();
    const { records } = world.dns;
    world.dns.records = [];
    world.device.plugCable();
    world.device.connectAc();
    await world.clock.advance(3 * HOUR_MS);
    expect(world.hellos.heard).toEqual([]);
    world.dns.records = records;
    await world.clock.advance(HOUR_MS);
    expect(world.hellos.heard).toHaveLength(1);
    expect(world.hellos.heard[0]?.bytes.readUInt32LE(4)).toBeGreaterThan(0);
  });

  it('does not begin setup by itself where remote configuration is off', async () => {
    const world = await poweredUp({ firmwareImage: { zeroTouchEnabled: false } });
    expect([world.device.state.setup.provisioningState, world.openPorts()]).toEqual([0, []]);
    expect(world.device.address?.address).toBe(DEVICE);
  });
});

describe('the setup window', () => {
  it('closes after 24 powered hours, and hellos with it', async () => {
    const world = await poweredUp();
    await world.clock.advance(24 * HOUR_MS - 1);
    expect(world.openPorts()).toEqual([16993]);
    await world.clock.advance(1);
    expect([world.openPorts(), world.device.state.setup]).toMatchObject([
      [],
      { provisioningState: 1, windowLeftMs: 0 },
    ]);
    const said = world.hellos.heard.length;
    await world.clock.advance(24 * HOUR_MS);
    expect([world.hellos.heard.length, kinds(world)]).toEqual([said, expect.arrayContaining(['setup window-closed'])]);
  });

  it('opened again by a person, lets the hello series begin anew', async () => {
    const world = await poweredUp();
    await world.clock.advance(25 * HOUR_MS);
    const said = world.hellos.heard.length;
    world.device.mebx.logOn('admin');
    world.device.mebx.changePassword('P@ssw0rd1');
    expect(world.device.mebx.startSetup()).toEqual({ ok: true });
    await world.clock.settle();
    expect(world.hellos.heard.slice(said).map(({ bytes }) => bytes.readUInt32LE(4))).toEqual([0]);
    expect(world.openPorts()).toEqual([16993]);
  });

  it('does not run down without power, and the hello series begins anew with power', async () => {
    const world = await poweredUp();
    await world.clock.advance(10 * HOUR_MS + 17);
    world.device.disconnectAc();
    expect(world.device.state.setup.windowLeftMs).toBe(14 * HOUR_MS - 17);
    await world.clock.advance(100 * HOUR_MS);
    expect(world.openPorts()).toEqual([]);
    const said = world.hellos.heard.length;
    expect(world.device.state.setup.helloCount).toBeGreaterThan(0);
    world.device.connectAc();
    expect(world.device.state.setup.helloCount).toBe(0);
    await world.clock.advance(BOOT_MS);
    expect(world.hellos.heard.slice(said).map(({ bytes }) => bytes.readUInt32LE(4))).toEqual([0]);
    expect(world.device.state.setup.windowLeftMs).toBeGreaterThan(14 * HOUR_MS - MINUTE_MS);
  });
});

describe('cable and power', () => {
  it('a pulled cable shuts everything at once; put back, the device begins anew and asks for its old address', async () => {
    const world = await poweredUp();
    world.device.unplugCable();
    await world.clock.settle();
    expect([world.openPorts(), world.device.address]).toEqual([[], undefined]);
    await world.clock.advance(HOUR_MS);
    const said = world.hellos.heard.length;
    world.device.plugCable();
    await world.clock.settle();
    expect(world.hellos.heard.slice(said).map(({ bytes }) => bytes.readUInt32LE(4))).toEqual([0]);
    expect(world.dhcp.seen.at(-2)?.options.get(50)?.join('.')).toBe(DEVICE);
  });

  it('the power button does nothing to the management engine', async () => {
    const world = await poweredUp();
    world.device.pressPowerButton();
    expect(world.device.isHostOn).toBe(true);
    world.device.disconnectAc();
    expect(world.device.isHostOn).toBe(false);
    world.device.pressPowerButton();
    expect(world.device.isHostOn).toBe(false);
  });

  it('an orderly end gives the lease back and leaves no socket and no timer', async () => {
    const world = await poweredUp();
    await world.clock.settled(world.device.close(), MINUTE_MS);
    expect(world.dhcp.seen.at(-1)?.options.get(53)?.[0]).toBe(7);
    expect(world.openPorts()).toEqual([]);
    expect([...world.segment.udp].map(({ port }) => port)).toEqual([67, 53]);
    expect(world.clock.pending()).toEqual([]);
  });

  it('a lease that runs out shuts the ports until there is another one', async () => {
    const world = await poweredUp();
    world.dhcp.isSilent = true;
    await world.clock.advance(HOUR_MS);
    expect([world.openPorts(), world.device.address]).toEqual([[], undefined]);
    world.dhcp.isSilent = false;
    await world.clock.advance(2 * MINUTE_MS);
    expect(world.openPorts()).toEqual([16993]);
  });
});

describe('an operational device', () => {
  it('comes up with plain 16992, or 16993 with TLS, by the steps of a real setup', async () => {
    const password = 'P@ssw0rd1';
    const plain = await poweredUp({ initialState: { kind: 'operational', password, tls: false } });
    const secure = await poweredUp({ initialState: { kind: 'operational', password, tls: true } });
    expect([plain.openPorts(), secure.openPorts()]).toEqual([[16992], [16993]]);
    expect(plain.device.state.setup).toMatchObject({ provisioningState: 2, windowLeftMs: 0 });
    expect(plain.device.state.accounts).toMatchObject({ mebxPasswordIsDefault: false, adminIsDefault: false });
    expect([plain.hellos.heard, secure.hellos.heard]).toEqual([[], []]);
  });

  it('refuses to start with a password that the firmware would refuse', async () => {
    const wanted = bareMetal({ initialState: { kind: 'operational', password: 'weak', tls: false } });
    await expect(wanted).rejects.toMatchObject({
      name: 'InitialStateError',
      code: expect.stringContaining('accounts.'),
    });
  });

  it('survives a power cut: the state is in NVRAM', async () => {
    const world = await poweredUp({ initialState: { kind: 'operational', password: 'P@ssw0rd1', tls: false } });
    const { state } = world.device;
    world.device.disconnectAc();
    world.device.connectAc();
    expect(world.device.state).toEqual(state);
    await world.clock.advance(BOOT_MS);
    expect(world.openPorts()).toEqual([16992]);
  });

  it('is what NVRAM says when power comes, even if somebody wrote something else there meanwhile', async () => {
    const nvram = new MemoryNvram();
    const world = await poweredUp({ nvram, initialState: { kind: 'operational', password: 'P@ssw0rd1', tls: false } });
    world.device.disconnectAc();
    const { network } = world.device.state;
    const other = { ...world.device.state, network: { ...network, hostName: 'DESK042' } };
    nvram.write(encodeSnapshot(other));
    expect(world.device.state.network.hostName).not.toBe('DESK042');
    world.device.connectAc();
    expect(world.device.state).toEqual(other);
  });
});

describe('MEBx', () => {
  it('unprovisioning shuts the ports; after a restart of the engine the device looks for a setup server again', async () => {
    const world = await poweredUp({ initialState: { kind: 'operational', password: 'P@ssw0rd1', tls: false } });
    world.device.mebx.logOn('P@ssw0rd1');
    expect(world.device.mebx.unprovision('partial')).toEqual({ ok: true });
    await world.clock.settle();
    expect([world.openPorts(), world.device.address?.address, world.hellos.heard]).toEqual([[], DEVICE, []]);
    await world.clock.advance(BOOT_MS);
    expect([world.openPorts(), world.hellos.heard.length]).toEqual([[16993], 1]);
  });

  it('starts setup on a machine that does not begin by itself', async () => {
    const firmware = withProfile(profileFor('3.2.1'), { setup: { bareMetalTimerHours: 0 } });
    const world = await poweredUp({ firmware });
    world.device.mebx.logOn('admin');
    world.device.mebx.changePassword('P@ssw0rd1');
    expect(world.device.mebx.startSetup()).toEqual({ ok: true });
    await world.clock.settle();
    expect([world.openPorts(), world.hellos.heard.length]).toEqual([[16993], 1]);
    expect(world.hellos.heard[0]?.bytes.readUInt16LE(0)).toBe(1);
  });
});

describe('a setup server', () => {
  it('that proves itself gets an HTTP answer over TLS, and the device remembers it', async () => {
    const chain = makeTestChain('server15.adatum.com', START_MS);
    const root = { name: 'A. Datum', algorithm: 'sha1', hex: chain.rootHash, isDefault: true, isActive: true } as const;
    const world = await poweredUp({}, root);
    const to = { address: DEVICE, port: 16993 };
    const stream = await world.segment.link().connectTcp('198.51.100.15', to, new AbortController().signal);
    const socket = connect({
      socket: stream,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'AES128-SHA:@SECLEVEL=0',
      cert: chain.certificates.join(''),
      key: chain.key,
    });
    socket.write(`GET /wsman HTTP/1.1\r\nHost: ${DEVICE}:16993\r\n\r\n`);
    const answer = new Promise<string>((resolve, reject) => {
      socket.once('data', (bytes: Buffer) => resolve(bytes.toString()));
      socket.once('error', reject);
    });
    expect(await world.clock.settled(answer, MINUTE_MS)).toMatch(/^HTTP\/1\.1 401 /);
    expect(world.device.state.setup.record?.serverFqdn).toBe('server15.adatum.com');
    world.device.disconnectAc();
    await world.clock.settle();
    expect(socket.destroyed || socket.readableEnded).toBe(true);
  });
});

describe('NVRAM of another release', () => {
  it('is not taken for the state of this one', async () => {
    const { nvram } = await bareMetal();
    await expect(bareMetal({ nvram, firmware: '4.0' })).rejects.toMatchObject({ code: 'nvram.other-release' });
  });
});

describe('profiles', () => {
  it('a release without a bare-metal timer waits for somebody to start setup', async () => {
    const firmware = withProfile(profileFor('3.2.1'), { setup: { bareMetalTimerHours: 0 } });
    const world = await poweredUp({ firmware });
    expect([world.device.state.setup.provisioningState, world.openPorts()]).toEqual([0, []]);
  });
});
