import type { FirmwareProfile } from '../../firmware/profile.ts';

/** Characters of MEBx and user passwords. */
export const PASSWORD_LENGTH: { readonly min: number; readonly max: number } = { min: 8, max: 32 };
/** Characters of a digest user's name. */
export const MAX_USER_NAME_LENGTH: number = 16;
/** Octets of a binary security identifier; a domain SID with its RID has exactly the maximum. */
export const MAX_SID_BYTES: number = 28;
/** Octets of HA1 as AddUserAclEntryEx and SetAdminAclEntryEx carry it. */
export const HA1_BYTES: number = 16;

/** Which rule a new password breaks. */
export type PasswordFault = 'length' | 'characters' | 'no-digit' | 'no-lower' | 'no-upper' | 'no-special';

/**
 * The rule a password breaks, undefined when it is strong: 8 to 32 characters of 7-bit ASCII from 32 on without
 * `:` `,` `"`, with a digit, a lower and an upper case letter and a special character; `_` and space are allowed but
 * count as none of these. Source: Intel AMT Implementation and Reference Guide, password rules.
 */
export function passwordFault(password: string): PasswordFault | undefined {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) return 'length';
  if (!/^[\x20-\x7e]*$/.test(password) || /[:,"]/.test(password)) return 'characters';
  if (!/[0-9]/.test(password)) return 'no-digit';
  if (!/[a-z]/.test(password)) return 'no-lower';
  if (!/[A-Z]/.test(password)) return 'no-upper';
  return /[^A-Za-z0-9_ ]/.test(password) ? undefined : 'no-special';
}

/** Which rule a user name breaks. */
export type UserNameFault = 'length' | 'characters' | 'system-account' | 'reserved';

/**
 * The rule a user name breaks, undefined when it is fine: 1 to 16 characters 33 to 126 without `:` `,` `<` `>` `&` `"`,
 * not beginning with `$$`. Source: Intel AMT Implementation and Reference Guide, user names.
 */
export function userNameFault(name: string): UserNameFault | undefined {
  if (name.length === 0 || name.length > MAX_USER_NAME_LENGTH) return 'length';
  if (!/^[\x21-\x7e]+$/.test(name) || /[:,<>&"]/.test(name)) return 'characters';
  return name.startsWith('$$') ? 'system-account' : undefined;
}

/** As {@link userNameFault}, and names that the release keeps for itself. */
export function ordinaryUserNameFault(name: string, profile: FirmwareProfile): UserNameFault | undefined {
  const isReserved = profile.accounts.reservedUserNames.includes(name.toLowerCase());
  return userNameFault(name) ?? (isReserved ? 'reserved' : undefined);
}

/** HA1 in hex from its base64 form; undefined unless it is exactly 16 octets. */
export function ha1Of(digestPassword: string): string | undefined {
  const bytes = Buffer.from(digestPassword, 'base64');
  return bytes.length === HA1_BYTES ? bytes.toString('hex') : undefined;
}

/** True for a binary SID of 1 to 28 octets whose count is a multiple of 4 (AddUserAclEntryEx, KerberosUserSid). */
export function isSid(sid: string): boolean {
  const { length } = Buffer.from(sid, 'base64');
  return length >= 1 && length <= MAX_SID_BYTES && length % 4 === 0;
}

/** The SID without its last sub-authority: the domain of an account. */
export function domainOfSid(sid: string): string {
  return Buffer.from(sid, 'base64').subarray(0, -4).toString('hex');
}
