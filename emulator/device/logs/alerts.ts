import { isIPv4 } from 'node:net';
import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { DeviceState, EventRecord } from '../state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../step.ts';
import {
  ANY_VALUE,
  ANY_OFFSET,
  DIAGNOSTIC_POLICY,
  type PetFilterFields,
  type PetFilter,
  type SnmpSubscriber,
  type AlertsState,
} from './alerts-state.ts';

const MAX_COMMUNITY_CHARACTERS = 16;

const INVALID_PARAMETER = 36;

const MAX_LIMIT_REACHED = 23;

const NOT_PERMITTED = 16;

const NOT_FOUND = 2068;

/** How many filters and trap receivers a release takes (Intel AMT Implementation and Reference Guide, "Event Manager"). */
const limits: readonly (ReleaseRange & { readonly filters: number; readonly subscribers: number })[] = [
  { until: '2.5', filters: 16, subscribers: 8 },
  { since: '2.5', until: '2.6', filters: 16, subscribers: 14 },
  { since: '2.6', filters: 17, subscribers: 14 },
];

/** Changes the community of subscribers that have none of their own (AMT_EventManagerService.DefaultCommunityString). */
export function setDefaultCommunity(state: DeviceState, community: string): Step {
  if (!isCommunity(community) || community === '') return refused(INVALID_PARAMETER, 'alerts.community.malformed');
  return done(withAlerts(state, { defaultCommunity: community }));
}

/** Adds a filter; the value is its handle. Filters of the manufacturer come with the machine only (assumed). */
export function addPetFilter(state: DeviceState, instant: Instant, filter: Omit<PetFilter, 'handle'>): Step<number> {
  if (filter.isOem) return refused(INVALID_PARAMETER, 'alerts.filter.manufacturer');
  const { filters, nextHandle } = state.features.alerts;
  const limit = limitsOf(instant).filters;
  if (filters.length >= limit) return refused(MAX_LIMIT_REACHED, 'alerts.filter.too-many', { limit });
  const added = { ...filter, handle: nextHandle };
  const next = withAlerts(state, { filters: [...filters, added], nextHandle: nextHandle + 1 });
  return doneWith(next, nextHandle);
}

/** Changes a filter, all fields at once. Whose filter it is stays (assumed). */
export function changePetFilter(state: DeviceState, handle: number, written: Omit<PetFilter, 'handle'>): Step {
  const { filters } = state.features.alerts;
  const found = filters.find((filter) => filter.handle === handle);
  if (found === undefined) return refused(NOT_FOUND, 'alerts.filter.unknown', { handle });
  if (found.policyId === DIAGNOSTIC_POLICY) return refused(NOT_PERMITTED, 'alerts.filter.read-only', { handle });
  if (found.isOem !== written.isOem) return refused(INVALID_PARAMETER, 'alerts.filter.manufacturer', { handle });
  const changed = filters.map((filter) => (filter === found ? { ...found, ...written } : filter));
  return done(withAlerts(state, { filters: changed }));
}

/** Removes a filter. */
export function removePetFilter(state: DeviceState, handle: number): Step {
  const { filters } = state.features.alerts;
  const found = filters.find((filter) => filter.handle === handle);
  if (found === undefined) return refused(NOT_FOUND, 'alerts.filter.unknown', { handle });
  if (found.policyId === DIAGNOSTIC_POLICY) return refused(NOT_PERMITTED, 'alerts.filter.read-only', { handle });
  return done(withAlerts(state, { filters: filters.filter((filter) => filter !== found) }));
}

/** Adds a trap receiver; the value is its handle. The address must be IPv4: names are not resolved (assumed). */
export function addSnmpSubscriber(
  state: DeviceState,
  instant: Instant,
  { address, policyId, community }: Omit<SnmpSubscriber, 'handle'>,
): Step<number> {
  const { subscribers, nextHandle } = state.features.alerts;
  if (!isIPv4(address)) return refused(INVALID_PARAMETER, 'alerts.subscriber.bad-address', { address });
  if (!isCommunity(community)) return refused(INVALID_PARAMETER, 'alerts.community.malformed');
  const limit = limitsOf(instant).subscribers;
  if (subscribers.length >= limit) return refused(MAX_LIMIT_REACHED, 'alerts.subscriber.too-many', { limit });
  const added = { handle: nextHandle, address, policyId, community };
  const next = withAlerts(state, { subscribers: [...subscribers, added], nextHandle: nextHandle + 1 });
  return doneWith(next, nextHandle);
}

/** Removes a trap receiver. */
export function removeSnmpSubscriber(state: DeviceState, handle: number): Step {
  const { subscribers } = state.features.alerts;
  const left = subscribers.filter((subscriber) => subscriber.handle !== handle);
  if (left.length === subscribers.length) return refused(NOT_FOUND, 'alerts.subscriber.unknown', { handle });
  return done(withAlerts(state, { subscribers: left }));
}

/** Whether a filter lets a record through, whatever it does with it then. */
export function filterMatches(filter: PetFilterFields, record: EventRecord): boolean {
  const fits = (wanted: number, actual: number): boolean => wanted === ANY_VALUE || wanted === actual;
  return (
    fits(filter.deviceAddress, record.deviceAddress) &&
    fits(filter.sensorType, record.sensorType) &&
    fits(filter.eventType, record.eventType) &&
    (filter.eventOffset === ANY_OFFSET || fits(filter.eventOffset, record.eventOffset)) &&
    fits(filter.sourceType, record.sourceType) &&
    fits(filter.severity, record.severity) &&
    fits(filter.sensorNumber, record.sensorNumber) &&
    fits(filter.entity, record.entity) &&
    fits(filter.entityInstance, record.entityInstance)
  );
}

/** The trap receivers of a record: those of every enabled filter that matches it and sends alerts, each once. */
export function trapReceivers(alerts: AlertsState, record: EventRecord): readonly SnmpSubscriber[] {
  const policies = new Set(
    alerts.filters
      .filter((filter) => filter.enabled && filter.sendAlert && filterMatches(filter, record))
      .map(({ policyId }) => policyId),
  );
  return alerts.subscribers.filter(({ policyId }) => policies.has(policyId));
}

function withAlerts(state: DeviceState, changed: Partial<AlertsState>): DeviceState {
  return { ...state, features: { ...state.features, alerts: { ...state.features.alerts, ...changed } } };
}

function limitsOf({ profile }: Instant): { readonly filters: number; readonly subscribers: number } {
  return limits.find((row) => isInRange(profile.release, row)) ?? { filters: 0, subscribers: 0 };
}

function isCommunity(text: string): boolean {
  return text.length <= MAX_COMMUNITY_CHARACTERS && /^[\x20-\x7e]*$/.test(text);
}
