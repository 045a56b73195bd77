import { changePassword, freshPassword } from './password-change.ts';
import type { Stage } from './work.ts';

/** Gives the network administrator a random strong password of his own, unless an earlier run did. ("About the AMT Remote Admin Account") */
export const adminPassword: Stage = {
  name: 'admin-password',
  async run(work) {
    const { computer } = work.context;
    const own = [computer.adminPassword, computer.pendingAdminPassword];
    if (work.adminPassword !== undefined && own.includes(work.adminPassword)) return;
    await changePassword(work, computer.pendingAdminPassword ?? freshPassword(work));
  },
};
