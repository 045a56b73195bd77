import { describe, expect, it } from 'vitest';
import { passwordFault, userNameFault } from '../../../../emulator/device/accounts/account-rules.ts';
import {
  addUser,
  getUser,
  listUsers,
  removeUser,
  setAdminAclEntry,
  setMebxPassword,
  setUserEnabled,
  updateUser,
} from '../../../../emulator/device/accounts/accounts.ts';
import { digestHa1 } from '../../../../emulator/device/factory.ts';
import { enterSetup } from '../../../../emulator/device/setup/setup.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { refusalOf, stateAfter, unpacked } from '../../../support/fresh-device.ts';

const hash = Buffer.alloc(16, 7).toString('base64');
const sid = (domain: number): string => {
  const bytes = Buffer.alloc(28, domain);
  return bytes.toString('base64');
};
const alice = { digestUsername: 'alice', digestPassword: hash, accessPermission: 2, realms: [2, 5] };

describe('passwords', () => {
  it.each([
    ['Passw0rd!', undefined],
    ['Aa1! xyz', undefined],
    ['Aa1!xyz', 'length'],
    [`Aa1!${'x'.repeat(29)}`, 'length'],
    ['Pass:w0rd!', 'characters'],
    ['Pass,w0rd!', 'characters'],
    ['Pass"w0rd!', 'characters'],
    ['Pässw0rd!', 'characters'],
    ['Password!', 'no-digit'],
    ['PASSW0RD!', 'no-lower'],
    ['passw0rd!', 'no-upper'],
    ['Passw0rd_', 'no-special'],
    ['Passw0rd ', 'no-special'],
  ])('%j breaks %j', (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
  });
});

describe('user names', () => {
  it.each([
    ['a', undefined],
    ['x'.repeat(16), undefined],
    ['', 'length'],
    ['x'.repeat(17), 'length'],
    ['a b', 'characters'],
    ['a:b', 'characters'],
    ['a&b', 'characters'],
    ['$$uns', 'system-account'],
  ])('%j breaks %j', (name, fault) => {
    expect(userNameFault(name)).toBe(fault);
  });
});

describe('the MEBx password over the network', () => {
  it('is refused before setup and when it is weak, and accepted once with the default policy', () => {
    const { state, instant } = unpacked();
    expect(refusalOf(setMebxPassword(state, instant, 'Passw0rd!'))).toEqual(['accounts.mebx-password.policy', 16]);
    const inSetup = stateAfter(enterSetup(state, instant, 'bare-metal'));
    expect(refusalOf(setMebxPassword(inSetup, instant, 'weak'))).toEqual(['accounts.mebx-password.weak', 2054]);
    const set = stateAfter(setMebxPassword(inSetup, instant, 'Passw0rd!'));
    expect(set.accounts).toMatchObject({ mebxPassword: 'Passw0rd!', mebxPasswordIsDefault: false });
    expect(refusalOf(setMebxPassword(set, instant, 'Passw0rd?'))).toEqual(['accounts.mebx-password.policy', 16]);
  });

  it('takes the network administrator along only until that has a password of its own, and only when coupled', () => {
    const { state, instant } = unpacked();
    const inSetup = stateAfter(enterSetup(state, instant, 'bare-metal'));
    const { digestRealm } = inSetup.accounts;
    const coupled = stateAfter(setMebxPassword(inSetup, instant, 'Passw0rd!'));
    expect(coupled.accounts.adminHa1).toBe(digestHa1('admin', digestRealm, 'Passw0rd!'));
    const own = stateAfter(setAdminAclEntry(inSetup, { username: 'admin', digestPassword: hash }));
    expect(stateAfter(setMebxPassword(own, instant, 'Passw0rd!')).accounts.adminHa1).toBe(own.accounts.adminHa1);
    const separate = { ...instant, profile: withProfile(instant.profile, { accounts: { passwordModel: 1 } }) };
    expect(stateAfter(setMebxPassword(inSetup, separate, 'Passw0rd!')).accounts.adminHa1).toBe(
      digestHa1('admin', digestRealm, 'admin'),
    );
  });
});

