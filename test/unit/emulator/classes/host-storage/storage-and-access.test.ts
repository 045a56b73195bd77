import { beforeEach, describe, expect, it } from 'vitest';

import { ClassBench, content } from '../security/class-bench.ts';

const ADMINISTRATION = 'AMT_ThirdPartyDataStorageAdministrationService';
const STORAGE = 'AMT_ThirdPartyDataStorageService';
const ACCESS = 'AMT_EndpointAccessControlService';

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('5.0');
});

function call(method: string, fields: Readonly<Record<string, string | number | boolean>> = {}): unknown {
  return device.call(ADMINISTRATION, method, content(fields));
}

function allocate(name: string, bytes: number, isPartner = true): unknown {
  const fields = { AttrType: 0, ApplicationName: name, VendorName: 'Trey Research', IsPartner: isPartner };
  return call('AddStorageFpaclEntry', { ...fields, TotalAllocationSize: bytes });
}

describe('the administration of flash memory for programs', () => {
  it('lets enterprises in, names them and sends them away', () => {
    expect(call('AddStorageEaclEntry', { EnterpriseName: 'A. Datum' })).toEqual({ Handle: '1', ReturnValue: '0' });
    expect(call('AddStorageEaclEntry', { EnterpriseName: 'A. Datum' })).toEqual({ ReturnValue: '2058' });
    expect(call('EnumerateStorageEaclEntries')).toEqual({ Handles: '1', ReturnValue: '0' });
    expect(call('GetStorageEaclEntry', { Handle: 1 })).toEqual({ EnterpriseName: 'A. Datum', ReturnValue: '0' });
    expect(call('RemoveStorageEaclEntry', { Handle: 1 })).toEqual({ ReturnValue: '0' });
    expect(call('GetStorageEaclEntry', { Handle: 1 })).toEqual({ ReturnValue: '2053' });
  });

  it('takes no name that is longer than those of programs', () => {
    const name = 'A'.repeat(65);
    expect(call('AddStorageEaclEntry', { EnterpriseName: name })).toEqual({ ReturnValue: '12' });
    expect(allocate(name, 1000)).toEqual({ ReturnValue: '12' });
  });

  it('sets memory aside as long as there is some', () => {
    expect(allocate('Scanner', 100_000)).toEqual({ Handle: '1', ReturnValue: '0' });
    expect(allocate('Backup', 100_000)).toEqual({ ReturnValue: '11' });
    expect(call('UpdateStorageFpaclEntry', { Handle: 1, NewAllocationSize: 50_000 })).toEqual({ ReturnValue: '0' });
    expect(allocate('Backup', 100_000)).toEqual({ Handle: '2', ReturnValue: '0' });
    expect(call('EnumerateStorageAllocEntries')).toEqual({ Handles: '1|2', ReturnValue: '0' });
    expect(call('GetStorageAllocEntry', { Handle: 2 })).toMatchObject({ ApplicationName: 'Backup', IsPartner: 'true' });
    expect(call('GetGlobalStorageAttributes')).toMatchObject({ TotalAllocatedStorage: '150000', ReturnValue: '0' });
    expect(call('SetGlobalStorageAttributes', { MaxPartnerStorage: 1000 })).toEqual({ ReturnValue: '11' });
    expect(call('RemoveStorageFpaclEntry', { Handle: 2 })).toEqual({ ReturnValue: '0' });
  });

  it('sets no more aside for partners and others together than there is', () => {
    expect(allocate('Scanner', 100_000)).toEqual({ Handle: '1', ReturnValue: '0' });
    expect(allocate('Backup', 100_000, false)).toEqual({ ReturnValue: '11' });
  });

  it('is gone on later releases', () => {
    device = new ClassBench('16.1');
    expect([device.read(ADMINISTRATION), device.read(STORAGE)]).toEqual([
      { fault: 'b:DestinationUnreachable' },
      { fault: 'b:DestinationUnreachable' },
    ]);
  });
});

describe('endpoint access control', () => {
  it('remembers its options, and takes only those that it knows', () => {
    const set = (vendors: number, hash: number): unknown =>
      device.call(ACCESS, 'SetEacOptions', content({ EacVendors: vendors, PostureHashAlgorithm: hash }))['ReturnValue'];
    expect([set(2, 1), set(4, 1), set(1, 4)]).toEqual(['0', '1', '1']);
    expect(device.call(ACCESS, 'GetEacOptions')).toEqual({
      EacVendors: '2',
      PostureHashAlgorithm: '1',
      ReturnValue: '0',
    });
  });

  it('is enabled and disabled, and makes no postures', () => {
    const ask = (state: number): unknown =>
      device.call(ACCESS, 'RequestStateChange', content({ RequestedState: state }))['ReturnValue'];
    expect([ask(2), device.state.features.endpointAccess.enabled]).toEqual(['0', true]);
    expect([ask(3), device.state.features.endpointAccess.enabled]).toEqual(['0', false]);
    expect(ask(9)).toBe('1');
    expect(device.call(ACCESS, 'GetPosture', content({ PostureType: 0 }))).toEqual({ fault: 'b:ActionNotSupported' });
  });

  it('is gone from release 18 on', () => {
    expect(new ClassBench('16.1').read(ACCESS)['CreationClassName']).toBe(ACCESS);
    expect(new ClassBench('18.0').read(ACCESS)).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});
