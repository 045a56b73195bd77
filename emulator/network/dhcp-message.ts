import { isIPv4 } from 'node:net';

/** DHCP message types, option 53 (RFC 2132, 9.6). */
export const DHCP_TYPE = {
  discover: 1,
  offer: 2,
  request: 3,
  decline: 4,
  ack: 5,
  nak: 6,
  release: 7,
} as const;

/** DHCP option codes (RFC 2132; 81 is RFC 4702). */
export const DHCP_OPTION = {
  mask: 1,
  router: 3,
  dnsServers: 6,
  hostName: 12,
  domainName: 15,
  requestedAddress: 50,
  leaseSeconds: 51,
  overload: 52,
  messageType: 53,
  serverId: 54,
  parameterList: 55,
  maximumSize: 57,
  renewSeconds: 58,
  rebindSeconds: 59,
  clientId: 61,
  clientFqdn: 81,
} as const;

/** Largest DHCP message taken in: what fits an Ethernet frame without fragments, octets. */
export const MAX_DHCP_BYTES = 1472;
/** Most options read from one message. */
const MAX_DHCP_OPTIONS = 128;

const FIXED_BYTES = 236;
const MAGIC = 0x63825363;
const BROADCAST_FLAG = 0x8000;
const SMALLEST_BOOTP_BYTES = 300;
const AT = { hops: 3, xid: 4, secs: 8, flags: 10, ciaddr: 12, yiaddr: 16, siaddr: 20, giaddr: 24, chaddr: 28 } as const;
const SNAME = { at: 44, bytes: 64 } as const;
const FILE = { at: 108, bytes: 128 } as const;

/** A DHCP message (RFC 2131, 2). Addresses are dotted text, `0.0.0.0` where there is none. */
export interface DhcpMessage {
  /** 1 from clients, 2 from servers. */
  readonly op: 1 | 2;
  readonly xid: number;
  /** Seconds since the client began. */
  readonly secs: number;
  readonly isBroadcast: boolean;
  readonly ciaddr: string;
  readonly yiaddr: string;
  readonly siaddr: string;
  readonly giaddr: string;
  /** Ethernet address, lower case with colons. */
  readonly chaddr: string;
  /** Option code to value; split options (RFC 3396) are joined. */
  readonly options: ReadonlyMap<number, Buffer>;
}

/** Why octets are no DHCP message. */
export interface DhcpFault {
  readonly fault: `dhcp.message.${'too-long' | 'too-short' | 'no-magic' | 'not-ethernet' | 'bad-op' | 'bad-option'}`;
}

/** What a server says about the client's name (RFC 4702, 2). The RCODE octets carry nothing and are not read. */
export interface ClientFqdn {
  readonly flags: number;
  /** Without final dot. */
  readonly name: string;
}

/** Encodes a message; pads it to the 300 octets that old BOOTP relays want. Throws a RangeError on a value that does not fit. */
export function encodeDhcp(message: DhcpMessage): Buffer {
  const fixed = Buffer.alloc(FIXED_BYTES + 4);
  fixed[0] = message.op;
  fixed[1] = 1;
  fixed[2] = 6;
  fixed.writeUInt32BE(message.xid, AT.xid);
  fixed.writeUInt16BE(message.secs, AT.secs);
  fixed.writeUInt16BE(message.isBroadcast ? BROADCAST_FLAG : 0, AT.flags);
  for (const field of ['ciaddr', 'yiaddr', 'siaddr', 'giaddr'] as const)
    ipv4Octets(message[field]).copy(fixed, AT[field]);
  macOctets(message.chaddr).copy(fixed, AT.chaddr);
  fixed.writeUInt32BE(MAGIC, FIXED_BYTES);
  const options = [...message.options].flatMap(([code, value]) => encodeOption(code, value));
  const bytes = Buffer.concat([fixed, ...options, Buffer.of(255)]);
  if (bytes.length > MAX_DHCP_BYTES) throw new RangeError(`DHCP message of ${bytes.length} octets does not fit`);
  return bytes.length >= SMALLEST_BOOTP_BYTES
    ? bytes
    : Buffer.concat([bytes, Buffer.alloc(SMALLEST_BOOTP_BYTES - bytes.length)]);
}

