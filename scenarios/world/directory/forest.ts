import { type Clock, type Directory, DirectoryError, type SecurityPrincipal } from '../seams.ts';
import { AccountSession } from './account-session.ts';
import { dnOfDomain, escapeDn, normalDn, parentDn } from './distinguished-name.ts';
import { type DirectoryObject, type GroupScope, type ObjectKind, publicView, type StoredObject } from './objects.ts';
import { type AccessControlEntry, type Right, SidSource } from './security.ts';

export interface ForestOptions {
  readonly clock: Clock;
  /** `adatum.com` when absent. */
  readonly domain?: string;
  /** `ADATUM` when absent. */
  readonly netbios?: string;
  /** The three numbers of the domain's identifier, S-1-5-21-a-b-c. */
  readonly domainSid?: readonly [number, number, number];
}

interface NewObject {
  readonly distinguishedName: string;
  readonly kind: ObjectKind;
  readonly samAccountName?: string;
  readonly groupScope?: GroupScope;
  readonly dnsHostName?: string;
  readonly servicePrincipalNames?: readonly string[];
  readonly password?: string;
  readonly createdBy?: string;
}

const ADMINISTRATOR = 'administrator';

/** A forest with one domain, as an administrator sets it up and a specification looks at it. */
export class Forest {
  readonly domain: string;
  readonly netbios: string;
  readonly rootDn: string;
  /** False: every call of a connected account fails with `unavailable`. */
  available = true;
  readonly #clock: Clock;
  readonly #sids: SidSource;
  readonly #objects = new Map<string, StoredObject>();
  readonly #tokens = new Map<string, readonly string[]>();

  constructor(options: ForestOptions) {
    this.domain = options.domain ?? 'adatum.com';
    this.netbios = options.netbios ?? 'ADATUM';
    this.rootDn = dnOfDomain(this.domain);
    this.#clock = options.clock;
    this.#sids = new SidSource(options.domainSid ?? [1_004_336_348, 1_177_238_915, 682_003_330]);
    this.insert({ distinguishedName: this.rootDn, kind: 'domain' });
    for (const name of ['Users', 'Computers'])
      this.insert({ distinguishedName: `CN=${name},${this.rootDn}`, kind: 'container' });
  }

  /** Makes an OU at the top of the domain; returns its distinguished name. */
  addOu(name: string): string {
    return this.insert({ distinguishedName: `OU=${escapeDn(name)},${this.rootDn}`, kind: 'container' })
      .distinguishedName;
  }

  /** Returns the account: `ADATUM\tommy`. */
  addUser(name: string): string {
    return this.#addAccount({ distinguishedName: `CN=${escapeDn(name)},CN=Users,${this.rootDn}`, kind: 'user' }, name);
  }

  addGroup(name: string, groupScope: GroupScope = 'global'): string {
    const distinguishedName = `CN=${escapeDn(name)},CN=Users,${this.rootDn}`;
    return this.#addAccount({ distinguishedName, kind: 'group', groupScope }, name);
  }

  /** Joins a computer to the domain; returns its account: `ADATUM\SERVER15$`. */
  addComputer(name: string): string {
    const distinguishedName = `CN=${escapeDn(name)},CN=Computers,${this.rootDn}`;
    const dnsHostName = `${name.toLowerCase()}.${this.domain}`;
    const servicePrincipalNames = [`HOST/${name.toLowerCase()}`, `HOST/${dnsHostName}`];
    const sam = `${name.toUpperCase()}$`;
    return this.#addAccount({ distinguishedName, kind: 'computer', dnsHostName, servicePrincipalNames }, sam);
  }

