import { AmtError } from '../amt/amt-error.ts';
import { deviceOf, note, useAdminPassword } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Passwords tried on one device in one run: more would look like an attack to it. */
const MAX_ATTEMPTS = 8;
/** Password of the network administrator as it leaves the factory. */
const FACTORY_PASSWORD = 'admin';

interface Candidate {
  /** As the log names it; never the password. */
  readonly account: string;
  readonly password: string;
  readonly origin: 'configured' | 'own' | 'pending';
}

const candidate = (account: string, password: string | undefined, origin: Candidate['origin']): readonly Candidate[] =>
  password === undefined || password === '' ? [] : [{ account, password, origin }];

/** Accounts for setup in the product's order; for a device in operation the stored passwords come first. */
function candidatesOf(work: StageWork): { readonly tried: readonly Candidate[]; readonly leftOut: number } {
  const { computer, settings } = work.context;
  const configured = settings.provisioning.accounts.flatMap((one, index) =>
    candidate(`provisioning account #${index}`, one.password, 'configured'),
  );
  const own = [
    ...candidate('provisioned account (random generated password)', computer.adminPassword, 'own'),
    ...candidate('provisioned account (pending password)', computer.pendingAdminPassword, 'pending'),
  ];
  const setup = [
    ...candidate('default factory account', FACTORY_PASSWORD, 'configured'),
    ...candidate('imported remote admin account', computer.importedAdminPassword, 'configured'),
    ...candidate('imported MEBx account', computer.importedMebxPassword, 'configured'),
    ...candidate('MEBx account of the site', settings.general.mebxPassword, 'configured'),
  ];
  const rest = work.operational ? own : [...setup, ...own];
  const room = Math.max(0, MAX_ATTEMPTS - rest.length);
  const accounts = configured.slice(0, room);
  const ordered = work.operational ? [...rest, ...accounts] : [...accounts, ...rest];
  const seen = new Set<string>();
  const tried = ordered.filter((one) => !seen.has(one.password) && seen.add(one.password));
  return { tried, leftOut: configured.length - accounts.length };
}

/**
 * Finds the administrator's password by reading the core version with one account after the other: provisioning accounts
 * `#0` to `#n`, the factory account, imported passwords, then passwords of an earlier run. ("About AMT Provisioning and
 * Discovery Accounts") A pending password that works is confirmed.
 */
export const authenticate: Stage = {
  name: 'authenticate',
  async run(work) {
    if (work.alreadyRemoved) return;
    const { tried, leftOut } = candidatesOf(work);
    if (leftOut > 0) note(work, 'oob.account.left-out', { count: leftOut });
    for (const { account, password, origin } of tried) {
      note(work, 'oob.account.tried', { account });
      useAdminPassword(work, password);
      try {
        work.coreVersion = await deviceOf(work).coreVersion();
      } catch (error) {
        if (!(error instanceof AmtError) || error.code !== 'http.unauthorized') throw error;
        note(work, 'oob.account.failed', { account });
        continue;
      }
      if (origin === 'pending') work.context.journal.confirmAdminPassword();
      note(work, 'oob.account.succeeded', { account, version: work.coreVersion });
      return;
    }
    throw new AmtError('http.unauthorized', `The device took none of ${tried.length} password(s).`, {
      httpStatus: 401,
    });
  },
};
