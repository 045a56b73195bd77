import { isLostAnswer } from '../amt/amt-error.ts';
import { note, noteCertificateInUse } from './work.ts';
import type { Stage, StageWork } from './work.ts';

async function open(work: StageWork, acceptSetupCertificate: boolean): Promise<void> {
  work.device = await work.door.open({
    acceptSetupCertificate,
    thumbprints: work.context.computer.activeCertificates.map((one) => one.thumbprint),
    chainPem: undefined,
  });
  const { kind, thumbprint } = work.device.certificate;
  work.operational = kind === 'issued';
  const inUse = work.context.computer.activeCertificates.find((one) => one.thumbprint.toUpperCase() === thumbprint);
  if (work.operational && inUse !== undefined) noteCertificateInUse(work, inUse.serialHex);
  note(work, 'oob.connected', { address: work.context.address, certificate: kind });
}

/**
 * Opens the TLS session of setup, showing the provisioning certificate. A device that an earlier run already put into
 * operation shows the certificate issued to it; it is recognised by its thumbprint.
 */
export const connectSetup: Stage = {
  name: 'connect-setup',
  run: async (work) => open(work, true),
};

/** Opens a TLS session with a device in operation. */
export const connectOperational: Stage = {
  name: 'connect',
  run: async (work) => open(work, false),
};

/**
 * Opens a TLS session with a device whose provisioning is to go. A device that shows its setup certificate has lost it
 * already; so has one that does not answer any more after an earlier run saw it unprovisioned (status 2).
 */
export const connectForRemoval: Stage = {
  name: 'connect-for-removal',
  async run(work) {
    try {
      await open(work, true);
    } catch (error) {
      if (!isLostAnswer(error) || work.context.computer.amtStatus !== 2) throw error;
      work.alreadyRemoved = true;
    }
    if (work.device !== undefined && !work.operational) work.alreadyRemoved = true;
    if (work.alreadyRemoved) note(work, 'oob.removal.not-needed');
  },
};
