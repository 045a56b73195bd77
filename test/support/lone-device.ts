// A script as a user of the library writes one: devices on the real clock, nothing else that keeps the process alive.
// Arguments: two loopback addresses. Prints the first device's open ports, closes both, and has nothing left to do.
import { connect } from 'node:net';
import { once } from 'node:events';
import {
  createDevice,
  hostLink,
  pooledKeys,
  profileFor,
  RealClock,
  seededChance,
  withProfile,
  type Device,
  type InitialState,
} from '../../emulator/index.ts';

const [operational = '', inSetup = ''] = process.argv.slice(2);

function powered(address: string, initialState: InitialState): Device {
  const device = createDevice({
    firmware: withProfile(profileFor('3.2.1'), { timings: { bootMs: 200 } }),
    firmwareImage: { provisioningServer: '127.0.0.1', provisioningPort: 1 },
    clock: new RealClock(),
    chance: seededChance(address),
    link: hostLink(),
    keys: pooledKeys(1),
    addressing: { address, mask: '255.0.0.0', gateway: '', dns: [], domain: 'adatum.com' },
    initialState,
  });
  device.plugCable();
  device.connectAc();
  return device;
}

const device = powered(operational, { kind: 'operational', password: 'P@ssw0rd1', tls: false });
await device.listening();
process.stdout.write(`listening ${device.ports.map(({ port }) => port).join()}\n`);
const other = powered(inSetup, { kind: 'setup' });
await other.listening();
// A client that never finishes its request, so that a timer of its connection is pending at the end.
const client = connect({ host: operational, port: 16992 });
client.write('POST /wsman HTTP/1.1\r\n');
await once(client, 'connect');
await new Promise((resolve) => setTimeout(resolve, 50));
client.resume();
await Promise.all([device.close(), other.close()]);
process.stdout.write('closed\n');
