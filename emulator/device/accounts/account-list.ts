import type { FirmwareProfile } from '../../firmware/profile.ts';
import { accountStatuses, getUser, listUsers, type UserPage } from './accounts.ts';
import type { DeviceState, UserAclEntry } from '../state.ts';
import { doneWith, refused, type Instant, type Step } from '../step.ts';

/** Realm of the auditor (Intel AMT Implementation and Reference Guide, users and permissions realms). */
export const AUDIT_LOG_REALM: number = 20;

/** An account that the firmware makes for software on the PC itself. Nobody can change, disable or remove it. */
export interface SystemAccount {
  readonly name: string;
  readonly realms: readonly number[];
  /** Set for the one that the access control list shows. */
  readonly handle: number | undefined;
}

/**
 * Accounts of a release with local accounts: the administrator of the operating system, and the service that tells its
 * user about events, which is recorded as the first entry of the list. Source of the realms: Intel AMT Implementation and
 * Reference Guide, access control.
 */
const localAccounts: readonly SystemAccount[] = [
  { name: '$$OsAdmin', realms: [4, 6, 13, 16, 17, 19, 24], handle: undefined },
  { name: '$$uns', realms: [16], handle: 1 },
];

/** The accounts that this release makes for itself; they are local only. */
export function systemAccounts(profile: FirmwareProfile): readonly SystemAccount[] {
  return profile.capabilities.has('os-administrator') ? localAccounts : [];
}

/** Anybody who can log on, as the CIM account classes show them. */
export interface KnownAccount {
  /** `admin`, `$$OsAdmin`, `S-1-5-21-...` for Kerberos. */
  readonly name: string;
  readonly kind: 'administrator' | 'system' | 'digest' | 'kerberos';
  readonly realms: readonly number[];
  /** Base64 of the binary SID, for Kerberos entries. */
  readonly sid?: string;
  /** Handle in the access control list, for entries that can be changed. */
  readonly handle?: number;
}

/** Every account in one list: the administrator, those of the firmware, then the access control list. */
export function knownAccounts(state: DeviceState, profile: FirmwareProfile): readonly KnownAccount[] {
  const { adminUser, users } = state.accounts;
  return [
    { name: adminUser, kind: 'administrator', realms: profile.accounts.realms },
    ...systemAccounts(profile).map(({ name, realms }) => ({ name, kind: 'system', realms }) as const),
    ...users.map((user) => accountOf(user)),
  ];
}

/** Handles from a 1-based index on, those of the firmware's accounts included (EnumerateUserAclEntries). */
export function listAclEntries(state: DeviceState, instant: Instant, startIndex: number): Step<UserPage> {
  const own = listedAccounts(instant.profile).flatMap(({ handle }) => handle ?? []);
  if (own.length === 0) return listUsers(state, startIndex);
  const total = own.length + state.accounts.users.length;
  if (startIndex > own.length && startIndex <= total) {
    const page = listUsers(state, startIndex - own.length);
    return page.ok ? doneWith(state, { total, handles: page.value.handles }) : page;
  }
  if (startIndex < 1 || startIndex > total)
    return refused(accountStatuses.invalidIndex, 'accounts.user.index', { startIndex, total });
  const rest = listUsers(state, 1);
  const users = rest.ok ? rest.value.handles : [];
  return doneWith(state, { total, handles: [...own.slice(startIndex - 1), ...users] });
}

/** An entry by handle, without its password (GetUserAclEntryEx). */
export function readAclEntry(state: DeviceState, instant: Instant, handle: number): Step<UserAclEntry> {
  const own = listedAccounts(instant.profile).find((account) => account.handle === handle);
  if (own === undefined) return getUser(state, handle);
  const who = { kind: 'digest', username: own.name, ha1: '' } as const;
  return doneWith(state, { handle, enabled: true, who, accessPermission: 0, realms: own.realms });
}

/** Refuses to touch an account of the firmware; otherwise does what `change` says. */
export function changeAclEntry(instant: Instant, handle: number, change: () => Step): Step {
  const own = listedAccounts(instant.profile).find((account) => account.handle === handle);
  return own === undefined
    ? change()
    : refused(accountStatuses.notPermitted, 'accounts.user.of-the-firmware', { name: own.name });
}

/** `S-1-5-21-1-2-3-1001` from the base64 of its binary form ([MS-DTYP] 2.4.2); the base64 itself when it is none. */
export function sidText(sid: string): string {
  const bytes = Buffer.from(sid, 'base64');
  const [revision, count = 0] = bytes;
  if (revision === undefined || bytes.length < 8 || bytes.length !== 8 + count * 4) return sid;
  const parts = Array.from({ length: count }, (_, place) => bytes.readUInt32LE(8 + place * 4));
  return ['S', revision, bytes.readUIntBE(2, 6), ...parts].join('-');
}

function listedAccounts(profile: FirmwareProfile): readonly SystemAccount[] {
  return systemAccounts(profile).filter(({ handle }) => handle !== undefined);
}

function accountOf({ who, realms, handle }: UserAclEntry): KnownAccount {
  return who.kind === 'digest'
    ? { name: who.username, kind: 'digest', realms, handle }
    : { name: sidText(who.sid), kind: 'kerberos', realms, handle, sid: who.sid };
}
