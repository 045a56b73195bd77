import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileFor, withProfile, type Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import type { Ended } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';
import { Wsl } from './wsl-run.ts';

const FILE = 21;
const PASSWORD = 'P@ssw0rd1';
const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1';
const SETTINGS = `${AMT}/AMT_GeneralSettings`;

const reason = missing('wsl', 'curl', 'uuidgen');

/** The texts of all elements with this local name, in order. */
function texts({ stdout }: Ended, name: string): readonly string[] {
  return [...stdout.matchAll(new RegExp(`<[a-z]+:${name}>([^<]*)<`, 'g'))].map(([, text = '']) => text);
}

/** The local names of the elements right under the items of pulled answers, in order. */
function itemsIn({ stdout }: Ended): readonly string[] {
  return [...stdout.matchAll(/^ {8}<[a-z]+:(\w+)>$/gm)].map(([, name = '']) => name);
}

describe.each([
  ['5.0', '5.0.1', false, ownAddress(FILE, 1)],
  ['8.1', '8.1.71', false, ownAddress(FILE, 2)],
  ['11.8', '11.8.50', false, ownAddress(FILE, 3)],
  ['16.1', '16.1.25', true, ownAddress(FILE, 4)],
] as const)('wsl against release %s', (release, version, tls, address) => {
  let device: Device;
  let wsl: Wsl;

  beforeAll(async () => {
    const firmware = withProfile(profileFor(release), { timings: { bootMs: 0 } });
    device = await deviceAt(address, { firmware, initialState: { kind: 'operational', password: PASSWORD, tls } });
    wsl = await Wsl.open({ address, tls, password: PASSWORD });
  });
  afterAll(async () => {
    await wsl[Symbol.asyncDispose]();
    await device.close();
  });

  test('identifies the firmware', async (context) => {
    context.skip(reason !== undefined, reason);
    const identified = await wsl.run('wslid', ['check']);
    expect(identified.code).toBe(0);
    expect(texts(identified, 'ProductVendor')).toEqual(['Intel(r)']);
    expect(texts(identified, 'ProductVersion')).toEqual([`AMT ${version}`]);
  });

  test('gets an instance by its key and, where there is only one, without', async (context) => {
    context.skip(reason !== undefined, reason);
    const byKey = await wsl.run('wslget', [SETTINGS, 'InstanceID=Intel(r) AMT: General Settings']);
    expect([byKey.code, texts(byKey, 'ElementName')]).toEqual([0, ['Intel(r) AMT: General Settings']]);
    const alone = await wsl.run('wslget', [SETTINGS]);
    expect(texts(alone, 'DigestRealm')).toEqual(texts(byKey, 'DigestRealm'));
    expect(texts(alone, 'DigestRealm')).toHaveLength(1);
  });

  test('gets the one of two instances that its key names', async (context) => {
    context.skip(reason !== undefined, reason);
    for (const name of ['Intel(r) AMT 802.3 TLS Settings', 'Intel(r) AMT LMS TLS Settings']) {
      const got = await wsl.run('wslget', [`${AMT}/AMT_TLSSettingData`, `InstanceID=${name}`]);
      expect([got.code, texts(got, 'InstanceID')]).toEqual([0, [name]]);
    }
  });

  test('pulls what it enumerates one by one, some at once, as references, and both', async (context) => {
    context.skip(reason !== undefined, reason);
    const one = await wsl.run('wslenum', ['CIM_SoftwareIdentity']);
    const count = texts(one, 'InstanceID').length;
    expect(count).toBeGreaterThan(5);
    expect(one.stdout.match(/:PullResponse>/g)).toHaveLength(2 * count);
    expect(texts(one, 'VersionString')).toContain(version);
    const some = await wsl.run('wslenum', ['CIM_SoftwareIdentity', '-opti', '3']);
    expect(texts(some, 'InstanceID')).toEqual(texts(one, 'InstanceID'));
    expect(some.stdout.match(/:PullResponse>/g)).toHaveLength(2 * Math.ceil(count / 3));
    const references = await wsl.run('wslenum', ['CIM_SoftwareIdentity', '-mode', 'epr']);
    expect([...references.stdout.matchAll(/Selector Name="InstanceID">([^<]*)/g)].map(([, id]) => id)).toEqual(
      texts(one, 'InstanceID'),
    );
    const both = await wsl.run('wslenum', ['CIM_SoftwareIdentity', '-mode', 'objepr']);
    expect(texts(both, 'VersionString')).toEqual(texts(one, 'VersionString'));
    expect(itemsIn(both)).toEqual(Array.from({ length: count }, () => 'Item'));
  });

  test('boots the PC from the network as MAAS does, and switches it off', async (context) => {
    context.skip(reason !== undefined, reason);
    const config = await wsl.reference('CIM_BootConfigSetting', 'Boot Configuration 0');
    const source = await wsl.reference('CIM_BootSourceSetting', 'Force PXE Boot');
    const boot = await wsl.reference('CIM_BootService', 'Boot Service');
    const power = await wsl.reference('CIM_PowerManagementService', 'Power Management Service');
    const system = await wsl.reference('CIM_ComputerSystem', 'ManagedSystem');
    const invoke = async (...args: readonly string[]): Promise<readonly string[]> =>
      texts(await wsl.run('wslinvoke', args), 'ReturnValue');
    expect(await invoke('CIM_BootConfigSetting', 'ChangeBootOrder', `Source=FILE:${source}`, '-inst', config)).toEqual([
      '0',
    ]);
    const role = ['SetBootConfigRole', `BootConfigSetting=FILE:${config}`, 'Role=1', '-inst', boot];
    expect(await invoke('CIM_BootService', ...role)).toEqual(['0']);
    const change = async (state: number): Promise<readonly string[]> =>
      invoke(
        'CIM_PowerManagementService',
        'RequestPowerStateChange',
        `PowerState=${state}`,
        `ManagedElement=FILE:${system}`,
        '-inst',
        power,
      );
    const seen = async (): Promise<readonly string[]> =>
      texts(await wsl.run('wslenum', ['CIM_AssociatedPowerManagementService']), 'PowerState');
    expect(await change(2)).toEqual(['0']);
    expect(await seen()).toEqual(['2']);
    expect(device.isHostOn).toBe(true);
    expect(await change(10)).toEqual(['0']);
    expect(await change(8)).toEqual(['0']);
    expect(await seen()).toEqual(['8']);
  });

  test('follows the associations of the PC, and shows them', async (context) => {
    context.skip(reason !== undefined, reason);
    const keys = ['CIM_ComputerSystem', 'CreationClassName=CIM_ComputerSystem', 'Name=ManagedSystem'];
    // The two options of wsl are named the other way round than what they ask for.
    const associated = itemsIn(await wsl.run('wslenum', [...keys, '-references']));
    expect(associated).toEqual(
      expect.arrayContaining(['CIM_Chassis', 'CIM_BIOSElement', 'CIM_PowerManagementService']),
    );
    const associations = itemsIn(await wsl.run('wslenum', [...keys, '-associators']));
    expect(associations).toEqual(
      expect.arrayContaining(['CIM_ComputerSystemPackage', 'CIM_SystemBIOS', 'CIM_AssociatedPowerManagementService']),
    );
  });

  test.for([
    ['wslget', [`${AMT}/AMT_NoSuchClass`, 'Name=x'], 'DestinationUnreachable'],
    ['wslget', [SETTINGS, 'InstanceID=another'], 'DestinationUnreachable'],
    ['wslget', [SETTINGS, 'NoSuchKey=x'], 'InvalidSelectors'],
    ['wslenum', ['CIM_NoSuchClass'], 'DestinationUnreachable'],
    ['wslenum', [SETTINGS, '-filter', 'select * from AMT_GeneralSettings'], 'FilterDialectRequestedUnavailable'],
  ] as const)('%s %j fails with %s', async ([command, args, fault], context) => {
    context.skip(reason !== undefined, reason);
    const failed = await wsl.run(command, args);
    expect(failed.code).not.toBe(0);
    expect(failed.stdout).toMatch(new RegExp(`<a:Value>[a-z]:${fault}</a:Value>`));
    expect(failed.stdout).toMatch(/<a:Text xml:lang="en-US">.+<\/a:Text>/);
  });

  test('is shown no WS-Management with a wrong password', async (context) => {
    context.skip(reason !== undefined, reason);
    const failed = await wsl.run('wslget', [SETTINGS], 'wrong');
    expect(failed.code).not.toBe(0);
    expect(failed.stdout).toContain('Log On Failed');
    expect(failed.stdout).not.toContain('DigestRealm');
  });
});
