import { describe, expect, it } from 'vitest';
import { AUDIT_LOG_BYTES } from '../../../../../emulator/device/logs/audit-log.ts';
import { decodeAuditRecord, type AuditRecord } from '../../../../../emulator/device/logs/audit-log-record.ts';
import type { Caller } from '../../../../../emulator/wsman/declaration.ts';
import { get, invoke } from '../../wsman/requests.ts';
import { ADMIN } from '../../wsman/bench.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { ClassBench, content } from '../security/class-bench.ts';

const LOG = 'AMT_AuditLog';
const RULE = 'AMT_AuditPolicyRule';
const AUDITOR: Caller = { user: 'auditor', isAdmin: false, realms: [20], from: '10.0.0.6', overTls: true };

function records(bench: ClassBench): readonly AuditRecord[] {
  return bench.state.features.audit.records.map((record) => {
    const decoded = decodeAuditRecord(Buffer.from(record, 'base64'));
    if (decoded === undefined) throw new Error('not a record');
    return decoded;
  });
}

function addUser(bench: ClassBench, name: string, realm: number): Readonly<Record<string, string>> {
  return bench.call(
    'AMT_AuthorizationService',
    'AddUserAclEntryEx',
    content({
      DigestUsername: name,
      DigestPassword: Buffer.alloc(16, 1).toString('base64'),
      AccessPermission: 2,
      Realms: realm,
    }),
  );
}

function audit(application: number, event: number, critical: boolean): string {
  return content({ Enable: true, AuditedAppID: application, EventID: event, PolicyType: critical ? 1 : 0 });
}

