import { describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { addressesFrom } from '../../../../emulator/fleet/addresses.ts';
import { createFleet, type FleetOptions } from '../../../../emulator/fleet/fleet.ts';
import { START_MS } from '../../../support/bare-metal.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

function world(options: Partial<FleetOptions> = {}) {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const fleet = createFleet({
    profile: profileFor('3.2.1'),
    count: 3,
    firstAddress: '127.0.1.254',
    initialState: { kind: 'operational', password: 'P@ssw0rd1', tls: false },
    clock,
    chance: seededChance('fleet'),
    link: segment.link(),
    ...options,
  });
  const open = (): readonly string[] => [...segment.tcp].map(({ address, port }) => `${address}:${port}`);
  return { clock, fleet, open };
}

describe('addresses of a fleet', () => {
  it('leave out network and broadcast addresses', () => {
    expect(addressesFrom('127.0.1.253', 4)).toEqual(['127.0.1.253', '127.0.1.254', '127.0.2.1', '127.0.2.2']);
  });

  it('are any one address, but several only of 127.0.0.0/8', () => {
    expect(addressesFrom('198.51.100.7', 1)).toEqual(['198.51.100.7']);
    expect(() => addressesFrom('198.51.100.7', 2)).toThrow(RangeError);
    expect(() => addressesFrom('127.255.255.253', 3)).toThrow(RangeError);
    expect(() => addressesFrom('localhost', 1)).toThrow(RangeError);
  });
});

describe('fleet', () => {
  it('has devices of their own identity, each on the next address', async () => {
    const { clock, fleet, open } = world();
    await clock.settled(fleet.start(), 60_000);
    expect(open()).toEqual(['127.0.1.254:16992', '127.0.2.1:16992', '127.0.2.2:16992']);
    expect(new Set(fleet.devices.map(({ uuid }) => uuid)).size).toBe(3);
    expect(new Set(fleet.devices.map(({ mac }) => mac)).size).toBe(3);
    await clock.settled(fleet.close(), 60_000);
    expect([open(), clock.pending()]).toEqual([[], []]);
  });

  it('shares one address on ports ten apart with a port base', async () => {
    const { clock, fleet, open } = world({ portBase: 20_000 });
    await clock.settled(fleet.start(), 60_000);
    expect(open()).toEqual(['127.0.1.254:20000', '127.0.1.254:20010', '127.0.1.254:20020']);
  });

  it('says so when a port is taken', async () => {
    const segment = new MemorySegment();
    const link = segment.link();
    await link.listenTcp({ address: '127.0.2.1', port: 16992 }, () => undefined);
    const { clock, fleet } = world({ link });
    await expect(clock.settled(fleet.start(), 60_000)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([{ count: 0 }, { count: 1.5 }, { count: 5001 }, { portBase: 65_520 }])('refuses %o', (options) => {
    expect(() => world(options)).toThrow(RangeError);
  });
});
