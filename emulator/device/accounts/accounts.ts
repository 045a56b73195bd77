import { domainOfSid, ha1Of, isSid, ordinaryUserNameFault, passwordFault, userNameFault } from './account-rules.ts';
import { digestHa1 } from '../factory.ts';
import type { AccountsState, DeviceState, UserAclEntry } from '../state.ts';
import { done, doneWith, refused, type Instant, type Refusal, type Step } from '../step.ts';

/** PT_STATUS numbers of the account methods (Intel AMT class reference, AMT_AuthorizationService). */
export const accountStatuses = {
  invalidName: 12,
  notPermitted: 16,
  tableFull: 23,
  invalidIndex: 35,
  invalidParameter: 36,
  invalidHandle: 2053,
  invalidPassword: 2054,
  invalidRealm: 2055,
  duplicate: 2058,
  tooManyDomains: 2065,
  unsupported: 2066,
} as const;

/** Handles that one EnumerateUserAclEntries answers with. Not published; assumed. */
export const USER_PAGE_SIZE: number = 50;

/** An ACL entry as the methods carry it: a digest user or a SID, never both. Passwords are base64 of HA1. */
export interface UserInput {
  readonly digestUsername?: string | undefined;
  readonly digestPassword?: string | undefined;
  readonly kerberosUserSid?: string | undefined;
  readonly accessPermission: number;
  readonly realms: readonly number[];
}

type Refused = { readonly ok: false; readonly refusal: Refusal };

/**
 * Sets the MEBx password over the network. The password policy of MEBx says when that is allowed; a password that is not
 * strong answers INVALID_PASSWORD. Source: Intel AMT class reference, SetMEBxPassword.
 */
export function setMebxPassword(state: DeviceState, instant: Instant, password: string): Step {
  const { mebxPasswordPolicy: policy, mebxPasswordIsDefault: isDefault } = state.accounts;
  const { provisioningState, tlsMode } = state.setup;
  const isInSetup = provisioningState === 1;
  const isAllowed =
    policy === 'anytime' ||
    (policy === 'during-setup' && isInSetup) ||
    (policy === 'default-only' && isInSetup && tlsMode === 2 && isDefault);
  if (!isAllowed)
    return refused(accountStatuses.notPermitted, 'accounts.mebx-password.policy', {
      policy,
      isDefault,
      provisioningState,
    });
  const fault = passwordFault(password);
  if (fault !== undefined) return refused(accountStatuses.invalidPassword, 'accounts.mebx-password.weak', { fault });
  const followers = instant.profile.accounts.passwordModel === 0;
  return done(withMebxPassword(state, password, followers), { kind: 'forget-logins' });
}

/** The state with another MEBx password; the network administrator's follows as long as it was never set by itself. */
export function withMebxPassword(state: DeviceState, password: string, adminFollows: boolean): DeviceState {
  const { accounts } = state;
  const adminHa1 =
    adminFollows && accounts.adminIsDefault
      ? digestHa1(accounts.adminUser, accounts.digestRealm, password)
      : accounts.adminHa1;
  return {
    ...state,
    accounts: { ...accounts, mebxPassword: password, mebxPasswordIsDefault: false, adminHa1 },
  };
}

/** Gives the network administrator a name and password of its own (AMT_AuthorizationService.SetAdminAclEntryEx). */
export function setAdminAclEntry(
  state: DeviceState,
  input: { readonly username: string; readonly digestPassword: string },
): Step {
  const fault = userNameFault(input.username);
  if (fault !== undefined)
    return refused(accountStatuses.invalidName, 'accounts.admin.name', { fault, name: input.username });
  if (state.accounts.users.some(({ who }) => who.kind === 'digest' && who.username === input.username))
    return refused(accountStatuses.duplicate, 'accounts.admin.duplicate', { name: input.username });
  const ha1 = ha1Of(input.digestPassword);
  if (ha1 === undefined) return refused(accountStatuses.invalidPassword, 'accounts.admin.password-hash');
  return done(withAccounts(state, { adminUser: input.username, adminHa1: ha1, adminIsDefault: false }), {
    kind: 'forget-logins',
  });
}

/** Adds a user and gives its handle (AMT_AuthorizationService.AddUserAclEntryEx). */
export function addUser(state: DeviceState, instant: Instant, input: UserInput): Step<number> {
  const entry = entryOf(state, instant, input, undefined);
  if ('ok' in entry) return entry;
  const full = fullness(state, instant, entry, undefined);
  if (full !== undefined) return full;
  const handle = Math.max(state.accounts.nextUserHandle, firstUserHandle(instant));
  const users = [...state.accounts.users, { ...entry, handle, enabled: true }];
  return doneWith(withAccounts(state, { users, nextUserHandle: handle + 1 }), handle, { kind: 'forget-logins' });
}

/** Replaces everything but the handle and whether it is enabled (AMT_AuthorizationService.UpdateUserAclEntryEx). */
export function updateUser(state: DeviceState, instant: Instant, handle: number, input: UserInput): Step {
  const before = userOf(state, handle);
  if (before === undefined) return unknownHandle(handle);
  const entry = entryOf(state, instant, input, handle);
  if ('ok' in entry) return entry;
  const full = fullness(state, instant, entry, handle);
  if (full !== undefined) return full;
  return done(withUser(state, { ...entry, handle, enabled: before.enabled }), { kind: 'forget-logins' });
}

/** Deletes a user (AMT_AuthorizationService.RemoveUserAclEntry). */
export function removeUser(state: DeviceState, handle: number): Step {
  if (userOf(state, handle) === undefined) return unknownHandle(handle);
  const users = state.accounts.users.filter((user) => user.handle !== handle);
  return done(withAccounts(state, { users }), { kind: 'forget-logins' });
}