describe('AMT_AuditLog', () => {
  it('shows the recorded values, and is not there before release 4.0', () => {
    expect(new ClassBench('16.1').read(LOG)).toEqual({
      AuditState: '16',
      CurrentNumberOfRecords: '0',
      ElementName: 'Intel(r) AMT Audit Log',
      EnabledState: '2',
      MaxAllowedAuditors: '1',
      MaxNumberOfRecords: '0',
      Name: 'Intel(r) AMT:Audit Log',
      OverwritePolicy: '2',
      PercentageFree: '100',
      RequestedState: '2',
      StoragePolicy: '1',
    });
    expect(new ClassBench('3.2.1').read(LOG)).toEqual({ fault: 'b:DestinationUnreachable' });
    expect(new ClassBench('5.0').read(LOG)).not.toHaveProperty('StoragePolicy');
  });

  it('tells who added which user from where', () => {
    const bench = new ClassBench('11.8');
    expect(addUser(bench, 'helpdesk', 5)['ReturnValue']).toBe('0');
    expect(records(bench)).toEqual([
      {
        application: 16,
        event: 2,
        initiator: { kind: 'digest', user: 'admin' },
        atSeconds: Math.floor(bench.clock.nowMs() / 1000),
        address: '10.0.0.5',
        extended: `0008${Buffer.from('helpdesk').toString('hex')}`,
      },
    ]);
    expect(bench.read(LOG)['TimeOfLastRecord']).toBeUndefined();
    expect(bench.ask(get(classUri(LOG))).text).toContain('<g:TimeOfLastRecord><h:Datetime>2022-01-31T10:23:04Z<');
  });

  it('tells nothing of what failed, and of what the policy leaves out', () => {
    const bench = new ClassBench('11.8');
    expect(addUser(bench, 'admin', 5)['ReturnValue']).not.toBe('0');
    bench.put('AMT_GeneralSettings', `<r:InstanceID>Intel(r) AMT: General Settings</r:InstanceID>`);
    bench.call('AMT_MessageLog', 'ClearLog');
    expect(records(bench)).toEqual([]);
    expect(bench.call(RULE, 'SetAuditPolicy', audit(24, 2, false))).toEqual({ ReturnValue: '0' });
    bench.call('AMT_MessageLog', 'ClearLog');
    expect(records(bench).map(({ application, event }) => [application, event])).toEqual([
      [20, 1],
      [24, 2],
    ]);
  });

  it('is off before release 8.0 until somebody switches it on and says what to write', () => {
    const bench = new ClassBench('5.0');
    addUser(bench, 'helpdesk', 5);
    expect(records(bench)).toEqual([]);
    expect(bench.read(LOG)).toMatchObject({ AuditState: '17', EnabledState: '3', OverwritePolicy: '7' });
    expect(bench.call(LOG, 'RequestStateChange', content({ RequestedState: 2 }))).toEqual({ ReturnValue: '0' });
    bench.call(RULE, 'SetAuditPolicy', audit(16, 2, false));
    addUser(bench, 'operator', 5);
    expect(records(bench).map(({ event }) => event)).toEqual([2]);
    expect(bench.call(LOG, 'RequestStateChange', content({ RequestedState: 9 }))).toEqual({ ReturnValue: '1' });
  });

  it('is read ten records at a time, oldest first', () => {
    const bench = new ClassBench('11.8');
    bench.call(RULE, 'SetAuditPolicy', audit(24, 2, false));
    for (let count = 0; count < 11; count += 1) bench.call('AMT_MessageLog', 'ClearLog');
    const first = bench.call(LOG, 'ReadRecords', content({ StartIndex: 1 }));
    expect(first).toMatchObject({ TotalRecordCount: '12', RecordsReturned: '10', ReturnValue: '0' });
    expect(first['EventRecords']?.split('|')).toHaveLength(10);
    const last = bench.call(LOG, 'ReadRecords', content({ StartIndex: 11 }));
    expect(last).toMatchObject({ TotalRecordCount: '12', RecordsReturned: '2' });
    expect(bench.call(LOG, 'ReadRecords', content({ StartIndex: 0 }))).toEqual({ ReturnValue: '35' });
    expect(bench.call(LOG, 'ReadRecords', content({ StartIndex: 13 }))).toEqual({ ReturnValue: '35' });
  });

  it('belongs to the auditor alone once there is one', () => {
    const bench = new ClassBench('11.8');
    expect(bench.read(LOG)['Name']).toBe('Intel(r) AMT:Audit Log');
    addUser(bench, 'auditor', 20);
    const admin: Caller = { ...ADMIN, uncovered: [20] };
    expect(bench.ask(get(classUri(LOG)), admin).text).toContain('e:AccessDenied');
    expect(bench.ask(get(classUri(LOG)), AUDITOR).text).toContain('Intel(r) AMT:Audit Log');
    expect(bench.ask(get(classUri(RULE)), AUDITOR).text).toContain('Audit Policy Rule');
  });

  it('is locked for an export, for five minutes at most, and gives the lock back to whoever has its handle', () => {
    const bench = new ClassBench('11.8');
    const lock = (seconds: number, flag: number, handle = 0): object =>
      bench.call(LOG, 'SetAuditLock', content({ LockTimeoutInSeconds: seconds, Flag: flag, Handle: handle }));
    expect(lock(301, 0)).toEqual({ ReturnValue: '36' });
    expect(lock(300, 0)).toEqual({ Handle: '1', ReturnValue: '0' });
    expect(bench.read(LOG)['AuditState']).toBe('18');
    expect(bench.call(LOG, 'ClearLog')).toEqual({ ReturnValue: '16' });
    addUser(bench, 'helpdesk', 5);
    expect(records(bench)).toEqual([]);
    expect(lock(0, 2, 7)).toEqual({ ReturnValue: '36' });
    expect(lock(0, 2, 1)).toEqual({ Handle: '1', ReturnValue: '0' });
    expect(bench.call(LOG, 'ClearLog')).toEqual({ ReturnValue: '0' });
  });

  it('stops what is critical when it cannot write it', () => {
    const bench = new ClassBench('5.0');
    bench.call(LOG, 'RequestStateChange', content({ RequestedState: 2 }));
    bench.call(RULE, 'SetAuditPolicy', audit(16, 2, true));
    const { features } = bench.state;
    bench.state = {
      ...bench.state,
      features: { ...features, audit: { ...features.audit, usedBytes: AUDIT_LOG_BYTES } },
    };
    expect(addUser(bench, 'helpdesk', 5)).toEqual({ ReturnValue: '2075' });
    expect(bench.state.accounts.users).toEqual([]);
    expect(bench.codes()).toContain('audit.critical-event-not-written');
  });

  it('drops its oldest records where it rolls over, and says how full it gets', () => {
    const bench = new ClassBench('11.8');
    bench.call(RULE, 'SetAuditPolicy', audit(24, 2, false));
    const one = bench.state.features.audit.records[0] ?? '';
    const { features } = bench.state;
    const audited = { ...features.audit, records: [one, one], usedBytes: AUDIT_LOG_BYTES - 1 };
    bench.state = { ...bench.state, features: { ...features, audit: audited } };
    bench.call('AMT_MessageLog', 'ClearLog');
    expect(bench.state.features.audit.records).toHaveLength(2);
    expect(bench.state.features.audit.usedBytes).toBeLessThanOrEqual(AUDIT_LOG_BYTES);
  });
});

/** A log of this many octets, to which clearing the event log adds one record. */
function nearlyFull(release: string, usedBytes: number): ClassBench {
  const bench = new ClassBench(release);
  bench.call(LOG, 'RequestStateChange', content({ RequestedState: 2 }));
  bench.call(RULE, 'SetAuditPolicy', audit(24, 2, false));
  bench.call('AMT_MessageLog', 'ClearLog');
  const { features } = bench.state;
  bench.state = { ...bench.state, features: { ...features, audit: { ...features.audit, usedBytes } } };
  bench.call('AMT_MessageLog', 'ClearLog');
  return bench;
}

