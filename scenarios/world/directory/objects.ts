import type { AccessControlEntry } from './security.ts';

export type ObjectKind = 'domain' | 'container' | 'user' | 'group' | 'computer';
export type GroupScope = 'global' | 'universal' | 'domain-local';

/** An object as a person looking at the directory sees it. */
export interface DirectoryObject {
  readonly distinguishedName: string;
  readonly kind: ObjectKind;
  /** With domain: `ADATUM\SERVER15$`; undefined for containers. */
  readonly account: string | undefined;
  readonly sid: string | undefined;
  readonly groupScope: GroupScope | undefined;
  /** Accounts, as in {@link DirectoryObject.account}. */
  readonly members: readonly string[];
  readonly dnsHostName: string | undefined;
  readonly servicePrincipalNames: readonly string[];
  readonly entries: readonly AccessControlEntry[];
  /** How often a password was set; never the password. */
  readonly passwordsSet: number;
  readonly createdBy: string;
  readonly createdMs: number;
}

/** An object as the directory keeps it. */
export interface StoredObject extends DirectoryObject {
  members: string[];
  servicePrincipalNames: readonly string[];
  entries: AccessControlEntry[];
  passwordsSet: number;
  /** In clear, for whoever derives keys from it. Not part of any dump. */
  password: string | undefined;
}

/** A copy without the password. */
export function publicView(object: StoredObject): DirectoryObject {
  const { password: _password, ...rest } = object;
  return { ...rest, members: [...rest.members], entries: [...rest.entries] };
}
