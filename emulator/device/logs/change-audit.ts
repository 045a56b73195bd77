import { auditApplication as application, auditRefusal, unprovisionBlocker, writeAudit } from './audit-log.ts';
import { counted, type AuditInitiator } from './audit-log-record.ts';
import { addressOctets, auditWord, tlsModeOctets, userOctets } from './audit-octets.ts';
import { deviceTimeMs } from '../clock-setting.ts';
import type { DeviceState, UserAclEntry } from '../state.ts';
import type { Effect, HostPowerAction, Instant, Refusal, StateHolder } from '../step.ts';

/** One thing that a change of the state means to the access monitor. */
export interface ChangeEvent {
  readonly application: number;
  readonly event: number;
  /** Extended data. */
  readonly extended: Buffer;
}

/** A change that somebody asked for by another way than WS-Management. */
export interface AskedChange {
  readonly before: DeviceState;
  readonly after: DeviceState;
  /** What it does besides: only power of the host counts. */
  readonly effects: readonly Effect[];
  /** `screen`: a person at the keyboard, in the menus of the BIOS extension. */
  readonly from: 'network' | 'screen';
}

const NOTHING = Buffer.alloc(0);
const BOOT_OPTIONS = Buffer.alloc(7);
/** Bits of a changed account: name, password, realms of the network. */
const CHANGED_FIELDS = 0x0b;
const CHANGED_ADMIN_FIELDS = 0x03;
/** How setup was done, where it was without TLS: by hand. */
const BY_HAND = 3;
/**
 * Where unprovisioning was asked for. The legacy services have no number of their own in the published list, so that they
 * use that of remote WS-Management is assumed.
 */
const origins = { screen: 2, network: 5 } as const;
const RID_OCTETS = 4;
const OPERATIONAL = 2;

const powerEvents: ReadonlyMap<HostPowerAction, ChangeEvent> = new Map([
  ['on', { application: application.remoteControl, event: 0, extended: BOOT_OPTIONS }],
  ['off', { application: application.remoteControl, event: 1, extended: NOTHING }],
  ['cycle', { application: application.remoteControl, event: 2, extended: BOOT_OPTIONS }],
  ['reset', { application: application.remoteControl, event: 3, extended: BOOT_OPTIONS }],
]);

/**
 * What a change was, told by what became different: the same events that the calls of WS-Management leave (Intel AMT
 * Implementation and Reference Guide, "Access Monitor", tables of events).
 */
export function changeEvents(asked: AskedChange, instant: Instant): readonly ChangeEvent[] {
  const { before, after, effects, from } = asked;
  if (isUnprovisioning(asked)) return [securityEvent(19, Buffer.of(origins[from]))];
  if (before.setup.provisioningState !== OPERATIONAL && after.setup.provisioningState === OPERATIONAL)
    return [securityEvent(1, Buffer.of(before.setup.tlsMode === 0 ? BY_HAND : before.setup.tlsMode))];
  const power = effects.flatMap((effect) => (effect.kind === 'host-power' ? [powerEvents.get(effect.action)] : []));
  const told = power.filter((event) => event !== undefined);
  return [
    ...told,
    ...(told.length > 0 ? [] : changed(before.boot, after.boot, application.remoteControl, 4, () => BOOT_OPTIONS)),
    ...accountEvents(before, after),
    ...securityEvents(before, after),
    ...networkEvents(before, after),
    ...(before.time === after.time ? [] : [clockEvent(after, instant)]),
    ...changed(before.eventLog.records, after.eventLog.records, application.eventManager, 2),
    ...changed(before.eventLog.frozen, after.eventLog.frozen, application.eventManager, 3, () =>
      Buffer.of(after.eventLog.frozen ? 1 : 0),
    ),
  ];
}

/**
 * Why a change must not be carried out: the auditor has to agree first, or one of its events is critical and cannot be
 * written. Somebody at the keyboard needs nobody to agree.
 */
export function changeRefusal(
  asked: AskedChange,
  instant: Instant,
  events: readonly ChangeEvent[],
): Refusal | undefined {
  const needsAuditor = asked.from === 'network' && isUnprovisioning(asked);
  const blocker = needsAuditor ? unprovisionBlocker(asked.before, instant) : undefined;
  const refusals = events.map((event) => auditRefusal(asked.before, instant, event));
  return blocker ?? refusals.find((refusal) => refusal !== undefined);
}

/** Writes what a committed change was. `address` is empty for somebody at the keyboard. */
export function writeChangeEvents(
  holder: StateHolder,
  who: { readonly initiator: AuditInitiator; readonly address: string },
  events: readonly ChangeEvent[],
): void {
  for (const { extended, ...event } of events) {
    const { state } = holder;
    const written = writeAudit(state, holder.instant(), { ...event, ...who, extended: extended.toString('hex') });
    if (written.state !== state) holder.commit(written.state, written.effects);
  }
}

