import {
  type AmtAccount,
  type Directory,
  DirectoryError,
  type NewAmtAccount,
  type SecurityPrincipal,
} from '../seams.ts';
import { escapeDn, parentDn } from './distinguished-name.ts';
import type { Forest } from './forest.ts';
import type { StoredObject } from './objects.ts';
import type { Right } from './security.ts';

/** What a SAM account name must not contain ([MS-ADTS], 3.1.1.6). */
const FORBIDDEN_IN_ACCOUNT_NAMES = /["/\\[\]:;|=,+*?<>]/u;

/**
 * The directory with the rights of one account. Everybody may read. Creating takes `create-child` on the container and,
 * like an LDAP add, sets password and service principal names in the same step; each later write takes
 * `write-property` on the object itself.
 */
export class AccountSession implements Directory {
  readonly #forest: Forest;
  readonly #account: string;

  constructor(forest: Forest, account: string) {
    this.#forest = forest;
    this.#account = account;
  }

  containerExists(distinguishedName: string): Promise<boolean> {
    return this.#call(() => this.#forest.find(distinguishedName)?.kind === 'container');
  }

  createAccount(account: NewAmtAccount): Promise<AmtAccount> {
    return this.#call(() => {
      const container = this.#forest.require(account.container);
      this.#demand(container, 'create-child');
      if (account.samAccountName === '' || FORBIDDEN_IN_ACCOUNT_NAMES.test(account.samAccountName))
        throw new DirectoryError('constraint-violation', `no account name: ${account.samAccountName}`);
      checkPassword(account.password);
      const { distinguishedName } = this.#forest.insert({
        distinguishedName: `CN=${escapeDn(account.commonName)},${container.distinguishedName}`,
        kind: 'computer',
        samAccountName: account.samAccountName,
        dnsHostName: account.dnsHostName,
        servicePrincipalNames: [...account.servicePrincipalNames],
        password: account.password,
        createdBy: this.#account,
      });
      return { distinguishedName, samAccountName: account.samAccountName };
    });
  }

  findAccount(container: string, samAccountName: string): Promise<AmtAccount | undefined> {
    return this.#call(() => {
      this.#forest.require(container);
      const wanted = `${this.#forest.netbios}\\${samAccountName}`.toLowerCase();
      const found = this.#forest
        .childrenOf(container)
        .find(({ kind, account }) => kind === 'computer' && account?.toLowerCase() === wanted);
      if (found?.account === undefined) return undefined;
      const { distinguishedName, account } = found;
      return { distinguishedName, samAccountName: account.slice(account.indexOf('\\') + 1) };
    });
  }

  setPassword(distinguishedName: string, password: string): Promise<void> {
    return this.#call(() => {
      const object = this.#writable(distinguishedName);
      checkPassword(password);
      object.password = password;
      object.passwordsSet += 1;
    });
  }

  setServicePrincipalNames(distinguishedName: string, names: readonly string[]): Promise<void> {
    return this.#call(() => {
      const object = this.#writable(distinguishedName);
      this.#forest.checkSpns(names, object);
      object.servicePrincipalNames = [...names];
    });
  }

  deleteAccount(distinguishedName: string): Promise<void> {
    return this.#call(() => {
      const object = this.#forest.require(distinguishedName);
      const parent = parentDn(object.distinguishedName);
      const may =
        this.#forest.allows(this.#account, object.distinguishedName, 'delete') ||
        this.#forest.allows(this.#account, parent, 'delete-child');
      if (!may) throw this.#denied(object);
      this.#forest.remove(distinguishedName);
    });
  }

  findPrincipal(name: string): Promise<SecurityPrincipal | undefined> {
    return this.#call(() => this.#forest.principal(name));
  }

  #writable(distinguishedName: string): StoredObject {
    const object = this.#forest.require(distinguishedName);
    this.#demand(object, 'write-property');
    return object;
  }

  #demand(object: StoredObject, right: Right): void {
    if (!this.#forest.allows(this.#account, object.distinguishedName, right)) throw this.#denied(object);
  }

  #denied(object: StoredObject): DirectoryError {
    return new DirectoryError('insufficient-rights', `${this.#account} may not change ${object.distinguishedName}`);
  }

  /** Turns what the operation throws into a rejection. */
  #call<T>(operation: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (!this.#forest.available) throw new DirectoryError('unavailable', 'no domain controller answers');
      resolve(operation());
    });
  }
}

function checkPassword(password: string): void {
  if (password === '') throw new DirectoryError('constraint-violation', 'the password is empty');
}
