import type { Stage } from './work.ts';

/** TlsMode 0. */
const NO_TLS = 0;

/** The computer is Not Provisioned: AMTStatus 2. */
export const publishRemoval: Stage = {
  name: 'publish-removal',
  async run(work) {
    const { journal } = work.context;
    journal.setTlsMode(NO_TLS);
    journal.setAmtStatus(2);
  },
};
