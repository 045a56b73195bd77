import type { Chance } from '../clock/chance.ts';
import type { Clock, Timer } from '../clock/clock.ts';
import type { DeviceEventDraft } from '../device/events.ts';
import {
  addressesOf,
  decodeClientFqdn,
  decodeDhcp,
  DHCP_OPTION,
  DHCP_TYPE,
  encodeClientFqdn,
  encodeDhcp,
  ipv4Octets,
  MAX_DHCP_BYTES,
  secondsOf,
  textOf,
  type ClientFqdn,
  type DhcpMessage,
} from './dhcp-message.ts';
import type { Endpoint, NetworkLink, UdpPort } from './link.ts';

/** An address for a time (RFC 2131), with what came along. */
export interface Lease {
  readonly address: string;
  readonly mask: string;
  /** Empty when the server named none. */
  readonly gateway: string;
  readonly dns: readonly string[];
  /** Option 15, empty when absent. */
  readonly domain: string;
  readonly server: string;
  /** From the moment of the ACK; Infinity for leases without end. */
  readonly durationMs: number;
  readonly renewMs: number;
  readonly rebindMs: number;
  /** What the server made of the client's name. */
  readonly fqdn: ClientFqdn | undefined;
}

export interface DhcpClientOptions {
  readonly link: NetworkLink;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Lower case with colons. */
  readonly mac: string;
  /** Sent as options 12 and 81; read before each message. Empty: neither is sent. */
  readonly name: () => { readonly host: string; readonly domain: string };
  /** Waits between unanswered messages, milliseconds; the last one repeats for ever. */
  readonly retryMs: readonly number[];
  /** Asked for again after a cable was out (option 50). */
  readonly formerAddress?: string | undefined;
  /** A new or renewed lease. */
  readonly onLease: (lease: Lease) => void;
  /** The address must not be used any longer. */
  readonly onLost: (why: 'expired' | 'refused') => void;
  readonly onEvent: (event: Extract<DeviceEventDraft, { kind: 'dhcp' }>) => void;
  /** The link refused a socket; the client tries again by itself. */
  readonly onTrouble: (error: Error) => void;
}

const CLIENT_PORT = 68;
const SERVER_PORT = 67;
const BROADCAST = '255.255.255.255';
const NO_ADDRESS = '0.0.0.0';
/** REQUESTs that an offering server may leave unanswered before the client looks for another one. */
const REQUEST_TRIES = 4;
/** Shortest wait between renewals of one lease (RFC 2131, 4.4.5). */
const SHORTEST_RENEW_WAIT_MS = 60_000;
const ENDLESS_SECONDS = 0xffffffff;
/** Largest value of the `secs` field. */
const MAX_SECS = 0xffff;
const DEFAULT_RETRY_MS = 4000;
const FALLBACK_MASK = '255.255.255.0';

type Phase =
  | { readonly kind: 'selecting' }
  | { readonly kind: 'requesting'; readonly offer: Lease; readonly tries: number }
  | { readonly kind: 'bound'; readonly lease: Lease; readonly sinceMs: number }
  | { readonly kind: 'renewing' | 'rebinding'; readonly lease: Lease; readonly sinceMs: number }
  | { readonly kind: 'stopped' };

/** The DHCP client of the ME (RFC 2131): tries for ever, keeps its lease alive, gives it back at an orderly end. */
export class DhcpClient implements Disposable {
  readonly #options: DhcpClientOptions;
  #phase: Phase = { kind: 'selecting' };
  #xid = 0;
  /** When the search for an address, or the present renewal, began. */
  #beganMs = 0;
  /** What the `secs` field says: a REQUEST repeats what the DISCOVER before it said (RFC 2131, 4.4.1). */
  #secs = 0;
  #tries = 0;
  #requestedMs = 0;
  #timer: Timer | undefined;
  #port: UdpPort | undefined;

  constructor(options: DhcpClientOptions) {
    this.#options = options;
  }

  /** Begins to look for an address. */
  start(): void {
    this.#beganMs = this.#options.clock.elapsedMs();
    this.#tries = 0;
    this.#select();
  }

