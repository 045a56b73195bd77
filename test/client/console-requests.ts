import { parseStringPromise, processors } from 'xml2js';
import type { Device } from '../../emulator/index.ts';
import { DigestClient, type HttpAnswer } from './digest-client.ts';

const FAMILIES: Readonly<Record<string, string>> = {
  AMT: 'http://intel.com/wbem/wscim/1/amt-schema/1/',
  CIM: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/',
  IPS: 'http://intel.com/wbem/wscim/1/ips-schema/1/',
};
const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';
const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';
const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing';
const ADDRESSING = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const WSMAN = 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd';

/** An element as xml2js gives it with `explicitArray: false`: text, or elements by local name. */
type Xml = string | { readonly [name: string]: Xml | readonly Xml[] | undefined };

/** What an answer says, as clients look at it. */
export interface Answered {
  readonly status: number;
  /** Subcode of a fault without its prefix, empty when there is none. */
  readonly fault: string;
  /** Content of the one element of the Body. */
  readonly content: Readonly<Record<string, Xml | readonly Xml[] | undefined>>;
}

/** Sends one request and gives the answer. */
export type Ask = (text: string) => Promise<HttpAnswer>;

/**
 * Asks the plain port as administrator, each request on a connection of its own, since faults of WS-Management end
 * theirs. Throws an Error when the device has recorded a defect of itself.
 */
export function askAt(address: string, password: string, device: Device): Ask {
  return async (text) => {
    using client = new DigestClient({ address, port: 16992, tls: false, user: 'admin', password });
    const answer = await client.post(text);
    const defects = device.decisions.filter(({ code }) => code.startsWith('defect.'));
    if (defects.length > 0) throw new Error(JSON.stringify(defects));
    return answer;
  };
}

/** The text of an element without elements in it, empty for any other. */
export function textOf(value: Answered['content'][string]): string {
  return typeof value === 'string' ? value : '';
}

/** The address of a class. */
function uriOf(className: string): string {
  return `${FAMILIES[className.slice(0, 3)] ?? ''}${className}`;
}

