import { X509Certificate, createHash } from 'node:crypto';
import type { AmtDevice, StoredCertificate } from '../amt/amt-device.ts';
import { AmtError } from '../amt/amt-error.ts';
import type { LogFields } from '../ports/log.ts';
import type { StageEventId } from './stage-events.ts';
import { deviceOf, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

interface Remarks {
  readonly removed: StageEventId;
  readonly kept: StageEventId;
}

/** Removes something. What the device keeps is a warning: its room is lost, no more. */
async function remove(
  work: StageWork,
  run: () => Promise<void>,
  remarks: Remarks,
  fields: LogFields,
): Promise<boolean> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AmtError) || error.code !== 'wsman.fault') throw error;
    note(work, remarks.kept, { ...fields, code: error.facts.subcode ?? error.code });
    return false;
  }
  note(work, remarks.removed, fields);
  return true;
}

/** PKCS#1 public key of a stored certificate, base64; undefined for one that cannot be read. */
function publicKeyOf(stored: StoredCertificate): string | undefined {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(stored.derBase64, 'base64'));
    return publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
  } catch {
    return undefined;
  }
}

/** Takes out key pairs that belong to no certificate of the device: those of replaced certificates and of runs cut off. */
async function removeKeys(work: StageWork, device: AmtDevice, stay: readonly StoredCertificate[]): Promise<void> {
  const used = new Set(stay.map((one) => publicKeyOf(one)));
  for (const { instanceId, publicKeyDerBase64 } of await device.keys()) {
    if (used.has(publicKeyDerBase64)) continue;
    const remarks: Remarks = { removed: 'oob.key.removed', kept: 'oob.key.not-removed' };
    await remove(work, () => device.removeKey(instanceId), remarks, { key: instanceId });
  }
}

/** Takes certificates that were replaced, and their private keys, out of the device. */
export const tidyCertificates: Stage = {
  name: 'tidy-certificates',
  async run(work) {
    const device = deviceOf(work);
    const { activeCertificates, supersededCertificates } = work.context.computer;
    const known = [...activeCertificates, ...supersededCertificates].map((one) => one.thumbprint.toUpperCase());
    const old = known.filter((thumbprint) => thumbprint !== device.certificate.thumbprint);
    if (old.length === 0) return;
    const stay: StoredCertificate[] = [];
    for (const stored of await device.certificates()) {
      const thumbprint = createHash('sha1').update(stored.derBase64, 'base64').digest('hex').toUpperCase();
      const remarks: Remarks = { removed: 'oob.certificate.removed', kept: 'oob.certificate.not-removed' };
      const isOld = old.includes(thumbprint);
      if (isOld && (await remove(work, () => device.removeCertificate(stored.instanceId), remarks, { thumbprint })))
        continue;
      stay.push(stored);
    }
    await removeKeys(work, device, stay);
  },
};
