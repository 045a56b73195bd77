import type { Clock } from '../clock/clock.ts';
import type { CallStanding, DeviceEventDraft } from '../device/events.ts';
import type { StateHolder } from '../device/step.ts';
import { catalogueOf } from './catalogue.ts';
import type { Caller, ClassDeclaration } from './declaration.ts';
import type { EngineParts } from './engine-parts.ts';
import { Enumerations } from './enumeration.ts';
import { writeAnswer, writeEnvelope, tag, type Prefixes } from './envelope.ts';
import { faultStatus, writeFault, type WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { operate } from './operations.ts';
import { redactWritten, redactXml } from './redaction.ts';
import { readEnvelope, type WsmanRequest } from './request.ts';
import { readXml } from './xml-reader.ts';

export interface WsmanAnswer {
  readonly status: 200 | 400 | 500;
  /** The envelope, UTF-8 text on one line. */
  readonly text: string;
}

/** The WS-Management service of one device, from one boot of its Management Engine to the next. */
export interface WsmanEngine {
  /** Never throws for anything that a peer can send. */
  answer(body: Buffer, caller: Caller): WsmanAnswer;
  /** Gives up open enumerations and their timers. */
  close(): void;
}

export interface WsmanEngineOptions {
  readonly holder: StateHolder;
  readonly clock: Clock;
  readonly classes: readonly ClassDeclaration[];
}

/** Starts the service: message and enumeration counts begin at 1. */
export function createWsmanEngine(options: WsmanEngineOptions): WsmanEngine {
  return new Engine(options);
}

/** A request as far as it was understood. */
interface Asked {
  readonly text: string;
  readonly messageId: string;
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
}

/** ReturnValues of methods that were carried out: done, and job started (DSP0004). */
const SUCCESSES: ReadonlySet<number> = new Set([0, 4096]);

class Engine implements WsmanEngine {
  readonly #parts: EngineParts;
  #messages = 0;

  constructor(options: WsmanEngineOptions) {
    const { holder, clock, classes } = options;
    this.#parts = {
      holder,
      catalogue: catalogueOf(classes, holder.profile),
      enumerations: new Enumerations(clock, holder.profile.limits),
    };
  }

  close(): void {
    this.#parts.enumerations.clear();
  }

  answer(body: Buffer, caller: Caller): WsmanAnswer {
    const reading = readXml(body, this.#parts.holder.profile.http.maxBodyBytes);
    if (!reading.ok) {
      const asked: Asked = { text: body.toString('utf8'), messageId: '', action: '', resource: '', caller };
      return this.#refuse(asked, { fault: 'SchemaValidationError', code: reading.code });
    }
    const { text } = reading;
    const envelope = readEnvelope(reading.root);
    if (envelope.kind === 'identify') return this.#identify(text);
    if (envelope.kind === 'fault') {
      return this.#refuse({ text, messageId: envelope.messageId, action: '', resource: '', caller }, envelope.fault);
    }
    const { request } = envelope;
    const { messageId, action, resourceUri } = request;
    const asked: Asked = { text, messageId, action, resource: resourceUri, caller };
    try {
      return this.#serve(asked, request);
    } catch (error) {
      return this.#refuse(asked, defect(request, error));
    }
  }

  /** Throws only what a defect in a class, in NVRAM or in an observer throws. */
  #serve(asked: Asked, request: WsmanRequest): WsmanAnswer {
    const outcome = operate(this.#parts, request, asked.caller);
    if (outcome.kind === 'fault') return this.#refuse(asked, outcome.fault);
    const text = writeAnswer(
      {
        relatesTo: request.messageId,
        action: outcome.action,
        messageNumber: this.#messages + 1,
        resourceUri: request.resourceUri,
      },
      outcome.prefixes,
      outcome.body,
    );
    const { maxEnvelopeBytes } = request;
    const bytes = maxEnvelopeBytes === undefined ? 0 : Buffer.byteLength(text);
    if (maxEnvelopeBytes !== undefined && bytes > maxEnvelopeBytes) {
      return this.#refuse(asked, tooLarge(bytes, maxEnvelopeBytes));
    }
    outcome.finish?.();
    this.#messages += 1;
    const { returnValue = 0, isStoredOnly } = outcome;
    if (!SUCCESSES.has(returnValue)) this.#observe(asked, 'ok', 'refused', `return-value.${returnValue}`, text);
    else this.#observe(asked, 'ok', isStoredOnly === true ? 'stored-only' : 'modelled', '', text);
    return { status: 200, text };
  }

  #refuse(asked: Asked, fault: WsmanFault): WsmanAnswer {
    this.#messages += 1;
    const { messageId, action, resource, caller } = asked;
    const text = writeFault(fault.fault, fault.detail, messageId, this.#messages);
    const inputs = { user: caller.user, from: caller.from, action, resource, fault: fault.fault, ...fault.inputs };
    this.#parts.holder.perform([{ kind: 'decision', decision: { code: fault.code, verdict: 'refused', inputs } }]);
    this.#observe(asked, fault.fault, fault.gap ?? 'refused', fault.code, text);
    return { status: faultStatus(fault.fault), text };
  }

  /**
   * DSP0226, 11; the form of the answer as published from an AMT 9 machine. The names of the profiles are those of DSP0226,
   * annex C; that Kerberos is named while it is on is assumed.
   */
  #identify(asked: string): WsmanAnswer {
    this.#messages += 1;
    const { profile, state } = this.#parts.holder;
    const hasKerberos = profile.capabilities.has('kerberos') && state.kerberos.enabled;
    const profiles = ['http', 'https'].flatMap((scheme) =>
      ['digest', ...(hasKerberos ? ['spnego-kerberos'] : [])].map((login) =>
        tag('b:SecurityProfileName', `http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/${scheme}/${login}`),
      ),
    );
    const response = tag(
      'b:IdentifyResponse',
      tag('b:ProtocolVersion', NS.wsman) +
        tag('b:ProductVendor', 'Intel(r)') +
        tag('b:ProductVersion', `AMT ${profile.version}`) +
        tag('c:DASHVersion', '1.0.0') +
        tag('b:SecurityProfiles', profiles.join('')),
    );
    const prefixes: Prefixes = [
      ['a', NS.soap],
      ['b', NS.identity],
      ['c', NS.dash],
    ];
    const text = writeEnvelope(prefixes, '', response);
    this.#observe({ text: asked, action: 'Identify', resource: '' }, 'ok', 'modelled', '', text);
    return { status: 200, text };
  }

  /** Secrets are taken out of the texts when somebody looks at them, because mostly nobody does. */
  #observe(
    { text, action, resource }: Pick<Asked, 'text' | 'action' | 'resource'>,
    outcome: string,
    standing: CallStanding,
    code: string,
    answer: string,
  ): void {
    const event: DeviceEventDraft = {
      kind: 'wsman',
      action,
      resource,
      outcome,
      standing,
      code,
      get request() {
        return redactXml(text);
      },
      get response() {
        return redactWritten(answer);
      },
    };
    this.#parts.holder.perform([{ kind: 'event', event }]);
  }
}

/** The answer would be longer than the client takes, so nothing is done (DSP0226, 6.2). */
function tooLarge(bytes: number, limit: number): WsmanFault {
  return {
    fault: 'EncodingLimit',
    detail: 'MaxEnvelopeSize',
    code: 'wsman.envelope.too-large',
    inputs: { bytes, limit },
  };
}

/** A mistake in this software, not in the request: the client gets a fault, the decision log gets the mistake. */
function defect(request: WsmanRequest, error: unknown): WsmanFault {
  const { resourceUri, action } = request;
  const inputs = {
    class: resourceUri.slice(resourceUri.lastIndexOf('/') + 1),
    method: action.slice(action.lastIndexOf('/') + 1),
    message: error instanceof Error ? error.message : String(error),
  };
  return { fault: 'InternalError', code: 'defect.handler', inputs };
}