/** Who somebody is that logged in: a name, or for a ticket the number and the domain of the SID in the access control list. */
export function auditInitiator(user: string, { accounts }: DeviceState): AuditInitiator {
  const entry = accounts.users.find(({ who }) => who.kind === 'kerberos' && who.sid === user);
  const sid = entry?.who.kind === 'kerberos' ? Buffer.from(entry.who.sid, 'base64') : Buffer.alloc(0);
  if (sid.length < RID_OCTETS) return { kind: 'digest', user };
  const ridAt = sid.length - RID_OCTETS;
  return { kind: 'kerberos', rid: sid.readUInt32LE(ridAt), sid: sid.subarray(0, ridAt).toString('hex') };
}

function isUnprovisioning({ before, after }: AskedChange): boolean {
  return before.setup.provisioningState !== 0 && after.setup.provisioningState === 0;
}

function securityEvent(event: number, extended: Buffer): ChangeEvent {
  return { application: application.securityAdmin, event, extended };
}

function securityEvents(before: DeviceState, after: DeviceState): readonly ChangeEvent[] {
  const { securityAdmin } = application;
  const [was, is] = [before.setup, after.setup];
  const isToleranceTold = before.kerberos !== after.kerberos;
  const tolerance = after.kerberos.maximumClockToleranceMinutes & 0xff;
  return [
    ...changed(before.tls.pending, after.tls.pending, securityAdmin, 7, () => tlsModeOctets(after)),
    ...changed([was.pid, was.pps], [is.pid, is.pps], securityAdmin, 12),
    ...(isToleranceTold ? [securityEvent(13, Buffer.of(tolerance))] : []),
    ...changed(before.power.schemeId, after.power.schemeId, securityAdmin, 16),
  ];
}

function clockEvent(after: DeviceState, instant: Instant): ChangeEvent {
  const seconds = Math.max(0, Math.floor(deviceTimeMs(after, instant) / 1000));
  return { application: application.networkTime, event: 0, extended: auditWord(seconds) };
}

function accountEvents(before: DeviceState, after: DeviceState): readonly ChangeEvent[] {
  const event = securityEvent;
  const [had, has] = [byHandle(before.accounts.users), byHandle(after.accounts.users)];
  const events = [...has.values()].flatMap((user) => {
    const former = had.get(user.handle);
    if (former === undefined) return [event(2, userOctets(user))];
    if (former === user) return [];
    if (former.enabled === user.enabled)
      return [event(3, Buffer.concat([Buffer.of(CHANGED_FIELDS), userOctets(user)]))];
    return [event(6, Buffer.concat([Buffer.of(user.enabled ? 1 : 0), userOctets(user)]))];
  });
  const removed = [...had.values()].filter(({ handle }) => !has.has(handle));
  const admin = Buffer.concat([
    Buffer.of(CHANGED_ADMIN_FIELDS, 0),
    counted(Buffer.from(after.accounts.adminUser, 'latin1')),
  ]);
  return [
    ...events,
    ...removed.map((user) => event(4, userOctets(user))),
    ...(before.accounts.adminHa1 === after.accounts.adminHa1 ? [] : [event(3, admin)]),
  ];
}

function byHandle(users: readonly UserAclEntry[]): ReadonlyMap<number, UserAclEntry> {
  return new Map(users.map((user) => [user.handle, user]));
}

function networkEvents(before: DeviceState, after: DeviceState): readonly ChangeEvent[] {
  const [was, is] = [before.network, after.network];
  const { networkAdmin, wireless } = application;
  const text = (value: string) => (): Buffer => counted(Buffer.from(value, 'latin1'));
  const [had, has] = [before.features.wireless.profiles, after.features.wireless.profiles];
  return [
    ...changed([was.dhcpEnabled, was.fixed], [is.dhcpEnabled, is.fixed], networkAdmin, 0, () => addressOctets(after)),
    ...changed(was.hostName, is.hostName, networkAdmin, 1, text(is.hostName)),
    ...changed(was.domainName, is.domainName, networkAdmin, 2, text(is.domainName)),
    ...changed(before.features.ipv6, after.features.ipv6, networkAdmin, 5),
    ...(has.length > had.length ? [{ application: wireless, event: 0, extended: NOTHING }] : []),
    ...(has.length < had.length ? [{ application: wireless, event: 1, extended: NOTHING }] : []),
  ];
}

function changed(
  before: unknown,
  after: unknown,
  applicationNumber: number,
  event: number,
  extended: () => Buffer = () => NOTHING,
): readonly ChangeEvent[] {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ application: applicationNumber, event, extended: extended() }];
}
