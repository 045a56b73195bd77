import { describe, expect, it } from 'vitest';

import { addAlarm, setSingleAlarm } from '../../../../../emulator/device/power/alarm-clock.ts';
import type { DeviceState } from '../../../../../emulator/device/state.ts';
import type { Instant } from '../../../../../emulator/device/step.ts';
import type { DeviceOptions } from '../../../../../emulator/machine/device-options.ts';
import { seededChance } from '../../../../../emulator/clock/chance.ts';
import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { MemoryNvram } from '../../../../../emulator/nvram/memory-nvram.ts';
import { bareMetal, START_MS, type BareMetal } from '../../../../support/bare-metal.ts';

const MINUTE_MS = 60_000;
const RELEASE = '16.1';

const instant: Instant = { nowMs: START_MS, profile: profileFor(RELEASE), chance: seededChance('alarms') };

/** A computer that is set up and off, whose NVRAM holds what `prepare` made of it. */
async function computer(prepare: (state: DeviceState) => DeviceState): Promise<BareMetal> {
  const options: Partial<DeviceOptions> = {
    firmware: RELEASE,
    initialState: { kind: 'operational', password: 'P@ssw0rd1', tls: false },
  };
  const first = await bareMetal(options);
  const nvram = new MemoryNvram();
  nvram.write(encodeSnapshot(prepare(first.device.state)));
  await first.device.close();
  const world = await bareMetal({ ...options, nvram });
  world.device.connectAc();
  return world;
}

function withAlarm(minutes: number, intervalMinutes = 0, deleteOnCompletion = true) {
  return (state: DeviceState): DeviceState => {
    const step = addAlarm(state, instant, {
      id: 'wake',
      elementName: 'Every morning',
      startMs: START_MS + minutes * MINUTE_MS,
      intervalSeconds: intervalMinutes * 60,
      deleteOnCompletion,
    });
    if (!step.ok) throw new Error(step.refusal.code);
    return step.state;
  };
}

const alarms = ({ device }: BareMetal): readonly string[] =>
  device.state.features.alarmClock.alarms.map(({ id, isOver }) => `${id} ${isOver ? 'over' : 'waits'}`);

describe('an alarm', () => {
  it('survives a restart of the device, wakes the host on time, and is gone', async () => {
    const world = await computer(withAlarm(10));
    await world.clock.advance(10 * MINUTE_MS - 1);
    expect([world.device.isHostOn, alarms(world)]).toEqual([false, ['wake waits']]);
    await world.clock.advance(1);
    expect([world.device.isHostOn, alarms(world)]).toEqual([true, []]);
    expect(world.device.state.features.hostBoot).toEqual({
      cause: 'alarm',
      previousSleepState: 5,
      details: 'Every morning',
    });
    await world.device.close();
  });

  it('stays listed when nobody wants it deleted, and rings no more', async () => {
    const world = await computer(withAlarm(10, 0, false));
    await world.clock.advance(11 * MINUTE_MS);
    world.device.pressPowerButton();
    await world.clock.advance(60 * MINUTE_MS);
    expect([world.device.isHostOn, alarms(world)]).toEqual([false, ['wake over']]);
    await world.device.close();
  });

  it('rings again and again, and does nothing to a host that runs', async () => {
    const world = await computer(withAlarm(10, 30));
    await world.clock.advance(45 * MINUTE_MS);
    expect(world.device.decisions.filter(({ code }) => code === 'alarm.rang')).toHaveLength(2);
    expect(world.device.events.filter((event) => event.kind === 'power' && event.what === 'host-on')).toHaveLength(1);
    world.device.pressPowerButton();
    await world.clock.advance(26 * MINUTE_MS);
    expect(world.device.isHostOn).toBe(true);
    await world.device.close();
  });

  it('does not ring without AC, nor late when AC is back', async () => {
    const world = await computer(withAlarm(10, 30));
    world.device.disconnectAc();
    await world.clock.advance(20 * MINUTE_MS);
    world.device.connectAc();
    await world.clock.advance(MINUTE_MS);
    expect([world.device.isHostOn, alarms(world)]).toEqual([false, ['wake waits']]);
    await world.clock.advance(19 * MINUTE_MS);
    expect(world.device.isHostOn).toBe(true);
    await world.device.close();
  });

  it('goes by the clock of the device', async () => {
    const world = await computer((state) => {
      const ahead = { ...state, time: { ...state.time, offsetMs: 5 * MINUTE_MS } };
      return withAlarm(10)(ahead);
    });
    await world.clock.advance(5 * MINUTE_MS);
    expect(world.device.isHostOn).toBe(true);
    await world.device.close();
  });

  it('of an early device is one time and an interval', async () => {
    const world = await computer((state) => {
      const step = setSingleAlarm(state, START_MS + 10 * MINUTE_MS, 3600);
      return step.ok ? step.state : state;
    });
    await world.clock.advance(10 * MINUTE_MS);
    expect(world.device.isHostOn).toBe(true);
    expect(world.device.state.features.alarmClock.singleMs).toBe(START_MS + 70 * MINUTE_MS);
    await world.device.close();
  });
});

describe('why the host booted', () => {
  it('is the power button, and survives in NVRAM', async () => {
    const world = await computer((state) => state);
    world.device.pressPowerButton();
    expect(world.device.state.features.hostBoot).toEqual({ cause: 'local', previousSleepState: 5, details: '' });
    expect(decodeSnapshot(encodeSnapshot(world.device.state))).toEqual(world.device.state);
    await world.device.close();
  });
});
