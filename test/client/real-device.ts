import {
  createDevice,
  hostLink,
  pooledKeys,
  profileFor,
  RealClock,
  seededChance,
  withProfile,
} from '../../emulator/index.ts';
import type { Device, DeviceOptions } from '../../emulator/index.ts';

/**
 * A device on sockets of this computer and the real clock, at a loopback address of its own, that has booted and has its
 * ports open. Release 3.2.1 unless asked for something else; DNS suffix adatum.com, no name server.
 */
export async function deviceAt(address: string, options: Partial<DeviceOptions>): Promise<Device> {
  const device = createDevice({
    firmware: withProfile(profileFor('3.2.1'), { timings: { bootMs: 0 } }),
    clock: new RealClock(),
    chance: seededChance(address),
    link: hostLink(),
    keys: pooledKeys(1),
    addressing: { address, mask: '255.0.0.0', gateway: '', dns: [], domain: 'adatum.com' },
    ...options,
  });
  device.plugCable();
  device.connectAc();
  await device.listening();
  return device;
}
