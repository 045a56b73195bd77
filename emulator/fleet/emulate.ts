import { join } from 'node:path';
import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import { DEFAULT_MEBX_PASSWORD, digestHa1 } from '../device/factory.ts';
import type { FirmwareImage, ProvisioningState, RootHash } from '../device/state.ts';
import type { Sku } from '../firmware/profile.ts';
import { profileFor, withProfile } from '../firmware/releases.ts';
import { quirks, quirksOf, withQuirks, type QuirkName } from '../firmware/quirks.ts';
import { withSku } from '../firmware/skus.ts';
import { chosenHardware } from '../hardware/chosen-hardware.ts';
import type { Device, InitialState } from '../machine/device-options.ts';
import type { NetworkLink } from '../network/link.ts';
import { FileNvram } from '../nvram/file-nvram.ts';
import { createFleet, type Fleet } from './fleet.ts';

/** What `amt-testbed emulate` was asked for. */
export interface EmulateOptions {
  readonly release: string;
  /** Full AMT when absent. */
  readonly sku?: Sku;
  readonly count: number;
  readonly address: string;
  readonly portBase?: number;
  readonly state: 'factory' | 'setup' | 'operational';
  /** Of `admin` and MEBx in operational state; drawn from the seed when absent. */
  readonly password?: string;
  readonly tls: boolean;
  /** `desktop`, `laptop` or the path of a description in JSON. */
  readonly hardware?: string;
  /** Directory for one file a device; memory when absent. */
  readonly nvram?: string;
  readonly seed: string;
  readonly provisioningServer?: string;
  readonly dnsSuffix?: string;
  /** Hex of hashes over root certificates that may sign a setup server's chain, besides those of the release. */
  readonly rootHashes: readonly string[];
  /** Defects of firmware that the devices shall have. */
  readonly quirks?: readonly QuirkName[];
}

/** The world that the devices run in. */
export interface EmulateWorld {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  /** A device met a mistake in this software, or could not write its NVRAM, while it served a request. */
  readonly onDefect?: (what: string) => void;
  /** Devices are less safe than their firmware was, because somebody asked for that. */
  readonly onWarning?: (what: string) => void;
}

/** One device in the answer of `--json`. Ports that are shut are null. */
export interface DeviceReport {
  readonly uuid: string;
  readonly release: string;
  readonly address: string;
  readonly http: number | null;
  readonly https: number | null;
  readonly redirection: null;
  readonly redirectionTls: null;
  readonly user: string;
  /** Null when NVRAM holds another one than this command knows. */
  readonly password: string | null;
  readonly state: EmulateOptions['state'];
  /** Defects that the device was given on purpose; absent when there are none. */
  readonly quirks?: readonly QuirkName[];
}

const STATE_NAMES: Readonly<Record<ProvisioningState, EmulateOptions['state']>> = {
  0: 'factory',
  1: 'setup',
  2: 'operational',
};
const ALGORITHM_OF_HEX_LENGTH: ReadonlyMap<number, RootHash['algorithm']> = new Map([
  [40, 'sha1'],
  [64, 'sha256'],
  [96, 'sha384'],
]);

/**
 * Builds and starts the devices that were asked for. They have booted already when the power comes, so that nobody has
 * to wait; in factory state remote configuration is switched off, because with it they would not stay there. Throws
 * `UnknownReleaseError`, `PcDescriptionError`, `InitialStateError`, `NvramCorruptError`, a RangeError for numbers that do
 * not fit, and the link's system errors.
 */
export async function startEmulation(
  options: EmulateOptions,
  world: EmulateWorld,
): Promise<{ readonly fleet: Fleet; readonly reports: readonly DeviceReport[] }> {
  const password = options.password ?? drawnPassword(world.chance);
  const { nvram: directory } = options;
  const { clock, chance, link } = world;
  const released = withSku(profileFor(options.release), options.sku ?? 'amt');
  const profile = withProfile(withQuirks(released, options.quirks ?? []), { timings: { bootMs: 0 } });
  for (const name of quirksOf(profile)) world.onWarning?.(`quirk ${name}: every device ${quirks[name].warning}`);
  const fleet = createFleet({
    clock,
    chance,
    link,
    profile,
    count: options.count,
    firstAddress: options.address,
    ...(options.portBase === undefined ? {} : { portBase: options.portBase }),
    initialState: startOf(options, password),
    firmwareImage: imageOf(options),
    ...(options.hardware === undefined ? {} : { hardware: chosenHardware(options.hardware) }),
    ...(options.dnsSuffix === undefined ? {} : { domain: options.dnsSuffix }),
    ...(directory === undefined
      ? {}
      : { nvram: (number: number) => new FileNvram(join(directory, `device-${number}.nvram`)) }),
  });
  for (const device of fleet.devices)
    device.onDecision(({ code, inputs }) => {
      if (code.startsWith('defect.')) world.onDefect?.(`${device.uuid}: ${code} ${JSON.stringify(inputs)}`);
    });
  try {
    await fleet.start();
  } catch (error) {
    await fleet.close();
    throw error;
  }
  return { fleet, reports: fleet.devices.map((device) => reportOf(device, options, password)) };
}

function startOf({ state, tls }: EmulateOptions, password: string): InitialState {
  return state === 'operational' ? { kind: 'operational', password, tls } : { kind: state };
}

function imageOf({ provisioningServer, dnsSuffix, rootHashes, state }: EmulateOptions): FirmwareImage {
  const extraDefaultHashes = rootHashes.map((hex, index): RootHash => {
    const algorithm = ALGORITHM_OF_HEX_LENGTH.get(hex.length);
    if (algorithm === undefined || !/^[0-9a-f]+$/i.test(hex))
      throw new RangeError(`${JSON.stringify(hex)} is no SHA-1, SHA-256 or SHA-384 hash in hex`);
    return { name: `Added root ${index + 1}`, algorithm, hex: hex.toLowerCase(), isDefault: true, isActive: true };
  });
  const [server, port] = (provisioningServer ?? '').split(':', 2);
  if (port !== undefined && !(Number.isInteger(Number(port)) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new RangeError(`${JSON.stringify(port)} is no port of a provisioning server`);
  return {
    extraDefaultHashes,
    ...(server === undefined || server === '' ? {} : { provisioningServer: server }),
    ...(port === undefined ? {} : { provisioningPort: Number(port) }),
    ...(dnsSuffix === undefined ? {} : { trustedDnsSuffix: dnsSuffix }),
    ...(state === 'factory' ? { zeroTouchEnabled: false } : {}),
  };
}

/** A password that passes the device's rules: lower and upper case, a digit and a special character. */
function drawnPassword(chance: Chance): string {
  return `Amt-${chance.for('password').bytes(8).toString('hex')}`.concat('7!');
}

function reportOf(device: Device, options: EmulateOptions, password: string): DeviceReport {
  const { accounts, setup, identity, network } = device.state;
  const given = quirksOf(device.profile);
  const known = [password, DEFAULT_MEBX_PASSWORD].find(
    (candidate) => digestHa1(accounts.adminUser, accounts.digestRealm, candidate) === accounts.adminHa1,
  );
  const portOf = (service: number): number | null =>
    device.ports.find((port) => port.service === service)?.port ?? null;
  return {
    uuid: device.uuid,
    release: identity.release,
    address: device.address?.address ?? (network.fixed.address || options.address),
    http: portOf(16992),
    https: portOf(16993),
    redirection: null,
    redirectionTls: null,
    user: accounts.adminUser,
    password: known ?? null,
    state: STATE_NAMES[setup.provisioningState],
    ...(given.length === 0 ? {} : { quirks: given }),
  };
}