  /** Gives the lease back and stops (RFC 2131, 4.4.6). */
  async release(): Promise<void> {
    const phase = this.#phase;
    if ('lease' in phase) {
      this.#secs = 0;
      this.#xid = this.#options.chance.bytes(4).readUInt32BE(0);
      const port = await this.#open(phase.lease.address);
      if (port !== undefined) {
        const more = new Map([[DHCP_OPTION.serverId, ipv4Octets(phase.lease.server)]]);
        this.#transmit(port, DHCP_TYPE.release, more, { to: phase.lease.server, ciaddr: phase.lease.address });
        this.#tell('release', { address: phase.lease.address, server: phase.lease.server });
      }
    }
    await this.#stop();
  }

  /** Stops at once, without a word to the server: power or cable are gone. */
  [Symbol.dispose](): void {
    void this.#stop();
  }

  async #stop(): Promise<void> {
    this.#phase = { kind: 'stopped' };
    this.#timer?.cancel();
    const port = this.#port;
    this.#port = undefined;
    await port?.close();
  }

  #select(): void {
    this.#phase = { kind: 'selecting' };
    this.#xid = this.#options.chance.bytes(4).readUInt32BE(0);
    this.#secs = this.#secondsSinceBegin();
    const former = this.#options.formerAddress;
    const more = new Map(former === undefined ? [] : [[DHCP_OPTION.requestedAddress, ipv4Octets(former)] as const]);
    void this.#send(DHCP_TYPE.discover, more, { to: BROADCAST, ciaddr: NO_ADDRESS });
    this.#tell('discover', {});
    this.#again('DHCP discover', this.#backOffMs(), () => this.#select());
  }

  #request(offer: Lease, tries: number): void {
    this.#phase = { kind: 'requesting', offer, tries };
    this.#requestedMs = this.#options.clock.elapsedMs();
    const more = new Map([
      [DHCP_OPTION.requestedAddress, ipv4Octets(offer.address)],
      [DHCP_OPTION.serverId, ipv4Octets(offer.server)],
    ]);
    void this.#send(DHCP_TYPE.request, more, { to: BROADCAST, ciaddr: NO_ADDRESS });
    this.#tell('request', { address: offer.address, server: offer.server });
    this.#again('DHCP request', this.#backOffMs(), () => {
      if (tries >= REQUEST_TRIES) this.#select();
      else this.#request(offer, tries + 1);
    });
  }

  /** T1: asks the server that gave the lease; T2: asks everybody. */
  #extend(kind: 'renewing' | 'rebinding', lease: Lease, sinceMs: number): void {
    if (this.#phase.kind === 'bound') this.#beganMs = this.#options.clock.elapsedMs();
    this.#secs = this.#secondsSinceBegin();
    this.#phase = { kind, lease, sinceMs };
    this.#xid = this.#options.chance.bytes(4).readUInt32BE(0);
    this.#requestedMs = this.#options.clock.elapsedMs();
    const to = kind === 'renewing' ? lease.server : BROADCAST;
    void this.#send(DHCP_TYPE.request, new Map(), { to, ciaddr: lease.address });
    this.#tell(kind === 'renewing' ? 'renew' : 'rebind', { address: lease.address, server: to });
    const nextMs = sinceMs + (kind === 'renewing' ? lease.rebindMs : lease.durationMs);
    const leftMs = nextMs - this.#options.clock.elapsedMs();
    const waitMs = Math.min(leftMs, Math.max(SHORTEST_RENEW_WAIT_MS, leftMs / 2));
    this.#again(`DHCP ${kind}`, waitMs, () => {
      if (this.#options.clock.elapsedMs() < nextMs) this.#extend(kind, lease, sinceMs);
      else if (kind === 'renewing') this.#extend('rebinding', lease, sinceMs);
      else this.#lose('expired', lease.address);
    });
  }

  #bind(lease: Lease): void {
    const sinceMs = this.#requestedMs;
    this.#phase = { kind: 'bound', lease, sinceMs };
    this.#tries = 0;
    this.#timer?.cancel();
    if (Number.isFinite(lease.renewMs))
      this.#again('DHCP T1', sinceMs + lease.renewMs - this.#options.clock.elapsedMs(), () =>
        this.#extend('renewing', lease, sinceMs),
      );
    this.#tell('ack', leaseDetail(lease));
    this.#options.onLease(lease);
  }

  #lose(why: 'expired' | 'refused', address: string): void {
    this.#tell(why === 'expired' ? 'expired' : 'nak', { address });
    this.#options.onLost(why);
    if (this.#phase.kind !== 'stopped') this.start();
  }

  #onDatagram(bytes: Buffer, from: Endpoint): void {
    const message = decodeDhcp(bytes);
    if ('fault' in message || from.port !== SERVER_PORT) return;
    if (message.op !== 2 || message.xid !== this.#xid || message.chaddr !== this.#options.mac) return;
    const type = message.options.get(DHCP_OPTION.messageType)?.[0];
    if (type === DHCP_TYPE.offer) this.#onOffer(message);
    else if (type === DHCP_TYPE.ack) this.#onAck(message);
    else if (type === DHCP_TYPE.nak) this.#onNak(message);
  }

  #onOffer(message: DhcpMessage): void {
    const offer = leaseOf(message);
    if (this.#phase.kind !== 'selecting' || offer === undefined) return;
    this.#tell('offer', leaseDetail(offer));
    this.#tries = 0;
    this.#request(offer, 1);
  }

  #onAck(message: DhcpMessage): void {
    const phase = this.#phase;
    if (phase.kind !== 'requesting' && phase.kind !== 'renewing' && phase.kind !== 'rebinding') return;
    const lease = leaseOf(message, phase.kind === 'requesting' ? phase.offer : phase.lease);
    const expected = phase.kind === 'requesting' ? phase.offer.address : phase.lease.address;
    if (lease?.address === expected) this.#bind(lease);
  }

  #onNak(message: DhcpMessage): void {
    const phase = this.#phase;
    const server = addressesOf(message.options.get(DHCP_OPTION.serverId))?.[0];
    if (phase.kind === 'requesting' && server === phase.offer.server) {
      this.#tell('nak', { address: phase.offer.address });
      this.#phase = { kind: 'selecting' };
      this.#again('DHCP after NAK', this.#backOffMs(), () => this.#select());
    } else if (phase.kind === 'renewing' || phase.kind === 'rebinding') this.#lose('refused', phase.lease.address);
  }

  #secondsSinceBegin(): number {
    return Math.min(MAX_SECS, Math.floor((this.#options.clock.elapsedMs() - this.#beganMs) / 1000));
  }

  #backOffMs(): number {
    const { retryMs } = this.#options;
    return retryMs[Math.min(this.#tries++, retryMs.length - 1)] ?? DEFAULT_RETRY_MS;
  }

  #again(name: string, waitMs: number, run: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(waitMs, name, run);
  }

  async #send(
    type: number,
    more: ReadonlyMap<number, Buffer>,
    where: { readonly to: string; readonly ciaddr: string },
  ): Promise<void> {
    const port = await this.#open(where.ciaddr);
    if (port !== undefined) this.#transmit(port, type, more, where);
  }

  /** The client's socket, bound to the leased address once there is one. */
  async #open(address: string): Promise<UdpPort | undefined> {
    if (this.#port?.address === address) return this.#port;
    const former = this.#port;
    this.#port = undefined;
    try {
      await former?.close();
      const port = await this.#options.link.bindUdp({ address, port: CLIENT_PORT }, (bytes, from) =>
        this.#onDatagram(bytes, from),
      );
      if (this.#phase.kind === 'stopped') {
        await port.close();
        return undefined;
      }
      this.#port = port;
      return port;
    } catch (error) {
      this.#options.onTrouble(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  #transmit(
    port: UdpPort,
    type: number,
    more: ReadonlyMap<number, Buffer>,
    where: { readonly to: string; readonly ciaddr: string },
  ): void {
    const { mac } = this.#options;
    const message: DhcpMessage = {
      op: 1,
      xid: this.#xid,
      secs: this.#secs,
      isBroadcast: where.ciaddr === NO_ADDRESS,
      ciaddr: where.ciaddr,
      yiaddr: NO_ADDRESS,
      siaddr: NO_ADDRESS,
      giaddr: NO_ADDRESS,
      chaddr: mac,
      options: new Map([
        [DHCP_OPTION.messageType, Buffer.of(type)],
        [DHCP_OPTION.clientId, Buffer.from(`01${mac.replaceAll(':', '')}`, 'hex')],
        ...more,
        ...(type === DHCP_TYPE.release ? [] : this.#wishes()),
      ]),
    };
    port.send(encodeDhcp(message), { address: where.to, port: SERVER_PORT });
  }

  #wishes(): [number, Buffer][] {
    const { host, domain } = this.#options.name();
    const size = Buffer.alloc(2);
    size.writeUInt16BE(MAX_DHCP_BYTES);
    const { mask, router, dnsServers, domainName } = DHCP_OPTION;
    const wishes: [number, Buffer][] = [
      [DHCP_OPTION.maximumSize, size],
      [DHCP_OPTION.parameterList, Buffer.of(mask, router, dnsServers, domainName)],
    ];
    if (host === '') return wishes;
    wishes.push([DHCP_OPTION.hostName, Buffer.from(host, 'latin1')]);
    if (domain !== '') wishes.push([DHCP_OPTION.clientFqdn, encodeClientFqdn(`${host}.${domain}`)]);
    return wishes;
  }

  #tell(what: string, detail: Readonly<Record<string, string>>): void {
    this.#options.onEvent({ kind: 'dhcp', what, detail });
  }
}

