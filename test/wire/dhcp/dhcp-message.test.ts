import { describe, expect, it } from 'vitest';
import {
  decodeClientFqdn,
  decodeDhcp,
  DHCP_OPTION,
  encodeClientFqdn,
  encodeDhcp,
  textOf,
} from '../../../emulator/network/dhcp-message.ts';

const ZERO = '0.0.0.0';
const header = {
  op: 1,
  xid: 0x3903f326,
  secs: 7,
  isBroadcast: true,
  ciaddr: ZERO,
  yiaddr: ZERO,
  siaddr: ZERO,
  giaddr: ZERO,
  chaddr: '00:05:3c:04:8d:59',
} as const;

/** A reply put together octet by octet from the figure in RFC 2131, 2. */
function reply(options: string, more: { readonly file?: string; readonly sname?: string } = {}): Buffer {
  const zeros = (count: number): string => '00'.repeat(count);
  const field = (text: string | undefined, bytes: number): string => (text ?? '').padEnd(bytes * 2, '0');
  const fixed = `020106003903f32600000000${zeros(4)}c6336432c6336401${zeros(4)}00053c048d59${zeros(10)}`;
  return Buffer.from(`${fixed}${field(more.sname, 64)}${field(more.file, 128)}63825363${options}`, 'hex');
}

describe('DHCP message', () => {
  it('puts the fields where RFC 2131 has them and pads to 300 octets', () => {
    const bytes = encodeDhcp({ ...header, options: new Map([[53, Buffer.of(1)]]) });
    expect(bytes).toHaveLength(300);
    expect(bytes.subarray(0, 12).toString('hex')).toBe('010106003903f32600078000');
    expect(bytes.subarray(12, 28).every((octet) => octet === 0)).toBe(true);
    expect(bytes.subarray(28, 44).toString('hex')).toBe(`00053c048d59${'00'.repeat(10)}`);
    expect(bytes.subarray(236, 244).toString('hex')).toBe('63825363350101ff');
  });

  it('reads an offer', () => {
    const message = decodeDhcp(reply(`3501023604c6336401330400000e100104ffffff000f0a61646174756d2e636f6dff`));
    if ('fault' in message) throw new Error(message.fault);
    expect(message).toMatchObject({ op: 2, xid: 0x3903f326, yiaddr: '198.51.100.50', siaddr: '198.51.100.1' });
    expect(message.chaddr).toBe('00:05:3c:04:8d:59');
    expect(textOf(message.options.get(DHCP_OPTION.domainName))).toBe('adatum.com');
  });

  it('joins an option that comes in two parts (RFC 3396)', () => {
    const message = decodeDhcp(reply('0f0661646174756d00000f042e636f6dff'));
    if ('fault' in message) throw new Error(message.fault);
    expect(textOf(message.options.get(DHCP_OPTION.domainName))).toBe('adatum.com');
  });

  it('reads options in the file and sname fields when option 52 says so', () => {
    const message = decodeDhcp(reply('340103ff', { file: '0604c6336402ff', sname: '0304c63364feff' }));
    if ('fault' in message) throw new Error(message.fault);
    expect(message.options.get(DHCP_OPTION.dnsServers)?.toString('hex')).toBe('c6336402');
    expect(message.options.get(DHCP_OPTION.router)?.toString('hex')).toBe('c63364fe');
  });

  it.each([
    ['dhcp.message.too-short', reply('').subarray(0, 239)],
    ['dhcp.message.no-magic', Buffer.concat([reply('').subarray(0, 236), Buffer.alloc(64)])],
    ['dhcp.message.bad-option', reply('0fff6164')],
    ['dhcp.message.too-long', Buffer.alloc(1473)],
    ['dhcp.message.bad-op', Buffer.concat([Buffer.of(3), reply('ff').subarray(1)])],
    ['dhcp.message.not-ethernet', Buffer.concat([Buffer.of(2, 6), reply('ff').subarray(2)])],
  ])('refuses octets with %s', (fault, bytes) => {
    expect(decodeDhcp(bytes)).toEqual({ fault });
  });
});

describe('option 81', () => {
  const WIRE_NAME = '07444553463030310661646174756d03636f6d00'.replace('444553463030310', '4445534b3030310');

  it('asks the server for both records, with the name in wire form', () => {
    expect(encodeClientFqdn('DESK001.adatum.com').toString('hex')).toBe(`050000${WIRE_NAME}`);
  });

  // What three servers answer to a client that sent 05 00 00: ISC dhcpd with "ignore client-updates", Kea, dnsmasq.
  it.each(['07ffff', '050000', '05ffff'])('reads the answer %s', (start) => {
    const answer = decodeClientFqdn(Buffer.from(start + WIRE_NAME, 'hex'));
    expect(answer).toEqual({ flags: Number.parseInt(start.slice(0, 2), 16), name: 'DESK001.adatum.com' });
  });

  it('reads the old text form and refuses a label that runs over the end', () => {
    expect(decodeClientFqdn(Buffer.from('\x01\0\0DESK001.adatum.com'))?.name).toBe('DESK001.adatum.com');
    expect(decodeClientFqdn(Buffer.from('0400002041', 'hex'))).toBeUndefined();
    expect(decodeClientFqdn(Buffer.of(4, 0))).toBeUndefined();
  });
});
