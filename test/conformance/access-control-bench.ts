import type { DecisionDraft } from '../../emulator/decisions/decision.ts';
import type { DeviceState } from '../../emulator/device/state.ts';
import type { Effect } from '../../emulator/device/step.ts';
import { profileFor } from '../../emulator/firmware/releases.ts';
import { Catalogue } from '../../emulator/wsman/catalogue.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import type { CallContext, Caller, ClassDeclaration, MethodDeclaration } from '../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../emulator/wsman/dispatch.ts';
import { Bench } from '../unit/emulator/wsman/bench.ts';
import { create, enumerate, get, invoke, pull, put, remove } from '../unit/emulator/wsman/requests.ts';

/** One thing that can be asked of a class, and the realms that its declaration lets in. */
export interface Errand {
  readonly declaration: ClassDeclaration;
  readonly what: string;
  readonly realms: readonly number[];
  readonly request: string;
}

/** What became of a request. */
export interface Verdict {
  readonly answer: WsmanAnswer;
  readonly subcode: string;
  readonly decisions: readonly DecisionDraft[];
}

/** An operational device of a release that carries out nothing: whatever is asked, the next question meets the same state. */
export class GuardedDevice extends Bench {
  readonly catalogue: Catalogue;
  readonly #engine: WsmanEngine;

  constructor(release: string) {
    super(profileFor(release));
    const { setup } = this.state;
    this.state = { ...this.state, setup: { ...setup, provisioningState: 2 } };
    this.catalogue = new Catalogue(classDeclarations, this.profile);
    this.#engine = createWsmanEngine({ holder: this, clock: this.clock, classes: classDeclarations });
  }

  /** Uses another state from now on. */
  become(change: (state: DeviceState) => DeviceState): void {
    this.state = change(this.state);
  }

  override commit(_next: DeviceState, effects: readonly Effect[]): void {
    this.commits += 1;
    this.perform(effects);
  }

  /** Asks once and says what was decided. */
  ask(text: string, caller: Caller): Verdict {
    const before = this.decisions.length;
    const answer = this.#engine.answer(Buffer.from(text), caller);
    const decisions = this.decisions.slice(before);
    return { answer, subcode: /<a:Subcode><a:Value>([^<]*)/.exec(answer.text)?.[1] ?? '', decisions };
  }

  /** Names of the classes of everything that an enumeration shows. */
  shown(uri: string, caller: Caller): readonly string[] {
    const opened = this.ask(enumerate(uri), caller).answer.text;
    const context = /<g:EnumerationContext>([^<]*)/.exec(opened)?.[1];
    const names: string[] = [];
    for (let isDone = context === undefined; !isDone;) {
      const { text } = this.ask(pull(uri, context ?? '', '<MaxElements>999</MaxElements>'), caller).answer;
      names.push(...[...text.matchAll(/<h:((?:AMT|CIM|IPS)_\w+)>/g)].map(([, name = '']) => name));
      isDone = text.includes('<g:EndOfSequence>') || !text.includes('<g:EnumerationContext>');
    }
    return names;
  }

  /** Every verb and method that the release carries out, class by class, but reading. */
  writes(): readonly Errand[] {
    return this.catalogue.classes.flatMap((declaration) => writesOf(declaration));
  }

  contextOf(caller: Caller): CallContext {
    return { state: this.state, instant: this.instant(), holder: this, caller, served: this.catalogue };
  }
}

/** Somebody with these realms and nothing else. */
export function userOf(...realms: readonly number[]): Caller {
  return { user: `realm-${realms.join('-')}`, isAdmin: realms.includes(3), realms, from: '10.0.0.9', overTls: true };
}

function writesOf(declaration: ClassDeclaration): readonly Errand[] {
  const { uri, writeRealms, methods = [] } = declaration;
  const verb = (what: string, has: boolean, request: string): readonly Errand[] =>
    has ? [{ declaration, what, realms: writeRealms, request }] : [];
  const calls = methods.filter((method): method is MethodDeclaration => method.call !== undefined);
  return [
    ...verb('Put', declaration.put !== undefined, put(uri, '')),
    ...verb('Create', declaration.create !== undefined, create(uri, '')),
    ...verb('Delete', declaration.remove !== undefined, remove(uri)),
    ...calls.map(({ name, realms = writeRealms }) => ({
      declaration,
      what: name,
      realms,
      request: invoke(uri, name, ''),
    })),
  ];
}

/** A Get of this class without selectors. */
export function reading(declaration: ClassDeclaration): string {
  return get(declaration.uri);
}
