import { addressNumber, addressText } from './dhcp-packet.ts';

/** Options that a scope hands out; one that is left out is not configured. */
export interface ScopeOptions {
  /** Option 3. */
  readonly routers?: readonly string[];
  /** Option 6. */
  readonly domainNameServers?: readonly string[];
  /** Option 15. */
  readonly domainName?: string;
  /** Option 81: whether the server answers a client's name option. */
  readonly clientFqdn?: boolean;
}

export interface Reservation {
  /** `00:1b:21:00:00:01`. */
  readonly mac: string;
  readonly address: string;
  /** Name to register when the client gives none; may be a full name. */
  readonly name?: string;
}

/** What a DHCP administrator enters for one subnet. */
export interface ScopeSettings {
  readonly subnet: string;
  readonly mask: string;
  readonly first: string;
  readonly last: string;
  readonly exclusions?: readonly { readonly first: string; readonly last: string }[];
  readonly reservations?: readonly Reservation[];
  readonly leaseMs: number;
  readonly active: boolean;
  readonly options: ScopeOptions;
}

export interface Lease {
  readonly address: string;
  readonly mac: string;
  /** As the client or the reservation gives it. */
  readonly name: string | undefined;
  readonly state: 'offered' | 'leased';
  /** Wall time, milliseconds since 1970. */
  readonly untilMs: number;
}

/** How long an address stays put aside for a client that was offered it. */
const OFFER_MS = 60_000;

/** One subnet's addresses and who has them. */
export class Scope {
  /** May be replaced at any time; leases stay. */
  settings: ScopeSettings;
  readonly #leases = new Map<string, Lease>();

  constructor(settings: ScopeSettings) {
    this.settings = settings;
  }

  leases(): readonly Lease[] {
    return [...this.#leases.values()];
  }

  covers(address: string): boolean {
    const mask = addressNumber(this.settings.mask);
    return (addressNumber(address) & mask) === (addressNumber(this.settings.subnet) & mask);
  }

  reservationOf(mac: string): Reservation | undefined {
    return this.settings.reservations?.find((reservation) => reservation.mac.toLowerCase() === mac);
  }

  leaseOf(mac: string, nowMs: number): Lease | undefined {
    return this.leases().find((lease) => lease.mac === mac && lease.untilMs > nowMs);
  }

  /** Whether a client may have an address: it is in the scope, and nobody else's. */
  mayHave(mac: string, address: string, nowMs: number): boolean {
    const reservation = this.reservationOf(mac);
    if (reservation !== undefined) return reservation.address === address;
    const held = this.#leases.get(address);
    if (held !== undefined && held.mac !== mac && held.untilMs > nowMs) return false;
    return this.#inPool(addressNumber(address));
  }

  /** The address for a client: reservation, what it has or had, what it wishes, the first free one. */
  choose(mac: string, wish: string | undefined, nowMs: number): string | undefined {
    const reservation = this.reservationOf(mac);
    if (reservation !== undefined) return reservation.address;
    const former = this.leases().find((lease) => lease.mac === mac)?.address;
    for (const candidate of [former, wish])
      if (candidate !== undefined && this.mayHave(mac, candidate, nowMs)) return candidate;
    const last = addressNumber(this.settings.last);
    for (let number = addressNumber(this.settings.first); number <= last; number += 1) {
      const address = addressText(number);
      if (this.mayHave(mac, address, nowMs)) return address;
    }
    return undefined;
  }

  offer(mac: string, address: string, name: string | undefined, nowMs: number): void {
    this.#set({ address, mac, name, state: 'offered', untilMs: nowMs + OFFER_MS });
  }

  lease(mac: string, address: string, name: string | undefined, nowMs: number): Lease {
    const lease: Lease = { address, mac, name, state: 'leased', untilMs: nowMs + this.settings.leaseMs };
    this.#set(lease);
    return lease;
  }

  release(mac: string, address: string): Lease | undefined {
    const lease = this.#leases.get(address);
    if (lease?.mac !== mac) return undefined;
    this.#leases.delete(address);
    return lease;
  }

  #set(lease: Lease): void {
    for (const other of this.leases()) if (other.mac === lease.mac) this.#leases.delete(other.address);
    this.#leases.set(lease.address, lease);
  }

  #inPool(number: number): boolean {
    const within = (range: { readonly first: string; readonly last: string }): boolean =>
      number >= addressNumber(range.first) && number <= addressNumber(range.last);
    if (!within(this.settings) || this.settings.exclusions?.some(within)) return false;
    return !this.settings.reservations?.some((reservation) => addressNumber(reservation.address) === number);
  }
}
