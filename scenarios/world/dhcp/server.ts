import type { Clock, Endpoint, NetworkLink, UdpPort } from '../seams.ts';
import { fqdnReply, nameOfClient } from './client-name.ts';
import {
  addressBytes,
  addressText,
  DhcpFormatError,
  type DhcpPacket,
  MESSAGE,
  OPTION,
  readDhcp,
  writeDhcp,
} from './dhcp-packet.ts';
import type { Registrar } from './registrar.ts';
import { type Lease, Scope, type ScopeSettings } from './scope.ts';

export type DhcpEvent =
  | 'offer'
  | 'ack'
  | 'nak'
  | 'release'
  | 'decline'
  | 'no-address'
  | 'scope-inactive'
  | 'no-scope'
  | 'other-server'
  | 'unknown-client'
  | 'malformed';

/** One transaction as the server's log shows it. */
export interface DhcpLogEntry {
  readonly atMs: number;
  readonly event: DhcpEvent;
  readonly mac: string;
  readonly address: string | undefined;
  readonly name: string | undefined;
  /** Codes of the options that were sent. */
  readonly options: readonly number[];
}

export interface DhcpServerOptions {
  readonly clock: Clock;
  readonly link: NetworkLink;
  /** Own address: option 54. */
  readonly address: string;
  /** Absent: the server does not register names. */
  readonly registrar?: Registrar;
}

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const UNCONFIGURED = '0.0.0.0';
const BROADCAST = '255.255.255.255';

/** A DHCP server (RFC 2131, 2132) with reservations, relays and registration of names in DNS. */
export class DhcpServer {
  /** False: leases are handed out, and DNS is not told. */
  registersNames = true;
  readonly log: DhcpLogEntry[] = [];
  readonly #options: DhcpServerOptions;
  readonly #scopes: Scope[] = [];
  #port: UdpPort | undefined;

  constructor(options: DhcpServerOptions) {
    this.#options = options;
  }

  addScope(settings: ScopeSettings): Scope {
    const scope = new Scope(settings);
    this.#scopes.push(scope);
    return scope;
  }

  leases(): readonly Lease[] {
    return this.#scopes.flatMap((scope) => scope.leases()).filter((lease) => lease.state === 'leased');
  }

  async listen(): Promise<void> {
    const { link, address } = this.#options;
    this.#port = await link.bindUdp({ address, port: SERVER_PORT }, (data, from) => this.#take(data, from));
  }

  async close(): Promise<void> {
    await this.#port?.close();
    this.#port = undefined;
  }

  /** The answer to a packet, and where it goes; undefined when the server stays silent. */
  answer(bytes: Buffer, from: Endpoint): { readonly bytes: Buffer; readonly to: Endpoint } | undefined {
    const packet = this.#read(bytes);
    if (packet === undefined || packet.op !== 1) return undefined;
    const scope = this.#scopeFor(packet);
    if (scope === undefined) return this.#note('no-scope', packet);
    if (!scope.settings.active) return this.#note('scope-inactive', packet);
    const reply = this.#handle(packet, scope);
    return reply === undefined ? undefined : { bytes: writeDhcp(reply), to: destination(packet, reply, from) };
  }

