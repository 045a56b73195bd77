import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { DirectoryError, type AmtAccount, type Directory } from '../ports/directory.ts';
import { sidBytes } from './sid.ts';

const principal = z.object({
  /** `ADATUM\AMT Helpdesk`. */
  name: z.string().min(1),
  kind: z.enum(['user', 'group']),
  groupScope: z.enum(['global', 'universal', 'domain-local']).optional(),
  /** `S-1-5-21-...`. */
  sid: z.string().min(1),
});

const account = z.object({
  distinguishedName: z.string(),
  samAccountName: z.string(),
  dnsHostName: z.string(),
  servicePrincipalNames: z.array(z.string()),
  passwordChanges: z.number().int(),
});

const directoryFile = z.object({
  containers: z.array(z.string()),
  principals: z.array(principal),
  accounts: z.array(account).default([]),
});

/** What the file holds. A person writes `containers` and `principals`; `accounts` is kept by the service point. */
type DirectoryFile = z.infer<typeof directoryFile>;
type Account = z.infer<typeof account>;

/**
 * A directory kept in a JSON file, for a service point that runs without Active Directory. It gives the AMT accounts a
 * place and knows the SIDs of the users and groups that the settings name. It keeps no password, because nobody logs on
 * against it: Kerberos needs a real directory. Throws DirectoryError `unavailable` when the file cannot be used.
 */
export function embeddedDirectory(path: string): Directory {
  const state = load(path);
  const save = (): void => {
    try {
      writeJsonFile(path, state);
    } catch (cause) {
      throw new DirectoryError('unavailable', `${path} could not be written`, { cause });
    }
  };
  const find = (distinguishedName: string): Account => {
    const found = state.accounts.find((one) => sameText(one.distinguishedName, distinguishedName));
    if (found === undefined) throw new DirectoryError('no-such-object', `${distinguishedName} does not exist`);
    return found;
  };
  const change = async (distinguishedName: string, how: (found: Account) => void): Promise<void> => {
    how(find(distinguishedName));
    save();
  };
  return {
    containerExists: async (name) => state.containers.some((one) => sameText(one, name)),
    createAccount: async (fresh) => {
      const created = addAccount(state, fresh);
      save();
      return created;
    },
    findAccount: async (container, samAccountName) =>
      state.accounts.find(
        (one) => sameText(one.samAccountName, samAccountName) && isBelow(one.distinguishedName, container),
      ),
    setPassword: (name) => change(name, (found) => (found.passwordChanges += 1)),
    setServicePrincipalNames: (name, names) => change(name, (found) => (found.servicePrincipalNames = [...names])),
    deleteAccount: (name) => change(name, (found) => state.accounts.splice(state.accounts.indexOf(found), 1)),
    findPrincipal: async (name) => {
      const found = state.principals.find((one) => sameText(one.name, name));
      if (found === undefined) return undefined;
      const { kind, groupScope } = found;
      const domain = found.name.split('\\')[0] ?? '';
      const sid = sidBytes(found.sid).toString('base64');
      return groupScope === undefined ? { kind, sid, domain } : { kind, groupScope, sid, domain };
    },
  };
}

function load(path: string): DirectoryFile {
  try {
    const read = directoryFile.parse(readJsonFile(path) ?? { containers: [], principals: [] });
    for (const one of read.principals) sidBytes(one.sid);
    return read;
  } catch (cause) {
    throw new DirectoryError('unavailable', `${path} cannot be used as a directory: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    const [first] = cause.issues;
    return first === undefined ? 'it is malformed' : `${first.path.join('.')}: ${first.message}`;
  }
  return cause instanceof Error ? cause.message : String(cause);
}

function addAccount(state: DirectoryFile, fresh: Parameters<Directory['createAccount']>[0]): AmtAccount {
  if (!state.containers.some((one) => sameText(one, fresh.container)))
    throw new DirectoryError('no-such-object', `the container ${fresh.container} does not exist`);
  const distinguishedName = `CN=${fresh.commonName},${fresh.container}`;
  const { samAccountName, dnsHostName } = fresh;
  const taken = state.accounts.some(
    (one) => sameText(one.distinguishedName, distinguishedName) || sameText(one.samAccountName, samAccountName),
  );
  if (taken) throw new DirectoryError('already-exists', `${distinguishedName} exists already`);
  const servicePrincipalNames = [...fresh.servicePrincipalNames];
  state.accounts.push({ distinguishedName, samAccountName, dnsHostName, servicePrincipalNames, passwordChanges: 1 });
  return { distinguishedName, samAccountName };
}

function isBelow(distinguishedName: string, container: string): boolean {
  return distinguishedName.toLowerCase().endsWith(`,${container.toLowerCase()}`);
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
