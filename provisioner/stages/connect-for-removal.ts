import { isLostAnswer } from '../amt/amt-error.ts';
import { openDevice } from './open-device.ts';
import { knownCertificates, note } from './work.ts';
import type { Stage } from './work.ts';

/**
 * Opens a TLS session with a device whose provisioning is to go. A device that shows its setup certificate has lost it
 * already; so has one that does not answer any more after an earlier run saw it unprovisioned (status 2).
 */
export const connectForRemoval: Stage = {
  name: 'connect-for-removal',
  async run(work) {
    try {
      await openDevice(work, true, knownCertificates(work));
    } catch (error) {
      if (!isLostAnswer(error) || work.context.computer.amtStatus !== 2) throw error;
      work.alreadyRemoved = true;
    }
    if (work.device !== undefined && !work.operational) work.alreadyRemoved = true;
    if (work.alreadyRemoved) note(work, 'oob.removal.not-needed');
  },
};
