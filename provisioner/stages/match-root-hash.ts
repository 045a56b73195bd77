import { StageRefusal, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** One of the hashes that the hello listed must be that of the root of the provisioning certificate. ("About AMT Provisioning") */
export const matchRootHash: Stage = {
  name: 'match-root-hash',
  async run(work: StageWork) {
    const { provisioningCertificate, helloHashes } = work.context;
    if (provisioningCertificate === undefined) {
      throw new StageRefusal('certificate.provisioning-missing', 'There is no provisioning certificate to show.');
    }
    if (helloHashes === undefined) return;
    const roots = provisioningCertificate.rootHashes;
    const wanted = roots === undefined ? [] : [roots.sha1.toLowerCase(), roots.sha256.toLowerCase()];
    const found = helloHashes.find((one) => wanted.includes(one.hex.toLowerCase()));
    if (found === undefined) {
      throw new StageRefusal('hash.no-match', `None of the ${helloHashes.length} hashes of the hello matches.`);
    }
    note(work, 'oob.hash.matched', { hash: found.hex.toUpperCase() });
  },
};
