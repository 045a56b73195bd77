import { parseInstant, parseInterval } from '../clock/calendar.ts';
import type { ReferenceParameter } from '../device/logs/subscriptions-state.ts';
import type { WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { attributeOf, childOf, type XmlElement } from './xml-reader.ts';

const DELIVERY_MODES: ReadonlyMap<string, 'push' | 'push-with-ack'> = new Map([
  [`${NS.eventing}/DeliveryModes/Push`, 'push'],
  ['http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck', 'push-with-ack'],
]);
/** Digest is the only way in which this device proves itself to a listener. */
const DIGEST_PROFILES: ReadonlySet<string> = new Set(
  ['http', 'https'].map((scheme) => `http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/${scheme}/digest`),
);
/** Reference parameters that are read; their text is bounded elsewhere. */
const MAX_PARAMETERS = 8;
const SECOND_MS = 1000;

/** What a Subscribe says, before anybody looks whether the device can do it. */
export interface SubscribeReading {
  readonly destination: string;
  readonly mode: 'push' | 'push-with-ack';
  readonly parameters: readonly ReferenceParameter[];
  readonly user: string;
  readonly password: string;
  /** 0 when it should not expire. */
  readonly durationSeconds: number;
}

type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: WsmanFault };

/** Reads a Subscribe (WS-Eventing, 3.1; DSP0226 1.0, 8.2). `deviceMs` is the device's time, for an absolute end. */
export function readSubscribe(
  body: XmlElement | undefined,
  header: XmlElement,
  deviceMs: number,
): Reading<SubscribeReading> {
  const delivery = body === undefined ? undefined : childOf(body, NS.eventing, 'Delivery');
  const notifyTo = delivery === undefined ? undefined : childOf(delivery, NS.eventing, 'NotifyTo');
  const address = notifyTo === undefined ? undefined : childOf(notifyTo, NS.addressing, 'Address')?.text.trim();
  const isSubscribe = body?.uri === NS.eventing && body.local === 'Subscribe';
  if (!isSubscribe || delivery === undefined || notifyTo === undefined || address === undefined) {
    return faulted('SchemaValidationError', 'eventing.subscribe.malformed');
  }
  if (childOf(body, NS.eventing, 'Filter') !== undefined || childOf(body, NS.wsman, 'Filter') !== undefined) {
    return faulted('FilteringNotSupported', 'eventing.filter.unsupported');
  }
  const wantedMode = attributeOf(delivery, NS.eventing, 'Mode') ?? `${NS.eventing}/DeliveryModes/Push`;
  const mode = DELIVERY_MODES.get(wantedMode);
  if (mode === undefined)
    return faulted('DeliveryModeRequestedUnavailable', 'eventing.mode.unsupported', { wantedMode });
  const auth = childOf(delivery, NS.wsman, 'Auth') ?? childOf(notifyTo, NS.wsman, 'Auth');
  const profile = auth === undefined ? undefined : attributeOf(auth, NS.wsman, 'Profile');
  if (profile !== undefined && !DIGEST_PROFILES.has(profile)) {
    return faulted('UnsupportedFeature', 'eventing.auth.unsupported', { profile }, 'AuthenticationProfile');
  }
  const credentials = profile === undefined ? { user: '', password: '' } : readCredentials(header);
  if (credentials === undefined)
    return faulted('InvalidRepresentation', 'eventing.credentials.missing', {}, 'MissingValues');
  const expires = readExpires(body, deviceMs);
  if (!expires.ok) return expires;
  const parameters = readParameters(childOf(notifyTo, NS.addressing, 'ReferenceParameters'));
  return {
    ok: true,
    value: { destination: address, mode, parameters, ...credentials, durationSeconds: expires.value },
  };
}

/** Reads the wanted end of a Subscribe or Renew: a duration or a time; none means that it should not end. */
export function readExpires(body: XmlElement | undefined, deviceMs: number): Reading<number> {
  const text = body === undefined ? undefined : childOf(body, NS.eventing, 'Expires')?.text.trim();
  if (text === undefined || text === '') return { ok: true, value: 0 };
  const interval = parseInterval(text);
  const until = interval === undefined ? parseInstant(text) : NaN;
  const seconds = interval ?? Math.ceil((until - deviceMs) / SECOND_MS);
  if (Number.isNaN(seconds) || seconds < 1) return faulted('InvalidExpirationTime', 'eventing.expires.invalid');
  return { ok: true, value: seconds };
}

function readParameters(element: XmlElement | undefined): readonly ReferenceParameter[] {
  const children = element?.children ?? [];
  return children.slice(0, MAX_PARAMETERS).map(({ uri, local, text }) => ({ uri, local, text }));
}

/** The UsernameToken that a client puts into the header (WS-Trust's IssuedTokens; DSP0226 1.0, 8.2.4). */
function readCredentials(header: XmlElement): { readonly user: string; readonly password: string } | undefined {
  const tokens = childOf(header, NS.trust, 'IssuedTokens');
  const token = tokens === undefined ? undefined : findToken(tokens);
  const user = token === undefined ? undefined : childOf(token, NS.security, 'Username')?.text.trim();
  const password = token === undefined ? undefined : childOf(token, NS.security, 'Password')?.text;
  return user === undefined || password === undefined ? undefined : { user, password };
}

/** Nesting is bounded by the XML reader. */
function findToken(element: XmlElement): XmlElement | undefined {
  if (element.uri === NS.security && element.local === 'UsernameToken') return element;
  for (const child of element.children) {
    const found = findToken(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function faulted(
  fault: WsmanFault['fault'],
  code: string,
  inputs: NonNullable<WsmanFault['inputs']> = {},
  detail?: string,
): { readonly ok: false; readonly fault: WsmanFault } {
  return { ok: false, fault: { fault, code, inputs, ...(detail === undefined ? {} : { detail }) } };
}
