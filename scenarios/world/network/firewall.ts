/** A packet or connection attempt as a filter sees it. */
export interface Passage {
  /** Names of the hosts, as given to `attach`; empty when the address belongs to nobody. */
  readonly fromHost: string;
  readonly toHost: string;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** `from` and `to` match a host name or an address; what is left out matches everything. */
export interface FirewallRule {
  readonly from?: string;
  readonly to?: string;
  /** Destination port. */
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
  /** `drop`: silence. `reject`: a connection attempt is refused, a datagram disappears. */
  readonly action: 'allow' | 'drop' | 'reject';
}

export type Verdict = 'allow' | 'drop' | 'reject';

/** How often a destination port was asked for, and what became of it. */
export interface PortCounter {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly allowed: number;
  readonly dropped: number;
  readonly rejected: number;
}

/**
 * A stateful packet filter in the middle of the network: rules are asked for connection attempts and for each datagram,
 * first match wins, the default is to allow. What is established stays established.
 */
export interface Firewall {
  /** Adds a rule behind the existing ones; the returned function takes it out again. */
  add(rule: FirewallRule): () => void;
  clear(): void;
  /** Pulls the cable of a host. What it sends or is sent waits (TCP) or is lost (UDP) until {@link heal}. */
  partition(host: string): void;
  heal(host: string): void;
  counters(): readonly PortCounter[];
  counter(protocol: 'tcp' | 'udp', port: number): PortCounter;
}

/** The filter with the side that the network itself uses. */
export class PacketFilter implements Firewall {
  readonly #rules: FirewallRule[] = [];
  readonly #unplugged = new Set<string>();
  readonly #counters = new Map<string, { allowed: number; dropped: number; rejected: number }>();
  #waiting: { readonly hosts: readonly string[]; readonly run: () => void }[] = [];

  add(rule: FirewallRule): () => void {
    this.#rules.push(rule);
    return () => {
      const at = this.#rules.indexOf(rule);
      if (at >= 0) this.#rules.splice(at, 1);
    };
  }

  clear(): void {
    this.#rules.length = 0;
  }

  partition(host: string): void {
    this.#unplugged.add(host);
  }

  heal(host: string): void {
    this.#unplugged.delete(host);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const entry of waiting) this.pass(entry.hosts, entry.run);
  }

  counters(): readonly PortCounter[] {
    return [...this.#counters].map(([key, counts]) => {
      const [protocol, port] = key.split('/');
      return { protocol: protocol === 'tcp' ? 'tcp' : 'udp', port: Number(port), ...counts };
    });
  }

  counter(protocol: 'tcp' | 'udp', port: number): PortCounter {
    const counts = this.#counters.get(`${protocol}/${port}`) ?? { allowed: 0, dropped: 0, rejected: 0 };
    return { protocol, port, ...counts };
  }

  /** Decides and counts. */
  judge(passage: Passage): Verdict {
    const verdict = this.#verdict(passage);
    const key = `${passage.protocol}/${passage.port}`;
    const counts = this.#counters.get(key) ?? { allowed: 0, dropped: 0, rejected: 0 };
    this.#counters.set(key, counts);
    if (verdict === 'allow') counts.allowed += 1;
    else if (verdict === 'drop') counts.dropped += 1;
    else counts.rejected += 1;
    return verdict;
  }

  /** Runs `run` now, or as soon as none of the hosts is unplugged any more. */
  pass(hosts: readonly string[], run: () => void): void {
    if (hosts.some((host) => this.#unplugged.has(host))) this.#waiting.push({ hosts, run });
    else run();
  }

  #verdict(passage: Passage): Verdict {
    if (this.#unplugged.has(passage.fromHost) || this.#unplugged.has(passage.toHost)) return 'drop';
    const rule = this.#rules.find((candidate) => matches(candidate, passage));
    return rule?.action ?? 'allow';
  }
}

function matches(rule: FirewallRule, passage: Passage): boolean {
  if (rule.from !== undefined && rule.from !== passage.fromHost && rule.from !== passage.fromAddress) return false;
  if (rule.to !== undefined && rule.to !== passage.toHost && rule.to !== passage.toAddress) return false;
  if (rule.port !== undefined && rule.port !== passage.port) return false;
  return rule.protocol === undefined || rule.protocol === passage.protocol;
}
