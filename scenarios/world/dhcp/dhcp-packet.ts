/** A packet that breaks RFC 2131's format. */
export class DhcpFormatError extends Error {
  override readonly name = 'DhcpFormatError';
}

/** A DHCP message (RFC 2131, figure 1) as a server works with it. */
export interface DhcpPacket {
  /** 1 request, 2 reply. */
  readonly op: 1 | 2;
  readonly hops: number;
  readonly xid: number;
  readonly secs: number;
  readonly broadcast: boolean;
  readonly ciaddr: string;
  readonly yiaddr: string;
  readonly siaddr: string;
  readonly giaddr: string;
  /** `00:1b:21:00:00:01`. */
  readonly mac: string;
  /** In the order of the packet; parts of an option that occurs more than once are joined (RFC 3396). */
  readonly options: ReadonlyMap<number, Buffer>;
}

/** Message types, option 53 (RFC 2132, 9.6). */
export const MESSAGE = {
  discover: 1,
  offer: 2,
  request: 3,
  decline: 4,
  ack: 5,
  nak: 6,
  release: 7,
  inform: 8,
} as const;

/** Option codes (RFC 2132; 81 is RFC 4702). */
export const OPTION = {
  pad: 0,
  subnetMask: 1,
  router: 3,
  domainNameServers: 6,
  hostName: 12,
  domainName: 15,
  requestedAddress: 50,
  leaseTime: 51,
  messageType: 53,
  serverIdentifier: 54,
  parameterRequestList: 55,
  renewalTime: 58,
  rebindingTime: 59,
  clientFqdn: 81,
  end: 255,
} as const;

const COOKIE = 0x63825363;
const OPTIONS_AT = 240;
const ETHERNET = 1;
const MAC_BYTES = 6;
const BROADCAST_FLAG = 0x8000;
/** BOOTP's minimum, which some relays and clients insist on (RFC 1542, 2.1). */
const LEAST_BYTES = 300;
const MOST_BYTES = 1500;

/** Reads a packet; throws {@link DhcpFormatError}. */
export function readDhcp(bytes: Buffer): DhcpPacket {
  if (bytes.length < OPTIONS_AT || bytes.length > MOST_BYTES) throw new DhcpFormatError(`${bytes.length} bytes`);
  if (bytes.readUInt32BE(OPTIONS_AT - 4) !== COOKIE) throw new DhcpFormatError('no magic cookie');
  const op = bytes.readUInt8(0);
  if (op !== 1 && op !== 2) throw new DhcpFormatError(`op ${op}`);
  if (bytes.readUInt8(1) !== ETHERNET || bytes.readUInt8(2) !== MAC_BYTES) throw new DhcpFormatError('not Ethernet');
  return {
    op,
    hops: bytes.readUInt8(3),
    xid: bytes.readUInt32BE(4),
    secs: bytes.readUInt16BE(8),
    broadcast: (bytes.readUInt16BE(10) & BROADCAST_FLAG) !== 0,
    ciaddr: addressText(bytes.readUInt32BE(12)),
    yiaddr: addressText(bytes.readUInt32BE(16)),
    siaddr: addressText(bytes.readUInt32BE(20)),
    giaddr: addressText(bytes.readUInt32BE(24)),
    mac: [...bytes.subarray(28, 28 + MAC_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(':'),
    options: readOptions(bytes),
  };
}

/** Writes a packet, padded to 300 bytes. */
export function writeDhcp(packet: DhcpPacket): Buffer {
  const head = Buffer.alloc(OPTIONS_AT);
  head.writeUInt8(packet.op, 0);
  head.writeUInt8(ETHERNET, 1);
  head.writeUInt8(MAC_BYTES, 2);
  head.writeUInt8(packet.hops, 3);
  head.writeUInt32BE(packet.xid, 4);
  head.writeUInt16BE(packet.secs, 8);
  head.writeUInt16BE(packet.broadcast ? BROADCAST_FLAG : 0, 10);
  head.writeUInt32BE(addressNumber(packet.ciaddr), 12);
  head.writeUInt32BE(addressNumber(packet.yiaddr), 16);
  head.writeUInt32BE(addressNumber(packet.siaddr), 20);
  head.writeUInt32BE(addressNumber(packet.giaddr), 24);
  Buffer.from(packet.mac.replaceAll(':', ''), 'hex').copy(head, 28);
  head.writeUInt32BE(COOKIE, OPTIONS_AT - 4);
  const options = [...packet.options].map(([code, data]) => {
    if (data.length > 255) throw new RangeError(`option ${code} has ${data.length} bytes`);
    return Buffer.concat([Buffer.from([code, data.length]), data]);
  });
  const whole = Buffer.concat([head, ...options, Buffer.from([OPTION.end])]);
  return whole.length >= LEAST_BYTES ? whole : Buffer.concat([whole, Buffer.alloc(LEAST_BYTES - whole.length)]);
}

/** `10.15.0.1` as a number. Throws a RangeError for anything else. */
export function addressNumber(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    throw new RangeError(`not an IPv4 address: ${text}`);
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

export function addressBytes(...addresses: readonly string[]): Buffer {
  const bytes = Buffer.alloc(4 * addresses.length);
  for (const [at, address] of addresses.entries()) bytes.writeUInt32BE(addressNumber(address), 4 * at);
  return bytes;
}

function readOptions(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  let at = OPTIONS_AT;
  while (at < bytes.length) {
    const code = bytes.readUInt8(at);
    if (code === OPTION.end) return options;
    if (code === OPTION.pad) {
      at += 1;
      continue;
    }
    const length = at + 1 < bytes.length ? bytes.readUInt8(at + 1) : 256;
    if (at + 2 + length > bytes.length) throw new DhcpFormatError(`option ${code} is cut off`);
    const data = bytes.subarray(at + 2, at + 2 + length);
    options.set(code, Buffer.concat([options.get(code) ?? Buffer.alloc(0), data]));
    at += 2 + length;
  }
  return options;
}
