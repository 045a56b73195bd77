import { DirectoryError } from '../ports/directory.ts';
import { note } from './work.ts';
import type { Stage } from './work.ts';

/** Deletes the account of the computer; one that is gone already is as good. */
export const withdrawAccount: Stage = {
  name: 'withdraw-account',
  async run(work) {
    const { computer, ports, journal } = work.context;
    const { accountDistinguishedName: account } = computer;
    if (account === undefined) return;
    try {
      await ports.directory.deleteAccount(account);
    } catch (error) {
      if (!(error instanceof DirectoryError) || error.code !== 'no-such-object') throw error;
    }
    journal.forgetAccount();
    note(work, 'oob.account.withdrawn', { account });
  },
};
