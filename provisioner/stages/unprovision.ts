import { AmtError, isLostAnswer } from '../amt/amt-error.ts';
import { pause } from '../amt/deadline.ts';
import { RESTART_WAIT_MS } from './restart-wait.ts';
import { StageRefusal, deviceOf, knownCertificates, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Calls after a lost answer before the run gives up. */
const ATTEMPTS = 3;

/** Whether the device has left operation: it shows its setup certificate again, or its port is closed. */
async function hasLeft(work: StageWork): Promise<boolean> {
  const { ports, signal } = work.context;
  for (let attempt = 1; ; attempt += 1) {
    await pause(ports.clock, RESTART_WAIT_MS, 'waiting for an AMT device to leave operation', signal);
    try {
      const device = await work.door.open({ acceptSetupCertificate: true, known: knownCertificates(work) });
      device.close();
      if (device.certificate.kind === 'setup') return true;
    } catch (error) {
      if (error instanceof AmtError && error.code === 'connect.refused') return true;
      if (!isLostAnswer(error) || attempt === ATTEMPTS) throw error;
    }
    if (attempt === ATTEMPTS) return false;
  }
}

/**
 * Removes provisioning on the device: configuration only, or everything. ("How to Remove Provisioning Information for
 * AMT-Based Computers") From the moment it is gone the computer is Not Provisioned, whatever happens to the rest of the run.
 */
export const unprovision: Stage = {
  name: 'unprovision',
  async run(work) {
    if (work.alreadyRemoved) return;
    const device = deviceOf(work);
    const full = work.context.kind === 'remove-full';
    try {
      await (full ? device.unprovision() : device.partialUnprovision());
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
      note(work, 'oob.answer-lost', { method: full ? 'Unprovision' : 'PartialUnprovision', code: error.code });
      device.close();
      if (!(await hasLeft(work)))
        throw new StageRefusal('removal.not-effective', 'The device still shows its issued certificate.');
    }
    // Not when somebody else did it, or a partial removal before: then the device may still have the password.
    if (full) work.context.journal.forgetAdminPassword();
    work.context.journal.setAmtStatus(2);
  },
};
