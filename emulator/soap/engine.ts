import { auditInitiator, changeEvents, changeRefusal, writeChangeEvents } from '../device/logs/change-audit.ts';
import type { StateHolder } from '../device/step.ts';
import type { Caller } from '../wsman/declaration.ts';
import { escapeXml, tag } from '../wsman/envelope.ts';
import { childOf, readXml, type XmlElement } from '../wsman/xml-reader.ts';
import { readArguments } from './arguments.ts';
import type { SoapArguments, SoapMethod, SoapOutput, SoapResult, SoapService } from './declaration.ts';
import { legacyServices } from './services.ts';
import { resultOf } from './step-answer.ts';

/** SOAP 1.1, 3. */
const SOAP_NS = 'http://schemas.xmlsoap.org/soap/envelope/';

/** PT_STATUS NOT_PERMITTED: the caller has no realm for the method. */
const NOT_PERMITTED = 16;

export interface SoapAnswer {
  readonly status: 200 | 500;
  readonly text: string;
}

/** The legacy SOAP services of one device. */
export interface SoapEngine {
  /** Whether there is a service at this path now: the release has the interface and it is not switched off. */
  serves(path: string): boolean;
  /** The path is one that {@link serves} is true for. Never throws for anything that a peer can send. */
  answer(path: string, body: Buffer, caller: Caller): SoapAnswer;
}

export interface SoapEngineOptions {
  readonly holder: StateHolder;
  /** The services to offer; the known ones unless given. */
  readonly services?: readonly SoapService[];
}

/** Starts the services. Routing is by path and body element; the SOAPAction field is not looked at. */
export function createSoapEngine(options: SoapEngineOptions): SoapEngine {
  return new Engine(options.holder, options.services ?? legacyServices);
}

class Engine implements SoapEngine {
  readonly #holder: StateHolder;
  readonly #services: ReadonlyMap<string, SoapService>;

  constructor(holder: StateHolder, services: readonly SoapService[]) {
    this.#holder = holder;
    this.#services = new Map(services.map((service) => [service.path, service]));
  }

  serves(path: string): boolean {
    const { profile, state } = this.#holder;
    return profile.capabilities.has('legacy-soap') && !state.network.wsmanOnlyMode && this.#services.has(path);
  }

  answer(path: string, body: Buffer, caller: Caller): SoapAnswer {
    const service = this.#services.get(path);
    const reading = readXml(body, this.#holder.profile.http.maxBodyBytes);
    if (!reading.ok) return this.#fault(path, caller, reading.code, '');
    const call = callElement(reading.root);
    if (call === undefined) return this.#fault(path, caller, 'soap.envelope.malformed', '');
    const method = service?.methods.find((known) => known.name === call.local);
    if (service === undefined || method === undefined || call.uri !== service.namespace) {
      const isMissing = service?.missing.includes(call.local) === true && call.uri === service.namespace;
      return this.#fault(path, caller, isMissing ? 'soap.method.missing' : 'soap.method.unknown', call.local);
    }
    const input = readArguments(method.input, service.namespace, call);
    if (input === undefined) return this.#fault(path, caller, 'soap.arguments.malformed', method.name);
    try {
      return this.#serve(service, method, input, caller);
    } catch (error) {
      return this.#defect(service, method, error);
    }
  }

  /** Throws only what a defect in a method, in NVRAM or in an observer throws. */
  #serve(service: SoapService, method: SoapMethod, input: SoapArguments, caller: Caller): SoapAnswer {
    const { result, finish } = this.#audited(this.#call(method, input, caller), caller);
    const text = writeResponse(service, method, result, this.#holder.profile.http.legacyAnswerPrefix);
    if (result.state !== undefined) this.#holder.commit(result.state, result.effects ?? []);
    else if (result.effects !== undefined) this.#holder.perform(result.effects);
    finish();
    this.#observe(service.path, method.name, result.status);
    return { status: 200, text };
  }

  /** A change is told to the access monitor once it is committed; one that the monitor must take and cannot is refused. */
  #audited(result: SoapResult, caller: Caller): { readonly result: SoapResult; readonly finish: () => void } {
    const holder = this.#holder;
    const { state: before } = holder;
    if (result.status !== 0 || result.state === undefined) return { result, finish: () => undefined };
    const asked = { before, after: result.state, effects: result.effects ?? [], from: 'network' } as const;
    const events = changeEvents(asked, holder.instant());
    const refusal = changeRefusal(asked, holder.instant(), events);
    if (refusal !== undefined) return { result: resultOf({ ok: false, refusal }), finish: () => undefined };
    const who = { initiator: auditInitiator(caller.user, before), address: caller.from };
    return { result, finish: () => writeChangeEvents(holder, who, events) };
  }

