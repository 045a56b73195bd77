import { describe, expect, it } from 'vitest';

import { setAuditPolicy } from '../../../../emulator/device/logs/audit-log.ts';
import { decodeAuditRecord } from '../../../../emulator/device/logs/audit-log-record.ts';
import { noticeOf, Pages } from './site.ts';

/** Everything audited that a page can do. */
const WANTED: readonly (readonly [application: number, event: number])[] = [
  ...[2, 3, 4, 6, 16].map((event) => [16, event] as const),
  ...[0, 1, 2, 3].map((event) => [17, event] as const),
  ...[0, 1, 2, 5].map((event) => [22, event] as const),
  ...[2, 3].map((event) => [24, event] as const),
  ...[0, 1].map((event) => [27, event] as const),
];

function audited(isCritical = false): Pages {
  const pages = new Pages('11.8');
  const changes = WANTED.map(([application, event]) => ({ application, event, isCritical, enable: true }));
  const step = setAuditPolicy(pages.bench.state, pages.bench.instant(), changes);
  if (step.ok) pages.bench.commit(step.state, step.effects);
  return pages;
}

function recordsOf({ bench }: Pages): readonly unknown[] {
  return bench.state.features.audit.records.map((record) => {
    const read = decodeAuditRecord(Buffer.from(record, 'base64'));
    return [read?.application, read?.event, read?.initiator, read?.address, read?.extended];
  });
}

const BY_ADMIN = [{ kind: 'digest', user: 'admin' }, '10.0.0.5'] as const;
/** A digest user `operator` as extended data names it: 0, the length, the name. */
const OPERATOR = `0008${Buffer.from('operator').toString('hex')}`;
const USER = [
  ['username', 'operator'],
  ['password', 'Oper@tor1'],
  ['password2', 'Oper@tor1'],
  ['realm', '13'],
] as const;

describe('the access monitor', () => {
  it('is told of accounts that pages add, change, switch and remove', () => {
    const pages = audited();
    pages.send('/userform', USER);
    const handle = ['handle', String(pages.bench.state.accounts.users[0]?.handle)] as const;
    pages.send('/userform', [handle, ...USER, ['realm', '5']]);
    pages.send('/aclform', [handle, ['Disable', '1']]);
    pages.send('/aclform', [handle, ['Remove', '1']]);
    expect(recordsOf(pages)).toEqual([
      [16, 2, ...BY_ADMIN, OPERATOR],
      [16, 3, ...BY_ADMIN, `0b${OPERATOR}`],
      [16, 6, ...BY_ADMIN, `00${OPERATOR}`],
      [16, 4, ...BY_ADMIN, OPERATOR],
    ]);
  });

  it('is told of power, of the log, of names, addresses and networks', () => {
    const pages = audited();
    pages.send('/PowerForm', [['power', 'on']]);
    pages.send('/logform', [['SubmitFreeze', '1']]);
    pages.send('/fqdnform', [
      ['hostName', 'DESK001'],
      ['domainName', 'adatum.com'],
    ]);
    pages.send('/ipv6form', [['address', '2001:db8::9']]);
    pages.send('/powerpolform', [['policy', pages.bench.profile.power.schemes[0]?.id ?? '']]);
    const told = recordsOf(pages).map((record) => (record as readonly unknown[]).filter((_, at) => at < 2 || at > 3));
    expect(told.slice(0, 5)).toEqual([
      [17, 0, '00000000000000'],
      [24, 3, '01'],
      [22, 1, `07${Buffer.from('DESK001').toString('hex')}`],
      [22, 2, `0a${Buffer.from('adatum.com').toString('hex')}`],
      [22, 5, ''],
    ]);
  });

  it('that cannot write a critical event lets the form do nothing', () => {
    const pages = audited(true);
    const { state } = pages.bench;
    const lock = { kind: 'log', handle: 1, untilMs: pages.bench.clock.nowMs() + 60_000 } as const;
    const audit = { ...state.features.audit, lock };
    pages.bench.state = { ...state, features: { ...state.features, audit } };
    const before = pages.bench.state;
    const answer = pages.send('/userform', USER);
    expect([noticeOf(answer), pages.bench.state]).toEqual([
      'The audit log cannot take this, and without that it may not be done.',
      before,
    ]);
    expect(pages.bench.codes().at(-1)).toMatch(/^audit\./);
  });

  it('is told of nothing by a form that was refused', () => {
    const pages = audited();
    pages.send('/userform', USER.slice(0, 3));
    expect(recordsOf(pages)).toEqual([]);
  });
});
