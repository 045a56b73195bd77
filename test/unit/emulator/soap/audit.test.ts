import { describe, expect, it } from 'vitest';
import { setAuditPolicy } from '../../../../emulator/device/logs/audit-log.ts';
import { decodeAuditRecord } from '../../../../emulator/device/logs/audit-log-record.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import type { Caller } from '../../../../emulator/wsman/declaration.ts';
import { stateAfter } from '../../../support/fresh-device.ts';
import { ADMIN } from '../wsman/bench.ts';
import { Asked, call, NETWORK, SECURITY, TIME } from './asked.ts';

const REMOTE = '/RemoteControlService';
const HASH = Buffer.alloc(16, 1).toString('base64');
const ENTRY =
  `<EntryEx><DigestUser><Username>operator</Username><DigestPassword>${HASH}</DigestPassword></DigestUser>` +
  '<AccessPermission>NetworkAccessPermission</AccessPermission><Realms><Realm>5</Realm></Realms></EntryEx>';
const OPERATOR = `0008${Buffer.from('operator').toString('hex')}`;
const HOST_NAME = `07${Buffer.from('DESK001').toString('hex')}`;
const BY_ADMIN = [{ kind: 'digest', user: 'admin' }, '10.0.0.5'] as const;

const WANTED: readonly (readonly [application: number, event: number])[] = [
  ...[1, 2, 3, 4, 6, 7, 12, 13, 16, 19].map((event) => [16, event] as const),
  ...[0, 1, 2, 3, 4].map((event) => [17, event] as const),
  ...[0, 1, 2].map((event) => [22, event] as const),
  [21, 0],
];

/** An operational device of 8.1 that audits everything that the legacy services can do. */
function audited(isCritical = false): Asked {
  const asked = new Asked(profileFor('8.1'));
  const { bench } = asked;
  const { setup, identity } = bench.state;
  bench.state = {
    ...bench.state,
    identity: { ...identity, release: '8.1' },
    setup: { ...setup, provisioningState: 2 },
  };
  const changes = WANTED.map(([application, event]) => ({ application, event, isCritical, enable: true }));
  bench.state = stateAfter(setAuditPolicy(bench.state, bench.instant(), changes));
  return asked;
}

function recordsOf({ bench }: Asked): readonly unknown[] {
  return bench.state.features.audit.records.map((text) => {
    const record = decodeAuditRecord(Buffer.from(text, 'base64'));
    return [record?.application, record?.event, record?.initiator, record?.address, record?.extended];
  });
}

function locked(asked: Asked, kind: 'log' | 'unprovisioning'): void {
  const { state, clock } = asked.bench;
  const lock = { kind, handle: 1, untilMs: clock.nowMs() + 60_000 } as const;
  asked.bench.state = { ...state, features: { ...state.features, audit: { ...state.features.audit, lock } } };
}

