import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestHa1 } from '../../../../../emulator/device/factory.ts';
import { sidText } from '../../../../../emulator/device/accounts/account-list.ts';
import { ADMIN } from '../../wsman/bench.ts';
import { ClassBench, content, reference } from './class-bench.ts';

const SERVICE = 'AMT_AuthorizationService';
const messages = new AMT.Messages();
/** S-1-5-21-1-2-3-1001. */
const SID = Buffer.from('010500000000000515000000010000000200000003000000e9030000', 'hex').toString('base64');

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
});

function ha1(name: string): Buffer {
  return Buffer.from(digestHa1(name, device.state.accounts.digestRealm, 'P@ssw0rd'), 'hex');
}

function add(name: string, realms: readonly number[] = [13]): string | undefined {
  const who = content({ DigestUsername: name, DigestPassword: ha1(name).toString('base64'), AccessPermission: 2 });
  const granted = realms.map((realm) => content({ Realms: realm })).join('');
  return device.call(SERVICE, 'AddUserAclEntryEx', who + granted)['Handle'];
}

function addGroup(): string | undefined {
  const who = content({ KerberosUserSid: SID, AccessPermission: 2, Realms: 3 });
  return device.call(SERVICE, 'AddUserAclEntryEx', who)['Handle'];
}

function onHandle(method: string, handle: number | string, more = ''): Readonly<Record<string, string>> {
  return device.call(SERVICE, method, content({ Handle: handle }) + more);
}

function names(className: string, property: string): readonly string[] {
  return device.list(className).map((item) => new RegExp(`<h:${property}>([^<]*)`).exec(item)?.[1] ?? '');
}

describe('AMT_AuthorizationService', () => {
  it('reads as recorded', () => {
    expect(device.read(SERVICE)).toEqual({
      AllowHttpQopAuthOnly: '1',
      CreationClassName: 'AMT_AuthorizationService',
      ElementName: 'Intel(r) AMT Authorization Service',
      EnabledState: '5',
      Name: 'Intel(r) AMT Authorization Service',
      RequestedState: '12',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    });
  });

  it('says nothing about qop before 6.0', () => {
    expect(new ClassBench('5.0').read(SERVICE)).not.toHaveProperty('AllowHttpQopAuthOnly');
  });

  it('can be told to refuse plain qop=auth, and nothing between', () => {
    expect(device.put(SERVICE, content({ AllowHttpQopAuthOnly: 0 })).status).toBe(200);
    expect(device.read(SERVICE)['AllowHttpQopAuthOnly']).toBe('0');
    expect(device.put(SERVICE, content({ AllowHttpQopAuthOnly: 2 })).status).toBe(400);
    expect(device.codes()).toEqual(['http.login.qop-auth-only']);
  });

  it('lists the account of the notification service first, with local access and its one realm', () => {
    const listed = { HandlesCount: '1', Handles: '1', ReturnValue: '0', TotalCount: '1' };
    expect(device.call(SERVICE, 'EnumerateUserAclEntries', content({ StartIndex: 1 }))).toEqual(listed);
    expect(onHandle('GetUserAclEntryEx', 1)).toEqual({
      DigestUsername: '$$uns',
      AccessPermission: '0',
      Realms: '16',
      ReturnValue: '0',
    });
    expect(onHandle('GetAclEnabledState', 1)).toEqual({ Enabled: 'true', ReturnValue: '0' });
  });

  it('lists nobody on a new machine before 6.1', () => {
    const old = new ClassBench('5.0');
    expect(old.call(SERVICE, 'EnumerateUserAclEntries', content({ StartIndex: 1 }))).toEqual({
      HandlesCount: '0',
      ReturnValue: '0',
      TotalCount: '0',
    });
  });

  it.each(['RemoveUserAclEntry', 'SetAclEnabledState', 'UpdateUserAclEntryEx'])(
    'refuses %s on an account of the firmware',
    (method) => {
      const rest: Readonly<Record<string, string>> = {
        RemoveUserAclEntry: '',
        SetAclEnabledState: content({ Enabled: false }),
        UpdateUserAclEntryEx: content({ KerberosUserSid: SID, AccessPermission: 2, Realms: 3 }),
      };
      expect(onHandle(method, 1, rest[method])).toEqual({ ReturnValue: '16' });
      expect([device.codes(), device.commits]).toEqual([['accounts.user.of-the-firmware'], 0]);
    },
  );

  it('gives users the handles after it, page by page from any index', () => {
    expect([add('alice'), add('bob')]).toEqual(['2', '3']);
    const page = (from: number): unknown =>
      device.call(SERVICE, 'EnumerateUserAclEntries', content({ StartIndex: from }));
    expect(page(1)).toMatchObject({ TotalCount: '3', HandlesCount: '3', Handles: '1|2|3' });
    expect(page(3)).toMatchObject({ TotalCount: '3', HandlesCount: '1', Handles: '3' });
    expect([page(0), page(4)]).toEqual([{ ReturnValue: '35' }, { ReturnValue: '35' }]);
  });

  it('never shows a password or its hash', () => {
    add('alice');
    const hash = ha1('alice');
    const seen = JSON.stringify([onHandle('GetUserAclEntryEx', 2), device.list('CIM_Account'), device.events]);
    expect(seen).not.toContain(hash.toString('base64'));
    expect(seen).not.toContain(hash.toString('hex'));
  });

  it('answers a published client', () => {
    const answer = device.ask(messages.AuthorizationService.EnumerateUserAclEntries(1));
    expect(answer.text).toContain('<g:EnumerateUserAclEntries_OUTPUT><g:TotalCount>1</g:TotalCount>');
  });
});

