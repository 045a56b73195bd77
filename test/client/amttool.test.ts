import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { run, type Ended } from './child.ts';
import { amttoolAt } from './amttool-run.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const ADDRESS = ownAddress(3);
const PASSWORD = 'P@ssw0rd1';
const NAMES = {
  SetHostName: ['HostName', 'DESK001'],
  SetDomainName: ['DomainName', 'corp.adatum.com'],
} as const;
const NAMESPACE = 'http://schemas.intel.com/platform/client/NetworkAdministration/2004/01';

const reason = missing('amttool', 'curl');

describe('amttool against release 3.2.1', () => {
  let device: Device;
  beforeAll(async () => {
    device = await deviceAt(ADDRESS, { initialState: { kind: 'operational', password: PASSWORD, tls: false } });
  });
  afterAll(async () => {
    await device.close();
  });

  test('prints the release over the legacy interface, and no name for a computer that has none', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await amttool('info', PASSWORD);
    const lines = [`### AMT info on machine '${ADDRESS}' ###`, 'AMT version:  3.2.1', 'Hostname:     .adatum.com'];
    expect(stdout.split('\n').slice(0, 3)).toEqual(lines);
  });

  test('prints the names that somebody else set', async (context) => {
    context.skip(reason !== undefined, reason);
    for (const [method, [element, value]] of Object.entries(NAMES)) {
      const argument = `<${element}>${value}</${element}>`;
      const body = `<${method} xmlns="${NAMESPACE}">${argument}</${method}>`;
      const input = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${body}</Body></Envelope>`;
      const how = ['-q', '-sS', '--noproxy', '*', '--digest', '-u', `admin:${PASSWORD}`, '--data-binary', '@-'];
      const answer = await run('curl', [...how, `http://${ADDRESS}:16992/NetworkAdministrationService`], { input });
      expect(answer.stdout).toContain('<b:Status>0</b:Status>');
    }
    const { stdout } = await amttool('info', PASSWORD);
    expect(stdout).toContain('\nHostname:     DESK001.corp.adatum.com\n');
  });

  test('reads what may be done to the host, and finds nothing undefined on its way', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stdout, stderr } = await amttool('info', PASSWORD);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.slice(stdout.indexOf('Powerstate'))).toBe(
      [
        'Powerstate:   S5 (soft-off)',
        'Remote Control Capabilities:',
        '    IanaOemNumber                   157',
        '    OemDefinedCapabilities          IDER SOL BiosReflash BiosSetup ',
        '    SpecialCommandsSupported        PXE-boot HD-boot cd-boot ',
        '    SystemCapabilitiesSupported     powercycle powerdown powerup reset ',
        '    SystemFirmwareCapabilities      1820',
        '',
      ].join('\n'),
    );
  });

  test('switches the host on, resets it and switches it off', async (context) => {
    context.skip(reason !== undefined, reason);
    const seen: string[] = [];
    using _listening = device.onEvent((event) => {
      if (event.kind === 'power') seen.push(event.what);
    });
    for (const command of ['powerup', 'reset', 'powerdown']) {
      const { stdout } = await amttool(command, PASSWORD, 'y\n');
      expect(stdout).toMatch(/execute: \w+\nresult: pt_status: success\n$/);
    }
    expect([seen, device.isHostOn]).toEqual([['host-on', 'host-reset', 'host-off'], false]);
  });

  test('is told that a host that is off cannot be reset', async (context) => {
    context.skip(reason !== undefined, reason);
    expect((await amttool('reset', PASSWORD, 'y\n')).stdout).toMatch(/result: pt_status: invalid command\n$/);
    expect(device.decisions.map(({ code }) => code)).toContain('host-power.not-in-this-state');
  });

  test('prints the one interface with its fixed address', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stdout, stderr } = await amttool('netinfo', PASSWORD);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' '));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Network Interface 0:',
        'DhcpEnabled false',
        `MACAddress ${device.mac.replaceAll(':', '-')}`,
        `LocalAddress ${ADDRESS}`,
        'SubnetMask 255.0.0.0',
      ]),
    );
  });

  test('with a wrong password gets nowhere', async (context) => {
    context.skip(reason !== undefined, reason);
    using requests = watchRequests(device);
    const { stdout } = await amttool('info', 'P@ssw0rd2');
    expect(stdout).not.toContain('3.2.1');
    expect(new Set(requests.seen.filter((line) => line.startsWith('/SecurityAdministrationService')))).toEqual(
      new Set(['/SecurityAdministrationService 401']),
    );
  });
});

function amttool(command: string, password: string, input = ''): Promise<Ended> {
  return amttoolAt(ADDRESS, command.split(' '), password, input);
}

/** Path and status of each request from now on. */
function watchRequests(device: Device): Disposable & { readonly seen: readonly string[] } {
  const seen: string[] = [];
  const listening = device.onEvent((event) => {
    if (event.kind === 'http') seen.push(`${event.path} ${event.status}`);
  });
  return { seen, [Symbol.dispose]: () => listening[Symbol.dispose]() };
}