/** The lease that an OFFER or ACK describes; undefined when something indispensable is missing. */
function leaseOf(message: DhcpMessage, former?: Lease): Lease | undefined {
  const { options } = message;
  const server = addressesOf(options.get(DHCP_OPTION.serverId))?.[0] ?? former?.server;
  const seconds = secondsOf(options.get(DHCP_OPTION.leaseSeconds));
  if (message.yiaddr === NO_ADDRESS || server === undefined || seconds === undefined || seconds === 0) return undefined;
  const durationMs = seconds === ENDLESS_SECONDS ? Infinity : seconds * 1000;
  const rebindMs = Math.min(durationMs, (secondsOf(options.get(DHCP_OPTION.rebindSeconds)) ?? Infinity) * 1000);
  const renewMs = Math.min(durationMs, (secondsOf(options.get(DHCP_OPTION.renewSeconds)) ?? Infinity) * 1000);
  const t2Ms = rebindMs < durationMs ? rebindMs : durationMs * 0.875;
  return {
    address: message.yiaddr,
    mask: addressesOf(options.get(DHCP_OPTION.mask))?.[0] ?? FALLBACK_MASK,
    gateway: addressesOf(options.get(DHCP_OPTION.router))?.[0] ?? '',
    dns: addressesOf(options.get(DHCP_OPTION.dnsServers)) ?? [],
    domain: textOf(options.get(DHCP_OPTION.domainName)),
    server,
    durationMs,
    renewMs: renewMs < t2Ms ? renewMs : Math.min(durationMs * 0.5, t2Ms),
    rebindMs: t2Ms,
    fqdn: decodeClientFqdn(options.get(DHCP_OPTION.clientFqdn)),
  };
}

function leaseDetail(lease: Lease): Record<string, string> {
  return {
    address: lease.address,
    mask: lease.mask,
    gateway: lease.gateway,
    dns: lease.dns.join(' '),
    domain: lease.domain,
    server: lease.server,
    leaseSeconds: String(lease.durationMs / 1000),
    ...(lease.fqdn === undefined ? {} : { fqdn: lease.fqdn.name, fqdnFlags: String(lease.fqdn.flags) }),
  };
}
