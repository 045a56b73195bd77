import { cimInterval } from '../clock/calendar.ts';
import type { Refusal } from '../device/step.ts';
import { renewSubscription, subscribe, unsubscribe } from '../device/logs/subscriptions.ts';
import type { EventSubscription } from '../device/logs/subscriptions-state.ts';
import { instancesOf, keysOf, mayUse } from './catalogue.ts';
import { handleOf, subscriptionKeys } from './classes/eventing/subscription-names.ts';
import { faultOf } from './classes/refusal-answers.ts';
import { textIn } from './classes/value-readings.ts';
import type { Instance } from './declaration.ts';
import type { Outcome } from './engine-parts.ts';
import { tag, writeReferenceContent, type Prefixes } from './envelope.ts';
import { faulted, unsupported, type Errand } from './errand.ts';
import { readExpires, readSubscribe } from './eventing-request.ts';
import { classUri, NS } from './namespaces.ts';
import { selectInstance } from './selectors.ts';

/** Actions of WS-Eventing that this device serves. */
export const EVENTING_ACTION = {
  subscribe: `${NS.eventing}/Subscribe`,
  unsubscribe: `${NS.eventing}/Unsubscribe`,
  renew: `${NS.eventing}/Renew`,
} as const;

const COLLECTION_CLASS = 'CIM_FilterCollection';
const SUBSCRIPTION_CLASS = 'CIM_FilterCollectionSubscription';
/** Said of a subscription without end; how firmware says it is not published. */
const FOREVER = 'PT0S';
const MAX_LIMIT_REACHED = 23;
const PREFIXES: Prefixes = [['g', NS.eventing]];

/** Operations of WS-Eventing by action. The layout of the answers is that of the standard: none was published. */
export const EVENTING_OPERATIONS: readonly (readonly [action: string, serve: (errand: Errand) => Outcome])[] = [
  [EVENTING_ACTION.subscribe, (errand) => serveSubscribe(errand)],
  [EVENTING_ACTION.unsubscribe, (errand) => serveUnsubscribe(errand)],
  [EVENTING_ACTION.renew, (errand) => serveRenew(errand)],
];

function serveSubscribe(errand: Errand): Outcome {
  const { context, request } = errand;
  const found = instanceOf(errand, COLLECTION_CLASS);
  if ('outcome' in found) return found.outcome;
  const reading = readSubscribe(request.body, request.header, deviceMs(errand));
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const collection = textIn(found.instance, 'InstanceID') ?? '';
  const step = subscribe(context.state, context.instant, { ...reading.value, collection });
  if (!step.ok) return refused(step.refusal);
  const body = tag('g:SubscriptionManager', managerOf(step.value)) + tag('g:Expires', expiryOf(step.value));
  return {
    kind: 'answer',
    action: `${EVENTING_ACTION.subscribe}Response`,
    prefixes: PREFIXES,
    body: tag('g:SubscribeResponse', body),
    finish: () => context.holder.commit(step.state, step.effects),
    done: { sent: { InstanceID: collection }, next: step.state },
  };
}

function serveUnsubscribe(errand: Errand): Outcome {
  const { context } = errand;
  const found = instanceOf(errand, SUBSCRIPTION_CLASS);
  if ('outcome' in found) return found.outcome;
  const step = unsubscribe(context.state, handleOf(found.instance));
  if (!step.ok) return refused(step.refusal);
  return {
    kind: 'answer',
    action: `${EVENTING_ACTION.unsubscribe}Response`,
    prefixes: [],
    body: '',
    finish: () => context.holder.commit(step.state, step.effects),
    done: { sent: found.instance, next: step.state },
  };
}

function serveRenew(errand: Errand): Outcome {
  const { context, request } = errand;
  const found = instanceOf(errand, SUBSCRIPTION_CLASS);
  if ('outcome' in found) return found.outcome;
  if (request.body?.uri !== NS.eventing || request.body.local !== 'Renew') {
    return faulted('SchemaValidationError', 'eventing.renew.malformed');
  }
  const expires = readExpires(request.body, deviceMs(errand));
  if (!expires.ok) return { kind: 'fault', fault: expires.fault };
  const step = renewSubscription(context.state, context.instant, handleOf(found.instance), expires.value);
  if (!step.ok) return refused(step.refusal);
  return {
    kind: 'answer',
    action: `${EVENTING_ACTION.renew}Response`,
    prefixes: PREFIXES,
    body: tag('g:RenewResponse', tag('g:Expires', expiryOf(step.value))),
    finish: () => context.holder.commit(step.state, step.effects),
  };
}

/** The one instance that the selectors mean, or why there is none for this caller. */
function instanceOf(
  errand: Errand,
  className: string,
): { readonly instance: Instance } | { readonly outcome: Outcome } {
  const { classes, caller, context, request } = errand;
  const [declaration] = classes;
  if (declaration.uri !== classUri(className)) return { outcome: unsupported(errand) };
  if (!mayUse(caller, declaration.writeRealms)) {
    const needed = declaration.writeRealms.map(String);
    return { outcome: faulted('AccessDenied', 'wsman.realm.missing', undefined, { needed }) };
  }
  const candidates = instancesOf([declaration], context);
  const selection = selectInstance(candidates, keysOf([declaration]), request.selectors, 'only');
  if (!selection.ok) return { outcome: { kind: 'fault', fault: selection.fault } };
  return { instance: selection.instance };
}

function managerOf(subscription: EventSubscription): string {
  return writeReferenceContent({
    kind: 'reference',
    resourceUri: classUri(SUBSCRIPTION_CLASS),
    selectors: subscriptionKeys(subscription),
  });
}

function expiryOf({ durationSeconds }: EventSubscription): string {
  return durationSeconds === 0 ? FOREVER : cimInterval(durationSeconds);
}

function deviceMs({ context }: Errand): number {
  return context.instant.nowMs + context.state.time.offsetMs;
}

function refused(refusal: Refusal): Outcome {
  const { code, inputs, status } = refusal;
  if (status === MAX_LIMIT_REACHED) return faulted('QuotaLimit', code, undefined, inputs);
  if (code.startsWith('eventing.expires.')) return faulted('InvalidExpirationTime', code, undefined, inputs);
  return { kind: 'fault', fault: faultOf(refusal) };
}
