// The world's DHCP server on the sockets of this computer, as a program: one line for each entry of its log.
// Run by dhcp-programs.test.ts in a network namespace of its own. Arguments: address, then an address to hand out.
import { hostLink, RealClock, type NetworkLink } from '../../emulator/index.ts';
import { DhcpServer } from '../../scenarios/world/dhcp/server.ts';

const [address = '', free = ''] = process.argv.slice(2);
const host = hostLink();
/** Real broadcasts reach only sockets that are bound to no address. */
const link: NetworkLink = {
  ...host,
  bindUdp: ({ port }, onDatagram) =>
    host.bindUdp({ address: '0.0.0.0', port }, (data, from) => {
      const seen = server.log.length;
      onDatagram(data, from);
      for (const entry of server.log.slice(seen)) process.stdout.write(`${JSON.stringify(entry)}\n`);
    }),
};
const server = new DhcpServer({ clock: new RealClock(), link, address });
server.addScope({
  subnet: '198.51.100.0',
  mask: '255.255.255.0',
  first: free,
  last: free,
  leaseMs: 3_600_000,
  active: true,
  options: {
    routers: ['198.51.100.254'],
    domainNameServers: ['198.51.100.2', '198.51.100.3'],
    domainName: 'adatum.com',
  },
});
await server.listen();
process.stdout.write('listening\n');
