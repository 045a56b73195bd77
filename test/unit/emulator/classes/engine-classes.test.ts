import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { logEvent } from '../../../../emulator/device/logs/event-log.ts';
import { enterSetup } from '../../../../emulator/device/setup/setup.ts';
import type { DeviceState } from '../../../../emulator/device/state.ts';
import { Catalogue } from '../../../../emulator/wsman/catalogue.ts';
import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import type {
  CallContext,
  Caller,
  ClassDeclaration,
  Instance,
  MethodResult,
  WriteResult,
} from '../../../../emulator/wsman/declaration.ts';
import { someTimeMs, stateAfter, unpacked } from '../../../support/fresh-device.ts';
import { PlainHolder } from '../../../support/plain-holder.ts';

const { state: factory, instant } = unpacked();
const inSetup = stateAfter(enterSetup(factory, instant, 'bare-metal'));
const caller: Caller = { user: 'admin', isAdmin: true, realms: [], from: '198.51.100.9', overTls: true };

function contextOf(state: DeviceState): CallContext {
  const holder = new PlainHolder(state, instant.profile, new VirtualClock({ startMs: someTimeMs }));
  return { state, instant, holder, caller, served: new Catalogue(classDeclarations, instant.profile) };
}

function classOf(name: string): ClassDeclaration {
  const found = classDeclarations.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no class ${name}`);
  return found;
}

function call(name: string, method: string, input: Instance, state = inSetup, self: Instance = {}): MethodResult {
  const declared = classOf(name).methods?.find((candidate) => candidate.name === method);
  if (declared?.call === undefined) throw new Error(`no method ${method}`);
  return declared.call(contextOf(state), input, self);
}

function put(name: string, written: Instance): WriteResult {
  const answer = classOf(name).put?.(contextOf(inSetup), {}, written);
  if (answer === undefined) throw new Error(`${name} cannot be written`);
  return answer;
}

function stateOf(result: MethodResult | WriteResult): DeviceState {
  if (result.kind === 'fault' || result.state === undefined) throw new Error(JSON.stringify(result));
  return result.state;
}

describe('the classes', () => {
  it('are each declared once, and fill only properties that they declare, all keys among them', () => {
    const names = classDeclarations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { properties, instances } of classDeclarations) {
      const declared = new Set(properties.map((property) => property.name));
      const found = instances(contextOf(inSetup));
      for (const instance of found) {
        expect(Object.keys(instance).filter((key) => !declared.has(key))).toEqual([]);
        const keys = properties.filter(({ key }) => key === true).map((property) => property.name);
        expect(keys.filter((key) => instance[key] === undefined)).toEqual([]);
      }
    }
  });
});

describe('AMT_SetupAndConfigurationService', () => {
  const NAME = 'AMT_SetupAndConfigurationService';

  it('shows the recorded values, with absent names where none are set', () => {
    expect(classOf(NAME).instances(contextOf(inSetup))).toEqual([
      {
        CreationClassName: NAME,
        ElementName: 'Intel(r) AMT Setup and Configuration Service',
        EnabledState: 5,
        Name: 'Intel(r) AMT Setup and Configuration Service',
        PasswordModel: 0,
        ProvisioningMode: 1,
        ProvisioningPID: 'AAAAAAAAAAA=',
        ProvisioningServerOTP: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
        ProvisioningState: 1,
        RequestedState: 12,
        SystemCreationClassName: 'CIM_ComputerSystem',
        SystemName: 'Intel(r) AMT',
        ZeroTouchConfigurationEnabled: true,
      },
    ]);
  });

  it('gives the UUID in SMBIOS order', () => {
    const uuid = Buffer.from('33221100554477668899aabbccddeeff', 'hex').toString('base64');
    expect(call(NAME, 'GetUuid', {})).toMatchObject({ value: 0, outputs: { UUID: uuid } });
  });

  it('commits, and answers refusals as numbers that the decision log explains', () => {
    expect(stateOf(call(NAME, 'CommitChanges', {})).setup.provisioningState).toBe(2);
    const weak = call(NAME, 'SetMEBxPassword', { Password: 'weak' });
    expect(weak).toMatchObject({ kind: 'returned', value: 2054 });
    expect(JSON.stringify(weak)).toContain('accounts.mebx-password.weak');
    expect(call(NAME, 'ExtendProvisioningPeriod', { Duration: 25 })).toMatchObject({ value: 36 });
    expect(call(NAME, 'SetTLSPSK', { PID: 'x', PPS: 'y' })).toMatchObject({ value: 42 });
    expect(stateOf(call(NAME, 'Unprovision', { ProvisioningMode: 1 })).setup.provisioningState).toBe(0);
  });

  it('keeps a one-time password that is readable in setup only', () => {
    const otp = Buffer.from('Secret12').toString('base64');
    const written = stateOf(put(NAME, { ProvisioningServerOTP: otp }));
    expect(written.setup.oneTimePassword).toBe('Secret12');
    const shown = classOf(NAME).instances(contextOf(written))[0]?.['ProvisioningServerOTP'];
    expect(shown).toBe(Buffer.from(`Secret12${'\0'.repeat(24)}`, 'latin1').toString('base64'));
    expect(put(NAME, { ProvisioningServerOTP: 'QQ==' })).toMatchObject({ kind: 'fault' });
  });
});

describe('AMT_MessageLog', () => {
  const NAME = 'AMT_MessageLog';
  const recorded = {
    atSeconds: 0x6598c863,
    deviceAddress: 0xff,
    sensorType: 6,
    eventType: 0x6f,
    eventOffset: 5,
    sourceType: 0x68,
    severity: 16,
    sensorNumber: 0xff,
    entity: 0x26,
    entityInstance: 0x61,
    data: 'aa0a000000000000',
  };
  const older = { ...recorded, atSeconds: 1 };
  const state = stateAfter(logEvent(stateAfter(logEvent(inSetup, instant, older)), instant, recorded));

  it('gives records newest first, in the octets that a device was recorded to send', () => {
    const all = call(NAME, 'GetRecords', { IterationIdentifier: '1', MaxReadRecords: 390 }, state);
    expect(all).toMatchObject({ value: 0, outputs: { IterationIdentifier: '2', NoMoreRecords: true } });
    expect(all.kind === 'returned' && all.outputs?.['RecordArray']).toEqual([
      'Y8iYZf8GbwVoEP8mYaoKAAAAAAAA',
      'AQAAAP8GbwVoEP8mYaoKAAAAAAAA',
    ]);
    const first = call(NAME, 'GetRecords', { IterationIdentifier: '1', MaxReadRecords: 1 }, state);
    expect(first).toMatchObject({ outputs: { IterationIdentifier: '2', NoMoreRecords: false } });
  });

  it('answers 2 for a place that is not there and 3 for an empty log', () => {
    expect(call(NAME, 'GetRecords', { IterationIdentifier: '9', MaxReadRecords: 1 }, state)).toMatchObject({
      value: 2,
    });
    expect(call(NAME, 'GetRecords', { IterationIdentifier: '1', MaxReadRecords: 391 }, state)).toMatchObject({
      value: 2,
    });
    expect(call(NAME, 'GetRecords', { IterationIdentifier: '1', MaxReadRecords: 1 })).toMatchObject({ value: 3 });
    expect(call(NAME, 'PositionToFirstRecord', {})).toMatchObject({ value: 2 });
    expect(call(NAME, 'PositionToFirstRecord', {}, state)).toMatchObject({ outputs: { IterationIdentifier: '1' } });
  });

  it('is cleared unless it is frozen', () => {
    expect(stateOf(call(NAME, 'ClearLog', {}, state)).eventLog.records).toEqual([]);
    const frozen = stateOf(call(NAME, 'FreezeLog', { Freeze: true }, state));
    expect(call(NAME, 'ClearLog', {}, frozen)).toMatchObject({ value: 1 });
    expect(logEvent(frozen, instant, recorded)).toMatchObject({ ok: false, refusal: { status: 2059 } });
  });
});

describe('other services', () => {
  it('AMT_AuthorizationService adds a group by SID and shows it without a hash', () => {
    const sid = Buffer.alloc(28, 3).toString('base64');
    const added = call('AMT_AuthorizationService', 'AddUserAclEntryEx', {
      KerberosUserSid: sid,
      AccessPermission: 2,
      Realms: [2, 3, 5],
    });
    expect(added).toMatchObject({ value: 0, outputs: { Handle: 1 } });
    expect(call('AMT_AuthorizationService', 'GetUserAclEntryEx', { Handle: 1 }, stateOf(added))).toMatchObject({
      outputs: { KerberosUserSid: sid, AccessPermission: 2, Realms: [2, 3, 5] },
    });
  });

  it('AMT_RedirectionService switches SOL and IDE-R by method and by Put', () => {
    const on = stateOf(call('AMT_RedirectionService', 'RequestStateChange', { RequestedState: 32_771 }));
    expect(on.redirection).toEqual({ enabledState: 32_771, listenerEnabled: false });
    expect(call('AMT_RedirectionService', 'RequestStateChange', { RequestedState: 2 })).toMatchObject({ value: 5 });
    const written = stateOf(put('AMT_RedirectionService', { EnabledState: 32_770, ListenerEnabled: true }));
    expect(written.redirection).toEqual({ enabledState: 32_770, listenerEnabled: true });
    expect(put('AMT_RedirectionService', { EnabledState: 7 })).toMatchObject({ fault: 'InvalidRepresentation' });
  });

  it('AMT_WebUIService switches the pages', () => {
    expect(stateOf(call('AMT_WebUIService', 'RequestStateChange', { RequestedState: 3 })).webInterface.enabled).toBe(
      false,
    );
    expect(call('AMT_WebUIService', 'RequestStateChange', { RequestedState: 4 })).toMatchObject({ value: 5 });
  });

  it('AMT_SystemPowerScheme puts the selected package in force', () => {
    const self = { InstanceID: 'SCHEME 1' };
    expect(stateOf(call('AMT_SystemPowerScheme', 'SetPowerScheme', {}, inSetup, self)).power.schemeId).toBe('SCHEME 1');
    expect(call('AMT_SystemPowerScheme', 'SetPowerScheme', {}, inSetup, { InstanceID: 'SCHEME 9' })).toMatchObject({
      value: 1,
    });
  });

  it('AMT_TimeSynchronizationService reads and sets the clock', () => {
    const read = call('AMT_TimeSynchronizationService', 'GetLowAccuracyTimeSynch', {});
    expect(read).toMatchObject({ outputs: { Ta0: someTimeMs / 1000 } });
    const Ta0 = someTimeMs / 1000;
    const set = call('AMT_TimeSynchronizationService', 'SetHighAccuracyTimeSynch', { Ta0, Tm1: Ta0 + 5, Tm2: Ta0 + 5 });
    expect(stateOf(set).time).toEqual({ offsetMs: 5000, source: 1, localSync: 0 });
  });

  it('AMT_GeneralSettings takes names and refuses impossible ones', () => {
    const named = stateOf(put('AMT_GeneralSettings', { HostName: 'desk001', DomainName: 'adatum.com' }));
    expect(named.network).toMatchObject({ hostName: 'desk001', domainName: 'adatum.com', interfaceEnabled: true });
    expect(put('AMT_GeneralSettings', { HostName: 'a b' })).toMatchObject({ fault: 'InvalidRepresentation' });
    expect(stateOf(put('AMT_GeneralSettings', { AMTNetworkEnabled: 0 })).network.interfaceEnabled).toBe(false);
  });

  it('AMT_EthernetPortSettings shows fixed addresses and refuses a mask with holes', () => {
    const fixed = { DHCPEnabled: false, IPAddress: '198.51.100.7', SubnetMask: '255.255.255.0' };
    const state = stateOf(put('AMT_EthernetPortSettings', fixed));
    expect(classOf('AMT_EthernetPortSettings').instances(contextOf(state))[0]).toMatchObject(fixed);
    expect(put('AMT_EthernetPortSettings', { ...fixed, SubnetMask: '255.0.255.0' })).toMatchObject({ kind: 'fault' });
  });
});
