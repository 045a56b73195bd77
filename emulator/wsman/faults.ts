import type { FaultName } from './declaration.ts';
import { escapeXml, tag, writeEnvelope, writeHeader, type Prefixes } from './envelope.ts';
import { NS } from './namespaces.ts';

/** A request that cannot be served, with the line for the decision log. */
export interface WsmanFault {
  readonly fault: FaultName;
  /** Short name of a WS-Management fault detail (`MissingValues`), or `AMT-STATUS n`. */
  readonly detail?: string;
  readonly code: string;
  readonly inputs?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What the peer asked for is not refused by a rule: the release does not have it, or this device does not do it. */
  readonly gap?: 'unknown' | 'missing';
}

export type HttpFaultStatus = 400 | 500;

interface FaultForm {
  readonly code: 'Sender' | 'Receiver' | 'MustUnderstand';
  /** Absent when the fault is a SOAP code without a subcode. */
  readonly subcode?: string;
  readonly status: HttpFaultStatus;
  readonly action: string;
  readonly text: string;
}

const ADDRESSING_FAULT = `${NS.addressing}/fault`;
const ENUMERATION_FAULT = `${NS.enumeration}/fault`;
const WSMAN_FAULT = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault';
const DETAIL_PREFIX = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/';

/**
 * Every fault this service sends. Subcode prefixes follow {@link FAULT_PREFIXES}. Texts: DSP0226 1.0, 14.6; that
 * InvalidRepresentation goes out under the WS-Management action is how recorded firmware does it.
 */
const FORMS: Readonly<Record<FaultName, FaultForm>> = {
  DestinationUnreachable: {
    code: 'Sender',
    subcode: 'b:DestinationUnreachable',
    status: 400,
    action: ADDRESSING_FAULT,
    text: 'No route can be determined to reach the destination role defined by the WSAddressing To.',
  },
  InvalidMessageInformationHeader: {
    code: 'Sender',
    subcode: 'b:InvalidMessageInformationHeader',
    status: 400,
    action: ADDRESSING_FAULT,
    text: 'A message information header is not valid and the message cannot be processed.',
  },
  ActionNotSupported: {
    code: 'Sender',
    subcode: 'b:ActionNotSupported',
    status: 400,
    action: ADDRESSING_FAULT,
    text: 'The action is not supported by the service.',
  },
  EndpointUnavailable: {
    code: 'Receiver',
    subcode: 'b:EndpointUnavailable',
    status: 500,
    action: ADDRESSING_FAULT,
    text: 'The specified endpoint is currently unavailable.',
  },
  InvalidRepresentation: sender('d:InvalidRepresentation', 'The XML content is not valid.'),
  SchemaValidationError: sender(
    'e:SchemaValidationError',
    'The supplied SOAP violates the corresponding XML schema definition.',
  ),
  AlreadyExists: sender('e:AlreadyExists', 'The sender attempted to create a resource which already exists.'),
  QuotaLimit: sender('e:QuotaLimit', 'The service is busy servicing other requests.'),
  InternalError: {
    code: 'Receiver',
    subcode: 'e:InternalError',
    status: 500,
    action: WSMAN_FAULT,
    text: 'The service cannot comply with the request due to internal processing errors.',
  },
  AccessDenied: sender('e:AccessDenied', 'The sender was not authorized to access the resource.'),
  InvalidSelectors: sender('e:InvalidSelectors', 'The Selectors for the resource were not valid.'),
  UnsupportedFeature: sender('e:UnsupportedFeature', 'The specified feature is not supported.'),
  EncodingLimit: sender(
    'e:EncodingLimit',
    'An internal encoding limit was exceeded in a request or would be violated if the message were processed.',
  ),
  TimedOut: {
    code: 'Receiver',
    subcode: 'e:TimedOut',
    status: 500,
    action: WSMAN_FAULT,
    text: 'The operation has timed out.',
  },
  InvalidOptions: sender('e:InvalidOptions', 'One or more options were not valid.'),
  CannotProcessFilter: sender('e:CannotProcessFilter', 'The requested filter could not be processed.'),
  FilteringNotSupported: {
    ...sender('c:FilteringNotSupported', 'Filtered enumeration is not supported.'),
    action: ENUMERATION_FAULT,
  },
  FilterDialectRequestedUnavailable: {
    ...sender('c:FilterDialectRequestedUnavailable', 'The requested filtering dialect is not supported.'),
    action: ENUMERATION_FAULT,
  },
  InvalidEnumerationContext: {
    code: 'Receiver',
    subcode: 'c:InvalidEnumerationContext',
    status: 500,
    action: ENUMERATION_FAULT,
    text: 'The supplied enumeration context is invalid.',
  },
  DeliveryModeRequestedUnavailable: eventing(
    'DeliveryModeRequestedUnavailable',
    'The requested delivery mode is not supported.',
  ),
  InvalidExpirationTime: eventing('InvalidExpirationTime', 'The expiration time requested is invalid.'),
  MustUnderstand: {
    code: 'MustUnderstand',
    status: 400,
    action: WSMAN_FAULT,
    text: 'The WS-Management service cannot process a SOAP header in the request that is marked as mustUnderstand by the client.',
  },
};

/** Faults of WS-Eventing (the member submission of 2006, 4). */
function eventing(subcode: string, text: string): FaultForm {
  return { code: 'Sender', subcode: `f:${subcode}`, status: 400, action: `${NS.eventing}/fault`, text };
}

function sender(subcode: string, text: string): FaultForm {
  return { code: 'Sender', subcode, status: 400, action: WSMAN_FAULT, text };
}

/** The declarations of a fault envelope, g first: another assignment and order than in answers. */
const FAULT_PREFIXES: Prefixes = [
  ['g', NS.cimBinding],
  ['f', NS.eventing],
  ['e', NS.wsman],
  ['d', NS.transfer],
  ['c', NS.enumeration],
  ['b', NS.addressing],
  ['a', NS.soap],
  ['h', NS.trust],
  ['i', NS.security],
  ['xsi', NS.xsi],
];

/** The HTTP status that goes with a fault (SOAP 1.2 Part 2, 7.5.2.2 as this firmware applies it). */
export function faultStatus(fault: FaultName): HttpFaultStatus {
  return FORMS[fault].status;
}

/** A fault envelope. `relatesTo` is empty when the request had no readable MessageID. */
export function writeFault(fault: FaultName, detail: string | undefined, relatesTo: string, number: number): string {
  const form = FORMS[fault];
  const header = writeHeader({ relatesTo, action: form.action, messageNumber: number });
  const subcode = form.subcode === undefined ? '' : tag('a:Subcode', tag('a:Value', form.subcode));
  const content =
    tag('a:Code', tag('a:Value', `a:${form.code}`) + subcode) +
    tag('a:Reason', `<a:Text xml:lang="en-US">${form.text}</a:Text>`) +
    tag('a:Detail', writeDetail(detail));
  return writeEnvelope(FAULT_PREFIXES, header, tag('a:Fault', content));
}

function writeDetail(detail: string | undefined): string {
  if (detail === undefined || detail === '') return '';
  if (detail.startsWith('AMT-STATUS ')) return `<a:Text xml:lang="en-US">${escapeXml(detail)}</a:Text>`;
  return tag('e:FaultDetail', escapeXml(detail.includes('://') ? detail : DETAIL_PREFIX + detail));
}
