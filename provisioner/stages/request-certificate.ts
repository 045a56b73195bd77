import { createPublicKey } from 'node:crypto';
import { certificateRequest } from '../amt/certificate-request.ts';
import { keyFingerprint, saveIssued } from './issued-certificate.ts';
import { StageRefusal, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Key length of web server certificates: what every AMT release of the time takes. */
const KEY_BITS = 2048;

async function freshKey(work: StageWork): Promise<string> {
  const { clock, keys } = work.context.ports;
  const hold = clock.hold('making an RSA key for an AMT computer');
  try {
    return (await keys.next(KEY_BITS)).privateKeyPem;
  } finally {
    hold[Symbol.dispose]();
  }
}

/** Makes a key and has the issuing CA certify it under the computer's FQDN, supplied in the request. */
export const requestCertificate: Stage = {
  name: 'request-certificate',
  async run(work) {
    const { computer, ports, settings, journal } = work.context;
    const selected = settings.general.webServerTemplate;
    if (selected === undefined) throw new StageRefusal('settings.no-template', 'The General tab names no template.');
    const privateKeyPem = await freshKey(work);
    journal.askForCertificate(keyFingerprint(createPublicKey(privateKeyPem)));
    const enrolment = await ports.authority.submit(selected.template, certificateRequest(computer.fqdn, privateKeyPem));
    const request = `Request ${enrolment.requestId}`;
    if (enrolment.kind !== 'issued') journal.forgetCertificateRequest();
    if (enrolment.kind === 'pending') throw new StageRefusal('authority.pending', `${request} is pending.`);
    if (enrolment.kind === 'denied')
      throw new StageRefusal('authority.denied', `${request} was denied: ${enrolment.reason}.`);
    const saved = saveIssued(work, enrolment);
    const { serialHex } = saved;
    work.fresh = { ...enrolment, ...saved, privateKeyPem };
    work.leftovers.set('certificate', `certificate ${serialHex}, issued and not in use on the device`);
    note(work, 'oob.certificate.issued', { serial: serialHex, requestId: enrolment.requestId });
  },
};