/** Reads a message; never throws. Options in the `sname` and `file` fields (option 52) are read as well. */
export function decodeDhcp(bytes: Buffer): DhcpMessage | DhcpFault {
  if (bytes.length > MAX_DHCP_BYTES) return { fault: 'dhcp.message.too-long' };
  if (bytes.length < FIXED_BYTES + 4) return { fault: 'dhcp.message.too-short' };
  if (bytes.readUInt32BE(FIXED_BYTES) !== MAGIC) return { fault: 'dhcp.message.no-magic' };
  const op = bytes[0];
  if (op !== 1 && op !== 2) return { fault: 'dhcp.message.bad-op' };
  if (bytes[1] !== 1 || bytes[2] !== 6) return { fault: 'dhcp.message.not-ethernet' };
  const options = decodeOptions(bytes);
  if (options === undefined) return { fault: 'dhcp.message.bad-option' };
  return {
    op,
    xid: bytes.readUInt32BE(AT.xid),
    secs: bytes.readUInt16BE(AT.secs),
    isBroadcast: (bytes.readUInt16BE(AT.flags) & BROADCAST_FLAG) !== 0,
    ciaddr: ipv4Text(bytes, AT.ciaddr),
    yiaddr: ipv4Text(bytes, AT.yiaddr),
    siaddr: ipv4Text(bytes, AT.siaddr),
    giaddr: ipv4Text(bytes, AT.giaddr),
    chaddr: [...bytes.subarray(AT.chaddr, AT.chaddr + 6)].map((octet) => octet.toString(16).padStart(2, '0')).join(':'),
    options,
  };
}

/** Four octets of a dotted address. Throws a RangeError when it is none. */
export function ipv4Octets(text: string): Buffer {
  if (!isIPv4(text)) throw new RangeError(`not an IPv4 address: ${text}`);
  return Buffer.from(text.split('.').map(Number));
}

/** The addresses in an option of whole addresses; undefined when the length does not fit. */
export function addressesOf(option: Buffer | undefined): readonly string[] | undefined {
  if (option === undefined || option.length === 0 || option.length % 4 !== 0) return undefined;
  return Array.from({ length: option.length / 4 }, (_, index) => ipv4Text(option, index * 4));
}

/** A 32-bit option, undefined when absent or of another length. */
export function secondsOf(option: Buffer | undefined): number | undefined {
  return option?.length === 4 ? option.readUInt32BE(0) : undefined;
}

/** Text of an option; servers that end it with a zero octet are understood (RFC 2132, 2). */
export function textOf(option: Buffer | undefined): string {
  return (option ?? Buffer.alloc(0)).toString('latin1').replace(/\0+$/, '');
}

/** Option 81 as a client sends it: name in DNS wire form, the server is asked to make the records. */
export function encodeClientFqdn(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const wire = labels.flatMap((label) => [
    Buffer.of(Math.min(63, label.length)),
    Buffer.from(label.slice(0, 63), 'latin1'),
  ]);
  return Buffer.concat([Buffer.of(FQDN_SERVER_UPDATES | FQDN_WIRE_FORM, 0, 0), ...wire, Buffer.of(0)]);
}

/** Reads option 81 in either form, whatever its flags; undefined when it cannot be read. */
export function decodeClientFqdn(option: Buffer | undefined): ClientFqdn | undefined {
  const flags = option?.[0];
  if (option === undefined || flags === undefined || option.length < 3) return undefined;
  const rest = option.subarray(3);
  if ((flags & FQDN_WIRE_FORM) === 0) return { flags, name: textOf(rest).replace(/\.$/, '') };
  const labels: string[] = [];
  for (let at = 0; at < rest.length;) {
    const length = rest[at] ?? 0;
    if (length === 0) break;
    if (length > 63 || at + 1 + length > rest.length) return undefined;
    labels.push(rest.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { flags, name: labels.join('.') };
}

const FQDN_SERVER_UPDATES = 0x01;
const FQDN_WIRE_FORM = 0x04;

function encodeOption(code: number, value: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < value.length; at += 255) {
    const part = value.subarray(at, at + 255);
    parts.push(Buffer.of(code, part.length), part);
  }
  return parts;
}

function decodeOptions(bytes: Buffer): ReadonlyMap<number, Buffer> | undefined {
  const options = new Map<number, Buffer>();
  if (!readOptionField(bytes.subarray(FIXED_BYTES + 4), options)) return undefined;
  const overload = options.get(DHCP_OPTION.overload)?.[0] ?? 0;
  if ((overload & 1) !== 0 && !readOptionField(bytes.subarray(FILE.at, FILE.at + FILE.bytes), options))
    return undefined;
  if ((overload & 2) !== 0 && !readOptionField(bytes.subarray(SNAME.at, SNAME.at + SNAME.bytes), options))
    return undefined;
  return options;
}

function readOptionField(field: Buffer, into: Map<number, Buffer>): boolean {
  for (let at = 0; at < field.length;) {
    const code = field[at] ?? 255;
    if (code === 255) return true;
    at += 1;
    if (code === 0) continue;
    const length = field[at];
    if (length === undefined || at + 1 + length > field.length || into.size >= MAX_DHCP_OPTIONS) return false;
    const value = field.subarray(at + 1, at + 1 + length);
    const earlier = into.get(code);
    into.set(code, Buffer.from(earlier === undefined ? value : Buffer.concat([earlier, value])));
    at += 1 + length;
  }
  return true;
}

function ipv4Text(bytes: Buffer, at: number): string {
  return bytes.subarray(at, at + 4).join('.');
}

function macOctets(text: string): Buffer {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) throw new RangeError(`not an Ethernet address: ${text}`);
  return Buffer.from(text.replaceAll(':', ''), 'hex');
}
