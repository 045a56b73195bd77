import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { defaultDesktop } from '../../../../../emulator/hardware/default-desktop.ts';
import type { PcDescription } from '../../../../../emulator/hardware/pc-description.ts';
import { classDeclarations } from '../../../../../emulator/wsman/classes/index.ts';
import type { Caller } from '../../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../../emulator/wsman/dispatch.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { ADMIN, Bench } from '../../wsman/bench.ts';
import { bodyOf, enumerate, get, pull } from '../../wsman/requests.ts';

/** A device of a release in a PC, without a network. */
export class PcBench extends Bench {
  readonly #hardware: PcDescription;
  readonly #engine: WsmanEngine;

  constructor(release = '16.1', hardware: PcDescription = defaultDesktop) {
    super(profileFor(release));
    this.#hardware = hardware;
    this.#engine = createWsmanEngine({ holder: this, clock: this.clock, classes: classDeclarations });
  }

  hardware(): PcDescription {
    return this.#hardware;
  }

  ask(text: string, caller: Caller = ADMIN): WsmanAnswer {
    return this.#engine.answer(Buffer.from(text), caller);
  }

  /** Body of a Get by class name. */
  got(className: string, header = ''): string {
    return bodyOf(this.ask(get(classUri(className), header)).text);
  }

  /** Bodies of all Pulls of an enumeration, as many instances at a time as the firmware gives. */
  pulls(className: string, caller: Caller = ADMIN): readonly string[] {
    const uri = classUri(className);
    const context = /EnumerationContext>([^<]*)</.exec(this.ask(enumerate(uri), caller).text)?.[1] ?? '';
    const bodies: string[] = [];
    while (!(bodies.at(-1) ?? '').includes('EndOfSequence') && bodies.length < 99)
      bodies.push(bodyOf(this.ask(pull(uri, context, '<MaxElements>999</MaxElements>'), caller).text));
    return bodies;
  }

  /** Every instance of an enumeration as text. */
  instances(className: string, caller: Caller = ADMIN): readonly string[] {
    const one = /<h:((?:AMT|CIM|IPS)_\w+)>.*?<\/h:\1>/gs;
    return this.pulls(className, caller).flatMap((body) => [...body.matchAll(one)].map(([text]) => text));
  }
}

/** Values of a property in the order in which they come. */
export function valuesOf(text: string, property: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<[gh]:${property}>([^<]*)</`, 'g'))].map(([, value]) => value ?? '');
}
