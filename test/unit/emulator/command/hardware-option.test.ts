import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { startEmulation } from '../../../../emulator/fleet/emulate.ts';
import { chosenHardware } from '../../../../emulator/hardware/chosen-hardware.ts';
import { defaultDesktop } from '../../../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../../../emulator/hardware/default-laptop.ts';
import type { PcDescription } from '../../../../emulator/hardware/pc-description.ts';
import { PcDescriptionError } from '../../../../emulator/hardware/read-pc-description.ts';
import type { Device } from '../../../../emulator/machine/device-options.ts';
import { START_MS } from '../../../support/bare-metal.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hardware-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function written(pc: unknown): string {
  const path = join(directory, 'pc.json');
  writeFileSync(path, typeof pc === 'string' ? pc : JSON.stringify(pc));
  return path;
}

async function started(options: { readonly hardware?: string; readonly nvram?: string }): Promise<Device> {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const asked = {
    release: '3.2.1',
    count: 1,
    address: '127.0.0.1',
    state: 'operational' as const,
    tls: false,
    seed: 'a',
    rootHashes: [],
    ...options,
  };
  const world = { clock, link: segment.link(), chance: seededChance('a') };
  const { fleet } = await clock.settled(startEmulation(asked, world), 60_000);
  const [device] = fleet.devices;
  if (device === undefined) throw new Error('no device');
  await clock.settled(fleet.close(), 60_000);
  return device;
}

const renamed: PcDescription = { ...defaultLaptop, system: { ...defaultLaptop.system, model: 'DESK001' } };

describe('emulate --hardware', () => {
  it('gives a device the maker and model of the file', async () => {
    const { manufacturer, model } = (await started({ hardware: written(renamed) })).state.identity;
    expect([manufacturer, model]).toEqual(['Trey Research', 'DESK001']);
  });

  it('does not rename a device that has been made before', async () => {
    const nvram = directory;
    const first = (await started({ nvram })).state.identity;
    expect((await started({ nvram, hardware: written(renamed) })).state.identity).toEqual(first);
    expect(first.model).toBe(defaultDesktop.system.model);
  });

  it('knows desktop and laptop by name', () => {
    expect([chosenHardware('desktop'), chosenHardware('laptop')]).toEqual([defaultDesktop, defaultLaptop]);
  });

  it.each([
    ['a file that is not there', () => join(directory, 'none.json'), /none\.json: ENOENT/],
    ['a file that never ends', () => '/dev/zero', /zero: it has 200001 characters/],
    ['a directory', () => directory, /EISDIR/],
    ['text that is no JSON', () => written('{'), /pc\.json: it is no JSON/],
    ['a chassis without type', () => written({ ...defaultDesktop, chassis: {} }), /chassis\.type/],
    ['an unknown name', () => written({ ...defaultDesktop, colour: 'grey' }), /the whole: .*colour/],
    [
      'a day that no calendar has',
      () => written({ ...defaultDesktop, bios: { ...defaultDesktop.bios, releaseDate: '2021-02-29' } }),
      /bios\.releaseDate: a day of the calendar/,
    ],
  ])('refuses %s and says so', (_, path, message) => {
    expect(() => chosenHardware(path())).toThrow(PcDescriptionError);
    expect(() => chosenHardware(path())).toThrow(message);
  });
});
