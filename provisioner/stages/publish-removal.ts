import type { Stage } from './work.ts';

/** TlsMode 0. */
const NO_TLS = 0;

/** The computer is Not Provisioned: AMTStatus 2. After a full removal the stored password opens nothing any more. */
export const publishRemoval: Stage = {
  name: 'publish-removal',
  async run(work) {
    const { journal, kind } = work.context;
    if (kind === 'remove-full') journal.forgetAdminPassword();
    journal.setTlsMode(NO_TLS);
    journal.setAmtStatus(2);
  },
};
