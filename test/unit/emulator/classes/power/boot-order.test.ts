import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';

import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import type { BootCapability } from '../../../../../emulator/firmware/profile.ts';
import { classDeclarations } from '../../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine } from '../../../../../emulator/wsman/dispatch.ts';
import { subcode } from '../../wsman/asked.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench, content, reference } from '../security/class-bench.ts';

const CONFIGURATION = 'Intel(r) AMT: Boot Configuration 0';
const PXE = 'Intel(r) AMT: Force PXE Boot';
const HTTPS_SOURCE = 'Intel(r) AMT: Force OCR UEFI HTTPS Boot';
const HOST = reference('CIM_ComputerSystem', { CreationClassName: 'CIM_ComputerSystem', Name: 'ManagedSystem' });
const RESULT = (method: string): string => `<g:${method}_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:${method}_OUTPUT>`;

const cim = new CIM.Messages();
const amt = new AMT.Messages();
let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
  device.isHostOn = true;
});

function answer(text: string): string {
  return bodyOf(device.ask(text).text);
}

function order(source?: string, keys: Readonly<Record<string, string>> = {}): string | undefined {
  const inner =
    source === undefined ? '' : `<r:Source>${reference('CIM_BootSourceSetting', { InstanceID: source })}</r:Source>`;
  return device.call('CIM_BootConfigSetting', 'ChangeBootOrder', inner, keys)['ReturnValue'];
}

function role(value: number, configuration = CONFIGURATION, keys: Readonly<Record<string, string>> = {}): unknown {
  const inner =
    `<r:BootConfigSetting>${reference('CIM_BootConfigSetting', { InstanceID: configuration })}` +
    `</r:BootConfigSetting>${content({ Role: value })}`;
  return device.call('CIM_BootService', 'SetBootConfigRole', inner, keys)['ReturnValue'];
}

/** The settings as a client sends them back: what it read, with changes, without what it leaves out. */
function settings(change: Readonly<Record<string, string>> = {}, without: readonly string[] = []): string {
  const { BIOSLastStatus: _status, ...fields } = device.read('AMT_BootSettingData');
  const kept = Object.entries({ ...fields, ...change }).filter(([name]) => !without.includes(name));
  return content(Object.fromEntries(kept));
}

describe('booting a host once from the network', () => {
  it('works as a web console does it: read, clear, write, choose the role, choose the source, reset', () => {
    expect(answer(cim.BootConfigSetting.ChangeBootOrder())).toBe(RESULT('ChangeBootOrder'));
    const readOnly = ['BootguardStatus', 'OptionsCleared', 'WinREBootEnabled', 'UEFILocalPBABootEnabled'];
    const more = ['UEFIHTTPSBootEnabled', 'SecureBootControlEnabled', 'RPEEnabled'];
    expect(device.put('AMT_BootSettingData', settings({}, [...readOnly, ...more])).status).toBe(200);
    expect(answer(cim.BootService.SetBootConfigRole(CONFIGURATION, 1))).toBe(RESULT('SetBootConfigRole'));
    expect(answer(cim.BootConfigSetting.ChangeBootOrder(PXE))).toBe(RESULT('ChangeBootOrder'));
    expect(answer(cim.PowerManagementService.RequestPowerStateChange(10))).toBe(RESULT('RequestPowerStateChange'));
    expect([device.state.boot.source, device.switched]).toEqual(['pxe', ['reset']]);
    expect(device.read('CIM_AssociatedPowerManagementService')['PowerState']).toBe('2');
  });

  it('works as a management server does it: what was read is written back with changes, then the host is reset', () => {
    const options = {
      ...Object.fromEntries(
        Object.entries(device.read('AMT_BootSettingData')).map(([name, text]) => [
          name,
          ['true', 'false'].includes(text) ? text === 'true' : text,
        ]),
      ),
      UseSOL: true,
    } as unknown as Parameters<typeof amt.BootSettingData.Put>[0];
    delete (options as { BIOSLastStatus?: unknown }).BIOSLastStatus;
    expect(answer(amt.BootSettingData.Put(options))).toContain('<g:UseSOL>true</g:UseSOL>');
    expect(answer(cim.PowerManagementService.RequestPowerStateChange(10))).toBe(RESULT('RequestPowerStateChange'));
    expect(device.state.boot.useSol).toBe(true);
  });

  it('works with the four selectors of the service and that of the configuration', () => {
    const keys = {
      CreationClassName: 'CIM_BootService',
      Name: 'Intel(r) AMT Boot Service',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    };
    const power = {
      ...keys,
      CreationClassName: 'CIM_PowerManagementService',
      Name: 'Intel(r) AMT Power Management Service',
    };
    device.isHostOn = false;
    expect(order(PXE, { InstanceID: CONFIGURATION })).toBe('0');
    expect(role(1, CONFIGURATION, keys)).toBe('0');
    const inner = `${content({ PowerState: 2 })}<r:ManagedElement>${HOST}</r:ManagedElement>`;
    expect(device.call('CIM_PowerManagementService', 'RequestPowerStateChange', inner, power)).toEqual({
      ReturnValue: '0',
    });
    expect([device.state.boot.source, device.switched]).toEqual(['pxe', ['on']]);
  });

  it('works with nothing but the name of the power service, and with the order before the role', () => {
    const name = { Name: 'Intel(r) AMT Power Management Service' };
    expect([order(PXE), role(1)]).toEqual(['0', '0']);
    const inner = `${content({ PowerState: 8 })}<r:ManagedElement>${HOST}</r:ManagedElement>`;
    expect(device.call('CIM_PowerManagementService', 'RequestPowerStateChange', inner, name)).toEqual({
      ReturnValue: '0',
    });
  });
});

