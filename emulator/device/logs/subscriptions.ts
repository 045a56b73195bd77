import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../step.ts';
import { type EventSubscription, type SubscriptionsState } from './subscriptions-state.ts';

/** InstanceIDs of the filter collections that are known by name; releases have more, which nobody has published. */
export const filterCollections: readonly string[] = [
  'Intel(r) AMT:All',
  'Intel(r) AMT:Features',
  'Intel(r) AMT:User Notification',
];

/** Longest listener address, characters (Intel AMT Implementation and Reference Guide, "Subscribe for Events"). */
export const MAX_DESTINATION_CHARACTERS = 253;

/** All text of the reference parameters together, characters. */
const MAX_PARAMETER_CHARACTERS = 128;

/** Names of the reference parameters together, with their namespaces; assumed. */
const MAX_PARAMETER_NAME_CHARACTERS = 1024;

const MAX_CREDENTIAL_CHARACTERS = 32;

const MAX_DURATION_SECONDS = 4_294_967_295;

const SECOND_MS = 1000;

/** Remote subscribers of a release (Intel AMT Implementation and Reference Guide, "WS-Eventing Event Subscribers"). */
const limits: readonly (ReleaseRange & { readonly subscribers: number })[] = [
  { until: '6.0', subscribers: 6 },
  { since: '6.0', subscribers: 9 },
];

/** Releases that deliver to https listeners. */
const HTTPS_LISTENERS: ReleaseRange = { since: '11.0' };

const INVALID_PARAMETER = 36;

const MAX_LIMIT_REACHED = 23;

const NOT_FOUND = 2068;

/** What a subscriber asks for. */
export type WantedSubscription = Pick<
  EventSubscription,
  'collection' | 'destination' | 'mode' | 'parameters' | 'user' | 'password' | 'durationSeconds'
>;

/** Subscribes; the value is the new subscription. Expired ones make room first. */
export function subscribe(state: DeviceState, instant: Instant, wanted: WantedSubscription): Step<EventSubscription> {
  const fault = objection(wanted, instant);
  if (fault !== undefined) return refused(INVALID_PARAMETER, fault, { destination: wanted.destination });
  const limit = limits.find((row) => isInRange(instant.profile.release, row))?.subscribers ?? 0;
  const { subscriptions } = state.features;
  const live = liveSubscriptions(state, instant);
  if (live.length >= limit) return refused(MAX_LIMIT_REACHED, 'eventing.subscriptions.too-many', { limit });
  const startedAtMs = instant.nowMs + state.time.offsetMs;
  const entry: EventSubscription = {
    ...wanted,
    handle: subscriptions.nextHandle,
    startedAtMs,
    expiresAtMs: endOf(startedAtMs, wanted.durationSeconds),
  };
  const next = { entries: [...live, entry], nextHandle: subscriptions.nextHandle + 1 };
  return doneWith(withSubscriptions(state, next), entry);
}

/** Ends a subscription. */
export function unsubscribe(state: DeviceState, handle: number): Step {
  const { subscriptions } = state.features;
  const entries = subscriptions.entries.filter((entry) => entry.handle !== handle);
  if (entries.length === subscriptions.entries.length) return refused(NOT_FOUND, 'eventing.subscription.unknown');
  return done(withSubscriptions(state, { ...subscriptions, entries }));
}

/** Lets a subscription live for so many seconds from now on; 0 for good. */
export function renewSubscription(
  state: DeviceState,
  instant: Instant,
  handle: number,
  durationSeconds: number,
): Step<EventSubscription> {
  const found = liveSubscriptions(state, instant).find((entry) => entry.handle === handle);
  if (found === undefined) return refused(NOT_FOUND, 'eventing.subscription.unknown');
  if (durationSeconds > MAX_DURATION_SECONDS) return refused(INVALID_PARAMETER, 'eventing.expires.too-late');
  const expiresAtMs = endOf(instant.nowMs + state.time.offsetMs, durationSeconds);
  const renewed = { ...found, durationSeconds, expiresAtMs };
  const { subscriptions } = state.features;
  const entries = subscriptions.entries.map((entry) => (entry.handle === handle ? renewed : entry));
  return doneWith(withSubscriptions(state, { ...subscriptions, entries }), renewed);
}

/** The subscriptions that have not expired by the device's clock. */
export function liveSubscriptions(state: DeviceState, instant: Pick<Instant, 'nowMs'>): readonly EventSubscription[] {
  const deviceMs = instant.nowMs + state.time.offsetMs;
  return state.features.subscriptions.entries.filter(({ expiresAtMs }) => expiresAtMs === 0 || expiresAtMs > deviceMs);
}

/** A listener's address taken apart. */
export interface ListenerAddress {
  readonly isSecure: boolean;
  /** Name or IPv4 text. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const HTTP_PORT = 80;

const HTTPS_PORT = 443;

const LISTENER = /^(?:(https?):\/\/)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))(?::(\d{1,5}))?(\/[\x21-\x7e]*)?$/i;

/** Reads a listener's address: a URL, or just host and port as the guide writes it. Undefined when it is neither. */
export function readListenerAddress(text: string): ListenerAddress | undefined {
  const match = text.length > MAX_DESTINATION_CHARACTERS ? null : LISTENER.exec(text);
  if (match === null) return undefined;
  const [, scheme = 'http', host = '', digits, path = '/'] = match;
  const isSecure = scheme.toLowerCase() === 'https';
  const port = digits === undefined ? (isSecure ? HTTPS_PORT : HTTP_PORT) : Number(digits);
  if (port < 1 || port > 65_535) return undefined;
  return { isSecure, host, port, path };
}

function objection(wanted: WantedSubscription, { profile }: Instant): string | undefined {
  const listener = readListenerAddress(wanted.destination);
  const parameterCharacters = wanted.parameters.reduce((sum, { text }) => sum + text.length, 0);
  if (wanted.destination.length > MAX_DESTINATION_CHARACTERS) return 'eventing.destination.too-long';
  if (listener === undefined) return 'eventing.destination.malformed';
  if (listener.isSecure && !isInRange(profile.release, HTTPS_LISTENERS)) return 'eventing.destination.https';
  const nameCharacters = wanted.parameters.reduce((sum, { uri, local }) => sum + uri.length + local.length, 0);
  if (nameCharacters > MAX_PARAMETER_NAME_CHARACTERS) return 'eventing.parameters.too-long';
  if (parameterCharacters > MAX_PARAMETER_CHARACTERS) return 'eventing.parameters.too-long';
  if (wanted.user.length > MAX_CREDENTIAL_CHARACTERS) return 'eventing.credentials.too-long';
  if (wanted.password.length > MAX_CREDENTIAL_CHARACTERS) return 'eventing.credentials.too-long';
  return wanted.durationSeconds > MAX_DURATION_SECONDS ? 'eventing.expires.too-late' : undefined;
}

function endOf(fromMs: number, durationSeconds: number): number {
  return durationSeconds === 0 ? 0 : fromMs + durationSeconds * SECOND_MS;
}

function withSubscriptions(state: DeviceState, subscriptions: SubscriptionsState): DeviceState {
  return { ...state, features: { ...state.features, subscriptions } };
}
