import { CIM } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { seededChance } from '../../../../../emulator/clock/chance.ts';
import { addWatchdog } from '../../../../../emulator/device/protection/agent-presence.ts';
import type { DeviceState } from '../../../../../emulator/device/state.ts';
import { applyWatchdogAction, setWatchdogAction } from '../../../../../emulator/device/power/watchdog-action.ts';
import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { MemoryNvram } from '../../../../../emulator/nvram/memory-nvram.ts';
import { encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { bareMetal, START_MS, type BareMetal } from '../../../../support/bare-metal.ts';
import { digestHeader, post } from '../../http/wire-client.ts';

const PASSWORD = 'P@ssw0rd1';
const PATH = '/wsman';
const OPERATIONAL = {
  firmware: '11.8',
  initialState: { kind: 'operational', password: PASSWORD, tls: false },
} as const;
const cim = new CIM.Messages();

/** A computer that is set up and runs. */
async function computer(): Promise<BareMetal> {
  const world = await bareMetal(OPERATIONAL);
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(5000);
  world.device.pressPowerButton();
  return world;
}

/** Asks the device over the wire, as a management server does; gives what came back. */
async function ask(world: BareMetal, text: string): Promise<string> {
  const to = { address: world.device.address?.address ?? '', port: 16_992 };
  const send = async (head: string): Promise<string> => {
    const stream = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
    let answer = '';
    stream.on('error', () => undefined);
    stream.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
    stream.write(head);
    await world.clock.settle();
    return answer;
  };
  const nonce = /nonce="([^"]+)"/.exec(await send(post(PATH, '')))?.[1] ?? '';
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
  return send(post(PATH, text, digestHeader(who)));
}

async function request(world: BareMetal, state: 2 | 4 | 5 | 7 | 8 | 10): Promise<string> {
  const answer = await ask(world, cim.PowerManagementService.RequestPowerStateChange(state));
  return /ReturnValue>(\d+)/.exec(answer)?.[1] ?? answer;
}

async function powerState(world: BareMetal): Promise<string> {
  const text = cim.ServiceAvailableToElement.Enumerate();
  const context = /EnumerationContext>([^<]+)/.exec(await ask(world, text))?.[1] ?? '';
  return (
    /PowerState>(\d+)</.exec(
      /<h:PowerState>\d+</.exec(await ask(world, cim.ServiceAvailableToElement.Pull(context)))?.[0] ?? '',
    )?.[1] ?? 'none'
  );
}

const seen = ({ device }: BareMetal): readonly string[] =>
  device.events.flatMap((event) => (event.kind === 'power' && event.what.startsWith('host') ? [event.what] : []));

describe('a host that is asked over the wire', () => {
  it('to sleep, sleeps, and wakes without a boot, so boot options wait', async () => {
    const world = await computer();
    await ask(world, cim.BootConfigSetting.ChangeBootOrder('Intel(r) AMT: Force PXE Boot'));
    expect([await request(world, 4), await powerState(world)]).toEqual(['0', '4']);
    expect([await request(world, 2), await powerState(world)]).toEqual(['0', '2']);
    expect(seen(world)).toEqual(['host-on', 'host-asleep', 'host-on']);
    expect(world.device.state.boot.source).toBe('pxe');
    await world.device.close();
  });

  it('to hibernate, comes back with a boot that uses up the options and has a reason', async () => {
    const world = await computer();
    await ask(world, cim.BootConfigSetting.ChangeBootOrder('Intel(r) AMT: Force PXE Boot'));
    expect([await request(world, 7), await powerState(world)]).toEqual(['0', '7']);
    expect(await request(world, 10)).toBe('4097');
    expect(await request(world, 2)).toBe('0');
    expect(world.device.state.boot.source).toBe('default');
    const reason = { cause: 'remote', previousSleepState: 4, details: 'Power Up' };
    expect(world.device.state.features.hostBoot).toEqual(reason);
    await world.device.close();
  });

  it('to reset, says so as the reason of its boot', async () => {
    const world = await computer();
    expect(await request(world, 10)).toBe('0');
    expect(seen(world)).toEqual(['host-on', 'host-reset']);
    expect(world.device.state.features.hostBoot.details).toBe('Reset');
    expect(await request(world, 5)).toBe('0');
    expect(world.device.state.features.hostBoot.details).toBe('Power Cycle');
    await world.device.close();
  });
});

describe('a host whose agent is never heard', () => {
  it('is reset by the watchdog action, and its next boot gives the agent its time again', async () => {
    const instant = { nowMs: START_MS, profile: profileFor('11.8'), chance: seededChance('agents') };
    const id = '00112233445566778899AABBCCDDEEFF';
    const template = { id, description: 'Scanner', startupSeconds: 60, timeoutSeconds: 10 };
    const first = await bareMetal(OPERATIONAL);
    const steps = [
      (state: DeviceState) => addWatchdog(state, instant, template, false),
      (state: DeviceState) => setWatchdogAction(state, { onAgentExpiry: 1, timeoutSeconds: 30 }),
      (state: DeviceState) => applyWatchdogAction(state, id, true),
    ];
    const state = steps.reduce((current, step) => {
      const next = step(current);
      return next.ok ? next.state : current;
    }, first.device.state);
    await first.device.close();
    const nvram = new MemoryNvram();
    nvram.write(encodeSnapshot(state));
    const world = await bareMetal({ ...OPERATIONAL, nvram });
    world.device.connectAc();
    world.device.pressPowerButton();
    const agent = (): number | undefined => world.device.state.features.agentPresence.watchdogs[0]?.state;
    await world.clock.advance(60_000);
    expect([agent(), seen(world)]).toEqual([8, ['host-on']]);
    await world.clock.advance(30_000);
    expect([agent(), seen(world)]).toEqual([1, ['host-on', 'host-reset']]);
    expect(world.device.state.features.hostBoot.cause).toBe('watchdog');
    world.device.pressPowerButton();
    expect(agent()).toBe(16);
    await world.device.close();
  });
});
