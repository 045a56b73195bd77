import { AuthorityError } from '../ports/authority.ts';
import { note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

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
