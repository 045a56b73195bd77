import { X509Certificate } from 'node:crypto';
import { keyFingerprint, saveIssued } from './issued-certificate.ts';
import { note } from './work.ts';
import type { Stage } from './work.ts';

/**
 * Looks for the certificate of an earlier run that ended between the request and the note of its answer: the key is lost,
 * so it is written down and revoked. The authority is asked by name; the right one is known by its public key.
 */
export const reconcileCertificate: Stage = {
  name: 'reconcile-certificate',
  async run(work) {
    const { computer, ports, journal } = work.context;
    const { certificateAskedFor } = computer;
    if (certificateAskedFor === undefined) return;
    if (ports.authority.issuedTo === undefined) {
      note(work, 'oob.certificate.answer-unknown', { authority: ports.authority.name });
      journal.forgetCertificateRequest();
      return;
    }
    const issued = await ports.authority.issuedTo(computer.fqdn);
    const lost = issued.find(
      ({ certificatePem }) => keyFingerprint(new X509Certificate(certificatePem).publicKey) === certificateAskedFor,
    );
    if (lost === undefined) {
      journal.forgetCertificateRequest();
      return;
    }
    const { serialHex } = saveIssued(work, lost);
    note(work, 'oob.certificate.found', { serial: serialHex, requestId: lost.requestId });
    await ports.authority.revoke(serialHex, 'superseded');
    journal.markCertificate(serialHex, 'revoked');
    note(work, 'oob.certificate.revoked', { serial: serialHex });
  },
};
