import { AmtError, isLostAnswer } from '../amt/amt-error.ts';
import { pause } from '../amt/deadline.ts';
import { StageRefusal, deviceOf, knownThumbprints, note, noteCertificateInUse, useAdminPassword } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Wait before a device is called again after a commit, in milliseconds: its listener restarts. */
export const RESTART_WAIT_MS = 10_000;
/** Calls after a commit before the run gives up. */
const RECONNECT_ATTEMPTS = 6;

/** Sets the device's clock: certificates and Kerberos need it, and an unset one starts in 2004. */
export const synchronizeClock: Stage = {
  name: 'clock',
  async run(work) {
    note(work, 'oob.clock.set', { seconds: await deviceOf(work).synchronizeClock() });
  },
};

/** Gives the device the host and domain part of the FQDN that the site knows the computer by. */
export const setNames: Stage = {
  name: 'names',
  async run(work) {
    const { fqdn } = work.context.computer;
    const dot = fqdn.indexOf('.');
    const [host, domain] = dot === -1 ? [fqdn, ''] : [fqdn.slice(0, dot), fqdn.slice(dot + 1)];
    await deviceOf(work).setHostAndDomainName(host, domain);
  },
};

/** CommitChanges. The port restarts with it, so a lost answer is no failure: the next connection shows what happened. */
export const commit: Stage = {
  name: 'commit',
  async run(work) {
    try {
      await deviceOf(work).commitChanges();
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
      note(work, 'oob.answer-lost', { method: 'CommitChanges', code: error.code });
    }
  },
};

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
    thumbprints: knownThumbprints(work),
    chainPem: work.fresh?.chainPem,
  });
  work.device = device;
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
