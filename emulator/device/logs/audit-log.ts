import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import { decodeAuditRecord, encodeAuditRecord, type AuditRecord } from './audit-log-record.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Effect, type Instant, type Refusal, type Step } from '../step.ts';
import { noLock, type AuditPolicyEntry, type AuditLock, type AuditState } from './audit-log-state.ts';

/** Application numbers (Intel AMT Implementation and Reference Guide, "Access Monitor", events). */
export const auditApplication = {
  securityAdmin: 16,
  remoteControl: 17,
  redirection: 18,
  firmwareUpdate: 19,
  auditLog: 20,
  networkTime: 21,
  networkAdmin: 22,
  storageAdmin: 23,
  eventManager: 24,
  systemDefense: 25,
  agentPresence: 26,
  wireless: 27,
  eac: 28,
  kvm: 29,
  userOptIn: 30,
  screenBlanking: 32,
  watchdog: 33,
} as const;

/** Events of each application, as many as are listed; a policy may name no other. */
const eventCounts: Readonly<Record<number, number>> = {
  16: 20,
  17: 10,
  18: 13,
  19: 2,
  20: 6,
  21: 3,
  22: 6,
  23: 4,
  24: 4,
  25: 7,
  26: 3,
  27: 6,
  28: 5,
  29: 5,
  30: 3,
  32: 2,
  33: 3,
};

/** Octets of all records; 161 records leaving 92 per cent free fit this size, so it is assumed for every release. */
export const AUDIT_LOG_BYTES = 65_536;

/** Share from which events that are not critical are no longer written where nothing may be overwritten. */
const NEARLY_FULL = 0.85;

/** Longest time for which a lock holds. */
export const MAX_AUDIT_LOCK_SECONDS = 300;

/** Realm that makes a user an auditor. */
const AUDIT_LOG_REALM = 20;

/** Releases that audit from the start, and those that overwrite the oldest records. */
const ON_BY_DEFAULT: ReleaseRange = { since: '8.0' };

const ROLLS_OVER: ReleaseRange = { since: '5.1' };

/** Releases whose log outlives unprovisioning (the same guide, "Returning to an Unconfigured State"). */
const SURVIVES_UNPROVISIONING: ReleaseRange = { since: '8.0' };

/** The release that counts the zero at the end of a name. */
const COUNTS_ZERO: ReleaseRange = { until: '4.1' };

const AUDIT_FAIL = 2075;

const INVALID_PARAMETER = 36;

const NOT_PERMITTED = 16;

const INVALID_INDEX = 35;

/** Written whatever the policy says: setup began, setup ended. */
const ALWAYS: readonly (readonly [application: number, event: number])[] = [
  [auditApplication.securityAdmin, 0],
  [auditApplication.securityAdmin, 1],
];

/** Security administration events that are not on by default: flash counters, power package. */
const OFF_BY_DEFAULT: readonly number[] = [15, 16];

/** Shares of the log at which a message says so: per cent and message (iAMT0029 to iAMT0033). */
const fillLevels: readonly (readonly [share: number, cause: string])[] = [
  [0.5, 'audit-log-50'],
  [0.75, 'audit-log-75'],
  [0.85, 'audit-log-85'],
  [0.95, 'audit-log-95'],
  [1, 'audit-log-full'],
];

/** Whether old records make room for new ones. */
export function auditRollsOver({ profile }: Pick<Instant, 'profile'>): boolean {
  return isInRange(profile.release, ROLLS_OVER);
}

/** Whether events are audited at all. */
export function auditEnabled(state: DeviceState, { profile }: Pick<Instant, 'profile'>): boolean {
  const { switched } = state.features.audit;
  return switched === 'default' ? isInRange(profile.release, ON_BY_DEFAULT) : switched === 'on';
}

/** The events that are audited. */
export function auditPolicy(state: DeviceState, { profile }: Pick<Instant, 'profile'>): readonly AuditPolicyEntry[] {
  const { policy } = state.features.audit;
  if (policy.isSet) return policy.entries;
  if (!isInRange(profile.release, ON_BY_DEFAULT)) return [];
  const eventsOf = (application: number): readonly AuditPolicyEntry[] =>
    Array.from({ length: eventCounts[application] ?? 0 }, (_, event) => ({ application, event, isCritical: false }));
  return [
    ...eventsOf(auditApplication.securityAdmin).filter(({ event }) => !OFF_BY_DEFAULT.includes(event)),
    ...eventsOf(auditApplication.auditLog),
  ];
}

/** Whether some user is an auditor: then the administrator no longer reads or changes the audit log. */
export function hasAuditor(state: DeviceState): boolean {
  return state.accounts.users.some(({ enabled, realms }) => enabled && realms.includes(AUDIT_LOG_REALM));
}

