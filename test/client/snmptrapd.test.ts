import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostLink, type Device, type NetworkLink } from '../../emulator/index.ts';
import { create, put } from '../unit/emulator/wsman/requests.ts';
import { ownAddress } from './addresses.ts';
import { Program } from './child.ts';
import { DigestClient } from './digest-client.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const FILE = 20;
const ADDRESS = ownAddress(FILE, 1);
const RECEIVER = ownAddress(FILE, 2);
const TRAP_PORT = 162;
/** Where the receiver listens, so that it needs no rights. */
const RECEIVER_PORT = 20_162;
const PASSWORD = 'P@ssw0rd1';
const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const POLICY = 42;

const reason = missing('snmptrapd');

/** This computer's sockets, with the trap port of the world moved to where the receiver listens. */
function linkWithTraps(): NetworkLink {
  const link = hostLink();
  return {
    ...link,
    bindUdp: async (at, onDatagram) => {
      const port = await link.bindUdp(at, onDatagram);
      return {
        address: port.address,
        port: port.port,
        send: (data, to) => port.send(data, to.port === TRAP_PORT ? { ...to, port: RECEIVER_PORT } : to),
        close: () => port.close(),
      };
    },
  };
}

describe('snmptrapd, told of by a device', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snmptrapd-'));
  let receiver: Program | undefined;
  let device: Device | undefined;

  beforeAll(async () => {
    if (reason !== undefined) return;
    const settings = join(folder, 'snmptrapd.conf');
    writeFileSync(settings, 'disableAuthorization yes\nformat1 TRAP|%a|%N|%w|%q|%W|%P|%v|END\\n\n');
    const args = [
      '-f',
      '-C',
      '-c',
      settings,
      '-Lo',
      '-On',
      '-Ox',
      '-m',
      '',
      `udp:${RECEIVER}:${String(RECEIVER_PORT)}`,
    ];
    receiver = new Program('snmptrapd', args, { env: { SNMP_PERSISTENT_DIR: folder } });
    await receiver.printed(/NET-SNMP version/);
    device = await deviceAt(ADDRESS, {
      link: linkWithTraps(),
      initialState: { kind: 'operational', password: PASSWORD, tls: false },
    });
    using console = new DigestClient({ address: ADDRESS, port: 16_992, tls: false, user: 'admin', password: PASSWORD });
    const fields = ['DeviceAddress', 'EventType', 'EventOffset', 'EventSourceType', 'EventSeverity', 'SensorNumber'];
    const filter =
      [...fields, 'Entity', 'EntityInstance'].map((name) => `<r:${name}>255</r:${name}>`).join('') +
      '<r:EventSensorType>15</r:EventSensorType><r:EnableFilter>true</r:EnableFilter><r:LogOnEvent>true</r:LogOnEvent>' +
      `<r:OEMFilter>false</r:OEMFilter><r:PolicyID>${String(POLICY)}</r:PolicyID><r:SendAlert>true</r:SendAlert>`;
    const subscriber =
      `<r:AccessInfo>${RECEIVER}</r:AccessInfo><r:CommunityString>adatum</r:CommunityString>` +
      `<r:PolicyID>${String(POLICY)}</r:PolicyID>`;
    const answers = [
      await console.post(create(`${AMT}AMT_PETFilterSetting`, filter)),
      await console.post(create(`${AMT}AMT_SNMPEventSubscriber`, subscriber)),
      await console.post(
        put(`${AMT}AMT_EventManagerService`, '<r:DefaultCommunityString>somebody-else</r:DefaultCommunityString>'),
      ),
    ];
    const refusal = answers.find(({ status }) => status !== 200);
    if (refusal !== undefined) throw new Error(refusal.text);
  });
  afterAll(async () => {
    await device?.close();
    await receiver?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test('prints agent, enterprise, specific number and the octets of each step of the boot', async (context) => {
    context.skip(reason !== undefined, reason);
    if (device === undefined || receiver === undefined) throw new Error('nothing was started');
    device.pressPowerButton();
    const isTold = /TRAP[^]*END[^]*TRAP[^]*END/;
    const printed = await receiver.printed(isTold);
    const shown = [...printed.matchAll(/TRAP[^]*?END/g)].map(([trap]) => trap.split('|'));
    expect(shown.map(([, agent, enterprise, generic, specific]) => [agent, enterprise, generic, specific])).toEqual([
      [ADDRESS, '.1.3.6.1.4.1.3183.1.1', '6', `.${String(0x0f6f02)}`],
      [ADDRESS, '.1.3.6.1.4.1.3183.1.1', '6', `.${String(0x0f6f02)}`],
    ]);
    expect(shown.map(([, , , , , , community]) => community)).toEqual(
      shown.map(() => expect.stringContaining('adatum')),
    );
    const octets = shown.map(([, , , , , , , variable = '']) => hexOf(variable));
    const uuid = device.uuid.replaceAll('-', '').toUpperCase();
    expect(octets.map((text) => text.slice(0, 32))).toEqual([uuid, uuid]);
    // Sources ASF, severity monitor, no sensor, BIOS; PCI configuration, then the start of the operating system.
    expect(octets.map((text) => text.slice(44, 78)).toSorted()).toEqual([
      'FFFF686801FFFF22004007000000000000',
      'FFFF686801FFFF22004013000000000000',
    ]);
    expect(octets.map((text) => text.slice(78))).toEqual(octets.map(() => '19000001570000C1'));
  });
});

/** `.1.3.6... = Hex-STRING: 00 11 ...` as digits, after a look at the name of the variable. */
function hexOf(variable: string): string {
  expect(variable).toContain('.1.3.6.1.4.1.3183.1.1.1 = Hex-STRING:');
  return variable.slice(variable.indexOf(':') + 1).replace(/\s/g, '');
}
