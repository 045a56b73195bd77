import { escapeXml } from './xml-text.ts';
import type { XmlNode } from './wsman-answer.ts';

const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const CIM = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';
const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';
const ADDRESSING = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const ANONYMOUS = `${ADDRESSING}/role/anonymous`;
const WSMAN = 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd';
const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const OPERATION_TIMEOUT = 'PT60S';

/** A property of an instance or a parameter of a method: text, or several for an array. */
export type PropertyValue = string | number | boolean | readonly (string | number)[];
export type Properties = readonly (readonly [string, PropertyValue])[];

/** A reference to an instance. */
export interface Reference {
  readonly className: string;
  readonly selector: readonly [string, string];
}

const resource = (className: string): string => (className.startsWith('CIM_') ? CIM : AMT) + className;

function referenceXml(reference: Reference): string {
  const [name, value] = reference.selector;
  return (
    `<a:Address>${ANONYMOUS}</a:Address><a:ReferenceParameters>` +
    `<w:ResourceURI>${resource(reference.className)}</w:ResourceURI>` +
    `<w:SelectorSet><w:Selector Name="${escapeXml(name)}">${escapeXml(value)}</w:Selector></w:SelectorSet>` +
    `</a:ReferenceParameters>`
  );
}

function selectorsXml(selectors: readonly (readonly [string, string | Reference])[]): string {
  if (selectors.length === 0) return '';
  const inner = selectors.map(([name, value]) => {
    const content =
      typeof value === 'string'
        ? escapeXml(value)
        : `<a:EndpointReference>${referenceXml(value)}</a:EndpointReference>`;
    return `<w:Selector Name="${escapeXml(name)}">${content}</w:Selector>`;
  });
  return `<w:SelectorSet>${inner.join('')}</w:SelectorSet>`;
}

function propertiesXml(properties: Properties): string {
  return properties
    .flatMap(([name, value]) => {
      const values: readonly (string | number | boolean)[] = typeof value === 'object' ? value : [value];
      return values.map((one) => `<r:${name}>${escapeXml(String(one))}</r:${name}>`);
    })
    .join('');
}

/**
 * Builds the requests for which the public client library has no builder, in the same form that it and the consoles use:
 * relative `To`, anonymous `ReplyTo`, 60 seconds. (DSP0226)
 */
export class MessageBuilder {
  #sent = 0;

  #envelope(action: string, className: string, selectors: string, body: string): string {
    this.#sent += 1;
    return (
      `<?xml version="1.0" encoding="utf-8"?><Envelope xmlns="${SOAP}" xmlns:a="${ADDRESSING}" xmlns:w="${WSMAN}"><Header>` +
      `<a:Action>${action}</a:Action><a:To>/wsman</a:To><w:ResourceURI>${resource(className)}</w:ResourceURI>` +
      `<a:MessageID>s${this.#sent}</a:MessageID><a:ReplyTo><a:Address>${ANONYMOUS}</a:Address></a:ReplyTo>` +
      `<w:OperationTimeout>${OPERATION_TIMEOUT}</w:OperationTimeout>${selectors}</Header><Body>${body}</Body></Envelope>`
    );
  }

  /** Put of an instance; `selectors` only where a class has several. */
  put(className: string, properties: Properties, selectors: readonly (readonly [string, string])[] = []): string {
    const body = `<r:${className} xmlns:r="${resource(className)}">${propertiesXml(properties)}</r:${className}>`;
    return this.#envelope(`${TRANSFER}/Put`, className, selectorsXml(selectors), body);
  }

  get(className: string, selectors: readonly (readonly [string, string])[] = []): string {
    return this.#envelope(`${TRANSFER}/Get`, className, selectorsXml(selectors), '');
  }

  enumerate(className: string): string {
    return this.#envelope(`${ENUMERATION}/Enumerate`, className, '', `<Enumerate xmlns="${ENUMERATION}"/>`);
  }

  pull(className: string, context: string): string {
    const inner = `<EnumerationContext>${escapeXml(context)}</EnumerationContext>`;
    return this.#envelope(`${ENUMERATION}/Pull`, className, '', `<Pull xmlns="${ENUMERATION}">${inner}</Pull>`);
  }

  release(className: string, context: string): string {
    const inner = `<EnumerationContext>${escapeXml(context)}</EnumerationContext>`;
    return this.#envelope(
      `${ENUMERATION}/Release`,
      className,
      '',
      `<Release xmlns="${ENUMERATION}">${inner}</Release>`,
    );
  }

  /** A method call; parameters in the namespace of the class. */
  invoke(
    className: string,
    method: string,
    parameters: Properties = [],
    selectors: readonly (readonly [string, string])[] = [],
  ): string {
    const body = `<r:${method}_INPUT xmlns:r="${resource(className)}">${propertiesXml(parameters)}</r:${method}_INPUT>`;
    return this.#envelope(`${resource(className)}/${method}`, className, selectorsXml(selectors), body);
  }

  /** Put of the association that binds the TLS server certificate: from the one bound now to another. */
  putTlsCredentialContext(boundInstanceId: string, newInstanceId: string, collection: Reference): string {
    const certificate = (instanceId: string): Reference => ({
      className: 'AMT_PublicKeyCertificate',
      selector: ['InstanceID', instanceId],
    });
    const className = 'AMT_TLSCredentialContext';
    const selectors = selectorsXml([
      ['ElementInContext', certificate(boundInstanceId)],
      ['ElementProvidingContext', collection],
    ]);
    const body =
      `<r:${className} xmlns:r="${resource(className)}">` +
      `<r:ElementInContext>${referenceXml(certificate(newInstanceId))}</r:ElementInContext>` +
      `<r:ElementProvidingContext>${referenceXml(collection)}</r:ElementProvidingContext></r:${className}>`;
    return this.#envelope(`${TRANSFER}/Put`, className, selectors, body);
  }
}

/** Properties of an instance as it was read, with some replaced or added: what a Put sends back. */
export function changedProperties(instance: XmlNode, changes: Properties): Properties {
  const replaced = new Map(changes);
  const kept = instance.children.filter((one) => one.children.length === 0 && !replaced.has(one.name));
  const names = [...new Set(kept.map((one) => one.name))];
  const echoed = names.map((name) => [name, kept.filter((one) => one.name === name).map((one) => one.text)] as const);
  return [...echoed, ...changes];
}
