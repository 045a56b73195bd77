import { beforeEach, describe, expect, it } from 'vitest';
import { setAuditPolicy } from '../../../../../emulator/device/logs/audit-log.ts';
import { decodeAuditRecord } from '../../../../../emulator/device/logs/audit-log-record.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { redactXml } from '../../../../../emulator/wsman/redaction.ts';
import { stateAfter } from '../../../../support/fresh-device.ts';
import { ADMIN } from '../../wsman/bench.ts';
import { bodyOf, invoke } from '../../wsman/requests.ts';
import { ClassBench, content } from '../security/class-bench.ts';

const ADMINISTRATION = 'AMT_ThirdPartyDataStorageAdministrationService';
const STORAGE = 'AMT_ThirdPartyDataStorageService';
type Inputs = Readonly<Record<string, string | number | boolean>>;

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('5.0');
  administer('AddStorageEaclEntry', { EnterpriseName: 'A. Datum' });
});

function administer(method: string, fields: Inputs = {}): Readonly<Record<string, string>> {
  return device.call(ADMINISTRATION, method, content(fields));
}

/** A program in its session. */
class Program {
  readonly session: string;

  constructor(name: string) {
    this.session = register(name)['SessionHandle'] ?? '';
  }

  call(method: string, fields: Inputs = {}): Readonly<Record<string, string>> {
    return device.call(STORAGE, method, content({ SessionHandle: this.session, ...fields }));
  }

  status(method: string, fields: Inputs = {}): string | undefined {
    return this.call(method, fields)['ReturnValue'];
  }

  block(bytes: number, isHidden = false): number {
    return Number(this.call('AllocateBlock', { BytesRequested: bytes, BlockHidden: isHidden })['BlockHandle']);
  }
}

function register(name: string, enterprise = 'A. Datum', uuid = '00112233445566778899AABBCCDDEEFF') {
  const names = { VendorName: 'Trey Research', ApplicationName: name, EnterpriseName: enterprise };
  return device.call(STORAGE, 'RegisterApplication', content({ CallerUUID: uuid, ...names }));
}

const data = (text: string): string => Buffer.from(text).toString('base64');

