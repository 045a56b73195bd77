import type { Witness } from './witness.ts';

/** Where something can be seen, and what that means to a reader. */
export const CHANNELS = {
  W: 'bytes on the wire',
  DNS: 'DNS records and query log',
  DHCP: 'DHCP leases and options',
  LDAP: 'directory objects and rights',
  KDC: 'Kerberos tickets',
  CA: 'database of the certification authority',
  X509: 'a certificate, parsed',
  WSM: 'an AMT property',
  DB: 'record of the service point',
  LOG: 'log event',
  UI: 'answer of a dialog or wizard',
  RAD: 'RADIUS log',
  AIR: 'access point',
  FW: 'firewall counters',
  CLK: 'virtual clock',
} as const;

export type Channel = keyof typeof CHANNELS;

/** One sentence of a story, to be checked against what really happened. `S` is the story after it was played. */
export interface Row<S> {
  /** Stable: `AD-40`. */
  readonly id: string;
  readonly title: string;
  /** A row passes only when something was seen on each of these. */
  readonly channels: readonly Channel[];
  /** Set when the row waits for a part of the product that does not exist yet; it is then reported as skipped. */
  readonly waitsFor?: string;
  readonly observe: (story: S, witness: Witness) => void | Promise<void>;
}

/** A row that is checked in a story of its own, in which `change` alters one thing. */
export interface NegativeRow<S, P> extends Row<S> {
  readonly change: (plan: P) => void;
}

export interface Observation {
  readonly channel: Channel;
  readonly what: string;
}

export type RowStatus = 'passed' | 'failed' | 'skipped';

/** A message that went over a wire, for the fold in the report. */
export interface Exchange {
  /** Milliseconds of virtual time since the story began. */
  readonly atMs: number;
  readonly what: string;
  readonly detail: string;
}

export interface RowResult {
  readonly id: string;
  readonly title: string;
  readonly status: RowStatus;
  readonly observed: readonly Observation[];
  readonly reason?: string;
  /** Real time spent, milliseconds. */
  readonly ms: number;
  /** Virtual time that passed in the story, milliseconds. */
  readonly virtualMs: number;
  readonly exchanges: readonly Exchange[];
}
