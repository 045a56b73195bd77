import { openDevice } from './open-device.ts';
import { knownCertificates } from './work.ts';
import type { Stage } from './work.ts';

/** Opens a TLS session with a device in operation. */
export const connectOperational: Stage = {
  name: 'connect',
  run: async (work) => openDevice(work, false, knownCertificates(work)),
};
