import {
  accountStatuses,
  addUser,
  getUser,
  listUsers,
  removeUser,
  setAdminAclEntry,
  setUserEnabled,
  updateUser,
  type UserInput,
} from '../device/accounts/accounts.ts';
import type { UserAclEntry } from '../device/state.ts';
import { refused } from '../device/step.ts';
import type { Evidence } from '../firmware/profile.ts';
import { flagIn, groupIn, numberIn, optionalText, text, textIn, textsIn, unsigned } from './arguments.ts';
import type { SoapArguments, SoapMethod, SoapOutput, SoapParameter } from './declaration.ts';
import { answerOf, realm, resultOf } from './step-answer.ts';

/** AccessPermission by number, as published servers spell it. */
const permissions = ['LocalAccessPermission', 'NetworkAccessPermission', 'AnyAccessPermission'] as const;

/** Numbers that no rule accepts: what an argument that is no number becomes. */
const NO_NUMBER = -1;

/** A user as the methods carry it: published are the names inside, not how the realms are spelt. */
const entry: SoapParameter = {
  name: 'EntryEx',
  members: [
    { name: 'DigestUser', optional: true, members: [text('Username'), text('DigestPassword')] },
    { name: 'KerberosUser', optional: true, members: [text('Sid')] },
    text('AccessPermission'),
    { name: 'Realms', members: [{ name: 'Realm', many: true }] },
  ],
};

/** The administrator and the users, over the same state and rules as AMT_AuthorizationService. */
export const accountMethods: readonly SoapMethod[] = [
  method('GetAdminAclEntry', 'assumed', [], ({ state }) => ({
    status: 0,
    outputs: [['Username', state.accounts.adminUser]],
  })),
  method('GetAdminAclEntryStatus', 'recorded', [], ({ state }) => ({
    status: 0,
    outputs: [['IsDefault', String(state.accounts.adminIsDefault)]],
  })),
  method(
    'SetAdminAclEntryEx',
    'recorded',
    [{ name: 'EntryEx', members: [text('Username'), text('DigestPassword')] }],
    ({ state }, input) => {
      const given = groupIn(input, 'EntryEx') ?? {};
      const username = textIn(given, 'Username') ?? '';
      return resultOf(setAdminAclEntry(state, { username, digestPassword: textIn(given, 'DigestPassword') ?? '' }));
    },
  ),
  method('AddUserAclEntryEx', 'assumed', [entry], ({ state, instant }, input) =>
    answerOf(addUser(state, instant, userIn(input)), (handle) => [['Handle', String(handle)]]),
  ),
  method('UpdateUserAclEntryEx', 'assumed', [text('Handle'), entry], ({ state, instant }, input) =>
    resultOf(updateUser(state, instant, handleIn(input), userIn(input))),
  ),
  method('GetUserAclEntryEx', 'assumed', [text('Handle')], ({ state }, input) =>
    answerOf(getUser(state, handleIn(input)), (user) => [['EntryEx', userOutputs(user)]]),
  ),
  method('EnumerateUserAclEntries', 'assumed', [optionalText('StartIndex')], ({ state }, input) => {
    const startIndex = textIn(input, 'StartIndex') === undefined ? 1 : (numberIn(input, 'StartIndex') ?? 0);
    return answerOf(listUsers(state, startIndex), ({ total, handles }) => [
      ['TotalCount', String(total)],
      ['HandlesCount', String(handles.length)],
      ['Handles', handles.map((handle): SoapOutput => ['Handle', String(handle)])],
    ]);
  }),
  method('RemoveUserAclEntry', 'assumed', [text('Handle')], ({ state }, input) =>
    resultOf(removeUser(state, handleIn(input))),
  ),
  method('GetAclEnabledState', 'assumed', [text('Handle')], ({ state }, input) =>
    answerOf(getUser(state, handleIn(input)), ({ enabled }) => [['Enabled', String(enabled)]]),
  ),
  method('SetAclEnabledState', 'assumed', [text('Handle'), text('Enabled')], ({ state }, input) => {
    const enabled = flagIn(input, 'Enabled');
    return resultOf(
      enabled === undefined
        ? refused(accountStatuses.invalidParameter, 'soap.enabled.not-a-flag')
        : setUserEnabled(state, handleIn(input), enabled),
    );
  }),
];

function method(
  name: string,
  evidence: Evidence,
  input: readonly SoapParameter[],
  call: SoapMethod['call'],
): SoapMethod {
  return { name, input, realms: [realm.administration, realm.acl], evidence, call };
}

function handleIn(input: SoapArguments): number {
  return numberIn(input, 'Handle') ?? NO_NUMBER;
}

function userIn(input: SoapArguments): UserInput {
  const given = groupIn(input, 'EntryEx') ?? {};
  const digest = groupIn(given, 'DigestUser');
  const kerberos = groupIn(given, 'KerberosUser');
  const realms = textsIn(groupIn(given, 'Realms') ?? {}, 'Realm');
  return {
    digestUsername: digest && textIn(digest, 'Username'),
    digestPassword: digest && textIn(digest, 'DigestPassword'),
    kerberosUserSid: kerberos && textIn(kerberos, 'Sid'),
    accessPermission: permissions.findIndex((spelt) => spelt === textIn(given, 'AccessPermission')),
    realms: realms.map((spelt) => unsigned(spelt) ?? NO_NUMBER),
  };
}

/** Never with the password hash. */
function userOutputs({ who, accessPermission, realms }: UserAclEntry): readonly SoapOutput[] {
  const shown: SoapOutput =
    who.kind === 'digest' ? ['DigestUser', [['Username', who.username]]] : ['KerberosUser', [['Sid', who.sid]]];
  return [
    shown,
    ['AccessPermission', permissions[accessPermission]],
    ['Realms', realms.map((number): SoapOutput => ['Realm', String(number)])],
  ];
}
