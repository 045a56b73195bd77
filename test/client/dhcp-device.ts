// A device fresh from the factory on the sockets of this computer, as a program: one line for each DHCP event, then its
// address. Run by dhcp-programs.test.ts in a network namespace of its own.
import { hostLink, type NetworkLink } from '../../emulator/index.ts';
import { deviceAt } from './real-device.ts';

const host = hostLink();
/** The system does not know the address that the device leases: its sockets are bound to none. */
const link: NetworkLink = {
  bindUdp: ({ port }, onDatagram) => host.bindUdp({ address: '0.0.0.0', port }, onDatagram),
  listenTcp: ({ port }, onConnection) => host.listenTcp({ address: '0.0.0.0', port }, onConnection),
  connectTcp: (_from, to, signal) => host.connectTcp('0.0.0.0', to, signal),
};
const alive = setInterval(() => undefined, 60_000);
const device = await deviceAt('', { link, addressing: 'dhcp', identity: { wiredMac: '02:00:5e:00:53:01' } });
const tell = (): void => {
  if (device.address !== undefined) process.stdout.write(`${JSON.stringify(device.address)}\n`);
};
for (const event of device.events) if (event.kind === 'dhcp') process.stdout.write(`${event.what}\n`);
device.onEvent((event) => {
  if (event.kind === 'dhcp') process.stdout.write(`${event.what}\n`);
  if (event.kind === 'listeners') tell();
});
tell();
process.on('SIGTERM', () => void device.close().then(() => clearInterval(alive)));
