import { AmtError, isLostAnswer } from '../amt/amt-error.ts';
import { randomStrongPassword } from '../amt/passwords.ts';
import { accepts } from './try-password.ts';
import { ADMIN_USER, deviceOf, note } from './work.ts';
import type { StageWork } from './work.ts';

/** Gives the device a new administrator password, in a way that survives a crash at any point. */
export async function changePassword(work: StageWork, password: string): Promise<void> {
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

/** A random strong password for the computer's administrator. Secret. */
export const freshPassword = (work: StageWork): string => {
  const { computer, ports } = work.context;
  return randomStrongPassword(ports.chance.for(`amt-admin-password:${computer.resourceId}:${ports.clock.nowMs()}`));
};
