import type { KnownCertificate } from '../amt/amt-device.ts';
import { note, noteCertificateInUse } from './work.ts';
import type { StageWork } from './work.ts';

/** Opens a TLS session with the device and notes which of its certificates it shows. */
export async function openDevice(
  work: StageWork,
  acceptSetupCertificate: boolean,
  known: readonly KnownCertificate[],
): Promise<void> {
  work.device = await work.door.open({
    acceptSetupCertificate,
    known,
  });
  const { kind, thumbprint } = work.device.certificate;
  work.operational = kind === 'issued';
  const inUse = work.context.computer.activeCertificates.find((one) => one.thumbprint.toUpperCase() === thumbprint);
  if (work.operational && inUse !== undefined) noteCertificateInUse(work, inUse.serialHex);
  note(work, 'oob.connected', { address: work.context.address, certificate: kind });
}
