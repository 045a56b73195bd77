import { seededChance } from '../../emulator/clock/chance.ts';
import { parseInstant } from '../../emulator/clock/calendar.ts';
import { VirtualClock } from '../../emulator/clock/virtual-clock.ts';
import type { RootHash } from '../../emulator/device/state.ts';
import type { Device, DeviceOptions } from '../../emulator/machine/device-options.ts';
import { createDevice } from '../../emulator/machine/device.ts';
import { pooledKeys } from '../../emulator/machine/key-source.ts';
import { MemoryNvram } from '../../emulator/nvram/memory-nvram.ts';
import { FakeDhcpServer, FakeDnsServer, HelloTrap } from './fake-servers.ts';
import { MemorySegment } from './memory-link.ts';

export const START_MS: number = parseInstant('2008-09-01T08:00:00Z');

/** A segment with DHCP, DNS and a listener on 9971, and one new computer that has neither power nor cable yet. */
export interface BareMetal {
  readonly segment: MemorySegment;
  readonly clock: VirtualClock;
  readonly dhcp: FakeDhcpServer;
  readonly dns: FakeDnsServer;
  readonly hellos: HelloTrap;
  readonly nvram: MemoryNvram;
  readonly device: Device;
  readonly openPorts: () => readonly number[];
}

export async function bareMetal(options: Partial<DeviceOptions> = {}, root?: RootHash): Promise<BareMetal> {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const link = segment.link();
  const dhcp = await new FakeDhcpServer(link).start();
  const dns = await new FakeDnsServer(link).start();
  dns.records = [
    { type: 'CNAME', name: 'provisionserver.adatum.com', data: 'server15.adatum.com' },
    { type: 'A', name: 'server15.adatum.com', data: '198.51.100.15' },
  ];
  const hellos = await new HelloTrap().start(link, '198.51.100.15', () => clock.elapsedMs());
  const nvram = new MemoryNvram();
  const device = createDevice({
    firmware: '3.2.1',
    clock,
    link,
    nvram,
    chance: seededChance('bare metal'),
    keys: pooledKeys(1),
    identity: { uuid: '00112233-4455-6677-8899-aabbccddeeff' },
    ...(root === undefined ? {} : { firmwareImage: { extraDefaultHashes: [root] } }),
    ...options,
  });
  const address = dhcp.offered;
  const openPorts = (): readonly number[] =>
    [...segment.tcp].filter((listener) => listener.address === address).map(({ port }) => port);
  return { segment, clock, dhcp, dns, hellos, nvram, device, openPorts };
}
