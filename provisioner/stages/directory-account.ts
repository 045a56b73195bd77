import { randomStrongPassword } from '../amt/passwords.ts';
import type { AmtAccount } from '../ports/directory.ts';
import { StageRefusal, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Ports under which consoles address a device: each is a service principal of the account. */
const PRINCIPAL_PORTS: readonly number[] = [16_992, 16_993, 16_994, 16_995, 623, 664];

/** `HTTP/desk001.adatum.com:16992` and so on. (Intel AMT Implementation and Reference Guide, "Configuring Intel AMT for Kerberos") */
function servicePrincipalNames(fqdn: string): readonly string[] {
  return PRINCIPAL_PORTS.map((port) => `HTTP/${fqdn}:${port}`);
}

async function createOrAdopt(work: StageWork, password: string): Promise<AmtAccount> {
  const { computer, settings, ports } = work.context;
  const { container } = settings.general;
  const samAccountName = settings.servicePoint.accountNameTemplate.replaceAll('{host}', computer.shortName);
  const existing = await ports.directory.findAccount(container, samAccountName);
  const names = servicePrincipalNames(computer.fqdn);
  if (existing === undefined) {
    const account = { container, commonName: samAccountName, samAccountName, dnsHostName: computer.fqdn };
    return ports.directory.createAccount({ ...account, password, servicePrincipalNames: names });
  }
  work.leftovers.set('account', `directory account ${existing.distinguishedName}`);
  work.context.journal.saveAccount(existing.distinguishedName);
  await ports.directory.setPassword(existing.distinguishedName, password);
  await ports.directory.setServicePrincipalNames(existing.distinguishedName, names);
  return existing;
}

/**
 * Publishes the account that stands for the computer, in the container of the General tab, with its service principal
 * names and a new random password. An account that is there already, from an earlier run or provisioning, is taken over.
 */
export const directoryAccount: Stage = {
  name: 'directory-account',
  async run(work) {
    const { computer, settings, ports, journal } = work.context;
    const { container } = settings.general;
    if (!(await ports.directory.containerExists(container))) {
      throw new StageRefusal('directory.no-container', `${container} does not exist.`);
    }
    const chance = ports.chance.for(`amt-account-password:${computer.resourceId}:${ports.clock.nowMs()}`);
    const password = randomStrongPassword(chance);
    const account = await createOrAdopt(work, password);
    journal.saveAccount(account.distinguishedName);
    work.leftovers.set('account', `directory account ${account.distinguishedName}`);
    work.accountPassword = password;
    note(work, 'oob.account.published', { account: account.distinguishedName });
  },
};
