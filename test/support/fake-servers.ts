import { decode, encode, AUTHORITATIVE_ANSWER, type Answer } from 'dns-packet';
import {
  decodeDhcp,
  DHCP_OPTION,
  DHCP_TYPE,
  encodeDhcp,
  ipv4Octets,
  type DhcpMessage,
} from '../../emulator/network/dhcp-message.ts';
import type { NetworkLink, TcpStream } from '../../emulator/network/link.ts';

/** A DHCP server of a few lines whose behaviour a test can change at any time. */
export class FakeDhcpServer {
  readonly seen: DhcpMessage[] = [];
  readonly link: NetworkLink;
  readonly address = '198.51.100.1';
  offered = '198.51.100.50';
  leaseSeconds = 3600;
  domain = 'adatum.com';
  dns: readonly string[] = ['198.51.100.2'];
  isSilent = false;
  isRefusing = false;
  extra: ReadonlyMap<number, Buffer> = new Map();
  /** Fields of answers to replace. */
  change: Partial<DhcpMessage> = {};

  constructor(link: NetworkLink) {
    this.link = link;
  }

  async start(): Promise<this> {
    const port = await this.link.bindUdp({ address: this.address, port: 67 }, (bytes) => {
      const message = decodeDhcp(bytes);
      if ('fault' in message) throw new Error(message.fault);
      this.seen.push(message);
      const answer = this.isSilent ? undefined : this.#answer(message);
      if (answer === undefined) return;
      const to = message.isBroadcast ? '255.255.255.255' : message.ciaddr;
      port.send(encodeDhcp(answer), { address: to, port: 68 });
    });
    return this;
  }

  /** Message types seen so far. */
  types(): readonly number[] {
    return this.seen.map(({ options }) => options.get(DHCP_OPTION.messageType)?.[0] ?? 0);
  }

  #answer(message: DhcpMessage): DhcpMessage | undefined {
    const type = message.options.get(DHCP_OPTION.messageType)?.[0];
    if (type !== DHCP_TYPE.discover && type !== DHCP_TYPE.request) return undefined;
    const yes = type === DHCP_TYPE.discover ? DHCP_TYPE.offer : DHCP_TYPE.ack;
    const isNak = this.isRefusing && yes === DHCP_TYPE.ack;
    const seconds = Buffer.alloc(4);
    seconds.writeUInt32BE(this.leaseSeconds);
    const options: [number, Buffer][] = [
      [DHCP_OPTION.messageType, Buffer.of(isNak ? DHCP_TYPE.nak : yes)],
      [DHCP_OPTION.serverId, ipv4Octets(this.address)],
    ];
    if (!isNak) {
      options.push([DHCP_OPTION.leaseSeconds, seconds], [DHCP_OPTION.mask, ipv4Octets('255.255.255.0')]);
      if (this.domain !== '') options.push([DHCP_OPTION.domainName, Buffer.from(this.domain)]);
      if (this.dns.length > 0) options.push([DHCP_OPTION.dnsServers, Buffer.concat(this.dns.map(ipv4Octets))]);
      options.push(...this.extra);
    }
    return {
      ...message,
      op: 2,
      yiaddr: isNak ? '0.0.0.0' : this.offered,
      siaddr: this.address,
      options: new Map(options),
      ...this.change,
    };
  }
}

/** A DNS server with a list of records; asked names are kept. */
export class FakeDnsServer {
  readonly asked: string[] = [];
  readonly link: NetworkLink;
  readonly address: string;
  records: Answer[] = [];
  isSilent = false;
  /** Changes the answer's octets before they go out. */
  spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;

  constructor(link: NetworkLink, address = '198.51.100.2') {
    this.link = link;
    this.address = address;
  }

  async start(): Promise<this> {
    const port = await this.link.bindUdp({ address: this.address, port: 53 }, (bytes, from) => {
      const query = decode(bytes);
      const name = query.questions?.[0]?.name ?? '';
      this.asked.push(name);
      if (this.isSilent) return;
      const answers = this.#answersTo(name.toLowerCase());
      const rcode = answers.length > 0 ? 0 : 3;
      const flags = AUTHORITATIVE_ANSWER | rcode;
      const { id, questions } = query;
      const answer = encode({ type: 'response', id: id ?? 0, flags, questions: questions ?? [], answers });
      port.send(this.spoil(Buffer.from(answer)), from);
    });
    return this;
  }

  #answersTo(name: string): Answer[] {
    const own = this.records.filter((record) => record.name.toLowerCase() === name);
    const next = own.flatMap((record) => (record.type === 'CNAME' && record.data !== name ? [record.data] : []));
    return [...own, ...next.flatMap((target) => this.#answersTo(target))];
  }
}

/** Listens for hello messages and keeps what came on each connection, with the virtual time at which it ended. */
export class HelloTrap {
  readonly heard: { readonly bytes: Buffer; readonly atMs: number }[] = [];
  readonly connections: TcpStream[] = [];

  async start(link: NetworkLink, address: string, elapsedMs: () => number, port = 9971): Promise<this> {
    await link.listenTcp({ address, port }, (stream) => {
      this.connections.push(stream);
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        this.heard.push({ bytes: Buffer.concat(parts), atMs: elapsedMs() });
        stream.end();
      });
    });
    return this;
  }
}
