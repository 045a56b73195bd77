import type { Caller } from '../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { ADMIN, Bench } from './bench.ts';
import { sampleClasses } from './sample-classes.ts';

/** A service over the sample classes, and what it is asked. */
export class Asked {
  readonly bench = new Bench();
  readonly engine: WsmanEngine = createWsmanEngine({
    holder: this.bench,
    clock: this.bench.clock,
    classes: sampleClasses,
  });

  ask(text: string, caller: Caller = ADMIN): WsmanAnswer {
    return this.engine.answer(Buffer.from(text), caller);
  }
}

/** Subcode of a fault, empty in other answers. */
export function subcode(answer: WsmanAnswer): string {
  return /<a:Subcode><a:Value>([^<]*)/.exec(answer.text)?.[1] ?? '';
}

/** Last word of a fault's detail. */
export function detail(answer: WsmanAnswer): string {
  return /<a:Detail>(?:<[^>]*>)?([^<]*)/.exec(answer.text)?.[1]?.replace(/^.*\//, '') ?? '';
}