/** Switches a user on or off (AMT_AuthorizationService.SetAclEnabledState). */
export function setUserEnabled(state: DeviceState, handle: number, enabled: boolean): Step {
  const user = userOf(state, handle);
  if (user === undefined) return unknownHandle(handle);
  return done(withUser(state, { ...user, enabled }), { kind: 'forget-logins' });
}

/** A user by handle (AMT_AuthorizationService.GetUserAclEntryEx). */
export function getUser(state: DeviceState, handle: number): Step<UserAclEntry> {
  const user = userOf(state, handle);
  return user === undefined ? unknownHandle(handle) : doneWith(state, user);
}

export interface UserPage {
  readonly total: number;
  readonly handles: readonly number[];
}

/** Handles from a 1-based index on; the administrator is not among them (EnumerateUserAclEntries). */
export function listUsers(state: DeviceState, startIndex: number): Step<UserPage> {
  const total = state.accounts.users.length;
  if (startIndex < 1 || startIndex > Math.max(total, 1))
    return refused(accountStatuses.invalidIndex, 'accounts.user.index', { startIndex, total });
  const handles = state.accounts.users.slice(startIndex - 1, startIndex - 1 + USER_PAGE_SIZE);
  return doneWith(state, { total, handles: handles.map(({ handle }) => handle) });
}

/** Releases that list an account of the firmware give it the first handle. */
function firstUserHandle({ profile }: Instant): number {
  return profile.capabilities.has('os-administrator') ? 2 : 1;
}

type Entry = Pick<UserAclEntry, 'who' | 'accessPermission' | 'realms'>;

function entryOf(state: DeviceState, instant: Instant, input: UserInput, handle: number | undefined): Entry | Refused {
  const { accessPermission } = input;
  const who = whoOf(instant, input);
  if ('ok' in who) return who;
  if (accessPermission !== 0 && accessPermission !== 1 && accessPermission !== 2)
    return refused(accountStatuses.invalidParameter, 'accounts.user.access-permission', { accessPermission });
  const realms = [...new Set(input.realms)];
  const unknown = realms.filter((realm) => !instant.profile.accounts.realms.includes(realm));
  if (realms.length === 0 || unknown.length > 0)
    return refused(accountStatuses.invalidRealm, 'accounts.user.realm', { unknown: unknown.map(String) });
  const isTaken =
    state.accounts.users.some((user) => user.handle !== handle && nameOf(user.who) === nameOf(who)) ||
    (who.kind === 'digest' && who.username === state.accounts.adminUser);
  if (isTaken) return refused(accountStatuses.duplicate, 'accounts.user.duplicate', { kind: who.kind });
  return { who, accessPermission, realms };
}

function whoOf(instant: Instant, input: UserInput): UserAclEntry['who'] | Refused {
  const { digestUsername, digestPassword, kerberosUserSid } = input;
  if ((digestUsername === undefined) === (kerberosUserSid === undefined))
    return refused(accountStatuses.invalidParameter, 'accounts.user.digest-or-sid');
  if (kerberosUserSid !== undefined) {
    if (digestPassword !== undefined) return refused(accountStatuses.invalidParameter, 'accounts.user.digest-or-sid');
    if (!instant.profile.capabilities.has('kerberos'))
      return refused(accountStatuses.unsupported, 'accounts.user.no-kerberos');
    const bytes = Buffer.from(kerberosUserSid, 'base64').length;
    if (!isSid(kerberosUserSid)) return refused(accountStatuses.invalidParameter, 'accounts.user.sid', { bytes });
    return { kind: 'kerberos', sid: Buffer.from(kerberosUserSid, 'base64').toString('base64') };
  }
  const username = digestUsername ?? '';
  const fault = ordinaryUserNameFault(username, instant.profile);
  if (fault !== undefined) return refused(accountStatuses.invalidName, 'accounts.user.name', { fault, name: username });
  const ha1 = ha1Of(digestPassword ?? '');
  if (ha1 === undefined) return refused(accountStatuses.invalidPassword, 'accounts.user.password-hash');
  return { kind: 'digest', username, ha1 };
}

function fullness(state: DeviceState, instant: Instant, entry: Entry, handle: number | undefined): Refused | undefined {
  const { digestUsers, kerberosUsers, kerberosDomains } = instant.profile.limits;
  const { kind } = entry.who;
  const others = state.accounts.users.filter((user) => user.handle !== handle && user.who.kind === kind);
  const limit = kind === 'digest' ? digestUsers : kerberosUsers;
  if (others.length >= limit) return refused(accountStatuses.tableFull, 'accounts.user.full', { kind, limit });
  const domains = new Set(
    [...others, entry].flatMap(({ who }) => (who.kind === 'kerberos' ? domainOfSid(who.sid) : [])),
  );
  if (domains.size > kerberosDomains)
    return refused(accountStatuses.tooManyDomains, 'accounts.user.domains', { limit: kerberosDomains });
  return undefined;
}

function nameOf(who: UserAclEntry['who']): string {
  return who.kind === 'digest' ? `digest ${who.username}` : `kerberos ${who.sid}`;
}

function userOf(state: DeviceState, handle: number): UserAclEntry | undefined {
  return state.accounts.users.find((user) => user.handle === handle);
}

function unknownHandle(handle: number): Refused {
  return refused(accountStatuses.invalidHandle, 'accounts.user.handle', { handle });
}

function withUser(state: DeviceState, changed: UserAclEntry): DeviceState {
  return withAccounts(state, {
    users: state.accounts.users.map((user) => (user.handle === changed.handle ? changed : user)),
  });
}

function withAccounts(state: DeviceState, change: Partial<AccountsState>): DeviceState {
  return { ...state, accounts: { ...state.accounts, ...change } };
}
