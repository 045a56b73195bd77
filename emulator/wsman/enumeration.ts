import type { Clock, Timer } from '../clock/clock.ts';
import type { LimitsProfile } from '../firmware/profile.ts';
import { readFilter, type AssociationFilter } from './association-filter.ts';
import { referenceOf, tag, writeInstance, writeReferenceContent, type Prefixes } from './envelope.ts';
import type { WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import type { Located } from './selectors.ts';
import { childOf, type XmlElement } from './xml-reader.ts';

/** What the items of a Pull look like (DSP0226, 8.7). */
export type EnumerationMode = 'object' | 'reference' | 'object-and-reference';

/** What a Pull may hold at most. */
export interface PullLimits {
  /** Undefined: one item. */
  readonly elements: number | undefined;
  /** Counts from the second item on: one item always fits. */
  readonly characters: number;
}

/** The result of a Pull: body content and the prefixes it needs besides the common ones. */
export interface Pulled {
  readonly prefixes: Prefixes;
  readonly body: string;
  /** Moves the context past these items; until then the same Pull gives them again. */
  readonly advance: () => void;
}

/** A context that was opened, and the one that had to go for it. */
export interface Begun {
  readonly id: string;
  readonly evicted: string | undefined;
}

interface Context {
  readonly id: string;
  readonly resourceUri: string;
  readonly mode: EnumerationMode;
  readonly owner: string;
  readonly items: readonly Located[];
  position: number;
  expiry: Timer;
}

/**
 * The open enumerations of one Management Engine, from boot to boot. Contexts are named after the count of Enumerate
 * operations since boot, as recorded from firmware.
 */
export class Enumerations {
  readonly #clock: Clock;
  readonly #limits: LimitsProfile;
  readonly #open = new Map<string, Context>();
  #count = 0;

  constructor(clock: Clock, limits: LimitsProfile) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * Opens a context over these items and gives its name. When the table is full, the oldest context goes: how many firmware
   * has, and what it does when they are used up, is not published, and clients that never finish must not lock others out.
   */
  begin(resourceUri: string, owner: string, mode: EnumerationMode, items: readonly Located[]): Begun {
    const [oldest] = this.#open.values();
    const evicted = this.#open.size >= this.#limits.enumerationContexts ? oldest : undefined;
    if (evicted !== undefined) this.#close(evicted);
    this.#count = (this.#count + 1) >>> 0;
    const id = contextName(this.#count);
    this.#open.set(id, { id, resourceUri, mode, owner, items, position: 0, expiry: this.#expireLater(id) });
    return { id, evicted: evicted?.id };
  }

  /** The next items. Undefined when there is no such context for this class and user. */
  pull(id: string, resourceUri: string, owner: string, limits: PullLimits): Pulled | undefined {
    const context = this.#find(id, resourceUri, owner);
    if (context === undefined) return undefined;
    const taken = takeItems(context, limits);
    const position = context.position + taken.count;
    const isDone = position >= context.items.length;
    const advance = (): void => {
      context.position = position;
      context.expiry.cancel();
      if (isDone) this.#open.delete(id);
      else context.expiry = this.#expireLater(id);
    };
    const body = tag(
      'g:PullResponse',
      (isDone ? '' : tag('g:EnumerationContext', id)) +
        tag('g:Items', taken.text) +
        (isDone ? tag('g:EndOfSequence', '') : ''),
    );
    return { prefixes: taken.prefixes, body, advance };
  }

  /** Gives a context up; false when there was none. */
  release(id: string, resourceUri: string, owner: string): boolean {
    const context = this.#find(id, resourceUri, owner);
    if (context !== undefined) this.#close(context);
    return context !== undefined;
  }

  /** Gives all contexts up; no timer stays behind. */
  clear(): void {
    for (const context of this.#open.values()) context.expiry.cancel();
    this.#open.clear();
  }

  #find(id: string, resourceUri: string, owner: string): Context | undefined {
    const context = this.#open.get(id);
    return context?.resourceUri === resourceUri && context.owner === owner ? context : undefined;
  }

  #close(context: Context): void {
    context.expiry.cancel();
    this.#open.delete(context.id);
  }

  #expireLater(id: string): Timer {
    return this.#clock.after(this.#limits.enumerationContextMs, `enumeration context ${id} expires`, () => {
      this.#open.delete(id);
    });
  }
}

