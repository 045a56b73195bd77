import {
  addUser,
  getUser,
  listUsers,
  removeUser,
  setAdminAclEntry,
  setUserEnabled,
  updateUser,
  type UserInput,
} from '../../../device/accounts.ts';
import type { UserAclEntry } from '../../../device/state.ts';
import type {
  CallContext,
  ClassDeclaration,
  Instance,
  MethodDeclaration,
  MethodResult,
  ParameterDeclaration,
} from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm, serviceProperties, serviceValues } from '../service-shape.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_AuthorizationService';

const handle: ParameterDeclaration = { name: 'Handle', type: 'uint32', required: true };

const userInput: readonly ParameterDeclaration[] = [
  { name: 'DigestUsername', type: 'string' },
  { name: 'DigestPassword', type: 'base64' },
  { name: 'KerberosUserSid', type: 'base64' },
  { name: 'AccessPermission', type: 'uint32', required: true },
  { name: 'Realms', type: 'uint32', array: true, required: true },
];

const userOutput: readonly ParameterDeclaration[] = [
  { name: 'DigestUsername', type: 'string' },
  { name: 'DigestPassword', type: 'base64' },
  { name: 'KerberosUserSid', type: 'base64' },
  { name: 'AccessPermission', type: 'uint32' },
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
    ({ state }, input) =>
      returned(listUsers(state, numberIn(input, 'StartIndex') ?? 0), ({ total, handles }) => ({
        TotalCount: total,
        HandlesCount: handles.length,
        Handles: handles,
      })),
  ),
  method(
    'GetAclEnabledState',
    'Whether a user may log on',
    { input: [handle], output: [{ name: 'Enabled', type: 'boolean' }] },
    ({ state }, input) => returned(getUser(state, handleIn(input)), ({ enabled }) => ({ Enabled: enabled })),
  ),
  method('GetUserAclEntryEx', 'A user, without its hash', { input: [handle], output: userOutput }, ({ state }, input) =>
    returned(getUser(state, handleIn(input)), userValues),
  ),
  method('RemoveUserAclEntry', 'Deletes a user', { input: [handle] }, ({ state }, input) =>
    returned(removeUser(state, handleIn(input)), () => ({})),
  ),
  method(
    'SetAclEnabledState',
    'Switches a user on or off',
    { input: [handle, { name: 'Enabled', type: 'boolean', required: true }] },
    ({ state }, input) =>
      returned(setUserEnabled(state, handleIn(input), flagIn(input, 'Enabled') ?? false), () => ({})),
  ),
  method('UpdateUserAclEntryEx', 'Replaces a user', { input: [handle, ...userInput] }, ({ state, instant }, input) =>
    returned(updateUser(state, instant, handleIn(input), userOf(input)), () => ({})),
  ),
];

/** Who may log on, with what, and to which realms. */
export const authorizationService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_Service',
  properties: [
    ...serviceProperties,
    { name: 'AllowHttpQopAuthOnly', type: 'uint32', meaning: '1 when plain qop=auth is accepted' },
  ],
  methods: [...adminMethods, ...userMethods],
  declaresCommon: true,
  readRealms: [realm.administration, realm.acl],
  writeRealms: [realm.administration, realm.acl],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: () => [{ ...serviceValues(NAME, 'Intel(r) AMT Authorization Service'), AllowHttpQopAuthOnly: 1 }],
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