describe('CIM_BootConfigSetting.ChangeBootOrder', () => {
  it.each([
    ['Intel(r) AMT: Force Hard-drive Boot', 'hard-disk'],
    [PXE, 'pxe'],
    ['Intel(r) AMT: Force CD/DVD Boot', 'cd-dvd'],
  ])('forces %s, and without a source nothing', (id, source) => {
    expect([order(id), device.state.boot.source]).toEqual(['0', source]);
    expect([order(), device.state.boot.source]).toEqual(['0', 'default']);
  });

  it('uses the first of several sources', () => {
    const both = [PXE, 'Intel(r) AMT: Force CD/DVD Boot'].map(
      (id) => `<r:Source>${reference('CIM_BootSourceSetting', { InstanceID: id })}</r:Source>`,
    );
    expect(device.call('CIM_BootConfigSetting', 'ChangeBootOrder', both.join(''))).toEqual({ ReturnValue: '0' });
    expect(device.state.boot.source).toBe('pxe');
  });

  it('answers 4 to a source that the device does not have, and leaves the order', () => {
    order(PXE);
    expect(order('Intel(r) AMT: Force Diagnostic Boot')).toBe('4');
    expect(order(HTTPS_SOURCE)).toBe('4');
    expect(device.state.boot.source).toBe('pxe');
  });

  it('refuses an empty Source element as the schema does', () => {
    expect(device.call('CIM_BootConfigSetting', 'ChangeBootOrder', '<r:Source/>')).toEqual({
      fault: 'e:SchemaValidationError',
    });
  });

  it('also takes the lower-case parameter of early releases, and only there', () => {
    const inner = `<r:source>${reference('CIM_BootSourceSetting', { InstanceID: PXE })}</r:source>`;
    const early = new ClassBench('3.2.1');
    expect(early.call('CIM_BootConfigSetting', 'ChangeBootOrder', inner)).toEqual({ ReturnValue: '0' });
    expect(early.state.boot.source).toBe('pxe');
    expect(device.call('CIM_BootConfigSetting', 'ChangeBootOrder', inner)).toEqual({
      fault: 'e:SchemaValidationError',
    });
  });
});

describe('CIM_BootService', () => {
  it('takes the roles single use and not next, of the one configuration', () => {
    order(PXE);
    expect([role(0), role(2), role(1, 'Boot Configuration 1'), role(1)]).toEqual(['5', '5', '4', '0']);
    expect(device.state.boot.source).toBe('pxe');
    expect([role(32_768), device.state.boot.source]).toEqual(['0', 'default']);
  });

  it('shows what of recovery and erasing was allowed last', () => {
    expect(device.read('CIM_BootService')['EnabledState']).toBe('2');
    expect(answer(cim.BootService.RequestStateChange(32_769))).toBe(RESULT('RequestStateChange'));
    expect(device.read('CIM_BootService')['EnabledState']).toBe('32769');
    expect(device.call('CIM_BootService', 'RequestStateChange', content({ RequestedState: 3 }))).toEqual({
      ReturnValue: '1',
    });
  });
});

