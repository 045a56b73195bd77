import { deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

/** Sets the device's clock: certificates and Kerberos need it, and an unset one starts in 2004. */
export const synchronizeClock: Stage = {
  name: 'clock',
  async run(work) {
    note(work, 'oob.clock.set', { seconds: await deviceOf(work).synchronizeClock() });
  },
};
