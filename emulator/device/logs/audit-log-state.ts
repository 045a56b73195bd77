/** An event that is audited; a critical one that cannot be written makes the operation fail. */
export interface AuditPolicyEntry {
  readonly application: number;
  readonly event: number;
  readonly isCritical: boolean;
}

/** What somebody holds while exporting the log or before unprovisioning. */
export interface AuditLock {
  readonly kind: 'log' | 'unprovisioning';
  readonly handle: number;
  /** Wall time at which it falls off, milliseconds since 1970. */
  readonly untilMs: number;
}

/** The access monitor: its records as base64 of their octets, oldest first. */
export interface AuditState {
  /** `default` is what the release starts with. */
  readonly switched: 'default' | 'on' | 'off';
  /** The entries count once somebody has set a policy; until then the release's own holds. */
  readonly policy: { readonly isSet: boolean; readonly entries: readonly AuditPolicyEntry[] };
  readonly records: readonly string[];
  /** Octets of all records together. */
  readonly usedBytes: number;
  /** The last lock, which may be over. */
  readonly lock: AuditLock;
  readonly nextHandle: number;
}

/** A lock that nobody holds. */
export const noLock: AuditLock = { kind: 'log', handle: 0, untilMs: 0 };

/** The access monitor as the factory leaves it. */
export const factoryAudit: AuditState = {
  switched: 'default',
  policy: { isSet: false, entries: [] },
  records: [],
  usedBytes: 0,
  lock: noLock,
  nextHandle: 1,
};
