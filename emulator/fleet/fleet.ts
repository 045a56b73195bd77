import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { FirmwareImage } from '../device/state.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import type { PcDescription } from '../hardware/pc-description.ts';
import type { Device, InitialState } from '../machine/device-options.ts';
import { createDevice } from '../machine/device.ts';
import { pooledKeys } from '../machine/key-source.ts';
import type { NetworkLink } from '../network/link.ts';
import type { Nvram } from '../nvram/nvram.ts';
import { addressesFrom } from './addresses.ts';

/** What the devices of a {@link Fleet} have in common, and how they are told apart. */
export interface FleetOptions {
  readonly profile: FirmwareProfile;
  readonly count: number;
  /** Each further device has the next address, unless there is a port base. */
  readonly firstAddress: string;
  /** All devices on the first address: the first one's ports begin here, those of the next one 10 further on. */
  readonly portBase?: number;
  readonly initialState: InitialState;
  readonly firmwareImage?: FirmwareImage;
  /** The PC around each engine; a desktop of no particular maker when absent. */
  readonly hardware?: PcDescription;
  /** DNS suffix of the segment; empty when unknown. */
  readonly domain?: string;
  /** NVRAM of device number 1, 2, ...; memory when absent. */
  readonly nvram?: (number: number) => Nvram;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
}

/** Many devices that share what does not change: the profile and a small pool of RSA keys. */
export interface Fleet extends AsyncDisposable {
  readonly devices: readonly Device[];
  /** Power and cable for every device; resolves when all their ports are open. Rejects when one cannot be opened. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Ports from one device to the next on a shared address. */
export const PORTS_PER_DEVICE = 10;
/** Largest number of devices of one fleet. */
export const MAX_FLEET = 5000;
const KEY_POOL_SIZE = 4;
const LAST_PORT = 65_535;

/** Builds a fleet on fixed addresses; nothing is powered yet. Throws a RangeError and what createDevice throws. */
export function createFleet(options: FleetOptions): Fleet {
  const { count, firstAddress, portBase, chance, domain = '' } = options;
  if (!Number.isInteger(count) || count < 1 || count > MAX_FLEET)
    throw new RangeError(`a fleet has 1 to ${MAX_FLEET} devices, not ${count}`);
  if (portBase !== undefined && portBase + count * PORTS_PER_DEVICE - 1 > LAST_PORT)
    throw new RangeError(`${count} devices do not fit between port ${portBase} and ${LAST_PORT}`);
  const keys = pooledKeys(KEY_POOL_SIZE);
  const addresses = addressesFrom(firstAddress, portBase === undefined ? count : 1);
  const devices = Array.from({ length: count }, (_, index) =>
    createDevice({
      firmware: options.profile,
      ...(options.firmwareImage === undefined ? {} : { firmwareImage: options.firmwareImage }),
      ...(options.hardware === undefined ? {} : { hardware: options.hardware }),
      ...(options.nvram === undefined ? {} : { nvram: options.nvram(index + 1) }),
      ...(portBase === undefined ? {} : { portBase: portBase + index * PORTS_PER_DEVICE }),
      clock: options.clock,
      chance: chance.for(`device ${index + 1}`),
      link: options.link,
      keys,
      initialState: options.initialState,
      addressing: {
        address: addresses[index] ?? firstAddress,
        mask: '255.0.0.0',
        gateway: '',
        dns: [],
        domain,
      },
    }),
  );
  return new FixedFleet(devices);
}

class FixedFleet implements Fleet {
  readonly devices: readonly Device[];

  constructor(devices: readonly Device[]) {
    this.devices = devices;
  }

  async start(): Promise<void> {
    for (const device of this.devices) {
      device.plugCable();
      device.connectAc();
    }
    await Promise.all(this.devices.map((device) => device.listening()));
  }

  async close(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
