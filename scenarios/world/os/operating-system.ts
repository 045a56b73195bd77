import { MESSAGE, OPTION, writeDhcp } from '../dhcp/dhcp-packet.ts';
import type { Chance, NetworkLink } from '../seams.ts';

export interface OperatingSystemOptions {
  readonly link: NetworkLink;
  readonly chance: Chance;
  /** MAC and address that the operating system shares with AMT. */
  readonly mac: string;
  readonly address: string;
  readonly fqdn: string;
  readonly dhcpServer: string;
}

const SERVER_PORT = 67;
/** Fully qualified, in wire form is not needed: ASCII, the server registers the name (RFC 4702, 2.1, flag S). */
const SERVER_REGISTERS = 0x01;

/**
 * An operating system comes up on a computer whose address AMT leased already: it renews that lease with its own name in
 * options 12 and 81, as Windows does, and leaves the registration to the DHCP server.
 */
export async function operatingSystemRenews(options: OperatingSystemOptions): Promise<void> {
  const { link, chance, mac, address, fqdn, dhcpServer } = options;
  const host = fqdn.split('.')[0] ?? fqdn;
  const request = writeDhcp({
    op: 1,
    hops: 0,
    xid: chance.bytes(4).readUInt32BE(0),
    secs: 0,
    broadcast: false,
    ciaddr: address,
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    mac,
    options: new Map([
      [OPTION.messageType, Buffer.from([MESSAGE.request])],
      [OPTION.hostName, Buffer.from(host, 'ascii')],
      [OPTION.clientFqdn, Buffer.concat([Buffer.from([SERVER_REGISTERS, 0, 0]), Buffer.from(fqdn, 'ascii')])],
      [OPTION.parameterRequestList, Buffer.from([1, 3, 6, 15, 81])],
    ]),
  });
  const port = await link.bindUdp({ address, port: 0 }, () => undefined);
  port.send(request, { address: dhcpServer, port: SERVER_PORT });
  await port.close();
}
