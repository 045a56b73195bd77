import { isDeepStrictEqual } from 'node:util';

import { AUDIT_LOG_REALM } from '../device/accounts/account-list.ts';
import { hasAuditor } from '../device/logs/audit-log.ts';
import type { DeviceState } from '../device/state.ts';
import type { Effect } from '../device/step.ts';
import { underAudit } from './audit.ts';
import { instancesOf, keysOf, mayUse } from './catalogue.ts';
import type { CallContext, Caller, ClassDeclaration, EndpointReference, Instance } from './declaration.ts';
import type { EngineParts, Outcome } from './engine-parts.ts';
import { faulted, unsupported, type Errand } from './errand.ts';
import { EVENTING_OPERATIONS } from './eventing.ts';
import { enumerate, pull, release } from './enumerate-operations.ts';
import { referenceOf, tag, writeFields, writeInstance, writeReferenceContent, type Prefixes } from './envelope.ts';
import { ACTION, ALL_CLASSES, classUri, NS } from './namespaces.ts';
import type { WsmanRequest } from './request.ts';
import { readInput, readObject, readPutBody } from './schema.ts';
import { selectInstance, type Selection, type WhenUnnamed } from './selectors.ts';

const OPERATIONS: ReadonlyMap<string, (errand: Errand) => Outcome> = new Map([
  [ACTION.get, get],
  [ACTION.put, put],
  [ACTION.create, create],
  [ACTION.remove, remove],
  [ACTION.enumerate, enumerate],
  [ACTION.pull, pull],
  [ACTION.release, release],
  ...EVENTING_OPERATIONS,
]);

/** What works on {@link ALL_CLASSES}, too. */
const ENUMERATIONS: ReadonlySet<string> = new Set([ACTION.enumerate, ACTION.pull, ACTION.release]);

/** Serves one request on the class it names. Nothing is committed before the outcome's `finish` is called. */
export function operate(parts: EngineParts, request: WsmanRequest, asking: Caller): Outcome {
  const { holder } = parts;
  const caller = hasAuditor(holder.state) ? { ...asking, uncovered: [AUDIT_LOG_REALM] } : asking;
  const smallest = holder.profile.limits.minEnvelopeBytes;
  if (request.maxEnvelopeBytes !== undefined && request.maxEnvelopeBytes < smallest) {
    return faulted('EncodingLimit', 'wsman.envelope.limit-too-small', 'MinimumEnvelopeLimit', { smallest });
  }
  const { action, resourceUri } = request;
  const isOnAll = resourceUri === ALL_CLASSES && ENUMERATIONS.has(action);
  const [first, ...others] = isOnAll ? parts.catalogue.classes : parts.catalogue.under(resourceUri);
  if (first === undefined) {
    return { kind: 'fault', fault: { fault: 'DestinationUnreachable', code: 'wsman.class.unknown', gap: 'unknown' } };
  }
  const { catalogue: served } = parts;
  const context: CallContext = { state: holder.state, instant: holder.instant(), holder, caller, served };
  const errand: Errand = { parts, request, caller, context, classes: [first, ...others] };
  return underAudit(errand, (OPERATIONS.get(action) ?? invoke)(errand));
}

function get(errand: Errand): Outcome {
  const [own, ...derived] = errand.classes;
  const denied = own.isAbstract === true && derived.length > 0 ? undefined : demand(errand, own.readRealms);
  if (denied !== undefined) return denied;
  const usual = isNaming(errand) ? undefined : own.whenUnnamed;
  const preferred = usual === undefined ? undefined : select(errand, 'first', usual);
  const selection = preferred?.ok === true ? preferred : select(errand, 'first');
  if (!selection.ok) return { kind: 'fault', fault: selection.fault };
  const { declaration, instance } = selection;
  const hidden = demand(errand, declaration.readRealms);
  if (hidden !== undefined) return hidden;
  return {
    kind: 'answer',
    action: `${ACTION.get}Response`,
    prefixes: classPrefixes(declaration),
    body: writeInstance(declaration, instance, { element: 'g', common: 'h' }),
  };
}

