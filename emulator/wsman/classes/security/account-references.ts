import { knownAccounts, type KnownAccount } from '../../../device/accounts/account-list.ts';
import type { CallContext, EndpointReference } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

/** The accounts that the classes show, in their order. */
export function accountsIn({ state, instant }: CallContext): readonly KnownAccount[] {
  return knownAccounts(state, instant.profile);
}

/** Users of Kerberos have no account on the device, only an identity and a role. */
export function isLocalAccount({ kind }: KnownAccount): boolean {
  return kind !== 'kerberos';
}

/** `Intel(r) AMT:admin`: name of an account, its identity and its role. */
export function accountId(name: string): string {
  return `Intel(r) AMT:${name}`;
}

/** Name of the account in an identifier; undefined when it is none. */
export function accountNameIn(id: unknown): string | undefined {
  return typeof id === 'string' && id.startsWith('Intel(r) AMT:') ? id.slice('Intel(r) AMT:'.length) : undefined;
}

export function accountReference(name: string): EndpointReference {
  return reference('CIM_Account', {
    CreationClassName: 'CIM_Account',
    Name: accountId(name),
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  });
}

export function identityReference({ name, kind }: Pick<KnownAccount, 'name' | 'kind'>): EndpointReference {
  return reference(kind === 'kerberos' ? 'CIM_RemoteIdentity' : 'CIM_Identity', { InstanceID: accountId(name) });
}

export function roleReference(name: string): EndpointReference {
  return reference('CIM_Role', { CreationClassName: 'CIM_Role', Name: accountId(name) });
}

/** The management engine as a computer system. */
export const engineReference: EndpointReference = reference('CIM_ComputerSystem', {
  CreationClassName: 'CIM_ComputerSystem',
  Name: 'Intel(r) AMT',
});

function reference(className: string, selectors: Readonly<Record<string, string>>): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(className), selectors };
}
