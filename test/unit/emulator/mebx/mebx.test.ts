import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { setAuditLock, setAuditPolicy } from '../../../../emulator/device/logs/audit-log.ts';
import { decodeAuditRecord } from '../../../../emulator/device/logs/audit-log-record.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { Mebx, type MebxOutcome } from '../../../../emulator/mebx/mebx.ts';
import { someTimeMs, stateAfter, unpacked } from '../../../support/fresh-device.ts';
import { PlainHolder } from '../../../support/plain-holder.ts';

function atTheKeyboard(release = '3.2.1'): { readonly mebx: Mebx; readonly holder: PlainHolder } {
  const { state: made, instant } = unpacked(profileFor(release));
  const state = { ...made, identity: { ...made.identity, release } };
  const holder = new PlainHolder(state, instant.profile, new VirtualClock({ startMs: someTimeMs }));
  return { mebx: new Mebx(holder), holder };
}

function codeOf(outcome: MebxOutcome): string {
  return outcome.ok ? 'ok' : outcome.refusal.code;
}

describe('MEBx', () => {
  it('opens its menus only after the default password was changed to a strong one', () => {
    const { mebx, holder } = atTheKeyboard();
    expect(codeOf(mebx.setDnsSuffix('adatum.com'))).toBe('mebx.locked');
    expect(codeOf(mebx.logOn('wrong'))).toBe('mebx.logon.wrong-password');
    expect(codeOf(mebx.changePassword('Passw0rd!'))).toBe('mebx.locked');
    expect(codeOf(mebx.logOn('admin'))).toBe('ok');
    expect(codeOf(mebx.setDnsSuffix('adatum.com'))).toBe('mebx.locked');
    expect(codeOf(mebx.changePassword('weak'))).toBe('mebx.password.weak');
    expect(codeOf(mebx.changePassword('Passw0rd!'))).toBe('ok');
    expect(codeOf(mebx.setDnsSuffix('adatum.com'))).toBe('ok');
    expect(holder.state.setup.trustedDnsSuffix).toBe('adatum.com');
    mebx.exit();
    expect(codeOf(mebx.setZeroTouch(false))).toBe('mebx.locked');
    expect(JSON.stringify(holder.decisions)).not.toContain('Passw0rd');
  });

  it('sets the provisioning server, and refuses what is none', () => {
    const { mebx, holder } = atTheKeyboard();
    mebx.logOn('admin');
    mebx.changePassword('Passw0rd!');
    expect(codeOf(mebx.setProvisioningServer('server15.adatum.com', 9971))).toBe('ok');
    expect(holder.state.setup).toMatchObject({ provisioningServer: 'server15.adatum.com', provisioningPort: 9971 });
    expect(codeOf(mebx.setProvisioningServer('a b', 9971))).toBe('mebx.server.name');
    expect(codeOf(mebx.setProvisioningServer('server15', 0))).toBe('mebx.server.port');
  });

  it('inserts, toggles and deletes hashes, but deletes no burnt-in one', () => {
    const { mebx, holder } = atTheKeyboard();
    mebx.logOn('admin');
    mebx.changePassword('Passw0rd!');
    const hex = 'ABCD-'.repeat(9) + 'ABCD';
    expect(codeOf(mebx.insertHash({ name: 'A. Datum Root', algorithm: 'sha1', hex, isActive: true }))).toBe('ok');
    expect(holder.state.setup.hashes.at(-1)).toMatchObject({ hex: 'abcd'.repeat(10), isDefault: false });
    expect(codeOf(mebx.toggleHash(hex))).toBe('ok');
    expect(holder.state.setup.hashes.at(-1)?.isActive).toBe(false);
    expect(codeOf(mebx.deleteHash(hex))).toBe('ok');
    expect(codeOf(mebx.deleteHash('742c3192e607e424eb4549542be1bbc53e6174e2'))).toBe('setup.hash.is-default');
    expect(codeOf(mebx.toggleHash('00'))).toBe('setup.hash.unknown');
  });

  it('starts setup and takes it back', () => {
    const { mebx, holder } = atTheKeyboard();
    mebx.logOn('admin');
    mebx.changePassword('Passw0rd!');
    expect(codeOf(mebx.unprovision('full'))).toBe('setup.unprovision.not-provisioned');
    expect(codeOf(mebx.startSetup())).toBe('ok');
    expect(holder.state.setup.provisioningState).toBe(1);
    expect(codeOf(mebx.unprovision('partial'))).toBe('ok');
    expect(holder.state.setup.provisioningState).toBe(0);
  });

  it('tells the access monitor that somebody at the keyboard took the machine out of service', () => {
    const { mebx, holder } = atTheKeyboard('11.8');
    holder.state = { ...holder.state, setup: { ...holder.state.setup, provisioningState: 2 } };
    mebx.logOn('admin');
    mebx.changePassword('Passw0rd!');
    expect(codeOf(mebx.unprovision('full'))).toBe('ok');
    const [record] = holder.state.features.audit.records;
    const told = decodeAuditRecord(Buffer.from(record ?? '', 'base64'));
    expect(told).toMatchObject({ application: 16, event: 19, initiator: { kind: 'local' }, extended: '02' });
    expect(told?.address).toBe('');
  });

  it('unprovisions nothing when the access monitor must take it and cannot, but asks no auditor', () => {
    const { mebx, holder } = atTheKeyboard('11.8');
    holder.state = { ...holder.state, setup: { ...holder.state.setup, provisioningState: 2 } };
    const [event] = [{ application: 16, event: 19, isCritical: true, enable: true }];
    holder.state = stateAfter(setAuditPolicy(holder.state, holder.instant(), [event]));
    holder.state = stateAfter(setAuditLock(holder.state, holder.instant(), { kind: 'log', seconds: 60, handle: 0 }));
    mebx.logOn('admin');
    mebx.changePassword('Passw0rd!');
    expect(codeOf(mebx.unprovision('full'))).toBe('audit.critical-event-not-written');
    const { accounts } = holder.state;
    const who = { kind: 'digest', username: 'auditor', ha1: '00' } as const;
    const auditor = { handle: 1, who, accessPermission: 2, realms: [20], enabled: true } as const;
    holder.state = stateAfter(
      setAuditPolicy({ ...holder.state, accounts: { ...accounts, users: [auditor] } }, holder.instant(), [
        { ...event, isCritical: false },
      ]),
    );
    expect(codeOf(mebx.unprovision('full'))).toBe('ok');
  });
});
