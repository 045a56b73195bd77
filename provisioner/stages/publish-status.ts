import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/** TlsMode 1: the device authenticates itself, the console does not. */
const SERVER_AUTHENTICATION = 1;

/** The computer is Provisioned: AMTStatus 3, version, TLS mode. The last stage, so that no half-done computer gets there. */
export const publishStatus: Stage = {
  name: 'publish-status',
  async run(work) {
    const { computer, journal } = work.context;
    const { thumbprint } = deviceOf(work).certificate;
    const inUse = computer.activeCertificates.find((one) => one.thumbprint.toUpperCase() === thumbprint);
    if (inUse !== undefined) journal.markCertificate(inUse.serialHex, 'issued-to-device');
    if (work.coreVersion !== undefined) journal.setAmtVersion(work.coreVersion);
    journal.setTlsMode(SERVER_AUTHENTICATION);
    journal.setAmtStatus(3);
    work.leftovers.clear();
  },
};