describe('the access monitor', () => {
  it('is told of accounts that legacy calls add, change, switch and remove, and of who called', () => {
    const asked = audited();
    const handle = asked.outputs(SECURITY, 'AddUserAclEntryEx', ENTRY).replaceAll('b:', '');
    asked.outputs(SECURITY, 'UpdateUserAclEntryEx', handle + ENTRY);
    asked.outputs(SECURITY, 'SetAclEnabledState', `${handle}<Enabled>false</Enabled>`);
    asked.outputs(SECURITY, 'RemoveUserAclEntry', handle);
    expect(recordsOf(asked)).toEqual([
      [16, 2, ...BY_ADMIN, OPERATOR],
      [16, 3, ...BY_ADMIN, `0b${OPERATOR}`],
      [16, 6, ...BY_ADMIN, `00${OPERATOR}`],
      [16, 4, ...BY_ADMIN, OPERATOR],
    ]);
  });

  it('is told of power, boot options, names, the clock and power packages', () => {
    const asked = audited();
    asked.outputs(REMOTE, 'GetSystemPowerState');
    const remote = (command: number, more = ''): unknown =>
      asked.ask(
        REMOTE,
        call(REMOTE, 'RemoteControl', `<Command>${command}</Command><IanaOemNumber>343</IanaOemNumber>${more}`),
      ).status;
    remote(33, '<SpecialCommand>1</SpecialCommand>');
    remote(17);
    asked.outputs(NETWORK, 'SetHostName', '<HostName>DESK001</HostName>');
    asked.outputs(NETWORK, 'SetDomainName', '<DomainName>adatum.com</DomainName>');
    asked.outputs(TIME, 'SetHighAccuracyTimeSynch', '<Ta0>1643624584</Ta0><Tm1>1643624594</Tm1><Tm2>1643624594</Tm2>');
    const scheme = asked.bench.profile.power.schemes.find(({ id }) => id !== asked.bench.state.power.schemeId);
    const power = Buffer.from(scheme?.guidHex ?? '', 'hex').toString('base64');
    asked.outputs(SECURITY, 'SetActivePowerPackage', `<PowerPackage>${power}</PowerPackage>`);
    expect(recordsOf(asked)).toEqual([
      [17, 4, ...BY_ADMIN, '00000000000000'],
      [17, 0, ...BY_ADMIN, '00000000000000'],
      [22, 1, ...BY_ADMIN, HOST_NAME],
      [22, 2, ...BY_ADMIN, `0a${Buffer.from('adatum.com').toString('hex')}`],
      [21, 0, ...BY_ADMIN, (1_643_624_594).toString(16)],
      [16, 16, ...BY_ADMIN, ''],
    ]);
  });

  it('is told that the legacy interface took a device out of service', () => {
    const asked = audited();
    expect(asked.outputs(SECURITY, 'PartialUnprovision')).toBe('');
    expect(recordsOf(asked)).toEqual([[16, 19, ...BY_ADMIN, '05']]);
  });

  it('lets no legacy call unprovision without the auditor, where there is one', () => {
    const asked = audited();
    const auditor = ENTRY.replace('<Realm>5<', '<Realm>20<');
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', auditor)).toContain('<b:Handle>');
    expect(asked.outputs(SECURITY, 'Unprovision')).toBe('Status 2076');
    expect(asked.bench.state.setup.provisioningState).toBe(2);
    locked(asked, 'unprovisioning');
    expect(asked.outputs(SECURITY, 'Unprovision')).toBe('');
  });

  it('that cannot write a critical event lets a legacy call do nothing', () => {
    const asked = audited(true);
    locked(asked, 'log');
    const before = asked.bench.state;
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', ENTRY)).toBe('Status 2075');
    expect(asked.bench.state).toBe(before);
    expect(asked.bench.codes()).toEqual(['audit.critical-event-not-written']);
  });

  it('names a caller with a ticket by number and domain of its SID, and says nothing of what was refused', () => {
    const asked = audited();
    const sid = Buffer.from('0105000000000005150000000102030405060708090a0b0c51040000', 'hex').toString('base64');
    const caller: Caller = { ...ADMIN, user: sid };
    const kerberos = ENTRY.replace(/<DigestUser>.*<\/DigestUser>/, `<KerberosUser><Sid>${sid}</Sid></KerberosUser>`);
    asked.outputs(SECURITY, 'AddUserAclEntryEx', kerberos);
    asked.ask(NETWORK, call(NETWORK, 'SetHostName', '<HostName>DESK001</HostName>'), caller);
    asked.ask(NETWORK, call(NETWORK, 'SetHostName', '<HostName>not a name</HostName>'), caller);
    expect(recordsOf(asked).slice(1)).toMatchObject([[22, 1, { kind: 'kerberos', rid: 0x451 }, '10.0.0.5', HOST_NAME]]);
  });
});

describe('a method that firmware has and this device has not', () => {
  it('is told apart from one that nobody knows', () => {
    const asked = new Asked();
    const answers = ['SetCRL', 'GetMoonPhase'].map((name) => asked.ask(SECURITY, call(SECURITY, name)).status);
    expect([...answers, ...asked.bench.codes()]).toEqual([500, 500, 'soap.method.missing', 'soap.method.unknown']);
  });
});