describe('an audit log that fills up', () => {
  it.each([
    ['5.0', false],
    ['5.2', true],
  ])('of release %s takes what is not critical: %s', (release, rollsOver) => {
    const usedBytes = Math.ceil(0.9 * AUDIT_LOG_BYTES);
    expect(nearlyFull(release, usedBytes).state.features.audit.usedBytes > usedBytes).toBe(rollsOver);
  });

  // Intel AMT Implementation and Reference Guide, platform messages iAMT0029 to iAMT0033.
  it.each([
    [0.5, 'audit-log-50'],
    [0.75, 'audit-log-75'],
    [0.85, 'audit-log-85'],
    [0.95, 'audit-log-95'],
  ])('says so once at %d', (share, cause) => {
    const causesAt = (usedBytes: number): readonly unknown[] =>
      nearlyFull('11.8', usedBytes).events.flatMap((event) => (event.kind === 'platform' ? [event.cause] : []));
    expect(causesAt(Math.ceil(share * AUDIT_LOG_BYTES) - 1)).toEqual([cause]);
    expect(causesAt(Math.ceil(share * AUDIT_LOG_BYTES))).toEqual([]);
  });
});

describe('unprovisioning', () => {
  const SERVICE = 'AMT_SetupAndConfigurationService';

  /** An operational device with an auditor. */
  function audited(release: string): ClassBench {
    const bench = new ClassBench(release);
    bench.state = { ...bench.state, setup: { ...bench.state.setup, provisioningState: 2 } };
    addUser(bench, 'auditor', 20);
    return bench;
  }

  it('waits for the auditor, says so, and is written down', () => {
    const bench = audited('9.5');
    expect(bench.call(SERVICE, 'Unprovision', content({ ProvisioningMode: 1 }))).toEqual({ ReturnValue: '2076' });
    expect(bench.call(SERVICE, 'GetUnprovisionBlockingComponents')).toEqual({ Component: '1', ReturnValue: '0' });
    expect(bench.state.setup.provisioningState).toBe(2);
    const lock = content({ LockTimeoutInSeconds: 60, Flag: 1 });
    const locked = bench.ask(invoke(classUri(LOG), 'SetAuditLock', lock), AUDITOR);
    expect(locked.text).toContain('<g:ReturnValue>0</g:ReturnValue>');
    expect(bench.call(SERVICE, 'GetUnprovisionBlockingComponents')).toEqual({ ReturnValue: '0' });
    expect(bench.call(SERVICE, 'Unprovision', content({ ProvisioningMode: 1 }))).toEqual({ ReturnValue: '0' });
    expect(bench.state.setup.provisioningState).toBe(0);
    expect(records(bench).at(-1)).toMatchObject({ application: 16, event: 19, extended: '05' });
  });

  it('asks no auditor from 12.0 on, and loses the log before 8.0', () => {
    const bench = audited('12.0');
    expect(bench.call(SERVICE, 'Unprovision', content({ ProvisioningMode: 1 }))).toEqual({ ReturnValue: '0' });
    const early = new ClassBench('5.0');
    early.state = { ...early.state, setup: { ...early.state.setup, provisioningState: 2 } };
    early.call(LOG, 'RequestStateChange', content({ RequestedState: 2 }));
    early.call(RULE, 'SetAuditPolicy', audit(16, 2, false));
    addUser(early, 'helpdesk', 5);
    expect(records(early)).toHaveLength(1);
    early.call(SERVICE, 'Unprovision', content({ ProvisioningMode: 1 }));
    expect(records(early)).toEqual([]);
  });
});

describe('AMT_AuditPolicyRule', () => {
  it('starts with security administration and the log itself from 8.0 on, with nothing before', () => {
    const events = new ClassBench('8.1').read(RULE)['AuditApplicationEventID']?.split('|').map(Number) ?? [];
    expect(events).toContain(16 * 0x1_0000 + 2);
    expect(events).not.toContain(16 * 0x1_0000 + 16);
    expect(events).toHaveLength(24);
    expect(new ClassBench('5.0').read(RULE)).not.toHaveProperty('AuditApplicationEventID');
  });

  it('changes several events at once or none', () => {
    const bench = new ClassBench('11.8');
    const bulk = (apps: readonly number[], events: readonly number[]): object => {
      const list = (name: string, values: readonly unknown[]): string =>
        values.map((value) => `<r:${name}>${String(value)}</r:${name}>`).join('');
      const inner =
        list(
          'Enable',
          apps.map(() => true),
        ) +
        list('AuditedAppID', apps) +
        list('EventID', events) +
        list(
          'PolicyType',
          apps.map(() => 1),
        );
      return bench.call(RULE, 'SetAuditPolicyBulk', inner);
    };
    expect(bulk([17, 99], [0, 0])).toEqual({ ReturnValue: '36' });
    expect(bulk([17], [0, 1])).toEqual({ ReturnValue: '36' });
    expect(bench.state.features.audit.policy.isSet).toBe(false);
    expect(bulk([17, 17], [0, 1])).toEqual({ ReturnValue: '0' });
    expect(bench.read(RULE)['AuditApplicationEventID']).toContain(String(17 * 0x1_0000 + 1));
    expect(new ClassBench('5.0').call(RULE, 'SetAuditPolicyBulk')).toEqual({ fault: 'b:ActionNotSupported' });
  });
});