  #take(data: Buffer, from: Endpoint): void {
    const answer = this.answer(data, from);
    if (answer !== undefined) this.#port?.send(answer.bytes, answer.to);
  }

  #read(bytes: Buffer): DhcpPacket | undefined {
    try {
      return readDhcp(bytes);
    } catch (error) {
      if (!(error instanceof DhcpFormatError)) throw error;
      this.log.push({
        atMs: this.#nowMs,
        event: 'malformed',
        mac: '',
        address: undefined,
        name: undefined,
        options: [],
      });
      return undefined;
    }
  }

  #handle(packet: DhcpPacket, scope: Scope): DhcpPacket | undefined {
    const type = packet.options.get(OPTION.messageType)?.at(0);
    if (type === MESSAGE.discover) return this.#discover(packet, scope);
    if (type === MESSAGE.request) return this.#request(packet, scope);
    if (type === MESSAGE.release) return this.#release(packet, scope);
    if (type === MESSAGE.decline) return this.#note('decline', packet);
    return undefined;
  }

  #discover(packet: DhcpPacket, scope: Scope): DhcpPacket | undefined {
    const address = scope.choose(packet.mac, optionAddress(packet, OPTION.requestedAddress), this.#nowMs);
    if (address === undefined) return this.#note('no-address', packet);
    if (scope.leaseOf(packet.mac, this.#nowMs)?.state !== 'leased')
      scope.offer(packet.mac, address, nameOfClient(packet), this.#nowMs);
    return this.#reply(packet, scope, 'offer', address);
  }

  /** RFC 2131, 4.3.2: the client selects an offer, verifies an address after a restart, renews or rebinds. */
  #request(packet: DhcpPacket, scope: Scope): DhcpPacket | undefined {
    const chosen = optionAddress(packet, OPTION.serverIdentifier);
    const requested = optionAddress(packet, OPTION.requestedAddress);
    if (chosen !== undefined && chosen !== this.#options.address) return this.#note('other-server', packet);
    const address = requested ?? packet.ciaddr;
    const known = scope.leaseOf(packet.mac, this.#nowMs);
    const verifying = chosen === undefined && known === undefined && scope.reservationOf(packet.mac) === undefined;
    if (!scope.covers(address) || !scope.mayHave(packet.mac, address, this.#nowMs))
      return this.#reply(packet, scope, 'nak', undefined);
    if (verifying && packet.ciaddr === UNCONFIGURED) return this.#note('unknown-client', packet);
    const name = this.#nameFor(packet, scope);
    scope.lease(packet.mac, address, name, this.#nowMs);
    if (name !== undefined) this.#register(name, address);
    return this.#reply(packet, scope, 'ack', address);
  }

  #release(packet: DhcpPacket, scope: Scope): undefined {
    const lease = scope.release(packet.mac, packet.ciaddr);
    if (lease?.name !== undefined) this.#register(lease.name, undefined);
    return this.#note('release', packet, packet.ciaddr);
  }

  #register(name: string, address: string | undefined): void {
    if (this.registersNames) void this.#options.registrar?.register(name, address);
  }

  /** The client's or the reservation's name, made full with the scope's domain. */
  #nameFor(packet: DhcpPacket, scope: Scope): string | undefined {
    const given = nameOfClient(packet) ?? scope.reservationOf(packet.mac)?.name;
    const domain = scope.settings.options.domainName;
    if (given === undefined || given.includes('.') || domain === undefined) return given;
    return `${given}.${domain}`;
  }

  #reply(
    packet: DhcpPacket,
    scope: Scope,
    event: 'offer' | 'ack' | 'nak',
    address: string | undefined,
  ): DhcpPacket | undefined {
    const options = new Map<number, Buffer>([
      [OPTION.messageType, Buffer.from([MESSAGE[event]])],
      [OPTION.serverIdentifier, addressBytes(this.#options.address)],
    ]);
    if (address !== undefined) this.#addParameters(packet, scope, options);
    this.#note(event, packet, address, [...options.keys()]);
    return {
      op: 2,
      hops: 0,
      xid: packet.xid,
      secs: 0,
      broadcast: packet.broadcast,
      ciaddr: event === 'ack' ? packet.ciaddr : UNCONFIGURED,
      yiaddr: address ?? UNCONFIGURED,
      siaddr: UNCONFIGURED,
      giaddr: packet.giaddr,
      mac: packet.mac,
      options,
    };
  }

  /** Times always; the rest when it is configured and, if the client sends a list, when it asks for it. */
  #addParameters(packet: DhcpPacket, scope: Scope, options: Map<number, Buffer>): void {
    const { leaseMs, mask, options: configured } = scope.settings;
    const seconds = Math.floor(leaseMs / 1000);
    options.set(OPTION.leaseTime, uint32(seconds));
    const asked = packet.options.get(OPTION.parameterRequestList);
    const add = (code: number, data: Buffer | undefined): void => {
      if (data !== undefined && data.length > 0 && (asked === undefined || asked.includes(code)))
        options.set(code, data);
    };
    add(OPTION.renewalTime, uint32(Math.floor(seconds / 2)));
    add(OPTION.rebindingTime, uint32(Math.floor((seconds * 7) / 8)));
    add(OPTION.subnetMask, addressBytes(mask));
    add(OPTION.router, addressBytes(...(configured.routers ?? [])));
    add(OPTION.domainNameServers, addressBytes(...(configured.domainNameServers ?? [])));
    add(OPTION.domainName, Buffer.from(configured.domainName ?? '', 'latin1'));
    const fqdn = packet.options.get(OPTION.clientFqdn);
    if (fqdn !== undefined && configured.clientFqdn === true)
      options.set(OPTION.clientFqdn, fqdnReply(fqdn, this.#nameFor(packet, scope) ?? ''));
  }

  #scopeFor(packet: DhcpPacket): Scope | undefined {
    const relayed = packet.giaddr === UNCONFIGURED ? undefined : packet.giaddr;
    const near = relayed ?? (packet.ciaddr === UNCONFIGURED ? this.#options.address : packet.ciaddr);
    return this.#scopes.find((scope) => scope.covers(near));
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }

  #note(event: DhcpEvent, packet: DhcpPacket, address?: string, options: readonly number[] = []): undefined {
    const name = nameOfClient(packet);
    this.log.push({ atMs: this.#nowMs, event, mac: packet.mac, address, name, options });
    return undefined;
  }
}

/**
 * Relay, else the client's address when it has one, else everybody (RFC 2131, 4.1): without raw sockets nobody can
 * reach an address that its owner does not have yet. A relay on a port of its own is answered there.
 */
function destination(packet: DhcpPacket, reply: DhcpPacket, from: Endpoint): Endpoint {
  if (packet.giaddr !== UNCONFIGURED) return { address: packet.giaddr, port: from.port };
  const nak = reply.yiaddr === UNCONFIGURED;
  if (packet.ciaddr !== UNCONFIGURED && !nak) return { address: packet.ciaddr, port: CLIENT_PORT };
  return { address: BROADCAST, port: CLIENT_PORT };
}

function optionAddress(packet: DhcpPacket, code: number): string | undefined {
  const data = packet.options.get(code);
  return data?.length === 4 ? addressText(data.readUInt32BE(0)) : undefined;
}

function uint32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(Math.min(value, 0xffffffff));
  return out;
}
