import { openDevice } from './open-device.ts';
import type { Stage } from './work.ts';

/**
 * Opens the TLS session of setup, showing the provisioning certificate. A device that an earlier run already put into
 * operation shows the certificate issued to it; it is recognised by its thumbprint.
 */
export const connectSetup: Stage = {
  name: 'connect-setup',
  run: async (work) => openDevice(work, true, work.context.computer.activeCertificates),
};