function put(errand: Errand): Outcome {
  const [declaration] = errand.classes;
  const handler = declaration.put;
  if (handler === undefined) return unsupported(errand);
  const denied = demand(errand, declaration.writeRealms);
  if (denied !== undefined) return denied;
  const reading = readObject(declaration, errand.request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const selection = select(errand, 'only', keySelectors(errand, reading.values));
  if (!selection.ok) return { kind: 'fault', fault: selection.fault };
  const written = readPutBody(declaration, errand.request.body);
  if (!written.ok) return { kind: 'fault', fault: written.fault };
  const result = handler(errand.context, selection.instance, written.values);
  if (result.kind === 'fault') return { kind: 'fault', fault: result };
  const shown = instanceAfterPut(errand, selection, result.state);
  const isEmpty = declaration.putAnswersEmpty === true;
  return {
    kind: 'answer',
    action: `${ACTION.put}Response`,
    prefixes: classPrefixes(declaration),
    body: isEmpty ? '' : writeInstance(declaration, shown, { element: 'g', common: 'h' }),
    finish: commit(errand, result.state, result.effects),
    done: { sent: written.values, next: result.state },
    isStoredOnly: isStoredOnly(declaration, selection.instance, written.values),
  };
}

/** Whether something is changed, and nothing of it is anything that the device acts on. */
function isStoredOnly(declaration: ClassDeclaration, current: Instance, written: Instance): boolean {
  const changed = declaration.properties.filter(
    ({ name }) => written[name] !== undefined && !isDeepStrictEqual(written[name], current[name]),
  );
  return (
    changed.length > 0 && (declaration.storedOnly === true || changed.every(({ storedOnly }) => storedOnly === true))
  );
}

/**
 * What the selected instance has become (DSP0226, 7.4: the answer of a Put shows the new representation). A Put that
 * changes keys makes an instance of other selectors, which has the place of the old one.
 */
function instanceAfterPut(errand: Errand, selected: Extract<Selection, { ok: true }>, state: DeviceState): Instance {
  const { declaration, instance } = selected;
  const now = instancesOf([declaration], { ...errand.context, state });
  const { selectors } = referenceOf(declaration, instance);
  const same = selectInstance(now, keysOf([declaration]), selectors, 'first');
  if (same.ok) return same.instance;
  const before = declaration.instances(errand.context);
  const place = before.findIndex((one) => isDeepStrictEqual(one, instance));
  return now[place]?.instance ?? instance;
}

function create(errand: Errand): Outcome {
  const [declaration] = errand.classes;
  const handler = declaration.create;
  if (handler === undefined) return unsupported(errand);
  const denied = demand(errand, declaration.writeRealms);
  if (denied !== undefined) return denied;
  const reading = readObject(declaration, errand.request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const result = handler(errand.context, reading.values);
  if (result.kind === 'fault') return { kind: 'fault', fault: result };
  return {
    kind: 'answer',
    action: `${ACTION.create}Response`,
    prefixes: [['g', NS.transfer]],
    body: tag('g:ResourceCreated', writeReferenceContent(result.created)),
    finish: commit(errand, result.state, result.effects),
    done: { sent: reading.values, next: result.state },
    isStoredOnly: declaration.storedOnly === true,
  };
}

function remove(errand: Errand): Outcome {
  const [declaration] = errand.classes;
  const handler = declaration.remove;
  if (handler === undefined) return unsupported(errand);
  const denied = demand(errand, declaration.writeRealms);
  if (denied !== undefined) return denied;
  const selection = select(errand, 'only');
  if (!selection.ok) return { kind: 'fault', fault: selection.fault };
  const result = handler(errand.context, selection.instance);
  if (result.kind === 'fault') return { kind: 'fault', fault: result };
  const finish = commit(errand, result.state, result.effects);
  const done = { sent: selection.instance, next: result.state };
  return { kind: 'answer', action: `${ACTION.remove}Response`, prefixes: [], body: '', finish, done };
}

/** A method call: the action is the class URI, a slash and the method's name. */
function invoke(errand: Errand): Outcome {
  const { parts, request, context } = errand;
  const [declaration] = errand.classes;
  const prefix = `${declaration.uri}/`;
  const name = request.action.startsWith(prefix) ? request.action.slice(prefix.length) : '';
  const method = parts.catalogue.method(declaration, name);
  if (method === undefined) return unsupported(errand);
  const denied = demand(errand, method.realms ?? declaration.writeRealms);
  if (denied !== undefined) return denied;
  const selection = select({ ...errand, classes: [declaration] }, 'first');
  if (!selection.ok) return { kind: 'fault', fault: selection.fault };
  const findClass = (className: string): ClassDeclaration | undefined => parts.catalogue.under(classUri(className))[0];
  const reading = readInput(declaration, method, request.body, findClass);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const result = method.call(context, reading.values, selection.instance);
  if (result.kind === 'fault') return { kind: 'fault', fault: result };
  const outputs = writeFields(method.output, result.outputs ?? {}, { element: 'g', common: 'h' });
  const hasDatetime = method.output.some((output) => output.type === 'datetime');
  const own: Prefixes = [['g', declaration.uri]];
  return {
    kind: 'answer',
    action: `${request.action}Response`,
    prefixes: hasDatetime ? [...own, ['h', NS.common]] : own,
    body: tag(`g:${method.name}_OUTPUT`, outputs + tag('g:ReturnValue', String(result.value))),
    finish: commit(errand, result.state, result.effects),
    ...(result.value === 0 ? { done: { sent: reading.values, next: result.state } } : {}),
    returnValue: result.value,
  };
}

function select(errand: Errand, whenUnnamed: WhenUnnamed, selectors = errand.request.selectors): Selection {
  const candidates = instancesOf(errand.classes, errand.context);
  return selectInstance(candidates, keysOf(errand.classes), selectors, whenUnnamed);
}

function isNaming({ request }: Errand): boolean {
  return Object.keys(request.selectors).length > 0;
}

/** A Put without selectors may name its instance by the keys of the object it carries; references that it may change do not count. */
function keySelectors(errand: Errand, values: Instance): WsmanRequest['selectors'] {
  if (isNaming(errand)) return errand.request.selectors;
  const selectors: Record<string, string | EndpointReference> = {};
  for (const { name, key, access } of errand.classes[0].properties) {
    const value = values[name];
    if (key !== true) continue;
    if (typeof value === 'string') selectors[name] = value;
    else if (access === undefined && isReference(value)) selectors[name] = value;
  }
  return selectors;
}

function isReference(value: Instance[string]): value is EndpointReference {
  return typeof value === 'object' && 'kind' in value && value.kind === 'reference';
}

function classPrefixes(declaration: ClassDeclaration): Prefixes {
  const own: Prefixes = [['g', declaration.uri]];
  return declaration.declaresCommon ? [...own, ['h', NS.common]] : own;
}

function demand(errand: Errand, realms: readonly number[]): Outcome | undefined {
  if (mayUse(errand.caller, realms)) return undefined;
  return faulted('AccessDenied', 'wsman.realm.missing', undefined, { needed: realms.map(String) });
}

function commit(errand: Errand, state: DeviceState | undefined, effects: readonly Effect[] = []): () => void {
  const { holder } = errand.parts;
  return () => {
    if (state !== undefined) holder.commit(state, effects);
    else if (effects.length > 0) holder.perform(effects);
  };
}
