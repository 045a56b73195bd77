import type { Clock } from '../clock/clock.ts';
import type { StateHolder } from '../device/step.ts';
import { Catalogue } from './catalogue.ts';
import type { Caller, ClassDeclaration } from './declaration.ts';
import type { EngineParts } from './engine-parts.ts';
import { Enumerations } from './enumeration.ts';
import { writeAnswer, writeEnvelope, tag, type Prefixes } from './envelope.ts';
import { faultStatus, writeFault, type WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { operate } from './operations.ts';
import { redactReading, redactWritten, redactXml } from './redaction.ts';
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

class Engine implements WsmanEngine {
  readonly #parts: EngineParts;
  #messages = 0;

  constructor(options: WsmanEngineOptions) {
    const { holder, clock, classes } = options;
    this.#parts = {
      holder,
      catalogue: new Catalogue(classes, holder.profile),
      enumerations: new Enumerations(clock, holder.profile.limits),
    };
  }

  close(): void {
    this.#parts.enumerations.clear();
  }

  answer(body: Buffer, caller: Caller): WsmanAnswer {
    const reading = readXml(body, this.#parts.holder.profile.http.maxBodyBytes);
    if (!reading.ok) {
      const shown = redactXml(body.toString('utf8'));
      return this.#refuse('', '', { fault: 'SchemaValidationError', code: reading.code }, shown, caller);
    }
    const shown = redactReading(reading);
    const envelope = readEnvelope(reading.root);
    if (envelope.kind === 'identify') return this.#identify(shown);
    if (envelope.kind === 'fault') return this.#refuse(envelope.messageId, '', envelope.fault, shown, caller);
    const { request } = envelope;
    try {
      return this.#serve(request, shown, caller);
    } catch (error) {
      return this.#refuse(request.messageId, request.action, defect(request, error), shown, caller, request);
    }
  }

  /** `shown` is the request without its secrets. Throws only what a defect in a class, in NVRAM or in an observer throws. */
  #serve(request: WsmanRequest, shown: string, caller: Caller): WsmanAnswer {
    const outcome = operate(this.#parts, request, caller);
    if (outcome.kind === 'fault')
      return this.#refuse(request.messageId, request.action, outcome.fault, shown, caller, request);
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
    const { maxEnvelopeBytes = Infinity } = request;
    const bytes = Buffer.byteLength(text);
    if (bytes > maxEnvelopeBytes) {
      const fault = tooLarge(bytes, maxEnvelopeBytes);
      return this.#refuse(request.messageId, request.action, fault, shown, caller, request);
    }
    outcome.finish?.();
    this.#messages += 1;
    this.#observe(request.action, request.resourceUri, 'ok', shown, text);
    return { status: 200, text };
  }

  #refuse(
    messageId: string,
    action: string,
    fault: WsmanFault,
    shown: string,
    caller: Caller,
    request?: WsmanRequest,
  ): WsmanAnswer {
    this.#messages += 1;
    const text = writeFault(fault.fault, fault.detail, messageId, this.#messages);
    const resource = request?.resourceUri ?? '';
    const inputs = { user: caller.user, from: caller.from, action, resource, fault: fault.fault, ...fault.inputs };
    this.#parts.holder.perform([{ kind: 'decision', decision: { code: fault.code, verdict: 'refused', inputs } }]);
    this.#observe(action, resource, fault.fault, shown, text);
    return { status: faultStatus(fault.fault), text };
  }

  /** DSP0226, 11; the form of the answer as published from an AMT 9 machine. */
  #identify(shown: string): WsmanAnswer {
    this.#messages += 1;
    const profiles = ['http', 'https'].map((scheme) =>
      tag('b:SecurityProfileName', `http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/${scheme}/digest`),
    );
    const response = tag(
      'b:IdentifyResponse',
      tag('b:ProtocolVersion', NS.wsman) +
        tag('b:ProductVendor', 'Intel(r)') +
        tag('b:ProductVersion', `AMT ${this.#parts.holder.profile.version}`) +
        tag('c:DASHVersion', '1.0.0') +
        tag('b:SecurityProfiles', profiles.join('')),
    );
    const prefixes: Prefixes = [
      ['a', NS.soap],
      ['b', NS.identity],
      ['c', NS.dash],
    ];
    const text = writeEnvelope(prefixes, '', response);
    this.#observe('Identify', '', 'ok', shown, text);
    return { status: 200, text };
  }

  #observe(action: string, resource: string, outcome: string, request: string, response: string): void {
    this.#parts.holder.perform([
      {
        kind: 'event',
        event: {
          kind: 'wsman',
          action,
          resource,
          outcome,
          request,
          response: redactWritten(response),
        },
      },
    ]);
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