  /** A mistake in this software, not in the request: the client gets a fault, the decision log gets the mistake. */
  #defect({ path }: SoapService, { name }: SoapMethod, error: unknown): SoapAnswer {
    const message = error instanceof Error ? error.message : String(error);
    const inputs = { class: path.slice(1), method: name, message };
    this.#holder.perform([{ kind: 'decision', decision: { code: 'defect.handler', verdict: 'refused', inputs } }]);
    this.#observe(path, name, -1);
    return { status: 500, text: faultText('Server', 'The service failed.') };
  }

  #call(method: SoapMethod, input: SoapArguments, caller: Caller): SoapResult {
    if (caller.isAdmin || method.realms.some((realm) => caller.realms.includes(realm))) {
      const holder = this.#holder;
      return method.call({ state: holder.state, instant: holder.instant(), holder }, input);
    }
    const inputs = { user: caller.user, method: method.name, needed: method.realms.map(String) };
    this.#holder.perform([{ kind: 'decision', decision: { code: 'soap.realm.missing', verdict: 'refused', inputs } }]);
    return { status: NOT_PERMITTED };
  }

  #fault(path: string, caller: Caller, code: string, method: string): SoapAnswer {
    const inputs = { user: caller.user, from: caller.from, path, method };
    this.#holder.perform([{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }]);
    this.#observe(path, method, -1);
    return { status: 500, text: faultText('Client', 'The request is not understood.') };
  }

  /** Status -1 stands for a fault. */
  #observe(path: string, method: string, status: number): void {
    this.#holder.perform([{ kind: 'event', event: { kind: 'soap', service: path.slice(1), method, status } }]);
  }
}

function callElement(root: XmlElement): XmlElement | undefined {
  if (root.uri !== SOAP_NS || root.local !== 'Envelope') return undefined;
  const body = childOf(root, SOAP_NS, 'Body');
  return body?.children.length === 1 ? body.children[0] : undefined;
}

function writeResponse(service: SoapService, method: SoapMethod, result: SoapResult, prefix: string): string {
  const content: readonly SoapOutput[] = [['Status', String(result.status)], ...(result.outputs ?? [])];
  const answer = tag(`${prefix}:${method.name}Response`, writeOutputs(content, prefix));
  return envelope(` xmlns:${prefix}="${service.namespace}"`, answer);
}

function writeOutputs(outputs: readonly SoapOutput[], prefix: string): string {
  const text = (content: SoapOutput[1]): string =>
    typeof content === 'string' ? escapeXml(content) : writeOutputs(content, prefix);
  return outputs.map(([name, content]) => tag(`${prefix}:${name}`, text(content))).join('');
}

function faultText(code: 'Client' | 'Server', reason: string): string {
  return envelope('', tag('a:Fault', tag('faultcode', `a:${code}`) + tag('faultstring', reason)));
}

function envelope(declared: string, body: string): string {
  const content = tag('a:Body', body);
  return `<?xml version="1.0" encoding="UTF-8"?><a:Envelope xmlns:a="${SOAP_NS}"${declared}>${content}</a:Envelope>`;
}