/** `01000000-0000-0000-0000-000000000000` for 1: the count as little-endian hex. */
export function contextName(count: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(count);
  return `${bytes.toString('hex').toUpperCase()}-0000-0000-0000-000000000000`;
}

/** One Pull never crosses from one concrete class to the next. */
function takeItems(
  context: Context,
  limits: PullLimits,
): { readonly count: number; readonly text: string; readonly prefixes: Prefixes } {
  const first = context.items[context.position];
  if (first === undefined) return { count: 0, text: '', prefixes: [['g', NS.enumeration]] };
  const most = limits.elements ?? 1;
  const texts: string[] = [];
  let characters = 0;
  for (const item of context.items.slice(context.position)) {
    if (texts.length >= most || item.declaration !== first.declaration) break;
    const text = writeItem(item, context.mode);
    characters += text.length;
    if (texts.length > 0 && characters > limits.characters) break;
    texts.push(text);
  }
  return { count: texts.length, text: texts.join(''), prefixes: itemPrefixes(first, context.mode) };
}

function writeItem(item: Located, mode: EnumerationMode): string {
  const object = (): string => writeInstance(item.declaration, item.instance, { element: 'h', common: 'i' });
  const reference = (): string =>
    tag('b:EndpointReference', writeReferenceContent(referenceOf(item.declaration, item.instance)));
  if (mode === 'object') return object();
  return mode === 'reference' ? reference() : tag('c:Item', object() + reference());
}

function itemPrefixes(item: Located, mode: EnumerationMode): Prefixes {
  const enumeration = ['g', NS.enumeration] as const;
  if (mode === 'reference') return [enumeration];
  const own = ['h', item.declaration.uri] as const;
  return item.declaration.declaresCommon ? [enumeration, own, ['i', NS.common]] : [enumeration, own];
}

type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: WsmanFault };

const MODES: ReadonlyMap<string, EnumerationMode> = new Map([
  ['EnumerateEPR', 'reference'],
  ['EnumerateObjectAndEPR', 'object-and-reference'],
]);

/** What a `wsen:Enumerate` asks for. */
export interface EnumerateRequest {
  readonly mode: EnumerationMode;
  readonly filter: AssociationFilter | undefined;
}

/** Reads `wsen:Enumerate`. OptimizeEnumeration and MaxElements are accepted and have no effect. */
export function readEnumerate(body: XmlElement | undefined): Reading<EnumerateRequest> {
  if (body?.uri !== NS.enumeration || body.local !== 'Enumerate') return malformed('Enumerate');
  const asked = childOf(body, NS.wsman, 'EnumerationMode')?.text.trim();
  const mode = asked === undefined ? 'object' : MODES.get(asked);
  if (mode === undefined) return malformed('EnumerationMode');
  const reading = readFilter(body);
  return reading.ok ? { ok: true, value: { mode, filter: reading.filter } } : reading;
}

export interface PullRequest {
  readonly context: string;
  readonly elements: number | undefined;
  readonly characters: number | undefined;
}

/** Reads `wsen:Pull`. */
export function readPull(body: XmlElement | undefined): Reading<PullRequest> {
  if (body?.uri !== NS.enumeration || body.local !== 'Pull') return malformed('Pull');
  const context = childOf(body, NS.enumeration, 'EnumerationContext')?.text.trim();
  const elements = readCount(childOf(body, NS.enumeration, 'MaxElements'));
  const characters = readCount(childOf(body, NS.enumeration, 'MaxCharacters'));
  if (context === undefined) return malformed('EnumerationContext');
  if (elements === 'unreadable') return malformed('MaxElements');
  if (characters === 'unreadable') return malformed('MaxCharacters');
  return { ok: true, value: { context, elements, characters } };
}

/** Reads `wsen:Release` and gives the context. */
export function readRelease(body: XmlElement | undefined): Reading<string> {
  if (body?.uri !== NS.enumeration || body.local !== 'Release') return malformed('Release');
  const context = childOf(body, NS.enumeration, 'EnumerationContext')?.text.trim();
  return context === undefined ? malformed('EnumerationContext') : { ok: true, value: context };
}

function readCount(element: XmlElement | undefined): number | undefined | 'unreadable' {
  if (element === undefined) return undefined;
  const text = element.text.trim();
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 'unreadable';
}

function malformed(element: string): { readonly ok: false; readonly fault: WsmanFault } {
  return {
    ok: false,
    fault: { fault: 'SchemaValidationError', code: 'wsman.enumeration.malformed', inputs: { element } },
  };
}
