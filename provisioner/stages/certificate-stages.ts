import { X509Certificate, createHash } from 'node:crypto';
import { AmtError } from '../amt/amt-error.ts';
import { validityOf } from '../amt/certificate-dates.ts';
import { certificateRequest } from '../amt/certificate-request.ts';
import { AuthorityError } from '../ports/authority.ts';
import { StageRefusal, deviceOf, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Key length of web server certificates: what every AMT release of the time takes. */
const KEY_BITS = 2048;

const thumbprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint.replaceAll(':', '').toUpperCase();

async function revokeAll(work: StageWork): Promise<void> {
  const { computer, ports, journal } = work.context;
  for (const { serialHex } of computer.activeCertificates) {
    try {
      await ports.authority.revoke(serialHex, 'superseded');
    } catch (error) {
      if (!(error instanceof AuthorityError) || error.code !== 'unknown-request') throw error;
      note(work, 'oob.certificate.not-revoked', { serial: serialHex });
      continue;
    }
    journal.markCertificate(serialHex, 'revoked');
    note(work, 'oob.certificate.revoked', { serial: serialHex });
  }
}

/** Revokes, as superseded, whatever the site database says was issued to this computer before. ("About AMT Provisioning") */
export const revokePreviousCertificate: Stage = {
  name: 'revoke-previous-certificate',
  run: revokeAll,
};

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
    const enrolment = await ports.authority.submit(selected.template, certificateRequest(computer.fqdn, privateKeyPem));
    const request = `Request ${enrolment.requestId}`;
    if (enrolment.kind === 'pending') throw new StageRefusal('authority.pending', `${request} is pending.`);
    if (enrolment.kind === 'denied')
      throw new StageRefusal('authority.denied', `${request} was denied: ${enrolment.reason}.`);
    const certificate = new X509Certificate(enrolment.certificatePem);
    const { fromMs, untilMs } = validityOf(certificate.raw);
    const serialHex = certificate.serialNumber;
    work.fresh = { ...enrolment, privateKeyPem, serialHex, thumbprint: thumbprintOf(certificate) };
    journal.saveCertificate({
      serialHex,
      thumbprint: work.fresh.thumbprint,
      requestId: enrolment.requestId,
      template: selected.template,
      authority: ports.authority.name,
      validFromMs: fromMs ?? 0,
      validUntilMs: untilMs ?? 0,
    });
    work.leftovers.set('certificate', `certificate ${serialHex}, issued and not in use on the device`);
    note(work, 'oob.certificate.issued', { serial: serialHex, requestId: enrolment.requestId });
  },
};

/**
 * Puts key, certificate and chain into the device, binds them to TLS and switches TLS on; the commit makes it real.
 * (Intel AMT Implementation and Reference Guide, "Enabling TLS")
 */
export const installCertificate: Stage = {
  name: 'install-certificate',
  async run(work) {
    const device = deviceOf(work);
    const { fresh } = work;
    if (fresh === undefined) throw new Error('the plan requests no certificate before it installs one');
    await device.addKey(fresh.privateKeyPem);
    for (const pem of fresh.chainPem) {
      const certificate = new X509Certificate(pem);
      await device.addCertificate(pem, certificate.issuer === certificate.subject);
    }
    const instanceId = await device.addCertificate(fresh.certificatePem, false);
    await device.bindTlsCertificate(instanceId);
    await device.enableTls();
    work.leftovers.set('certificate', `certificate ${fresh.serialHex}, issued and stored on the device`);
  },
};

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
