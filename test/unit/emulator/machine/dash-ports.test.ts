import { expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { startEmulation, type EmulateOptions } from '../../../../emulator/fleet/emulate.ts';
import type { OpenPort } from '../../../../emulator/machine/device-options.ts';
import { START_MS } from '../../../support/bare-metal.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

interface Started {
  readonly ports: readonly OpenPort[];
  readonly http: number | null | undefined;
  readonly https: number | null | undefined;
  readonly codes: readonly string[];
}

/** The first device of a fleet in memory, where ports in `taken` are refused as they are to anybody but root. */
async function started(options: Partial<EmulateOptions>, taken: readonly number[] = []): Promise<Started> {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const memory = segment.link();
  const link = Object.create(memory) as typeof memory;
  link.listenTcp = (at, onConnection) =>
    taken.includes(at.port)
      ? Promise.reject(Object.assign(new Error('permission denied'), { code: 'EACCES' }))
      : memory.listenTcp(at, onConnection);
  const asked: EmulateOptions = {
    release: '6.2',
    count: 1,
    address: '127.0.0.1',
    state: 'operational',
    tls: false,
    seed: 'a',
    rootHashes: [],
    ...options,
  };
  const { fleet, reports } = await clock.settled(
    startEmulation(asked, { clock, link, chance: seededChance('a') }),
    60_000,
  );
  const [device] = fleet.devices;
  return {
    ports: device?.ports ?? [],
    http: reports[0]?.http,
    https: reports[0]?.https,
    codes: device?.decisions.map(({ code }) => code) ?? [],
  };
}

it.each([
  ['623 beside 16992', { tls: false }, [16992, 623]],
  ['664 beside 16993', { tls: true }, [16993, 664]],
  ['nothing beside 16992 before 6.0', { release: '3.2.1' }, [16992]],
  ['664 and 16993 alone on 16.1, which has no plain ports', { release: '16.1' }, [16993, 664]],
  ['nothing for DASH in setup', { state: 'setup' }, [16993]],
  ['places in its own block of a shared address', { portBase: 20_000 }, [20_000, 20_004]],
] as const)('a device has %s', async (_what, options, ports) => {
  expect((await started(options)).ports.map(({ port }) => port)).toEqual(ports);
});

it('emulate reports no plain port of 16.1, whatever TLS was asked for', async () => {
  expect(await started({ release: '16.1' })).toMatchObject({ http: null, https: 16993 });
});

it('a device that may not have the low ports does without and says so, but not without its own', async () => {
  const { ports, codes } = await started({}, [623]);
  expect([ports.map(({ port }) => port), codes]).toEqual([[16992], expect.arrayContaining(['network.listen-failed'])]);
  await expect(started({}, [16992])).rejects.toThrow('permission denied');
});
