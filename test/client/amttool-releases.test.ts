import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileFor, withProfile, type Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { amttoolAt } from './amttool-run.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const PASSWORD = 'P@ssw0rd1';
const FILE = 17;

/** amttool drops the first argument of this command. */
const NETCONF = ['netconf', 'dropped'] as const;

const reason = missing('amttool');

function operational(address: string, release: string, tls: boolean): Promise<Device> {
  return deviceAt(address, {
    firmware: withProfile(profileFor(release), { timings: { bootMs: 0 } }),
    initialState: { kind: 'operational', password: PASSWORD, tls },
  });
}

describe.each([
  ['2.6', '2.6.3', ownAddress(FILE, 1)],
  ['5.0', '5.0.1', ownAddress(FILE, 2)],
  ['8.1', '8.1.71', ownAddress(FILE, 3)],
])('amttool against release %s', (release, version, address) => {
  let device: Device;
  beforeAll(async () => {
    device = await operational(address, release, false);
  });
  afterAll(async () => {
    await device.close();
  });

  test('prints version, name, power state and what may be done', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stdout, stderr } = await amttoolAt(address, ['info'], PASSWORD);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`\nAMT version:  ${version}\n`);
    expect(stdout).toContain('\nPowerstate:   S5 (soft-off)\n');
    expect(stdout).toContain('\n    IanaOemNumber                   157\n');
  });

  test.for([
    [['powerup'], 'success', true],
    [['reset', 'pxe'], 'success', true],
    [['reset', 'hd'], 'success', true],
    [['powercycle', 'cd'], 'success', true],
    [['reset', 'bios'], 'success', true],
    [['reset', 'nop'], 'success', true],
    [['powerdown'], 'success', false],
    [['powerdown'], 'invalid command', false],
  ] as const)('%s is answered with "%s"', async ([args, result, isOn], context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await amttoolAt(address, args, PASSWORD, 'y\n');
    expect(stdout).toContain(`execute: ${args[0]}\nresult: pt_status: ${result}\n`);
    expect(device.isHostOn).toBe(isOn);
  });

  test('does nothing when its user does not say yes', async (context) => {
    context.skip(reason !== undefined, reason);
    expect((await amttoolAt(address, ['powerup'], PASSWORD, 'n\n')).stdout).toContain('canceled');
    expect(device.isHostOn).toBe(false);
  });

  // amttool multiplies the second octet by 256 x 246 instead of 256 x 256, so only addresses without one survive it.
  test('gives the port the addresses that amttool computes, and DHCP again', async (context) => {
    context.skip(reason !== undefined, reason);
    const args = [...NETCONF, '0', '1', '10.0.3.7', '255.0.0.0', '10.0.3.1'];
    expect((await amttoolAt(address, args, PASSWORD)).stdout).toBe('result: pt_status: success\n');
    expect(device.state.network).toMatchObject({
      dhcpEnabled: false,
      fixed: { address: '10.0.3.7', mask: '255.0.0.0', gateway: '10.0.3.1', primaryDns: '10.0.3.1', secondaryDns: '' },
    });
    const odd = [...NETCONF, '0', '1', '192.168.1.2', '255.255.255.0', '192.168.1.1'];
    expect((await amttoolAt(address, odd, PASSWORD)).stdout).toBe('result: pt_status: success\n');
    const { stdout } = await amttoolAt(address, [...NETCONF, '0', '1'], PASSWORD);
    expect(stdout).toBe('result: pt_status: success\n');
    expect(device.state.network.dhcpEnabled).toBe(true);
  });

  test('is told that there is no such interface', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await amttoolAt(address, [...NETCONF, '5', '1'], PASSWORD);
    expect(stdout).toBe('result: pt_status: invalid handle\n');
  });
});

describe('amttool over TLS', () => {
  const address = ownAddress(FILE, 4);
  let device: Device;
  beforeAll(async () => {
    device = await operational(address, '8.1', true);
  });
  afterAll(async () => {
    await device.close();
  });

  test('prints the same, and finds no plain port', async (context) => {
    context.skip(reason !== undefined, reason);
    const { der = '' } = device.state.certificates.certificates[0] ?? {};
    const { stdout } = await amttoolAt(`${address}:16993`, ['info'], PASSWORD, '', der);
    expect(stdout).toContain('\nAMT version:  8.1.71\n');
    expect(device.ports.map(({ service }) => service)).not.toContain(16_992);
  });
});

describe('amttool against release 9.5', () => {
  const address = ownAddress(FILE, 5);
  let device: Device;
  beforeAll(async () => {
    device = await operational(address, '9.5', false);
  });
  afterAll(async () => {
    await device.close();
  });

  test('finds that the paths of the legacy interface are gone', async (context) => {
    context.skip(reason !== undefined, reason);
    const seen: string[] = [];
    using _listening = device.onEvent((event) => {
      if (event.kind === 'http') seen.push(`${event.path} ${event.status}`);
    });
    const { code, stdout } = await amttoolAt(address, ['info'], PASSWORD);
    expect(code).not.toBe(0);
    expect(stdout).not.toContain('AMT version');
    expect(seen[0]).toBe('/SecurityAdministrationService 404');
  });
});