function envelope(action: string, className: string, body: string, selectors = ''): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Envelope xmlns:a="${ADDRESSING}" xmlns:w="${WSMAN}" ` +
    `xmlns="http://www.w3.org/2003/05/soap-envelope"><Header><a:Action>${action}</a:Action><a:To>/wsman</a:To>` +
    `<w:ResourceURI>${uriOf(className)}</w:ResourceURI><a:MessageID>1</a:MessageID><a:ReplyTo>` +
    `<a:Address>${ADDRESSING}/role/anonymous</a:Address></a:ReplyTo><w:OperationTimeout>PT60S</w:OperationTimeout>` +
    `${selectors}</Header><Body>${body}</Body></Envelope>`
  );
}

/** A SelectorSet for the header or a reference. */
export function selectorSet(selectors: Readonly<Record<string, string>>): string {
  const each = Object.entries(selectors).map(([name, value]) => `<w:Selector Name="${name}">${value}</w:Selector>`);
  return `<w:SelectorSet>${each.join('')}</w:SelectorSet>`;
}

/** The content of an argument that refers to an instance. */
export function referenceTo(className: string, selectors: Readonly<Record<string, string>>): string {
  return (
    `<a:Address>${ADDRESSING}</a:Address><a:ReferenceParameters><w:ResourceURI>${uriOf(className)}</w:ResourceURI>` +
    `${selectorSet(selectors)}</a:ReferenceParameters>`
  );
}

/** Get, without selectors unless given, as consoles ask for what there is one of. */
export function get(className: string, selectors = ''): string {
  return envelope(`${TRANSFER}/Get`, className, '', selectors);
}

/** Put of these elements, as text each; elements of an array repeat. */
export function put(className: string, values: Answered['content'], selectors = ''): string {
  const body = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `<r:${name}>${String(one)}</r:${name}>`),
  );
  const object = `<r:${className} xmlns:r="${uriOf(className)}">${body.join('')}</r:${className}>`;
  return envelope(`${TRANSFER}/Put`, className, object, selectors);
}

/** Enumerate; `more` is what stands in it. */
export function enumerate(className: string, more = ''): string {
  return envelope(`${ENUMERATION}/Enumerate`, className, `<Enumerate xmlns="${ENUMERATION}">${more}</Enumerate>`);
}

/** Pull with room for everything, as consoles send it, or with `more` instead. */
export function pull(
  className: string,
  context: string,
  more = '<MaxElements>999</MaxElements><MaxCharacters>99999</MaxCharacters>',
): string {
  const body = `<Pull xmlns="${ENUMERATION}"><EnumerationContext>${context}</EnumerationContext>${more}</Pull>`;
  return envelope(`${ENUMERATION}/Pull`, className, body);
}

/** Delete of the instance with these keys. */
export function remove(className: string, keys: Readonly<Record<string, string>>): string {
  return envelope(`${TRANSFER}/Delete`, className, '', selectorSet(keys));
}

/** Subscribe to the events of a collection, in the way of MeshCommander. */
export function subscribe(collection: string, address: string): string {
  const mode = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck';
  const body =
    `<e:Subscribe xmlns:e="${EVENTING}"><e:Delivery Mode="${mode}"><e:NotifyTo><a:Address>${address}</a:Address>` +
    `<a:ReferenceParameters><m:arg xmlns:m="http://x.com">desk</m:arg></a:ReferenceParameters></e:NotifyTo>` +
    `</e:Delivery></e:Subscribe>`;
  return envelope(`${EVENTING}/Subscribe`, 'CIM_FilterCollection', body, selectorSet({ InstanceID: collection }));
}

/** Unsubscribe by the two references that are the keys of a subscription. */
export function unsubscribe(collection: string, destination: string): string {
  const filter = referenceTo('CIM_FilterCollection', { InstanceID: collection });
  const handler = referenceTo('CIM_ListenerDestinationWSManagement', {
    CreationClassName: 'CIM_ListenerDestinationWSManagement',
    Name: destination,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  });
  const wrapped = (reference: string): string => `<a:EndpointReference>${reference}</a:EndpointReference>`;
  const keys = selectorSet({ Filter: wrapped(filter), Handler: wrapped(handler) });
  const body = `<e:Unsubscribe xmlns:e="${EVENTING}"/>`;
  return envelope(`${EVENTING}/Unsubscribe`, 'CIM_FilterCollectionSubscription', body, keys);
}

/** A method call; `content` are the arguments with the prefix `r`. */
export function invoke(className: string, method: string, content = '', selectors = ''): string {
  const body = `<r:${method}_INPUT xmlns:r="${uriOf(className)}">${content}</r:${method}_INPUT>`;
  return envelope(`${uriOf(className)}/${method}`, className, body, selectors);
}

/** Reads an answer with prefixes taken off, as the management server of Open AMT does. */
export async function read({ status, text }: HttpAnswer): Promise<Answered> {
  const options = { explicitArray: false, ignoreAttrs: true, tagNameProcessors: [processors.stripPrefix] };
  const { Envelope } = (await parseStringPromise(text, options)) as {
    readonly Envelope: { readonly Body: Readonly<Record<string, Answered['content'] | string>> };
  };
  const [body] = Object.values(Envelope.Body);
  const content = typeof body === 'object' ? body : {};
  const fault = /<a:Subcode><a:Value>[a-z]:([^<]*)/.exec(text)?.[1] ?? '';
  return { status, fault, content };
}

/** All instances of a class: Enumerate and Pull until the end, as consoles do. Throws an Error on a fault. */
export async function instancesOf(ask: Ask, className: string, mode = ''): Promise<readonly Answered['content'][]> {
  const opened = await read(await ask(enumerate(className, mode)));
  if (opened.status !== 200) throw new Error(`${className}: ${opened.status} ${opened.fault}`);
  const found: Answered['content'][] = [];
  for (let context = opened.content['EnumerationContext']; typeof context === 'string';) {
    const pulled = await read(await ask(pull(className, context)));
    if (pulled.status !== 200) throw new Error(`${className}: ${pulled.status} ${pulled.fault}`);
    const { Items } = pulled.content;
    for (const items of typeof Items === 'object' && !Array.isArray(Items) ? Object.values(Items) : [])
      found.push(...((Array.isArray(items) ? items : [items]) as readonly Answered['content'][]));
    context = pulled.content['EnumerationContext'];
  }
  return found;
}
