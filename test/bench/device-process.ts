// Two operational devices, plain and TLS, in a process of their own, so that their CPU time is theirs alone.
// Arguments: both addresses, password. Sends `ready`; answers `cpu` with its CPU milliseconds so far, `memory` with the bytes it uses.
import { profileFor, withProfile } from '../../emulator/index.ts';
import { deviceAt } from '../client/real-device.ts';
import { cpuMs } from './measured.ts';

const COLLECTIONS = 4;

/** More connections and enumerations at once than firmware has, so that a load does not meet the refusals. */
const firmware = withProfile(profileFor('3.2.1'), {
  timings: { bootMs: 0 },
  http: { maxConnections: 100 },
  limits: { enumerationContexts: 100 },
});

const [plain = '', secure = '', password = ''] = process.argv.slice(2);
process.on('message', (asked) => {
  if (asked === 'cpu') {
    process.send?.(cpuMs());
    return;
  }
  for (let round = 0; round < COLLECTIONS; round += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});
await Promise.all([
  deviceAt(plain, { firmware, initialState: { kind: 'operational', password, tls: false } }),
  deviceAt(secure, { firmware, initialState: { kind: 'operational', password, tls: true } }),
]);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