describe('the CIM account classes', () => {
  beforeEach(() => {
    add('alice', [13, 5]);
    addGroup();
  });

  it('show everybody of the one list: accounts, identities and roles', () => {
    const local = ['admin', '$$OsAdmin', '$$uns', 'alice'].map((name) => `Intel(r) AMT:${name}`);
    const group = 'Intel(r) AMT:S-1-5-21-1-2-3-1001';
    expect(names('CIM_Account', 'Name')).toEqual(local);
    expect(names('CIM_Identity', 'InstanceID')).toEqual([...local, group]);
    expect(names('CIM_RemoteIdentity', 'InstanceID')).toEqual([group]);
    expect(names('CIM_Role', 'Name')).toEqual([...local, group]);
  });

  it('follow what the list is told', () => {
    onHandle('RemoveUserAclEntry', 2);
    expect(names('CIM_Account', 'UserID')).toEqual(['admin', '$$OsAdmin', '$$uns']);
    device.call(
      SERVICE,
      'SetAdminAclEntryEx',
      content({ Username: 'chief', DigestPassword: ha1('chief').toString('base64') }),
    );
    expect(names('CIM_Account', 'UserID')[0]).toBe('chief');
  });

  it('say who is logged on', () => {
    expect(device.read('CIM_Identity', { InstanceID: `Intel(r) AMT:${ADMIN.user}` })['CurrentlyAuthenticated']).toBe(
      'true',
    );
    expect(device.read('CIM_Identity', { InstanceID: 'Intel(r) AMT:alice' })['CurrentlyAuthenticated']).toBe('false');
  });

  it('name the realms of a role', () => {
    const privilege = device.list('CIM_AssociatedPrivilege').find((item) => item.includes('Intel(r) AMT:alice'));
    expect(privilege?.match(/<h:ActivityQualifiers>[^<]*/g)).toEqual([
      '<h:ActivityQualifiers>GeneralInfoRealm',
      '<h:ActivityQualifiers>RemoteControlRealm',
    ]);
  });

  it.each([
    ['CIM_AccountOnSystem', 4],
    ['CIM_AssignedIdentity', 4],
    ['CIM_AssociatedPrivilege', 5],
    ['CIM_RoleLimitedToTarget', 5],
  ])('tie %s to %d of them', (className, count) => {
    expect(device.list(className)).toHaveLength(count);
  });

  it('switch a user off and on, but nobody of the firmware', () => {
    const switched = (name: string, to: number): unknown =>
      device.call('CIM_Account', 'RequestStateChange', content({ RequestedState: to }), {
        Name: `Intel(r) AMT:${name}`,
      });
    expect(switched('alice', 3)).toEqual({ ReturnValue: '0' });
    expect(onHandle('GetAclEnabledState', 2)).toMatchObject({ Enabled: 'false' });
    expect(switched('alice', 2)).toEqual({ ReturnValue: '0' });
    expect([switched('alice', 11), switched('admin', 3), switched('$$OsAdmin', 3)]).toEqual([
      { ReturnValue: '5' },
      { ReturnValue: '1' },
      { ReturnValue: '1' },
    ]);
  });

  it('are not there before 6.0', () => {
    expect(new ClassBench('5.0').read('CIM_Account')).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});

describe('CIM_AccountManagementService.CreateAccount', () => {
  function createAccount(name: string, password: string): Readonly<Record<string, string>> {
    const system = reference('CIM_ComputerSystem', { CreationClassName: 'CIM_ComputerSystem', Name: 'Intel(r) AMT' });
    const template =
      '<t:OrganizationName xmlns:t="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Account">A. Datum</t:OrganizationName>' +
      `<t:UserID xmlns:t="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Account">${name}</t:UserID>` +
      `<t:UserPassword xmlns:t="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Account">${password}</t:UserPassword>`;
    const input = `<r:System>${system}</r:System><r:AccountTemplate>${template}</r:AccountTemplate>`;
    return device.call('CIM_AccountManagementService', 'CreateAccount', input);
  }

  it('adds a user to the one list, who may read general information', () => {
    expect(createAccount('carol', ha1('carol').toString('hex'))['ReturnValue']).toBe('0');
    expect(onHandle('GetUserAclEntryEx', 2)).toMatchObject({
      DigestUsername: 'carol',
      AccessPermission: '2',
      Realms: '13',
    });
    expect(JSON.stringify(device.events)).not.toContain(ha1('carol').toString('hex'));
  });

  it('answers refusals as numbers of the vendor', () => {
    expect(createAccount('$$carol', ha1('carol').toString('hex'))).toEqual({ ReturnValue: String(32_768 + 12) });
    expect(createAccount('carol', 'abcd')).toEqual({ ReturnValue: String(32_768 + 2054) });
    expect(device.codes()).toEqual(['accounts.user.name', 'accounts.user.password-hash']);
  });
});

describe('the text of a SID', () => {
  it('has the number of the authority and those below it', () => {
    expect(sidText(SID)).toBe('S-1-5-21-1-2-3-1001');
  });

  it('is the base64 where the octets are no SID', () => {
    expect(sidText('AQUAAA==')).toBe('AQUAAA==');
  });
});
