import { changePassword, freshPassword } from './password-change.ts';
import type { Stage } from './work.ts';

/** Changes the network administrator's password: the maintenance task "Reset AMT Computer Passwords". */
export const changeAdminPassword: Stage = {
  name: 'change-admin-password',
  run: async (work) => changePassword(work, freshPassword(work)),
};
