import type { WsmanFault } from './faults.ts';
import { NS } from './namespaces.ts';
import { readSelectorSet, type Selectors } from './selectors.ts';
import { attributeOf, childOf, type XmlElement } from './xml-reader.ts';

/** Longest MessageID that is copied into an answer, characters. */
const MAX_MESSAGE_ID_CHARACTERS = 1024;

export interface WsmanRequest {
  readonly action: string;
  readonly resourceUri: string;
  readonly messageId: string;
  readonly selectors: Selectors;
  /** Largest answer that the client takes, bytes; undefined when it did not say. */
  readonly maxEnvelopeBytes: number | undefined;
  /** All header blocks. */
  readonly header: XmlElement;
  /** The only element in the body, undefined when the body is empty. */
  readonly body: XmlElement | undefined;
}

export type EnvelopeReading =
  | { readonly kind: 'request'; readonly request: WsmanRequest }
  | { readonly kind: 'identify' }
  | { readonly kind: 'fault'; readonly fault: WsmanFault; readonly messageId: string };

/** Headers that may be marked mustUnderstand. OptionSet is not among them (Implementation and Reference Guide). */
const UNDERSTOOD = new Set([
  `${NS.addressing} Action`,
  `${NS.addressing} To`,
  `${NS.addressing} MessageID`,
  `${NS.addressing} ReplyTo`,
  `${NS.addressing} FaultTo`,
  `${NS.addressing} From`,
  `${NS.wsman} ResourceURI`,
  `${NS.wsman} SelectorSet`,
  `${NS.wsman} OperationTimeout`,
  `${NS.wsman} MaxEnvelopeSize`,
  `${NS.wsman} Locale`,
  `${NS.wsman} FragmentTransfer`,
  `${NS.trust} IssuedTokens`,
]);

/** Headers of which a second one makes the request ambiguous (WS-Addressing, 3). */
const ONCE = [
  [NS.addressing, 'Action'],
  [NS.addressing, 'To'],
  [NS.addressing, 'MessageID'],
  [NS.wsman, 'ResourceURI'],
  [NS.wsman, 'SelectorSet'],
  [NS.wsman, 'MaxEnvelopeSize'],
] as const;

/** Takes a SOAP 1.2 envelope apart, up to but not including the meaning of its body. */
export function readEnvelope(root: XmlElement): EnvelopeReading {
  const body = childOf(root, NS.soap, 'Body');
  if (root.uri !== NS.soap || root.local !== 'Envelope' || body === undefined || body.children.length > 1) {
    return faulted('', { fault: 'SchemaValidationError', code: 'wsman.envelope.no-soap' });
  }
  const content = body.children[0];
  if (content?.uri === NS.identity && content.local === 'Identify') return { kind: 'identify' };
  return readHeaders(childOf(root, NS.soap, 'Header'), content);
}

function readHeaders(header: XmlElement | undefined, body: XmlElement | undefined): EnvelopeReading {
  const valueOf = (uri: string, local: string): string | undefined =>
    header === undefined ? undefined : childOf(header, uri, local)?.text.trim();
  const messageId = valueOf(NS.addressing, 'MessageID') ?? '';
  const action = valueOf(NS.addressing, 'Action') ?? '';
  const resourceUri = valueOf(NS.wsman, 'ResourceURI') ?? '';
  if (header === undefined || messageId === '' || messageId.length > MAX_MESSAGE_ID_CHARACTERS || action === '') {
    const copied = messageId.length > MAX_MESSAGE_ID_CHARACTERS ? '' : messageId;
    return faulted(copied, { fault: 'InvalidMessageInformationHeader', code: 'wsman.header.missing' });
  }
  const fault = refuseHeaders(header);
  if (fault !== undefined) return faulted(messageId, fault);
  const maxEnvelope = readSize(valueOf(NS.wsman, 'MaxEnvelopeSize'));
  if (maxEnvelope === 'unreadable') {
    return faulted(messageId, { fault: 'SchemaValidationError', code: 'wsman.header.bad-max-envelope-size' });
  }
  if (!isTimeout(valueOf(NS.wsman, 'OperationTimeout'))) {
    return faulted(messageId, { fault: 'SchemaValidationError', code: 'wsman.header.bad-operation-timeout' });
  }
  const selectors = readSelectorSet(childOf(header, NS.wsman, 'SelectorSet'));
  if (!selectors.ok) return faulted(messageId, selectors.fault);
  return {
    kind: 'request',
    request: {
      action,
      resourceUri,
      messageId,
      selectors: selectors.selectors,
      maxEnvelopeBytes: maxEnvelope,
      header,
      body,
    },
  };
}

function refuseHeaders(header: XmlElement): WsmanFault | undefined {
  for (const child of header.children) {
    const mark = attributeOf(child, NS.soap, 'mustUnderstand');
    const isDemanded = mark === 'true' || mark === '1';
    if (isDemanded && !UNDERSTOOD.has(`${child.uri} ${child.local}`)) {
      return { fault: 'MustUnderstand', code: 'wsman.header.not-understood', inputs: { header: child.local } };
    }
  }
  if (childOf(header, NS.wsman, 'FragmentTransfer') !== undefined) {
    return { fault: 'UnsupportedFeature', detail: 'FragmentLevelAccess', code: 'wsman.header.fragment-transfer' };
  }
  for (const [uri, local] of ONCE) {
    if (header.children.filter((child) => child.uri === uri && child.local === local).length > 1) {
      return {
        fault: 'InvalidMessageInformationHeader',
        code: 'wsman.header.repeated',
        inputs: { header: local },
      };
    }
  }
  return undefined;
}

/**
 * Whether the time is written as an `xs:duration`. Nothing else depends on it: values below 30 seconds count as 30
 * (Implementation and Reference Guide), and every answer is ready before.
 */
function isTimeout(text: string | undefined): boolean {
  return text === undefined || DURATION.test(text);
}

const DURATION =
  /^P(?=\d|T\d)(?:\d{1,8}Y)?(?:\d{1,8}M)?(?:\d{1,8}D)?(?:T(?=\d)(?:\d{1,8}H)?(?:\d{1,8}M)?(?:\d{1,8}(?:\.\d{1,9})?S)?)?$/;

function readSize(text: string | undefined): number | undefined | 'unreadable' {
  if (text === undefined) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : 'unreadable';
}

function faulted(messageId: string, fault: WsmanFault): EnvelopeReading {
  return { kind: 'fault', fault, messageId };
}
