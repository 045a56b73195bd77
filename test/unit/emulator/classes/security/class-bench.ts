import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { classDeclarations } from '../../../../../emulator/wsman/classes/index.ts';
import type { Caller } from '../../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../../emulator/wsman/dispatch.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { ADMIN, Bench } from '../../wsman/bench.ts';
import { bodyOf, create, enumerate, get, invoke, pull, put, remove, selectors } from '../../wsman/requests.ts';

type Fields = Readonly<Record<string, string>>;

/** A device of a release with all its classes, asked with XML and answering with XML. */
export class ClassBench extends Bench {
  readonly engine: WsmanEngine;
  /** Keys that GenerateKeyPair hands out, in order. */
  keys: Buffer[] = [];

  constructor(release: string) {
    super(profileFor(release));
    this.engine = createWsmanEngine({ holder: this, clock: this.clock, classes: classDeclarations });
  }

  rsaPrivateKey(): Buffer {
    const [key, ...rest] = this.keys;
    if (key === undefined) throw new Error('no key left');
    this.keys = rest;
    return key;
  }

  ask(text: string, caller: Caller = ADMIN): WsmanAnswer {
    return this.engine.answer(Buffer.from(text), caller);
  }

  /** Elements directly inside the object of a Get: name and text, arrays joined with a bar; the whole fault otherwise. */
  read(className: string, keys: Fields = {}): Fields {
    return fieldsOf(this.ask(get(classUri(className), Object.keys(keys).length > 0 ? selectors(keys) : '')).text);
  }

  put(className: string, inner: string, keys: Fields = {}): WsmanAnswer {
    return this.ask(put(classUri(className), inner, Object.keys(keys).length > 0 ? selectors(keys) : ''));
  }

  create(className: string, inner: string): WsmanAnswer {
    return this.ask(create(classUri(className), inner));
  }

  remove(className: string, keys: Fields): WsmanAnswer {
    return this.ask(remove(classUri(className), selectors(keys)));
  }

  call(className: string, method: string, inner = '', keys: Fields = {}): Fields {
    const header = Object.keys(keys).length > 0 ? selectors(keys) : '';
    return fieldsOf(this.ask(invoke(classUri(className), method, inner, header)).text);
  }

  /** Text of all items of an enumeration, one string an item. */
  list(className: string): readonly string[] {
    const uri = classUri(className);
    const context = /<g:EnumerationContext>([^<]*)/.exec(this.ask(enumerate(uri)).text)?.[1] ?? '';
    const items: string[] = [];
    for (let isDone = false; !isDone;) {
      const text = bodyOf(this.ask(pull(uri, context)).text);
      items.push(...[...text.matchAll(/<g:Items>(.+?)<\/g:Items>/gs)].map(([, item = '']) => item));
      isDone = !text.includes('<g:EnumerationContext>');
    }
    return items;
  }
}

/** `<r:A>1</r:A>` for `{ A: '1' }`. */
export function content(values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<r:${name}>${value}</r:${name}>`)
    .join('');
}

/** A reference as clients write it. */
export function reference(className: string, keys: Fields): string {
  const inner = Object.entries(keys).map(([name, value]) => `<w:Selector Name="${name}">${value}</w:Selector>`);
  return (
    '<a:Address>default</a:Address><a:ReferenceParameters>' +
    `<w:ResourceURI>${classUri(className)}</w:ResourceURI><w:SelectorSet>${inner.join('')}</w:SelectorSet>` +
    '</a:ReferenceParameters>'
  );
}

function fieldsOf(text: string): Fields {
  const body = bodyOf(text);
  const fault = /<a:Subcode><a:Value>([^<]*)/.exec(body)?.[1];
  if (fault !== undefined) return { fault };
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of body.matchAll(/<g:(\w+)>([^<]*)<\/g:\1>/g))
    fields[name] = name in fields ? `${fields[name]}|${value}` : value;
  return fields;
}