describe('users', () => {
  const { state, instant } = unpacked();
  const withAlice = stateAfter(addUser(state, instant, alice));

  it.each([
    [{ ...alice, kerberosUserSid: sid(1) }, 'accounts.user.digest-or-sid', 36],
    [{ accessPermission: 2, realms: [2] }, 'accounts.user.digest-or-sid', 36],
    [{ ...alice, digestUsername: 'a b' }, 'accounts.user.name', 12],
    [{ ...alice, digestUsername: 'Administrator' }, 'accounts.user.name', 12],
    [{ ...alice, digestPassword: Buffer.alloc(24).toString('base64') }, 'accounts.user.password-hash', 2054],
    [{ ...alice, accessPermission: 3 }, 'accounts.user.access-permission', 36],
    [{ ...alice, realms: [] }, 'accounts.user.realm', 2055],
    [{ ...alice, realms: [20] }, 'accounts.user.realm', 2055],
    [{ ...alice, digestUsername: 'admin' }, 'accounts.user.duplicate', 2058],
    [
      { kerberosUserSid: Buffer.alloc(27).toString('base64'), accessPermission: 2, realms: [2] },
      'accounts.user.sid',
      36,
    ],
    [
      { kerberosUserSid: Buffer.alloc(32).toString('base64'), accessPermission: 2, realms: [2] },
      'accounts.user.sid',
      36,
    ],
  ])('%j is refused with %s', (input, code, status) => {
    expect(refusalOf(addUser(state, instant, input))).toEqual([code, status]);
  });

  it('know the audit realm from release 4.0 on', () => {
    const later = { ...instant, profile: profileFor('4.0') };
    expect(addUser(state, later, { ...alice, realms: [20] }).ok).toBe(true);
  });

  it('are added, listed, read, changed, switched and removed by handle', () => {
    expect(listUsers(withAlice, 1)).toMatchObject({ ok: true, value: { total: 1, handles: [1] } });
    expect(refusalOf(listUsers(withAlice, 2))).toEqual(['accounts.user.index', 35]);
    expect(listUsers(state, 1)).toMatchObject({ ok: true, value: { total: 0, handles: [] } });
    const changed = stateAfter(updateUser(withAlice, instant, 1, { ...alice, realms: [3] }));
    expect(getUser(changed, 1)).toMatchObject({ value: { realms: [3], enabled: true } });
    const off = stateAfter(setUserEnabled(changed, 1, false));
    expect(getUser(off, 1)).toMatchObject({ value: { enabled: false } });
    expect(stateAfter(removeUser(off, 1)).accounts.users).toEqual([]);
    for (const step of [getUser(state, 9), removeUser(state, 9), setUserEnabled(state, 9, true)])
      expect(refusalOf(step)).toEqual(['accounts.user.handle', 2053]);
    expect(refusalOf(updateUser(state, instant, 9, alice))).toEqual(['accounts.user.handle', 2053]);
    expect(refusalOf(addUser(withAlice, instant, alice))).toEqual(['accounts.user.duplicate', 2058]);
  });

  it('are limited in number, and Kerberos users in domains', () => {
    const small = {
      ...instant,
      profile: withProfile(instant.profile, { limits: { digestUsers: 1, kerberosDomains: 1 } }),
    };
    expect(refusalOf(addUser(withAlice, small, { ...alice, digestUsername: 'bob' }))).toEqual([
      'accounts.user.full',
      23,
    ]);
    const group = stateAfter(addUser(state, small, { kerberosUserSid: sid(1), accessPermission: 2, realms: [3] }));
    expect(refusalOf(addUser(group, small, { kerberosUserSid: sid(2), accessPermission: 2, realms: [3] }))).toEqual([
      'accounts.user.domains',
      2065,
    ]);
  });
});

describe('the administrator', () => {
  it('gets a name and hash of 16 octets', () => {
    const { state, instant } = unpacked();
    const set = stateAfter(setAdminAclEntry(state, { username: 'boss', digestPassword: hash }));
    expect(set.accounts).toMatchObject({ adminUser: 'boss', adminHa1: '07'.repeat(16), adminIsDefault: false });
    const withAlice = stateAfter(addUser(state, instant, alice));
    expect(refusalOf(setAdminAclEntry(withAlice, { username: 'alice', digestPassword: hash }))[1]).toBe(2058);
    expect(refusalOf(setAdminAclEntry(state, { username: '', digestPassword: hash }))[1]).toBe(12);
    expect(refusalOf(setAdminAclEntry(state, { username: 'boss', digestPassword: 'AAAA' }))[1]).toBe(2054);
  });
});
