import { changeAclEntry, listAclEntries, readAclEntry } from '../../../device/accounts/account-list.ts';
import {
  addUser,
  removeUser,
  setAdminAclEntry,
  setUserEnabled,
  updateUser,
  type UserInput,
} from '../../../device/accounts/accounts.ts';
import { setAllowQopAuthOnly } from '../../../device/accounts/http-login.ts';
import type { UserAclEntry } from '../../../device/state.ts';
import type { Step } from '../../../device/step.ts';
import type {
  CallContext,
  ClassDeclaration,
  Instance,
  MethodDeclaration,
  MethodResult,
  ParameterDeclaration,
} from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm, serviceProperties, serviceValues } from '../service-shape.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';
import { accessPermissions } from '../value-maps.ts';

const NAME = 'AMT_AuthorizationService';

const handle: ParameterDeclaration = { name: 'Handle', type: 'uint32', required: true };

const userInput: readonly ParameterDeclaration[] = [
  { name: 'DigestUsername', type: 'string' },
  { name: 'DigestPassword', type: 'base64' },
  { name: 'KerberosUserSid', type: 'base64' },
  { name: 'AccessPermission', type: 'uint32', required: true, values: accessPermissions },
  { name: 'Realms', type: 'uint32', array: true, required: true },
];

const userOutput: readonly ParameterDeclaration[] = [
  { name: 'DigestUsername', type: 'string' },
  { name: 'DigestPassword', type: 'base64' },
  { name: 'KerberosUserSid', type: 'base64' },
  { name: 'AccessPermission', type: 'uint32', values: accessPermissions },
  { name: 'Realms', type: 'uint32', array: true },
];

type Call = (context: CallContext, input: Instance) => MethodResult;

function method(
  name: string,
  meaning: string,
  shape: { readonly input?: readonly ParameterDeclaration[]; readonly output?: readonly ParameterDeclaration[] },
  call: Call,
): MethodDeclaration {
  const { input = [], output = [] } = shape;
  return { name, input, output, realms: [realm.administration, realm.acl], meaning, call };
}

/** A method that changes the entry of a handle; accounts of the firmware cannot be changed. */
function changer(
  name: string,
  meaning: string,
  input: readonly ParameterDeclaration[],
  change: (context: CallContext, which: number, input: Instance) => Step,
): MethodDeclaration {
  return method(name, meaning, { input: [handle, ...input] }, (context, values) => {
    const which = handleIn(values);
    return returned(
      changeAclEntry(context.instant, which, () => change(context, which, values)),
      () => ({}),
    );
  });
}

const adminMethods: readonly MethodDeclaration[] = [
  method(
    'GetAdminAclEntry',
    "The network administrator's name",
    { output: [{ name: 'Username', type: 'string' }] },
    ({ state }) => ({ kind: 'returned', value: 0, outputs: { Username: state.accounts.adminUser } }),
  ),
  method(
    'GetAdminAclEntryStatus',
    'Whether the MEBx password is still the default one',
    { output: [{ name: 'IsDefault', type: 'boolean' }] },
    ({ state }) => ({ kind: 'returned', value: 0, outputs: { IsDefault: state.accounts.mebxPasswordIsDefault } }),
  ),
  method(
    'GetAdminNetAclEntryStatus',
    'Whether the network administrator was never set',
    { output: [{ name: 'IsDefault', type: 'boolean' }] },
    ({ state }) => ({ kind: 'returned', value: 0, outputs: { IsDefault: state.accounts.adminIsDefault } }),
  ),
  method(
    'SetAdminAclEntryEx',
    "Sets the network administrator's name and password hash",
    {
      input: [
        { name: 'Username', type: 'string', required: true },
        { name: 'DigestPassword', type: 'base64', required: true },
      ],
    },
    ({ state }, input) => {
      const username = textIn(input, 'Username') ?? '';
      const digestPassword = textIn(input, 'DigestPassword') ?? '';
      return returned(setAdminAclEntry(state, { username, digestPassword }), () => ({}));
    },
  ),
];