/** Whether somebody may use the audit log. */
export function mayAudit(
  state: DeviceState,
  who: { readonly isAdmin: boolean; readonly realms: readonly number[] },
): boolean {
  return who.realms.includes(AUDIT_LOG_REALM) || (who.isAdmin && !hasAuditor(state));
}

/** The lock that holds now. */
export function auditLock(state: DeviceState, { nowMs }: Pick<Instant, 'nowMs'>): AuditLock | undefined {
  const { lock } = state.features.audit;
  return lock.untilMs > nowMs ? lock : undefined;
}

/** What became of a record that was to be written: the new state, and what to tell. */
export interface Audited {
  readonly state: DeviceState;
  readonly effects: readonly Effect[];
}

/** Writes a record when the policy wants it and the log takes it; otherwise nothing changes. Never refuses. */
export function writeAudit(state: DeviceState, instant: Instant, record: Omit<AuditRecord, 'atSeconds'>): Audited {
  const rule = ruleFor(state, instant, record.application, record.event);
  if (rule === undefined || auditLock(state, instant)?.kind === 'log') return { state, effects: [] };
  const atSeconds = Math.max(0, Math.floor((instant.nowMs + state.time.offsetMs) / 1000));
  const octets = encodeAuditRecord({ ...record, atSeconds }, isInRange(instant.profile.release, COUNTS_ZERO));
  return append(state, instant, octets, rule.isCritical);
}

function append(state: DeviceState, instant: Instant, octets: Buffer, isCritical: boolean): Audited {
  const { audit } = state.features;
  let { usedBytes } = audit;
  let dropped = 0;
  if (auditRollsOver(instant)) {
    while (usedBytes + octets.length > AUDIT_LOG_BYTES && dropped < audit.records.length) {
      usedBytes -= Buffer.from(audit.records[dropped] ?? '', 'base64').length;
      dropped += 1;
    }
  } else if (usedBytes + octets.length > AUDIT_LOG_BYTES * (isCritical ? 1 : NEARLY_FULL)) {
    return { state, effects: [] };
  }
  const records = [...audit.records.slice(dropped), octets.toString('base64')];
  const next = withAudit(state, { records, usedBytes: usedBytes + octets.length });
  return { state: next, effects: fillEffects(audit.usedBytes, usedBytes + octets.length) };
}

function fillEffects(before: number, after: number): readonly Effect[] {
  return fillLevels
    .filter(([share]) => before < share * AUDIT_LOG_BYTES && after >= share * AUDIT_LOG_BYTES)
    .map(([, cause]) => ({ kind: 'event', event: { kind: 'platform', cause } }));
}

/** The rule under which an event is written; undefined when it is not audited. */
function ruleFor(
  state: DeviceState,
  instant: Instant,
  application: number,
  event: number,
): AuditPolicyEntry | undefined {
  if (!instant.profile.capabilities.has('audit-log')) return undefined;
  if (ALWAYS.some(([app, number]) => app === application && number === event)) {
    return { application, event, isCritical: false };
  }
  if (!auditEnabled(state, instant)) return undefined;
  return auditPolicy(state, instant).find((rule) => rule.application === application && rule.event === event);
}

/** Why an operation must fail because its critical event could not be written; undefined when it need not. */
export function auditRefusal(
  state: DeviceState,
  instant: Instant,
  { application, event }: Pick<AuditPolicyEntry, 'application' | 'event'>,
): Refusal | undefined {
  const rule = ruleFor(state, instant, application, event);
  if (rule === undefined || !rule.isCritical) return undefined;
  const isLocked = auditLock(state, instant)?.kind === 'log';
  const isFull = !auditRollsOver(instant) && state.features.audit.usedBytes >= AUDIT_LOG_BYTES - MAX_FIELDS_BYTES;
  if (!isLocked && !isFull) return undefined;
  const inputs = { application, event, isLocked, isFull };
  return { status: AUDIT_FAIL, code: 'audit.critical-event-not-written', inputs };
}

/** Most octets that a record can need: five fields of fixed size and three of up to 256. */
const MAX_FIELDS_BYTES = 5 + 4 + 4 + 1 + 3 * 256;

/** Records from a place on, at most ten (as published consoles find it); the first has number 1. */
export function readAuditRecords(
  state: DeviceState,
  startIndex: number,
): Step<{ readonly total: number; readonly records: readonly string[] }> {
  const { records } = state.features.audit;
  if (records.length === 0 && startIndex === 1) return doneWith(state, { total: 0, records: [] });
  if (startIndex < 1 || startIndex > records.length) {
    return refused(INVALID_INDEX, 'audit.read.no-such-record', { startIndex, records: records.length });
  }
  const read = records.slice(startIndex - 1, startIndex - 1 + AUDIT_PAGE_RECORDS);
  return doneWith(state, { total: records.length, records: read });
}

