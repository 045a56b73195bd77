/** What a filter does with a packet: pass and count, drop and count, limit the rate, pass, drop. */
export type FilterProfile = 0 | 1 | 2 | 3 | 4;

/** A filter of System Defense (AMT_IPHeadersFilter, AMT_Hdr8021Filter). */
export interface DefenseFilter {
  /** Creation handle, by which policies name it. */
  readonly handle: number;
  readonly kind: 'ip' | 'ethernet';
  readonly name: string;
  /** 0 transmit, 1 receive. */
  readonly direction: 0 | 1;
  readonly profile: FilterProfile;
  /** Packets a second of a rate limit. */
  readonly profileData: number;
  readonly eventOnMatch: boolean;
  readonly isNegated: boolean;
  /** What of a packet is compared, by property name. */
  readonly match: Readonly<Record<string, string | number | readonly number[]>>;
}

/** What becomes of packets that no filter matches. */
export interface DefaultFate {
  readonly drop: boolean;
  readonly count: boolean;
  readonly matchEvent: boolean;
}

/** A policy: filters and defaults (AMT_SystemDefensePolicy). */
export interface DefensePolicy {
  readonly handle: number;
  readonly name: string;
  /** 0 off to 4 on without counting or events. */
  readonly antiSpoofing: 0 | 1 | 2 | 3 | 4;
  /** Handles of its filters. */
  readonly filters: readonly number[];
  /** The highest of the enabled ones is in force. */
  readonly precedence: number;
  readonly transmit: DefaultFate;
  readonly receive: DefaultFate;
  /** 0 for ever. */
  readonly timeoutMinutes: number;
}

/** Who puts a policy on the port. */
export type PolicyOwner = 'user' | 'agent' | 'environment' | 'heuristic' | 'default';

/** A policy on the wired port, and whether its owner has switched it on. */
export interface PortPolicy {
  readonly owner: PolicyOwner;
  readonly policy: number;
  readonly isEnabled: boolean;
  /** When it is switched off by itself, wall milliseconds; 0 never. */
  readonly untilMs: number;
}

/** Counters of a filter of the policy in force, as UpdateStatistics last took them. */
export interface FilterStatistics {
  readonly filter: number;
  readonly activationMs: number;
  readonly resetMs: number;
  readonly readCount: number;
}

/** The worm heuristic of early devices (AMT_HeuristicPacketFilterSettings); times in milliseconds as on the wire. */
export interface HeuristicSettings {
  readonly enabled: boolean;
  readonly blockAll: boolean;
  readonly blockOffensivePort: boolean;
  readonly encounterTimeout: number;
  readonly fastClearTime: number;
  readonly fastThreshold: number;
  readonly slowClearTime: number;
  readonly slowThreshold: number;
}

/** Filters, policies, and where they are put. */
export interface SystemDefenseState {
  readonly filters: readonly DefenseFilter[];
  readonly policies: readonly DefensePolicy[];
  readonly portPolicies: readonly PortPolicy[];
  readonly statistics: readonly FilterStatistics[];
  readonly heuristic: HeuristicSettings;
  readonly nextHandle: number;
}

/** Nothing is filtered; the numbers of the heuristic are assumed. */
export const factorySystemDefense: SystemDefenseState = {
  filters: [],
  policies: [],
  portPolicies: [],
  statistics: [],
  heuristic: {
    enabled: false,
    blockAll: false,
    blockOffensivePort: false,
    encounterTimeout: 0,
    fastClearTime: 1000,
    fastThreshold: 8,
    slowClearTime: 50_000,
    slowThreshold: 64,
  },
  nextHandle: 1,
};