describe('AMT_BootSettingData', () => {
  it('reads as recorded on a device of its time, and without newer properties before', () => {
    expect(device.read('AMT_BootSettingData')).toMatchObject({
      BIOSLastStatus: '2|0',
      BootguardStatus: '127',
      OptionsCleared: 'true',
      RSEPassword: '',
      UefiBootNumberOfParams: '0',
      WinREBootEnabled: 'true',
    });
    const early = new ClassBench('3.2.1').read('AMT_BootSettingData');
    expect(Object.keys(early)).toHaveLength(19);
    expect(early).not.toHaveProperty('SecureErase');
  });

  it('says that the options wait for a boot, and that a boot has used them up', () => {
    device.put('AMT_BootSettingData', settings({ UseSOL: 'true' }));
    expect(device.read('AMT_BootSettingData')['OptionsCleared']).toBe('false');
    expect(role(32_768)).toBe('0');
    expect(device.read('AMT_BootSettingData')).toMatchObject({ OptionsCleared: 'true', UseSOL: 'false' });
  });

  it.each([
    ['SecureErase', 'true', 'e:InternalError'],
    ['PlatformErase', 'true', 'e:InternalError'],
    ['UefiBootNumberOfParams', '1', 'd:InvalidRepresentation'],
    ['UefiBootParametersArray', 'hoABAAUAAABo', 'd:InvalidRepresentation'],
    ['RSEPassword', 'x'.repeat(33), 'd:InvalidRepresentation'],
    ['IDERBootDevice', '2', 'd:InvalidRepresentation'],
    ['LockKeyboard', 'perhaps', 'e:SchemaValidationError'],
  ])('refuses %s %s', (name, value, fault) => {
    expect(subcode(device.put('AMT_BootSettingData', settings({ [name]: value })))).toBe(fault);
    expect(device.commits).toBe(0);
  });

  it('refuses a property that the release does not know', () => {
    const early = new ClassBench('3.2.1');
    const fields = content({ ...early.read('AMT_BootSettingData'), SecureErase: 'false' });
    expect(subcode(early.put('AMT_BootSettingData', fields))).toBe('e:SchemaValidationError');
  });
});

describe('a BIOS with One-Click Recovery', () => {
  function recoverable(...more: readonly BootCapability[]): ClassBench {
    const bench = new ClassBench('16.1');
    const { boot } = bench.profile;
    const capabilities = new Set<BootCapability>([...boot.capabilities, 'force-uefi-https-boot', ...more]);
    const profile = { ...profileFor('16.1'), boot: { capabilities } };
    const holder = Object.assign(bench, { profile });
    return Object.assign(holder, {
      engine: createWsmanEngine({ holder, clock: bench.clock, classes: classDeclarations }),
    });
  }

  it('has the sources of recovery, and names them among its capabilities', () => {
    device = recoverable('force-win-re-boot');
    expect(device.read('AMT_BootCapabilities')).toMatchObject({
      ForceUEFIHTTPSBoot: 'true',
      ForceUEFIPBABoot: 'false',
    });
    expect(device.list('CIM_BootSourceSetting')).toHaveLength(5);
    expect(new ClassBench('16.1').read('AMT_BootCapabilities')).not.toHaveProperty('ForceUEFIHTTPSBoot');
  });

  it('boots from a server with the parameters that were written, unless recovery is off', () => {
    device = recoverable();
    const url = Buffer.from('https://server15.adatum.com/a.efi');
    const parameters = Buffer.concat([Buffer.from('8680010000000000', 'hex'), url]);
    parameters.writeUInt32LE(url.length, 4);
    const text = parameters.toString('base64');
    const change = { UefiBootNumberOfParams: '1', UefiBootParametersArray: text };
    expect(device.put('AMT_BootSettingData', settings(change)).status).toBe(200);
    expect(device.read('AMT_BootSettingData')['UefiBootParametersArray']).toBe(text);
    expect([order(HTTPS_SOURCE), device.state.boot.source]).toEqual(['0', 'uefi-https']);
    device.ask(cim.BootService.RequestStateChange(32_768));
    expect(order(HTTPS_SOURCE)).toBe('1');
  });

  it('erases when it can, and says afterwards that it did', () => {
    device = recoverable('platform-erase');
    const erase = Buffer.from('868001000400000004000000', 'hex').toString('base64');
    const change = { PlatformErase: 'true', UefiBootNumberOfParams: '1', UefiBootParametersArray: erase };
    expect(device.put('AMT_BootSettingData', settings(change)).status).toBe(200);
    role(32_768);
    expect(device.read('AMT_BootSettingData')).toMatchObject({ BIOSLastStatus: '0|0', PlatformErase: 'false' });
  });
});

describe('what boot settings keep secret', () => {
  it('is never in the log of what the device decided and said', () => {
    device.put('AMT_BootSettingData', settings({ RSEPassword: 'P@ssw0rd1' }));
    expect(device.state.features.bootRecovery.erasePassword).toBe('P@ssw0rd1');
    expect(device.read('AMT_BootSettingData')['RSEPassword']).toBe('');
    expect(JSON.stringify([device.events, device.decisions])).not.toContain('P@ssw0rd1');
  });
});
