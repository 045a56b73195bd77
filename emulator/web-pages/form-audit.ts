import { auditApplication as application, auditRefusal, writeAudit } from '../device/audit-log.ts';
import { counted } from '../device/audit-log-record.ts';
import { addressOctets, userOctets } from '../device/audit-octets.ts';
import type { DeviceState, UserAclEntry } from '../device/state.ts';
import type { Effect, HostPowerAction, Instant, Refusal, StateHolder } from '../device/step.ts';
import type { Visitor } from './page.ts';

/** One thing that a form did, as the access monitor knows it. */
export interface FormEvent {
  readonly application: number;
  readonly event: number;
  /** Extended data. */
  readonly extended: Buffer;
}

const NOTHING = Buffer.alloc(0);
const BOOT_OPTIONS = Buffer.alloc(7);
/** Bits of a changed account: name, password, realms of the network. */
const CHANGED_FIELDS = 0x0b;
const CHANGED_ADMIN_FIELDS = 0x03;

const powerEvents: ReadonlyMap<HostPowerAction, FormEvent> = new Map([
  ['on', { application: application.remoteControl, event: 0, extended: BOOT_OPTIONS }],
  ['off', { application: application.remoteControl, event: 1, extended: NOTHING }],
  ['cycle', { application: application.remoteControl, event: 2, extended: BOOT_OPTIONS }],
  ['reset', { application: application.remoteControl, event: 3, extended: BOOT_OPTIONS }],
]);

/**
 * What a form did, told by what it changed: the same events that the calls of WS-Management leave (Intel AMT
 * Implementation and Reference Guide, "Access Monitor", tables of events). `effects` say what it did to the host.
 */
export function formEvents(before: DeviceState, after: DeviceState, effects: readonly Effect[]): readonly FormEvent[] {
  const power = effects.flatMap((effect) => (effect.kind === 'host-power' ? [powerEvents.get(effect.action)] : []));
  return [
    ...power.filter((event) => event !== undefined),
    ...accountEvents(before, after),
    ...networkEvents(before, after),
    ...changed(before.power.schemeId, after.power.schemeId, application.securityAdmin, 16),
    ...changed(before.eventLog.records, after.eventLog.records, application.eventManager, 2),
    ...changed(before.eventLog.frozen, after.eventLog.frozen, application.eventManager, 3, () =>
      Buffer.of(after.eventLog.frozen ? 1 : 0),
    ),
  ];
}

/** Why a form must not be carried out: one of its events is critical and cannot be written. */
export function formRefusal(state: DeviceState, instant: Instant, events: readonly FormEvent[]): Refusal | undefined {
  return events.map((event) => auditRefusal(state, instant, event)).find((refusal) => refusal !== undefined);
}

/** Writes what a form did, with the visitor as the one who did it. */
export function writeFormEvents(holder: StateHolder, visitor: Visitor, events: readonly FormEvent[]): void {
  for (const { extended, ...event } of events) {
    const { state } = holder;
    const initiator = { kind: 'digest', user: visitor.user } as const;
    const record = { ...event, initiator, address: visitor.from, extended: extended.toString('hex') };
    const written = writeAudit(state, holder.instant(), record);
    if (written.state !== state) holder.commit(written.state, written.effects);
  }
}

function accountEvents(before: DeviceState, after: DeviceState): readonly FormEvent[] {
  const event = (number: number, extended: Buffer): FormEvent => ({
    application: application.securityAdmin,
    event: number,
    extended,
  });
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

function networkEvents(before: DeviceState, after: DeviceState): readonly FormEvent[] {
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
): readonly FormEvent[] {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ application: applicationNumber, event, extended: extended() }];
}
