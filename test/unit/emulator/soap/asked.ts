import { createSoapEngine } from '../../../../emulator/soap/engine.ts';
import type { ProfileOverrides } from '../../../../emulator/firmware/releases.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';

const BASE = 'http://schemas.intel.com/platform/client/';

export const SECURITY: string = '/SecurityAdministrationService';
export const NETWORK: string = '/NetworkAdministrationService';
export const TIME: string = '/NetworkTimeService';

export function namespaceOf(path: string): string {
  return `${BASE}${path.slice(1).replace('Service', '')}/2004/01`;
}

/** A call as SOAP::Lite writes it. */
export function call(path: string, method: string, content = ''): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><soap:Body>' +
    `<${method} xmlns="${namespaceOf(path)}">${content}</${method}></soap:Body></soap:Envelope>`
  );
}

/** A bench whose legacy services are asked with XML and answer with the content of the body. */
export class Asked {
  readonly bench: Bench;
  readonly engine: ReturnType<typeof createSoapEngine>;

  constructor(overrides: ProfileOverrides = {}) {
    this.bench = new Bench(overrides);
    this.engine = createSoapEngine({ holder: this.bench });
  }

  ask(path: string, text: string, caller = ADMIN): { readonly status: number; readonly content: string } {
    const { status, text: answer } = this.engine.answer(path, Buffer.from(text), caller);
    return { status, content: /<a:Body>(.*)<\/a:Body>/.exec(answer)?.[1] ?? '' };
  }

  /** What follows the Status of a method that succeeds; `Status N` of one that does not. */
  outputs(path: string, method: string, content = ''): string {
    const answer = this.ask(path, call(path, method, content)).content;
    const [, status, outputs] = /<b:Status>(\d+)<\/b:Status>(.*)<\/b:\w+Response>$/.exec(answer) ?? [];
    return status === '0' ? (outputs ?? '') : `Status ${status ?? answer}`;
  }
}