  /** Adds an account to a group; both as names with domain. Tokens learn of it at the next {@link restart}. */
  addMember(group: string, account: string): void {
    const { members } = this.#account(group);
    if (!members.includes(this.#account(account).account ?? '')) members.push(this.#account(account).account ?? '');
  }

  removeMember(group: string, account: string): void {
    const stored = this.#account(group);
    stored.members = stored.members.filter((member) => !sameName(member, account));
  }

  grant(distinguishedName: string, entry: AccessControlEntry): void {
    this.require(distinguishedName).entries.push(entry);
  }

  /** Takes away what a trustee was given on an object. */
  revoke(distinguishedName: string, trustee: string): void {
    const object = this.require(distinguishedName);
    object.entries = object.entries.filter((entry) => !sameName(entry.trustee, trustee));
  }

  /** Deletes an object and everything below it, as an administrator. */
  remove(distinguishedName: string): void {
    const key = this.#key(this.require(distinguishedName).distinguishedName);
    for (const other of this.#objects.keys())
      if (other === key || other.endsWith(`,${key}`)) this.#objects.delete(other);
  }

  /** The computer has been started anew, or the user has logged on: the account's groups are read afresh. */
  restart(account: string): void {
    this.#tokens.set(account.toLowerCase(), this.#groupsOf(this.#account(account).account ?? account));
  }

  /** The groups that an account acts with: those it was in when it last started, also by way of other groups. */
  tokenOf(account: string): readonly string[] {
    return this.#tokens.get(account.toLowerCase()) ?? [];
  }

  /** Whether an account, or a group in its token, is `trustee`; names without a domain are in this one. */
  actsAs(account: string, trustee: string): boolean {
    const full = this.#fullName(trustee);
    return sameName(account, full) || this.tokenOf(account).some((group) => sameName(group, full));
  }

  connectAs(account: string): Directory {
    return new AccountSession(this, account);
  }

  objects(): readonly DirectoryObject[] {
    return Array.from(this.#objects.values(), (object) => publicView(object));
  }

  object(distinguishedName: string): DirectoryObject | undefined {
    const found = this.find(distinguishedName);
    return found === undefined ? undefined : publicView(found);
  }

  /** The object that answers to a service principal name, with its password; for whoever issues tickets. */
  serviceAccount(name: string): { readonly object: DirectoryObject; readonly password: string } | undefined {
    const found = this.ownerOfSpn(name);
    return found?.password === undefined ? undefined : { object: publicView(found), password: found.password };
  }

  principal(name: string): SecurityPrincipal | undefined {
    const found = this.#findAccount(name);
    if (found?.sid === undefined || (found.kind !== 'user' && found.kind !== 'group')) return undefined;
    const scope = found.groupScope === undefined ? {} : { groupScope: found.groupScope };
    return { kind: found.kind, ...scope, sid: found.sid, domain: this.netbios };
  }

  /** @internal Used by sessions. */
  find(distinguishedName: string): StoredObject | undefined {
    return this.#objects.get(this.#key(distinguishedName));
  }

  /** @internal Throws `no-such-object`. */
  require(distinguishedName: string): StoredObject {
    const found = this.find(distinguishedName);
    if (found === undefined) throw new DirectoryError('no-such-object', `no object ${distinguishedName}`);
    return found;
  }

  /** @internal */
  ownerOfSpn(name: string): StoredObject | undefined {
    for (const object of this.#objects.values())
      if (object.servicePrincipalNames.some((other) => sameName(other, name))) return object;
    return undefined;
  }

  /** @internal */
  childrenOf(distinguishedName: string): readonly StoredObject[] {
    const key = this.#key(distinguishedName);
    return [...this.#objects.values()].filter((object) => normalDn(parentDn(object.distinguishedName)) === key);
  }

  /** @internal Whether an account may do something to an object: entries there and inherited ones. */
  allows(account: string, distinguishedName: string, right: Right): boolean {
    let inherited = false;
    for (let dn = distinguishedName; dn !== ''; dn = parentDn(dn)) {
      const entries = this.find(dn)?.entries ?? [];
      const applying = entries.filter((entry) => !inherited || entry.appliesTo === 'this-object-and-all');
      if (applying.some((entry) => permits(entry, right) && this.actsAs(account, entry.trustee))) return true;
      inherited = true;
    }
    return false;
  }

  /** @internal Throws `no-such-object`, `already-exists`, `constraint-violation`. */
  insert(added: NewObject): StoredObject {
    const { distinguishedName, kind } = added;
    if (kind !== 'domain') this.require(parentDn(distinguishedName));
    if (this.find(distinguishedName) !== undefined)
      throw new DirectoryError('already-exists', `${distinguishedName} exists`);
    const account = added.samAccountName === undefined ? undefined : `${this.netbios}\\${added.samAccountName}`;
    if (account !== undefined && this.#findAccount(account) !== undefined)
      throw new DirectoryError('already-exists', `there is an account ${account}`);
    this.checkSpns(added.servicePrincipalNames ?? [], undefined);
    const object: StoredObject = {
      distinguishedName,
      kind,
      account,
      sid: account === undefined ? undefined : this.#sids.next(),
      groupScope: added.groupScope,
      members: [],
      dnsHostName: added.dnsHostName,
      servicePrincipalNames: added.servicePrincipalNames ?? [],
      entries: [],
      passwordsSet: added.password === undefined ? 0 : 1,
      password: added.password,
      createdBy: added.createdBy ?? ADMINISTRATOR,
      createdMs: this.#clock.nowMs(),
    };
    this.#objects.set(this.#key(distinguishedName), object);
    return object;
  }

  /** @internal A name may stand on one object of the forest only. Throws `constraint-violation`. */
  checkSpns(names: readonly string[], owner: StoredObject | undefined): void {
    for (const name of names) {
      const other = this.ownerOfSpn(name);
      if (other !== undefined && other !== owner)
        throw new DirectoryError('constraint-violation', `${name} stands on ${other.distinguishedName}`);
    }
  }

  #addAccount(added: NewObject, samAccountName: string): string {
    const { account = '' } = this.insert({ ...added, samAccountName });
    this.restart(account);
    return account;
  }

  #groupsOf(account: string): readonly string[] {
    const found = new Set<string>();
    const queue = [account];
    for (let member = queue.shift(); member !== undefined; member = queue.shift()) {
      for (const { account: group, members } of this.#objects.values()) {
        if (group === undefined || found.has(group) || !members.some((one) => sameName(one, member))) continue;
        found.add(group);
        queue.push(group);
      }
    }
    return [...found];
  }

  #account(name: string): StoredObject {
    const found = this.#findAccount(name);
    if (found === undefined) throw new DirectoryError('no-such-object', `no account ${name}`);
    return found;
  }

  #findAccount(name: string): StoredObject | undefined {
    const full = this.#fullName(name);
    return [...this.#objects.values()].find(({ account }) => account !== undefined && sameName(account, full));
  }

  #fullName(name: string): string {
    return name.includes('\\') ? name : `${this.netbios}\\${name}`;
  }

  #key(distinguishedName: string): string {
    return normalDn(distinguishedName);
  }
}

function permits(entry: AccessControlEntry, right: Right): boolean {
  return entry.rights.includes('full-control') || entry.rights.includes(right);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
