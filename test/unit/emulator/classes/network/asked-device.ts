import type { FirmwareProfile } from '../../../../../emulator/firmware/profile.ts';
import { profileFor } from '../../../../../emulator/firmware/releases.ts';
import { classDeclarations } from '../../../../../emulator/wsman/classes/index.ts';
import type { Caller } from '../../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../../emulator/wsman/dispatch.ts';
import { ADMIN, Bench } from '../../wsman/bench.ts';
import { bodyOf, enumerate, get, pull } from '../../wsman/requests.ts';

export const AMT_URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
export const CIM_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
export const IPS_URI = 'http://intel.com/wbem/wscim/1/ips-schema/1/';

/** A device of some release that only WS-Management reaches. */
export class AskedDevice {
  readonly bench: Bench;
  readonly engine: WsmanEngine;

  constructor(release: string | FirmwareProfile = '16.1') {
    this.bench = new Bench(typeof release === 'string' ? profileFor(release) : release);
    this.engine = createWsmanEngine({ holder: this.bench, clock: this.bench.clock, classes: classDeclarations });
  }

  ask(text: string, caller: Caller = ADMIN): WsmanAnswer {
    return this.engine.answer(Buffer.from(text), caller);
  }

  /** Content of the answer's body. */
  body(text: string): string {
    return bodyOf(this.ask(text).text);
  }

  /** ReturnValue of a method call, undefined in a fault. */
  returns(text: string): number | undefined {
    const value = /<g:ReturnValue>(\d+)<\/g:ReturnValue>/.exec(this.ask(text).text)?.[1];
    return value === undefined ? undefined : Number(value);
  }

  /** Leaf elements of a Get: name and text. */
  values(uri: string, header = ''): readonly string[] {
    return leaves(this.body(get(uri, header)));
  }

  /** Every instance of a class, in the order and under the names in which Pulls give them. */
  items(uri: string): readonly { readonly name: string; readonly xml: string; readonly values: readonly string[] }[] {
    const context = /<g:EnumerationContext>([^<]*)/.exec(this.ask(enumerate(uri)).text)?.[1] ?? '';
    const found: { name: string; xml: string; values: readonly string[] }[] = [];
    for (let pulls = 0; pulls < 50; pulls += 1) {
      const body = this.body(pull(uri, context));
      for (const [, name = '', xml = ''] of body.matchAll(/<h:((?:AMT|CIM|IPS)_\w+)>(.*?)<\/h:\1>/g))
        found.push({ name, xml, values: leaves(xml) });
      if (body.includes('EndOfSequence')) return found;
    }
    throw new Error(`no end of ${uri}`);
  }
}

function leaves(xml: string): readonly string[] {
  return [...xml.matchAll(/<\w:(\w+)>([^<]*)<\/\w:\1>/g)].map(([, name, text]) => `${name} ${text}`);
}