const userMethods: readonly MethodDeclaration[] = [
  method(
    'AddUserAclEntryEx',
    'Adds a user and gives its handle',
    { input: userInput, output: [{ name: 'Handle', type: 'uint32' }] },
    ({ state, instant }, input) => returned(addUser(state, instant, userOf(input)), (Handle) => ({ Handle })),
  ),
  method(
    'EnumerateUserAclEntries',
    'Handles of users from an index on',
    {
      input: [{ name: 'StartIndex', type: 'uint32', required: true }],
      output: [
        { name: 'TotalCount', type: 'uint32' },
        { name: 'HandlesCount', type: 'uint32' },
        { name: 'Handles', type: 'uint32', array: true },
      ],
    },
    ({ state, instant }, input) =>
      returned(listAclEntries(state, instant, numberIn(input, 'StartIndex') ?? 0), ({ total, handles }) => ({
        TotalCount: total,
        HandlesCount: handles.length,
        Handles: handles,
      })),
  ),
  method(
    'GetAclEnabledState',
    'Whether a user may log on',
    { input: [handle], output: [{ name: 'Enabled', type: 'boolean' }] },
    ({ state, instant }, input) =>
      returned(readAclEntry(state, instant, handleIn(input)), ({ enabled }) => ({ Enabled: enabled })),
  ),
  method(
    'GetUserAclEntryEx',
    'A user, without its hash',
    { input: [handle], output: userOutput },
    ({ state, instant }, input) => returned(readAclEntry(state, instant, handleIn(input)), userValues),
  ),
  changer('RemoveUserAclEntry', 'Deletes a user', [], ({ state }, which) => removeUser(state, which)),
  changer(
    'SetAclEnabledState',
    'Switches a user on or off',
    [{ name: 'Enabled', type: 'boolean', required: true }],
    ({ state }, which, input) => setUserEnabled(state, which, flagIn(input, 'Enabled') ?? false),
  ),
  changer('UpdateUserAclEntryEx', 'Replaces a user', userInput, ({ state, instant }, which, input) =>
    updateUser(state, instant, which, userOf(input)),
  ),
];

/** Who may log on, with what, and to which realms. */
export const authorizationService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_Service',
  properties: [
    ...serviceProperties,
    {
      name: 'AllowHttpQopAuthOnly',
      type: 'uint32',
      access: 'read-write',
      since: '6.0',
      values: { 0: 'auth-int only', 1: 'auth is enough' },
      meaning: 'Whether logins that leave the body unprotected are enough',
    },
  ],
  methods: [...adminMethods, ...userMethods],
  declaresCommon: true,
  readRealms: [realm.administration, realm.acl],
  writeRealms: [realm.administration, realm.acl],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: [
    'Enumerate',
    'Get',
    'Pull',
    'EnumerateUserAclEntries',
    'GetAclEnabledState',
    'GetAdminAclEntry',
    'GetAdminAclEntryStatus',
    'GetAdminNetAclEntryStatus',
    'GetUserAclEntryEx',
    'RemoveUserAclEntry',
    'SetAclEnabledState',
    'SetAdminAclEntryEx',
  ],
  instances: ({ state }) => [
    {
      ...serviceValues(NAME, 'Intel(r) AMT Authorization Service'),
      AllowHttpQopAuthOnly: state.features.httpLogin.allowQopAuthOnly ? 1 : 0,
    },
  ],
  put: ({ state }, _current, changes) => {
    const allow = numberIn(changes, 'AllowHttpQopAuthOnly');
    if (allow === undefined) return { kind: 'written', state };
    if (allow !== 0 && allow !== 1)
      return invalidValues({ status: 36, code: 'http.login.qop-auth-only', inputs: { allow } });
    return written(setAllowQopAuthOnly(state, allow === 1));
  },
};

function handleIn(input: Instance): number {
  return numberIn(input, 'Handle') ?? 0;
}

function userOf(input: Instance): UserInput {
  return {
    digestUsername: textIn(input, 'DigestUsername'),
    digestPassword: textIn(input, 'DigestPassword'),
    kerberosUserSid: textIn(input, 'KerberosUserSid'),
    accessPermission: numberIn(input, 'AccessPermission') ?? -1,
    realms: numbersIn(input, 'Realms'),
  };
}

function userValues({ who, accessPermission, realms }: UserAclEntry): Instance {
  const name = who.kind === 'digest' ? { DigestUsername: who.username } : { KerberosUserSid: who.sid };
  return { ...name, AccessPermission: accessPermission, Realms: realms };
}
