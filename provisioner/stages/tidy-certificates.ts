import { createHash } from 'node:crypto';
import { AmtError } from '../amt/amt-error.ts';
import { deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

/** Takes certificates that were replaced out of the device. One that it keeps is a warning: its room is lost, no more. */
export const tidyCertificates: Stage = {
  name: 'tidy-certificates',
  async run(work) {
    const { fresh, context } = work;
    if (fresh === undefined || context.computer.activeCertificates.length === 0) return;
    const device = deviceOf(work);
    const old = context.computer.activeCertificates.map((one) => one.thumbprint.toUpperCase());
    for (const stored of await device.certificates()) {
      const der = Buffer.from(stored.derBase64, 'base64');
      const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
      if (!old.includes(thumbprint)) continue;
      try {
        await device.removeCertificate(stored.instanceId);
        note(work, 'oob.certificate.removed', { thumbprint });
      } catch (error) {
        if (!(error instanceof AmtError) || error.code !== 'wsman.fault') throw error;
        note(work, 'oob.certificate.not-removed', { thumbprint, code: error.facts.subcode ?? error.code });
      }
    }
  },
};
