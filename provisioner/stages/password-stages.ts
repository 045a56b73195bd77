import { AmtError, isLostAnswer } from '../amt/amt-error.ts';
import { randomStrongPassword } from '../amt/passwords.ts';
import { NOT_PERMITTED } from '../amt/pt-status.ts';
import { ADMIN_USER, deviceOf, note, useAdminPassword } from './work.ts';
import type { Stage, StageWork } from './work.ts';

const isUnauthorized = (error: unknown): boolean => error instanceof AmtError && error.code === 'http.unauthorized';

/** Whether the device takes this password; the current one is in use again afterwards if it does not. */
async function accepts(work: StageWork, password: string): Promise<boolean> {
  const before = work.adminPassword;
  useAdminPassword(work, password);
  try {
    await deviceOf(work).setupState();
    return true;
  } catch (error) {
    if (before !== undefined) useAdminPassword(work, before);
    if (isUnauthorized(error)) return false;
    throw error;
  }
}

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

async function change(work: StageWork, password: string): Promise<void> {
  const { journal } = work.context;
  // On disk before the device can have it: a crash from here on leaves a password that the next run tries.
  journal.proposeAdminPassword(password);
  try {
    await deviceOf(work).setAdminPassword({ user: ADMIN_USER, password });
  } catch (error) {
    if (!isLostAnswer(error)) throw error;
    note(work, 'oob.answer-lost', { method: 'SetAdminAclEntryEx', code: error.code });
  }
  if (!(await accepts(work, password))) {
    throw new AmtError('connect.lost', 'The new administrator password did not arrive at the device.');
  }
  journal.confirmAdminPassword();
}

const fresh = (work: StageWork): string => {
  const { computer, ports } = work.context;
  return randomStrongPassword(ports.chance.for(`amt-admin-password:${computer.resourceId}:${ports.clock.nowMs()}`));
};

/** Gives the network administrator a random strong password of his own, unless an earlier run did. ("About the AMT Remote Admin Account") */
export const adminPassword: Stage = {
  name: 'admin-password',
  async run(work) {
    const { computer } = work.context;
    const own = [computer.adminPassword, computer.pendingAdminPassword];
    if (work.adminPassword !== undefined && own.includes(work.adminPassword)) return;
    await change(work, computer.pendingAdminPassword ?? fresh(work));
  },
};

/** Changes the network administrator's password: the maintenance task "Reset AMT Computer Passwords". */
export const changeAdminPassword: Stage = {
  name: 'change-admin-password',
  run: async (work) => change(work, fresh(work)),
};