const AUDIT_PAGE_RECORDS = 10;

/** Seconds since 1970 of the newest record, undefined when there is none. */
export function lastAuditSeconds(state: DeviceState): number | undefined {
  const last = state.features.audit.records.at(-1);
  return last === undefined ? undefined : decodeAuditRecord(Buffer.from(last, 'base64'))?.atSeconds;
}

/** Empties the log. A locked log stays as it is. */
export function clearAuditLog(state: DeviceState, instant: Instant): Step {
  if (auditLock(state, instant)?.kind === 'log') return refused(NOT_PERMITTED, 'audit.clear.locked');
  return done(withAudit(state, { records: [], usedBytes: 0 }));
}

/** Switches auditing on or off. */
export function setAuditEnabled(state: DeviceState, enabled: boolean): Step {
  return done(withAudit(state, { switched: enabled ? 'on' : 'off' }));
}

/** Takes or gives back the lock; the value is its handle. */
export function setAuditLock(
  state: DeviceState,
  instant: Instant,
  asked: { readonly kind: AuditLock['kind'] | 'unlock'; readonly seconds: number; readonly handle: number },
): Step<number> {
  const held = auditLock(state, instant);
  if (asked.kind === 'unlock') {
    if (held === undefined || held.handle !== asked.handle) {
      return refused(INVALID_PARAMETER, 'audit.lock.wrong-handle', { handle: asked.handle });
    }
    return doneWith(withAudit(state, { lock: noLock }), asked.handle);
  }
  if (asked.seconds < 1 || asked.seconds > MAX_AUDIT_LOCK_SECONDS) {
    return refused(INVALID_PARAMETER, 'audit.lock.bad-timeout', { seconds: asked.seconds });
  }
  if (held !== undefined && held.handle !== asked.handle) return refused(NOT_PERMITTED, 'audit.lock.held');
  const handle = held?.handle ?? state.features.audit.nextHandle;
  const lock: AuditLock = { kind: asked.kind, handle, untilMs: instant.nowMs + asked.seconds * 1000 };
  const nextHandle = held === undefined ? handle + 1 : state.features.audit.nextHandle;
  return doneWith(withAudit(state, { lock, nextHandle }), handle);
}

/** Changes the policy: all the given events or, when one of them does not exist, none. */
export function setAuditPolicy(
  state: DeviceState,
  instant: Instant,
  changes: readonly (AuditPolicyEntry & { readonly enable: boolean })[],
): Step {
  const unknown = changes.find(({ application, event }) => event >= (eventCounts[application] ?? 0));
  if (unknown !== undefined) {
    const { application, event } = unknown;
    return refused(INVALID_PARAMETER, 'audit.policy.unknown-event', { application, event });
  }
  const isSame = (one: AuditPolicyEntry, other: AuditPolicyEntry): boolean =>
    one.application === other.application && one.event === other.event;
  const policy = changes.reduce<readonly AuditPolicyEntry[]>(
    (current, { enable, ...entry }) => [...current.filter((rule) => !isSame(rule, entry)), ...(enable ? [entry] : [])],
    auditPolicy(state, instant),
  );
  const ordered = policy.toSorted((one, other) => one.application - other.application || one.event - other.event);
  return done(withAudit(state, { policy: { isSet: true, entries: ordered } }));
}

function withAudit(state: DeviceState, changed: Partial<AuditState>): DeviceState {
  return { ...state, features: { ...state.features, audit: { ...state.features.audit, ...changed } } };
}

/**
 * Releases in which an auditor has to agree before somebody unprovisions over the network. Published descriptions
 * disagree about whether a lock of the auditor's allows or forbids it before 8.0; that it allows it is assumed.
 */
const AUDITOR_AGREES: ReleaseRange = { until: '12.0' };
const BLOCKING_COMPONENT = 2076;

/** Why nobody may unprovision over the network now: there is an auditor who does not hold the lock for it. */
export function unprovisionBlocker(state: DeviceState, instant: Instant): Refusal | undefined {
  const { release, capabilities } = instant.profile;
  if (!capabilities.has('audit-log') || !isInRange(release, AUDITOR_AGREES) || !hasAuditor(state)) return undefined;
  if (auditLock(state, instant)?.kind === 'unprovisioning') return undefined;
  return { status: BLOCKING_COMPONENT, code: 'audit.unprovision.auditor-does-not-agree', inputs: { release } };
}

/** What unprovisioning leaves of the access monitor: everything from release 8.0 on, nothing before. */
export function auditAfterUnprovision(state: DeviceState, factory: DeviceState): DeviceState {
  if (isInRange(state.identity.release, SURVIVES_UNPROVISIONING)) return state;
  return { ...state, features: { ...state.features, audit: factory.features.audit } };
}
