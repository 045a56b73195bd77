import { DnsFormatError, readName, writeName } from '../dns/wire-message.ts';
import { type DhcpPacket, OPTION } from './dhcp-packet.ts';

const FLAG_SERVER_UPDATES = 0x01;
const FLAG_OVERRIDDEN = 0x02;
const FLAG_WIRE_NAME = 0x04;

/** The name a client gives itself: option 81 (RFC 4702), else option 12; undefined when it sends neither. */
export function nameOfClient(packet: DhcpPacket): string | undefined {
  const option81 = packet.options.get(OPTION.clientFqdn);
  const fqdn = option81 === undefined ? '' : readFqdn(option81);
  const host = packet.options.get(OPTION.hostName)?.toString('latin1').replaceAll('\0', '') ?? '';
  const name = fqdn === '' ? host : fqdn;
  return name === '' ? undefined : name.toLowerCase();
}

/** Option 81 of a reply: this server registers the name, whatever the client wished (RFC 4702, 4). */
export function fqdnReply(request: Buffer, name: string): Buffer {
  const wire = request.length > 0 && (request.readUInt8(0) & FLAG_WIRE_NAME) !== 0;
  const wished = request.length > 0 && (request.readUInt8(0) & FLAG_SERVER_UPDATES) !== 0;
  const flags = FLAG_SERVER_UPDATES | (wished ? 0 : FLAG_OVERRIDDEN) | (wire ? FLAG_WIRE_NAME : 0);
  return Buffer.concat([Buffer.from([flags, 255, 255]), wire ? writeName(name) : Buffer.from(name, 'latin1')]);
}

function readFqdn(option: Buffer): string {
  if (option.length <= 3) return '';
  if ((option.readUInt8(0) & FLAG_WIRE_NAME) === 0) return option.toString('latin1', 3).replace(/\.$/u, '');
  try {
    // A name without its final zero is a partial one (RFC 4702, 2.1).
    return readName(Buffer.concat([option, Buffer.alloc(1)]), 3).name;
  } catch (error) {
    if (error instanceof DnsFormatError) return '';
    throw error;
  }
}
