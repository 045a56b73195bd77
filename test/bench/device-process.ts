// Two operational devices, plain and TLS, in a process of their own, so that their CPU time is theirs alone.
// Arguments: both addresses, password. Sends `ready`; answers each message with its CPU milliseconds so far.
import { deviceAt } from '../client/real-device.ts';
import { cpuMs } from './measured.ts';

const [plain = '', secure = '', password = ''] = process.argv.slice(2);
process.on('message', () => process.send?.({ cpuMs: cpuMs() }));
await Promise.all([
  deviceAt(plain, { initialState: { kind: 'operational', password, tls: false } }),
  deviceAt(secure, { initialState: { kind: 'operational', password, tls: true } }),
]);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
