/**
 * One line of the device's decision log: a rule was asked, with these inputs, and this is what it said. The wire often
 * shows less (a TLS alert, a closed connection); the log is how a person learns why.
 */
export interface Decision {
  /** Wall time of the decision, milliseconds since 1970. */
  readonly atMs: number;
  /** Stable, documented, SCREAMING-free: `setup.chain.no-root-match`. */
  readonly code: string;
  readonly verdict: 'accepted' | 'refused' | 'noted';
  /** What was looked at. Never a password, key or hash of a password. */
  readonly inputs: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** A decision before somebody stamps the time on it. */
export type DecisionDraft = Omit<Decision, 'atMs'>;
