import { AmtError } from '../amt/amt-error.ts';
import { NOT_PERMITTED } from '../amt/pt-status.ts';
import { accepts } from './try-password.ts';
import { deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

/**
 * Sets the MEBx password of the General tab. Firmware lets that happen only as its password policy says; a refusal leaves
 * the password that is there. ("About the MEBx Account")
 */
export const mebxPassword: Stage = {
  name: 'mebx-password',
  async run(work) {
    const { mebxPassword: password } = work.context.settings.general;
    try {
      await deviceOf(work).setMebxPassword(password);
    } catch (error) {
      if (!(error instanceof AmtError) || error.code !== 'amt.status' || error.facts.status !== NOT_PERMITTED)
        throw error;
      note(work, 'oob.mebx.not-permitted');
      return;
    }
    // With coupled passwords the network administrator has changed his along with it.
    if (work.adminPassword !== undefined && (await accepts(work, work.adminPassword))) return;
    if (!(await accepts(work, password))) {
      throw new AmtError('http.unauthorized', 'No password opens the device after the MEBx password was set.', {
        httpStatus: 401,
      });
    }
  },
};
