import { isoInstant } from '../clock/calendar.ts';
import type { EventMessage } from '../device/logs/event-catalogue.ts';
import type { EventSubscription, ReferenceParameter } from '../device/logs/subscriptions-state.ts';
import { isInRange, type ReleaseRange } from '../firmware/release-range.ts';
import { COMMON_PREFIXES, escapeXml, tag, writeEnvelope } from './envelope.ts';
import { ANONYMOUS, classUri, NS } from './namespaces.ts';
import { childOf, readXml } from './xml-reader.ts';

/** Something that subscribers are told. */
export interface EventNotice {
  readonly message: EventMessage;
  /** First message argument. */
  readonly argument: string;
  /** Device time, milliseconds since 1970. */
  readonly deviceMs: number;
  /** Number of the event, 32 bits. */
  readonly identifier: number;
  /** Number of the message since the management engine started. */
  readonly messageNumber: number;
}

const EVENT_ACTION = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Event';
const ACK_ACTION = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack';
/** Most octets of an acknowledgement that are looked at. */
const MAX_ACK_BYTES = 16_384;
const ALERT_CLASS = 'CIM_AlertIndication';
const PATH_FORMAT = 2;

/** How releases write the path of the element that an event is about, as two published messages show it. */
const elementPaths: readonly (ReleaseRange & {
  readonly element: string;
  /** Second message argument. */
  readonly argument: string;
})[] = [
  {
    until: '12.0',
    element: 'Interop:CIM_ComputerSystem.CreationClassName="CIM_ComputerSystem",Name="Intel(r) AMT"',
    argument: 'Interop:CIM_ComputerSystem.CreationClassName=CIM_ComputerSystem,Name=Intel(r) AMT',
  },
  {
    since: '12.0',
    element:
      'http://Interop/(instance)CIM_ComputerSystem.CreationClassName=(string)"CIM_ComputerSystem",Name=(string)"ManagedSystem"',
    argument:
      'http://Interop/(instance)CIM_ComputerSystem.CreationClassName=(string)"CIM_ComputerSystem",Name=(string)"ManagedSystem"',
  },
];

/** What a message calls the filter that let it through: the name of the collection, but for the one of all events. */
const filterNames: Readonly<Record<string, string>> = { 'Intel(r) AMT:All': 'Intel(r) AMT:AllEvents' };

/**
 * The envelope of an event, laid out like the two messages of real firmware that were published: prefixes and header
 * in that order, the subscriber's own reference parameters last in the header.
 */
export function writeEventMessage(notice: EventNotice, subscription: EventSubscription, release: string): string {
  const uri = classUri(ALERT_CLASS);
  const number = notice.messageNumber.toString(16).toUpperCase().padStart(12, '0');
  const header =
    tag('b:To', ANONYMOUS) +
    tag('b:ReplyTo', tag('b:Address', ANONYMOUS)) +
    (subscription.mode === 'push-with-ack' ? tag('c:AckRequested', '') : '') +
    `<b:Action a:mustUnderstand="true">${EVENT_ACTION}</b:Action>` +
    tag('b:MessageID', `uuid:00000000-8086-8086-8086-${number}`) +
    tag('c:ResourceURI', uri) +
    subscription.parameters.map((parameter) => writeParameter(parameter)).join('');
  const prefixes = [...COMMON_PREFIXES, ['g', uri], ['h', NS.common], ['xsi', NS.xsi]] as const;
  const filter = filterNames[subscription.collection] ?? subscription.collection;
  return writeEnvelope(prefixes, header, tag(`g:${ALERT_CLASS}`, writeIndication(notice, filter, release)));
}

function writeIndication(notice: EventNotice, filter: string, release: string): string {
  const path = elementPaths.find((row) => isInRange(release, row));
  const fields: readonly (readonly [name: string, text: string | number])[] = [
    ['AlertType', notice.message.alertType],
    ['AlertingElementFormat', PATH_FORMAT],
    ['AlertingManagedElement', path?.element ?? ''],
    ['IndicationFilterName', filter],
    ['IndicationIdentifier', `Intel(r):${String(notice.identifier)}`],
  ];
  const more: readonly (readonly [name: string, text: string | number])[] = [
    ['Message', ''],
    ['MessageArguments', notice.argument],
    ['MessageArguments', path?.argument ?? ''],
    ['MessageID', notice.message.id],
    ['OtherAlertingElementFormat', ''],
    ['OtherSeverity', ''],
    ['OwningEntity', 'Intel(r) AMT'],
    ['PerceivedSeverity', notice.message.severity],
    ['ProbableCause', 0],
    ['SystemName', 'Intel(r) AMT'],
  ];
  const write = (rows: typeof fields): string =>
    rows.map(([name, text]) => tag(`g:${name}`, escapeXml(String(text)))).join('');
  const wholeSeconds = Math.floor(notice.deviceMs / 1000) * 1000;
  const time = tag('g:IndicationTime', tag('h:Datetime', isoInstant(wholeSeconds)));
  return write(fields) + time + write(more);
}

/** Text of a reference parameter under its own name; the prefix is the one of the guide's example. */
function writeParameter({ uri, local, text }: ReferenceParameter): string {
  return `<m:${local} xmlns:m="${escapeXml(uri)}">${escapeXml(text)}</m:${local}>`;
}

/** Whether a listener's answer is the acknowledgement that PushWithAck demands (DSP0226 1.0, 8.2.9.4). */
export function isAcknowledgement(body: Buffer): boolean {
  const reading = readXml(body, MAX_ACK_BYTES);
  const header = reading.ok ? childOf(reading.root, NS.soap, 'Header') : undefined;
  return header !== undefined && childOf(header, NS.addressing, 'Action')?.text.trim() === ACK_ACTION;
}

/** Message identifiers that the user notification service listens to. */
const NOTIFICATIONS = /^iAMT00(?:5\d|6\d|70)$/;

/** Whether a collection lets a message through. `Features` is taken for Intel's own messages without notifications (assumed). */
export function collectionHas(collection: string, { id }: EventMessage): boolean {
  if (collection === 'Intel(r) AMT:User Notification') return NOTIFICATIONS.test(id);
  if (collection === 'Intel(r) AMT:Features') return id.startsWith('iAMT') && !NOTIFICATIONS.test(id);
  return true;
}
