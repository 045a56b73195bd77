import { instancesOf, mayUse } from './catalogue.ts';
import type { Outcome } from './engine-parts.ts';
import { readEnumerate, readPull, readRelease } from './enumeration.ts';
import { tag } from './envelope.ts';
import { faulted, unsupported, type Errand } from './errand.ts';
import { ACTION, NS } from './namespaces.ts';

/** Bytes of an answer that are not items of a Pull; what MaxEnvelopeSize leaves after them is for the items. */
const PULL_FRAME_BYTES = 2048;

/** Objects that the caller has no realm for are left out instead of refused. */
export function enumerate(errand: Errand): Outcome {
  const { parts, request, caller, context } = errand;
  const reading = readEnumerate(request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  if (errand.classes[0].enumerate === false) return unsupported(errand);
  const classes = parts.catalogue.enumerated(request.resourceUri);
  const enumerable = classes.filter(({ enumerate: may, isAbstract }) => may !== false && isAbstract !== true);
  const readable = enumerable.filter((declaration) => mayUse(caller, declaration.readRealms));
  if (readable.length < enumerable.length) {
    const hidden = enumerable.filter((declaration) => !readable.includes(declaration)).map(({ name }) => name);
    const inputs = { user: caller.user, resource: request.resourceUri, hidden };
    parts.holder.perform([{ kind: 'decision', decision: { code: 'wsman.realm.filtered', verdict: 'noted', inputs } }]);
  }
  const items = instancesOf(readable, context);
  const id = parts.enumerations.begin(request.resourceUri, caller.user, reading.value, items);
  return {
    kind: 'answer',
    action: `${ACTION.enumerate}Response`,
    prefixes: [['g', NS.enumeration]],
    body: tag('g:EnumerateResponse', tag('g:EnumerationContext', id)),
  };
}

export function pull(errand: Errand): Outcome {
  const { parts, request, caller } = errand;
  const reading = readPull(request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const { context, elements, characters } = reading.value;
  const room = request.maxEnvelopeBytes === undefined ? Infinity : request.maxEnvelopeBytes - PULL_FRAME_BYTES;
  const limits = { elements, characters: Math.min(room, characters ?? Infinity) };
  const pulled = parts.enumerations.pull(context, request.resourceUri, caller.user, limits);
  if (pulled === undefined) return faulted('InvalidEnumerationContext', 'wsman.enumeration.unknown-context');
  const { prefixes, body, advance } = pulled;
  return { kind: 'answer', action: `${ACTION.pull}Response`, prefixes, body, finish: advance };
}

export function release(errand: Errand): Outcome {
  const { parts, request, caller } = errand;
  const reading = readRelease(request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  if (!parts.enumerations.release(reading.value, request.resourceUri, caller.user)) {
    return faulted('InvalidEnumerationContext', 'wsman.enumeration.unknown-context');
  }
  return { kind: 'answer', action: `${ACTION.release}Response`, prefixes: [], body: '' };
}
