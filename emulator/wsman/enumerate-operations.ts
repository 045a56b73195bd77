import { isInRange, type ReleaseRange } from '../firmware/release-range.ts';
import { associated, type AssociationFilter } from './association-filter.ts';
import { instancesOf, mayUse } from './catalogue.ts';
import type { Outcome } from './engine-parts.ts';
import { readEnumerate, readPull, readRelease, type EnumerationMode } from './enumeration.ts';
import { tag } from './envelope.ts';
import { faulted, unsupported, type Errand } from './errand.ts';
import { ACTION, ALL_CLASSES, NS } from './namespaces.ts';
import type { Located } from './selectors.ts';

/** Bytes of an answer that are not items of a Pull; what MaxEnvelopeSize leaves after them is for the items. */
const PULL_FRAME_BYTES = 2048;

/** Releases that filter enumerations. That 3.2 does not is documented; that the next one does is assumed. */
const FILTERING: ReleaseRange = { since: '4.0' };

/** Objects that the caller has no realm for are left out instead of refused. */
export function enumerate(errand: Errand): Outcome {
  const { parts, request, caller, context } = errand;
  const isFiltered = request.body?.children.some(({ local }) => local === 'Filter') === true;
  if (isFiltered && !isInRange(parts.holder.profile.release, FILTERING)) {
    return faulted('FilteringNotSupported', 'wsman.filter.not-in-release');
  }
  const reading = readEnumerate(request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  const { mode, filter } = reading.value;
  if (filter !== undefined) return enumerateFiltered(errand, filter, mode);
  if (request.resourceUri === ALL_CLASSES) return faulted('DestinationUnreachable', 'wsman.class.unknown');
  if (errand.classes[0].enumerate === false) return unsupported(errand);
  const classes = parts.catalogue.enumerated(request.resourceUri);
  const enumerable = classes.filter(({ enumerate: may, isAbstract }) => may !== false && isAbstract !== true);
  const readable = enumerable.filter((declaration) => mayUse(caller, declaration.readRealms));
  if (readable.length < enumerable.length) {
    const hidden = enumerable.filter((declaration) => !readable.includes(declaration)).map(({ name }) => name);
    const inputs = { user: caller.user, resource: request.resourceUri, hidden };
    parts.holder.perform([{ kind: 'decision', decision: { code: 'wsman.realm.filtered', verdict: 'noted', inputs } }]);
  }
  return begun(errand, mode, instancesOf(readable, context));
}

function enumerateFiltered(errand: Errand, filter: AssociationFilter, mode: EnumerationMode): Outcome {
  const { parts, request, context } = errand;
  const found = associated(parts.catalogue, context, filter);
  if (!found.ok) return { kind: 'fault', fault: found.fault };
  const isAll = request.resourceUri === ALL_CLASSES;
  return begun(
    errand,
    mode,
    isAll ? found.items : found.items.filter((item) => errand.classes.includes(item.declaration)),
  );
}

function begun(errand: Errand, mode: EnumerationMode, items: readonly Located[]): Outcome {
  const { parts, request, caller } = errand;
  const { id, evicted } = parts.enumerations.begin(request.resourceUri, caller.user, mode, items);
  if (evicted !== undefined) {
    const decision = { code: 'wsman.enumeration.evicted', verdict: 'noted', inputs: { context: evicted } } as const;
    parts.holder.perform([{ kind: 'decision', decision }]);
  }
  return {
    kind: 'answer',
    action: `${ACTION.enumerate}Response`,
    prefixes: [['g', NS.enumeration]],
    body: tag('g:EnumerateResponse', tag('g:EnumerationContext', id)),
  };
}

/** The next items of a context; it only moves on when the answer fits. */
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

/** Gives a context up. */
export function release(errand: Errand): Outcome {
  const { parts, request, caller } = errand;
  const reading = readRelease(request.body);
  if (!reading.ok) return { kind: 'fault', fault: reading.fault };
  if (!parts.enumerations.release(reading.value, request.resourceUri, caller.user)) {
    return faulted('InvalidEnumerationContext', 'wsman.enumeration.unknown-context');
  }
  return { kind: 'answer', action: `${ACTION.release}Response`, prefixes: [], body: '' };
}
