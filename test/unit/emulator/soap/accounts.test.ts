import { describe, expect, it } from 'vitest';
import { digestHa1 } from '../../../../emulator/device/factory.ts';
import { Asked, SECURITY } from './asked.ts';

const HASH = Buffer.from('f9fdfa372cc1fa4098a0168d77a8c241', 'hex').toString('base64');

function digestUser(name: string, realms = [5, 13], permission = 'NetworkAccessPermission'): string {
  const user = `<DigestUser><Username>${name}</Username><DigestPassword>${HASH}</DigestPassword></DigestUser>`;
  return `<EntryEx>${user}${rightsOf(realms, permission)}</EntryEx>`;
}

function rightsOf(realms: readonly number[], permission: string): string {
  const list = realms.map((realm) => `<Realm>${realm}</Realm>`).join('');
  return `<AccessPermission>${permission}</AccessPermission><Realms>${list}</Realms>`;
}

const handle = (number: number): string => `<Handle>${number}</Handle>`;

describe('accounts over the legacy interface', () => {
  it('give the administrator a name and a password of its own', () => {
    const asked = new Asked();
    const entry = `<EntryEx><Username>oob</Username><DigestPassword>${HASH}</DigestPassword></EntryEx>`;
    expect(asked.outputs(SECURITY, 'SetAdminAclEntryEx', entry)).toBe('');
    expect(asked.outputs(SECURITY, 'GetAdminAclEntry')).toBe('<b:Username>oob</b:Username>');
    expect(asked.outputs(SECURITY, 'GetAdminAclEntryStatus')).toBe('<b:IsDefault>false</b:IsDefault>');
    expect(asked.bench.state.accounts.adminHa1).toBe('f9fdfa372cc1fa4098a0168d77a8c241');
  });

  it('add a user, list it, show it without its hash, and let it be found by WS-Management', () => {
    const asked = new Asked();
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', digestUser('operator'))).toBe('<b:Handle>1</b:Handle>');
    expect(asked.outputs(SECURITY, 'EnumerateUserAclEntries')).toBe(
      '<b:TotalCount>1</b:TotalCount><b:HandlesCount>1</b:HandlesCount><b:Handles><b:Handle>1</b:Handle></b:Handles>',
    );
    expect(asked.outputs(SECURITY, 'GetUserAclEntryEx', handle(1))).toBe(
      '<b:EntryEx><b:DigestUser><b:Username>operator</b:Username></b:DigestUser>' +
        '<b:AccessPermission>NetworkAccessPermission</b:AccessPermission>' +
        '<b:Realms><b:Realm>5</b:Realm><b:Realm>13</b:Realm></b:Realms></b:EntryEx>',
    );
    expect(asked.bench.state.accounts.users).toMatchObject([{ accessPermission: 1, realms: [5, 13], enabled: true }]);
  });

  it('add a Kerberos user by its SID', () => {
    const asked = new Asked();
    const sid = Buffer.alloc(28, 1).toString('base64');
    const user = `<KerberosUser><Sid>${sid}</Sid></KerberosUser>`;
    const entry = `<EntryEx>${user}${rightsOf([3], 'AnyAccessPermission')}</EntryEx>`;
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', entry)).toBe('<b:Handle>1</b:Handle>');
    expect(asked.bench.state.accounts.users).toMatchObject([{ who: { kind: 'kerberos', sid }, accessPermission: 2 }]);
  });

  it('change, switch off and remove a user', () => {
    const asked = new Asked();
    asked.outputs(SECURITY, 'AddUserAclEntryEx', digestUser('operator'));
    expect(asked.outputs(SECURITY, 'UpdateUserAclEntryEx', handle(1) + digestUser('clerk', [13]))).toBe('');
    expect(asked.outputs(SECURITY, 'SetAclEnabledState', `${handle(1)}<Enabled>false</Enabled>`)).toBe('');
    expect(asked.outputs(SECURITY, 'GetAclEnabledState', handle(1))).toBe('<b:Enabled>false</b:Enabled>');
    expect(asked.bench.state.accounts.users).toMatchObject([{ who: { username: 'clerk' }, enabled: false }]);
    expect(asked.outputs(SECURITY, 'RemoveUserAclEntry', handle(1))).toBe('');
    expect(asked.bench.state.accounts.users).toEqual([]);
  });

  it.each([
    ['a name that is taken', digestUser('operator'), 2058],
    ['a realm that does not exist', digestUser('clerk', [99]), 2055],
    ['a realm that is no number', digestUser('clerk').replace('<Realm>5', '<Realm>all'), 2055],
    ['a permission that does not exist', digestUser('clerk', [13], 'FullAccessPermission'), 36],
    ['a name that is reserved', digestUser('administrator'), 12],
  ])('refuse %s', (_what, entry, status) => {
    const asked = new Asked();
    asked.outputs(SECURITY, 'AddUserAclEntryEx', digestUser('operator'));
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', entry)).toBe(`Status ${status}`);
    expect(asked.bench.state.accounts.users).toHaveLength(1);
  });

  it.each(['GetUserAclEntryEx', 'RemoveUserAclEntry', 'GetAclEnabledState'])(
    '%s knows no handle that was not given',
    (method) => {
      expect(new Asked().outputs(SECURITY, method, handle(7))).toBe('Status 2053');
      expect(new Asked().outputs(SECURITY, method, '<Handle>x</Handle>')).toBe('Status 2053');
    },
  );

  it('take an entry with text where elements belong as no call at all', () => {
    const asked = new Asked();
    expect(asked.outputs(SECURITY, 'AddUserAclEntryEx', '<EntryEx>operator</EntryEx>')).toContain('Fault');
    expect(asked.bench.codes()).toEqual(['soap.arguments.malformed']);
  });
});

it('sets the MEBx password while it is the default one and setup goes on, and its holder follows', () => {
  const asked = new Asked();
  expect(asked.outputs(SECURITY, 'SetMEBxPassword', '<Password>P@ssw0rd1</Password>')).toBe('Status 16');
  const { state } = asked.bench;
  asked.bench.state = { ...state, setup: { ...state.setup, provisioningState: 1, tlsMode: 2 } };
  expect(asked.outputs(SECURITY, 'SetMEBxPassword', '<Password>weak</Password>')).toBe('Status 2054');
  expect(asked.outputs(SECURITY, 'SetMEBxPassword', '<Password>P@ssw0rd1</Password>')).toBe('');
  const { digestRealm, adminHa1 } = asked.bench.state.accounts;
  expect(adminHa1).toBe(digestHa1('admin', digestRealm, 'P@ssw0rd1'));
});