describe('a program that keeps something in flash memory', () => {
  it('is let in when its enterprise is, and keeps its handle when it comes again', () => {
    expect(register('Scanner', 'Other')).toEqual({ ReturnValue: '16' });
    expect(register('Scanner', 'A. Datum', '0011')).toEqual({ ReturnValue: '9' });
    expect(register('x'.repeat(65))).toEqual({ ReturnValue: '12' });
    const first = new Program('Scanner');
    expect(first.session).toMatch(/^[0-9a-f]{16}$/);
    const handle = first.call('GetCurrentApplicationHandle');
    const again = new Program('Scanner');
    expect(again.call('GetCurrentApplicationHandle')).toEqual(handle);
    expect(first.status('GetBytesAvailable')).toBe('8');
    expect(again.call('GetRegisteredApplications')).toEqual({
      AppHandles: handle['ApplicationHandle'],
      ReturnValue: '0',
    });
    const named = again.call('GetApplicationAttributes', {
      ApplicationBeingRequested: Number(handle['ApplicationHandle']),
    });
    expect(named).toEqual({ VendorName: 'Trey Research', ApplicationName: 'Scanner', ReturnValue: '0' });
    expect(again.status('GetApplicationAttributes', { ApplicationBeingRequested: 99 })).toBe('10');
  });

  it('reads back what it wrote, also after power was gone', () => {
    const program = new Program('Scanner');
    const block = program.block(100);
    const place = { BlockHandle: block, ByteOffset: 10 };
    expect(program.call('WriteBlock', { ...place, Data: data('DESK001') })).toEqual({
      BytesWritten: '7',
      ReturnValue: '0',
    });
    device.state = decodeSnapshot(encodeSnapshot(device.state));
    const read = program.call('ReadBlock', { BlockHandle: block, ByteOffset: 9, ByteCount: 9 });
    expect(read).toEqual({ Data: data('\0DESK001\0'), ReturnValue: '0' });
    expect(program.status('ReadBlock', { BlockHandle: block, ByteOffset: 100, ByteCount: 1 })).toBe('14');
    expect(program.status('ReadBlock', { BlockHandle: block, ByteOffset: 99, ByteCount: 2 })).toBe('15');
    expect(program.status('WriteBlock', { BlockHandle: block, ByteOffset: 98, Data: data('abc') })).toBe('15');
    expect(program.status('ReadBlock', { BlockHandle: 99, ByteOffset: 0, ByteCount: 2 })).toBe('13');
  });

  it('reads and writes no more at once than the device says', () => {
    const program = new Program('Scanner');
    const mtu = Number(program.call('GetMTU')['Mtu'] ?? device.call(STORAGE, 'GetMTU')['Mtu']);
    const block = program.block(mtu + 1);
    expect(program.status('ReadBlock', { BlockHandle: block, ByteOffset: 0, ByteCount: mtu })).toBe('0');
    expect(program.status('ReadBlock', { BlockHandle: block, ByteOffset: 0, ByteCount: mtu + 1 })).toBe('15');
  });

  it('gets what is set aside for it, and others what is left', () => {
    const fields = { AttrType: 0, ApplicationName: 'Scanner', VendorName: 'Trey Research', IsPartner: true };
    const { Handle: entry = '' } = administer('AddStorageFpaclEntry', { ...fields, TotalAllocationSize: 150_000 });
    const [partner, other] = [new Program('Scanner'), new Program('Backup')];
    expect(partner.call('GetBytesAvailable')['BytesAvailable']).toBe('150000');
    expect(other.call('GetBytesAvailable')['BytesAvailable']).toBe('46608');
    expect(other.status('AllocateBlock', { BytesRequested: 46_609, BlockHidden: false })).toBe('11');
    other.block(40_000);
    partner.block(100_000);
    expect(partner.call('GetBytesAvailable')['BytesAvailable']).toBe('50000');
    expect(administer('UpdateStorageFpaclEntry', { Handle: entry, NewAllocationSize: 160_000 })).toEqual({
      ReturnValue: '11',
    });
    expect(administer('RemoveStorageFpaclEntry', { Handle: entry })).toEqual({ ReturnValue: '2056' });
  });

  it('allocates a few blocks, and frees, renames and hides its own', () => {
    const [program, other] = [new Program('Scanner'), new Program('Backup')];
    const blocks = Array.from({ length: 8 }, () => program.block(10));
    expect(program.status('AllocateBlock', { BytesRequested: 10, BlockHidden: false })).toBe('23');
    const [BlockHandle = 0] = blocks;
    expect(program.status('SetBlockName', { BlockHandle, BlockName: 'log' })).toBe('0');
    expect(program.status('SetBlockName', { BlockHandle, BlockName: '' })).toBe('12');
    expect(other.status('SetBlockName', { BlockHandle, BlockName: 'mine' })).toBe('17');
    const shown = { BlockSize: '10', BlockHidden: 'false', BlockName: 'log', ReturnValue: '0' };
    expect(other.call('GetBlockAttributes', { BlockHandle })).toEqual(shown);
    expect(program.status('SetBlockVisibility', { BlockHandle, BlockHidden: true })).toBe('0');
    expect(other.status('GetBlockAttributes', { BlockHandle })).toBe('13');
    const owner = { BlockOwnerApplication: Number(program.call('GetCurrentApplicationHandle')['ApplicationHandle']) };
    expect(other.call('GetAllocatedBlocks', owner)['BlockHandles']).toBe(blocks.slice(1).join('|'));
    expect(program.status('DeallocateBlock', { BlockHandle })).toBe('0');
    expect(program.call('GetAllocatedBlocks', owner)['BlockHandles']).toBe(blocks.slice(1).join('|'));
  });

  it('lets others in by groups: to read, to write, or no longer', () => {
    const [program, other] = [new Program('Scanner'), new Program('Backup')];
    const BlockHandle = program.block(10, true);
    const MemberHandles = Number(other.call('GetCurrentApplicationHandle')['ApplicationHandle']);
    const group = { BlockHandle, GroupHandle: 1 };
    const write = { BlockHandle, ByteOffset: 0, Data: data('x') };
    expect(program.status('AddPermissionsGroup', { BlockHandle, GroupPermissions: 4 })).toBe('20');
    expect(program.call('AddPermissionsGroup', { BlockHandle, GroupPermissions: 1, GroupName: 'readers' })).toEqual({
      GroupHandle: '1',
      ReturnValue: '0',
    });
    expect(program.status('AddPermissionsGroupMembers', { ...group, MemberHandles: 99 })).toBe('10');
    expect(program.status('AddPermissionsGroupMembers', { BlockHandle, GroupHandle: 2, MemberHandles })).toBe('21');
    expect(other.status('WriteBlock', write)).toBe('13');
    expect(program.status('AddPermissionsGroupMembers', { ...group, MemberHandles })).toBe('0');
    expect(program.call('GetPermissionsGroupMembers', group)['MemberHandles']).toBe(String(MemberHandles));
    expect(other.status('ReadBlock', { BlockHandle, ByteOffset: 0, ByteCount: 1 })).toBe('0');
    expect([other.status('WriteBlock', write), other.status('LockBlock', { BlockHandle })]).toEqual(['16', '16']);
    expect(other.status('GetPermissionsGroups', { BlockHandle })).toBe('17');
    expect(program.status('SetPermissionsGroupPermissions', { ...group, Permissions: 3 })).toBe('0');
    expect(program.status('SetPermissionsGroupName', { ...group, GroupName: 'writers' })).toBe('0');
    const attributes = { Name: 'writers', Permissions: '3', ReturnValue: '0' };
    expect(program.call('GetPermissionsGroupAttributes', group)).toEqual(attributes);
    expect(other.status('WriteBlock', write)).toBe('0');
    expect(program.status('RemovePermissionsGroupMembers', { ...group, MemberHandles })).toBe('0');
    expect(program.status('RemovePermissionsGroupMembers', { ...group, MemberHandles })).toBe('22');
    expect(other.status('WriteBlock', write)).toBe('13');
    expect(program.status('RemovePermissionsGroup', group)).toBe('0');
    expect(program.call('GetPermissionsGroups', { BlockHandle })).toEqual({ ReturnValue: '0' });
  });

  it('locks a block against others, for a time', async () => {
    const [program, other] = [new Program('Scanner'), new Program('Backup')];
    const BlockHandle = program.block(10);
    const MemberHandles = Number(other.call('GetCurrentApplicationHandle')['ApplicationHandle']);
    program.call('AddPermissionsGroup', { BlockHandle, GroupPermissions: 3 });
    program.call('AddPermissionsGroupMembers', { BlockHandle, GroupHandle: 1, MemberHandles });
    const write = { BlockHandle, ByteOffset: 0, Data: data('x') };
    expect(program.status('UnlockBlock', { BlockHandle })).toBe('19');
    expect(other.status('LockBlock', { BlockHandle })).toBe('0');
    expect([program.status('WriteBlock', write), program.status('UnlockBlock', { BlockHandle })]).toEqual(['18', '18']);
    expect([program.status('LockBlock', { BlockHandle }), program.status('DeallocateBlock', { BlockHandle })]).toEqual([
      '18',
      '18',
    ]);
    expect(other.status('UnlockBlock', { BlockHandle })).toBe('0');
    expect(program.status('WriteBlock', write)).toBe('0');
    const { LockTimeout = '' } = device.call(STORAGE, 'GetTimeoutValues');
    other.call('LockBlock', { BlockHandle });
    await device.clock.advance(Number(LockTimeout) * 1000);
    expect(program.status('WriteBlock', write)).toBe('0');
  });

  it('has a session for as long as it uses it', async () => {
    const program = new Program('Scanner');
    const { RegistrationTimeout = '' } = device.call(STORAGE, 'GetTimeoutValues');
    await device.clock.advance((Number(RegistrationTimeout) - 1) * 1000);
    expect(program.status('GetBytesAvailable')).toBe('0');
    await device.clock.advance((Number(RegistrationTimeout) - 1) * 1000);
    expect(program.status('GetBytesAvailable')).toBe('0');
    await device.clock.advance(Number(RegistrationTimeout) * 1000);
    expect(program.status('GetBytesAvailable')).toBe('8');
    const next = new Program('Scanner');
    expect([next.status('UnregisterApplication'), next.status('GetBytesAvailable')]).toEqual(['0', '8']);
  });

  it('is one of few, and leaves nothing when it removes itself', () => {
    const programs = Array.from({ length: 10 }, (_, index) => new Program(`Program ${index}`));
    expect(register('Another')).toEqual({ ReturnValue: '23' });
    programs[0]?.block(10);
    expect(programs[0]?.status('RemoveApplication')).toBe('0');
    expect(device.state.features.hostStorage.blocks).toEqual([]);
    expect(register('Another')['ReturnValue']).toBe('0');
  });

  it('is shown to the administrator, who may remove it', () => {
    const program = new Program('Scanner');
    program.block(10);
    const { ApplicationHandles: Handle = '' } = administer('AdminGetRegisteredApplications');
    expect(administer('AdminGetApplicationAttributes', { Handle })).toEqual({
      AttrType: '0',
      UUID: Buffer.from('00112233445566778899aabbccddeeff', 'hex').toString('base64'),
      VendorName: 'Trey Research',
      ApplicationName: 'Scanner',
      EnterpriseName: 'A. Datum',
      CurrentAllocationSize: '10',
      ActiveSession: 'true',
      Partner: 'false',
      ReturnValue: '0',
    });
    expect(administer('AdminRemoveApplication', { Handle })).toEqual({ ReturnValue: '0' });
    expect(administer('AdminRemoveApplication', { Handle })).toEqual({ ReturnValue: '2053' });
    expect(administer('AdminGetApplicationAttributes', { Handle })).toEqual({ ReturnValue: '2053' });
    expect(program.status('GetBytesAvailable')).toBe('8');
  });

  it('needs the storage realm, and its administrator another', () => {
    const ask = (className: string, method: string, realms: readonly number[]): string =>
      bodyOf(device.ask(invoke(classUri(className), method, ''), { ...ADMIN, isAdmin: false, realms }).text);
    expect(ask(STORAGE, 'GetMTU', [6])).toContain('<g:Mtu>4096</g:Mtu>');
    expect(ask(STORAGE, 'GetMTU', [8])).toContain('AccessDenied');
    expect(ask(ADMINISTRATION, 'AdminGetRegisteredApplications', [8])).toContain('<g:ReturnValue>0<');
    expect(ask(ADMINISTRATION, 'AdminGetRegisteredApplications', [6])).toContain('AccessDenied');
  });

  it('shows its session to nobody who reads events', () => {
    const request = invoke(classUri(STORAGE), 'GetBytesAvailable', content({ SessionHandle: '0011223344556677' }));
    expect(redactXml(request)).not.toContain('0011223344556677');
  });

  it('does not learn how often flash may still be written, which nobody published', () => {
    expect(device.call(STORAGE, 'GetWriteEraseLimit')).toEqual({ fault: 'b:ActionNotSupported' });
  });
});

describe('the access monitor', () => {
  it('is told of limits, enterprises, programs and what is written', () => {
    const changes = [0, 1, 2, 3].map((event) => ({ application: 23, event, isCritical: false, enable: true }));
    device.state = stateAfter(setAuditPolicy(device.state, device.instant(), changes));
    const audit = { ...device.state.features.audit, switched: 'on' } as const;
    device.state = { ...device.state, features: { ...device.state.features, audit } };
    administer('SetGlobalStorageAttributes', { MaxPartnerStorage: 100_000 });
    administer('AddStorageEaclEntry', { EnterpriseName: 'Trey Research' });
    const program = new Program('Scanner');
    program.call('WriteBlock', { BlockHandle: program.block(10), ByteOffset: 0, Data: data('x') });
    const records = device.state.features.audit.records.map((text) => {
      const record = decodeAuditRecord(Buffer.from(text, 'base64'));
      return [record?.application, record?.event, record?.extended];
    });
    expect(records).toEqual([
      [23, 0, '000186a000030000'],
      [23, 1, ''],
      [23, 3, ''],
    ]);
  });
});
