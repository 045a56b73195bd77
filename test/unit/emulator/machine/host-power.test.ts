import { describe, expect, it } from 'vitest';

import { encodeSnapshot } from '../../../../emulator/nvram/snapshot.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { bareMetal, type BareMetal } from '../../../support/bare-metal.ts';
import { digestHeader, post } from '../http/wire-client.ts';

const PASSWORD = 'P@ssw0rd1';
const PATH = '/RemoteControlService';

/** An operational computer that is switched off, with the power package of the release unless another is named. */
async function computer(schemeId?: string): Promise<BareMetal> {
  const release = profileFor('3.2.1');
  const firmware =
    schemeId === undefined ? release : withProfile(release, { power: { ...release.power, defaultSchemeId: schemeId } });
  const world = await bareMetal({ firmware, initialState: { kind: 'operational', password: PASSWORD, tls: false } });
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(5000);
  return world;
}

/** Sends a remote control command with SOL for the next boot, as a console does; gives what came back. */
async function command(world: BareMetal, number: number): Promise<string> {
  const to = { address: '198.51.100.50', port: 16992 };
  const stream = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
  let text = '';
  stream.on('error', () => undefined);
  stream.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  const body =
    '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>' +
    '<RemoteControl xmlns="http://schemas.intel.com/platform/client/RemoteControl/2004/01">' +
    `<Command>${String(number)}</Command><IanaOemNumber>343</IanaOemNumber><OEMparameters>1</OEMparameters>` +
    '</RemoteControl></Body></Envelope>';
  stream.write(post(PATH, ''));
  await world.clock.settle();
  const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
  const realm = world.device.state.accounts.digestRealm;
  const who = {
    user: 'admin',
    password: PASSWORD,
    realm,
    nonce,
    method: 'POST',
    uri: PATH,
    nc: '00000001',
    qop: 'auth',
  };
  text = '';
  const again = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
  again.on('error', () => undefined);
  again.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  again.write(post(PATH, body, digestHeader(who)));
  await world.clock.settle();
  return /<b:Status>\d+/.exec(text)?.[0] ?? text;
}

const powerEvents = ({ device }: BareMetal): readonly string[] =>
  device.events.flatMap((event) => (event.kind === 'power' && event.what.startsWith('host') ? [event.what] : []));

describe('the host', () => {
  it('is switched by remote control', async () => {
    const world = await computer();
    expect(await command(world, 17)).toBe('<b:Status>0');
    expect(world.device.isHostOn).toBe(true);
    expect(await command(world, 19)).toBe('<b:Status>0');
    expect(await command(world, 16)).toBe('<b:Status>0');
    expect(await command(world, 18)).toBe('<b:Status>0');
    expect(world.device.isHostOn).toBe(false);
    expect(powerEvents(world)).toEqual(['host-on', 'host-off', 'host-on', 'host-reset', 'host-off']);
  });

  it('knows its own state: what does not fit is refused and changes nothing', async () => {
    const world = await computer();
    expect(await command(world, 18)).toBe('<b:Status>2051');
    expect([world.device.isHostOn, powerEvents(world)]).toEqual([false, []]);
  });

  it('uses the options of a boot up, whoever starts it, and keeps those that were set for a later one', async () => {
    const world = await computer();
    expect(await command(world, 33)).toBe('<b:Status>0');
    expect(world.device.state.boot.useSol).toBe(true);
    world.device.disconnectAc();
    world.device.connectAc();
    expect(world.device.state.boot.useSol).toBe(true);
    world.device.pressPowerButton();
    expect(world.device.state.boot.useSol).toBe(false);
    expect(world.nvram.read()).toBe(encodeSnapshot(world.device.state));
    world.device.pressPowerButton();
    expect(world.device.isHostOn).toBe(false);
  });
});

describe('the power package', () => {
  const ONLY_IN_S0 = 'SCHEME 0';

  it('that is on in all sleep states keeps the network while the host is off', async () => {
    const world = await computer();
    expect([world.device.isHostOn, world.openPorts()]).toEqual([false, [16992]]);
  });

  it('that is on in S0 only takes the network away with the host', async () => {
    const world = await computer(ONLY_IN_S0);
    expect([world.device.address, world.openPorts(), world.dhcp.seen]).toEqual([undefined, [], []]);
    expect(world.device.decisions.map(({ code }) => code)).toContain('power.engine.off-with-host');
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    expect(world.openPorts()).toEqual([16992]);
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    expect([world.device.isAcConnected, world.device.address, world.openPorts()]).toEqual([true, undefined, []]);
  });

  it('lets the answer to a power down go out, and a power cycle leave the network alone', async () => {
    const world = await computer(ONLY_IN_S0);
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    expect(await command(world, 19)).toBe('<b:Status>0');
    await world.clock.advance(10_000);
    expect([world.device.isHostOn, world.openPorts()]).toEqual([true, [16992]]);
    expect(await command(world, 18)).toBe('<b:Status>0');
    await world.clock.advance(10_000);
    expect([world.device.isHostOn, world.openPorts()]).toEqual([false, []]);
  });

  it('stops the time for setup while the management engine is off', async () => {
    const release = profileFor('3.2.1');
    const firmware = withProfile(release, { power: { ...release.power, defaultSchemeId: ONLY_IN_S0 } });
    const world = await bareMetal({ firmware, initialState: { kind: 'setup' } });
    const left = (): number => world.device.state.setup.windowLeftMs;
    const before = left();
    world.device.plugCable();
    world.device.connectAc();
    await world.clock.advance(3_600_000);
    expect([left(), world.hellos.heard]).toEqual([before, []]);
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    expect(world.hellos.heard).toHaveLength(1);
  });
});
