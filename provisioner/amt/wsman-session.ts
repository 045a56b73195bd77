import { AmtError } from './amt-error.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { MessageBuilder } from './messages.ts';
import { ptStatusName } from './pt-status.ts';
import { child, childText, readAnswer } from './wsman-answer.ts';
import type { XmlNode } from './wsman-answer.ts';

/** What carries the envelopes; `HttpClient` in earnest, a script in tests. */
export interface WsmanCarrier {
  post(path: string, contentType: string, body: Buffer): Promise<HttpAnswer>;
}

/** Builders of the two enumeration requests of a class, as the public client library names them. */
export interface EnumerationRequests {
  Enumerate(): string;
  Pull(enumerationContext: string): string;
}

/** Most Pull requests for one enumeration. */
const MAX_PULLS = 256;
/** Most instances taken from one enumeration. */
const MAX_INSTANCES = 1024;
const PATH = '/wsman';
const CONTENT_TYPE = 'application/soap+xml;charset=UTF-8';

const messageIdOf = (request: string): string | undefined => /<a:MessageID>([^<]*)<\/a:MessageID>/.exec(request)?.[1];

/** Sends WS-Management requests and reads the answers. Rejects with `AmtError`. */
export class WsmanSession {
  readonly #carrier: WsmanCarrier;
  readonly #record: ExchangeRecord;
  readonly #messages: MessageBuilder;

  constructor(carrier: WsmanCarrier, messages: MessageBuilder, record: ExchangeRecord) {
    this.#carrier = carrier;
    this.#messages = messages;
    this.#record = record;
  }

  /** Sends one envelope; resolves with the body of the answer. `method` names the exchange: `AMT_GeneralSettings.Get`. */
  async send(method: string, request: string): Promise<XmlNode> {
    let answer: HttpAnswer;
    try {
      answer = await this.#carrier.post(PATH, CONTENT_TYPE, Buffer.from(request, 'utf8'));
    } catch (error) {
      this.#record.add(method, request, error instanceof AmtError ? `(${error.code})` : '(failed)');
      throw error;
    }
    const text = answer.body.toString('utf8');
    this.#record.add(method, request, text);
    const isSoap = answer.headers.some(([name, value]) => name === 'content-type' && value.includes('soap+xml'));
    if (answer.status !== 200 && !isSoap) {
      const what = `${method}: HTTP ${answer.status} ${answer.reason}`.trim();
      throw new AmtError('http.status', what, { httpStatus: answer.status, method });
    }
    const body = readAnswer(text, method, answer.status, messageIdOf(request));
    if (answer.status === 200) return body;
    throw new AmtError('wsman.protocol', `${method}: HTTP ${answer.status} without a fault.`, {
      httpStatus: answer.status,
      method,
    });
  }

  /** Sends a Get or Put; resolves with the instance. */
  async instance(className: string, operation: 'Get' | 'Put', request: string): Promise<XmlNode> {
    const body = await this.send(`${className}.${operation}`, request);
    const found = child(body, className);
    if (found !== undefined) return found;
    throw new AmtError('wsman.protocol', `${className}.${operation}: the answer holds no such instance.`, {
      method: `${className}.${operation}`,
    });
  }

  /** Calls a method; resolves with its output. Rejects with `amt.status` when ReturnValue is not in `accepted`. */
  async invoke(
    className: string,
    method: string,
    request: string,
    accepted: readonly number[] = [0],
  ): Promise<XmlNode> {
    const name = `${className}.${method}`;
    const output = child(await this.send(name, request), `${method}_OUTPUT`);
    const value = childText(output, 'ReturnValue');
    if (output === undefined || value === undefined || !/^\d{1,10}$/.test(value)) {
      throw new AmtError('wsman.protocol', `${name}: the answer holds no return value.`, { method: name });
    }
    const status = Number(value);
    if (accepted.includes(status)) return output;
    throw new AmtError('amt.status', `${name}: ${ptStatusName(status)} (${status}).`, {
      method: name,
      status,
      statusName: ptStatusName(status),
    });
  }

  /**
   * All instances of a class, however many the device puts into one Pull answer. `source` builds the requests; without
   * one, each Pull asks for what the device gives by itself, which is one instance.
   */
  async enumerate(className: string, source: EnumerationRequests = this.#own(className)): Promise<readonly XmlNode[]> {
    const opened = await this.send(`${className}.Enumerate`, source.Enumerate());
    const context = childText(child(opened, 'EnumerateResponse'), 'EnumerationContext');
    if (context === undefined || context === '') throw incomplete(className);
    const found: XmlNode[] = [];
    for (let pulls = 0; pulls < MAX_PULLS && found.length <= MAX_INSTANCES; pulls += 1) {
      const body = await this.send(`${className}.Pull`, source.Pull(context));
      const response = child(body, 'PullResponse');
      const items = child(response, 'Items')?.children ?? [];
      found.push(...items);
      if (child(response, 'EndOfSequence') !== undefined) return found;
      if (response === undefined || items.length === 0) throw incomplete(className);
    }
    await this.send(`${className}.Release`, this.#messages.release(className, context));
    throw new AmtError('wsman.protocol', `${className}: the enumeration does not end.`, {
      method: `${className}.Pull`,
    });
  }

  #own(className: string): EnumerationRequests {
    return {
      Enumerate: () => this.#messages.enumerate(className),
      Pull: (context) => this.#messages.pull(className, context),
    };
  }
}

function incomplete(className: string): AmtError {
  return new AmtError('wsman.protocol', `${className}: the enumeration broke off.`, { method: `${className}.Pull` });
}
