import { AmtError, isLostAnswer } from '../amt/amt-error.ts';
import { pause } from '../amt/deadline.ts';
import { RESTART_WAIT_MS } from './restart-wait.ts';
import { StageRefusal, knownCertificates, noteCertificateInUse, useAdminPassword } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Calls after a commit before the run gives up. */
const RECONNECT_ATTEMPTS = 6;

const mayPass = (error: unknown): boolean =>
  isLostAnswer(error) ||
  (error instanceof AmtError && (error.code === 'tls.refused-by-device' || error.code === 'tls.setup-certificate'));

/** A device that goes on showing its setup certificate has not taken the commit. */
const finalOf = (error: unknown): unknown =>
  error instanceof AmtError && error.code === 'tls.setup-certificate'
    ? new StageRefusal('commit.not-effective', 'The device still shows the certificate of its setup.')
    : error;

async function openIssued(work: StageWork): Promise<void> {
  const device = await work.door.open({
    acceptSetupCertificate: false,
    known: knownCertificates(work),
  });
  work.device = device;
  if (work.fresh !== undefined && work.fresh.thumbprint !== device.certificate.thumbprint)
    throw new StageRefusal('commit.not-effective', 'The device still shows an earlier certificate.');
  if (work.adminPassword !== undefined) useAdminPassword(work, work.adminPassword);
  const { state } = await device.setupState();
  if (state !== 'post') throw new StageRefusal('commit.not-effective', `The device is still in state ${state}.`);
}

/** Connects to the device in operation; its certificate must be the issued one, down to the root of the issuing authority. */
export const reconnect: Stage = {
  name: 'reconnect',
  async run(work) {
    const { ports, signal, journal } = work.context;
    work.device?.close();
    for (let attempt = 1; ; attempt += 1) {
      await pause(ports.clock, RESTART_WAIT_MS, 'waiting for an AMT device to restart its ports', signal);
      try {
        await openIssued(work);
        break;
      } catch (error) {
        work.device?.close();
        if (!mayPass(error) || attempt === RECONNECT_ATTEMPTS) throw finalOf(error);
      }
    }
    work.operational = true;
    if (work.fresh === undefined) return;
    journal.markCertificate(work.fresh.serialHex, 'issued-to-device');
    noteCertificateInUse(work, work.fresh.serialHex);
  },
};
