import type { Evidence } from '../../firmware/profile.ts';
import type { EventRecord } from '../state.ts';

/** What subscribers of WS-Eventing are told of an event (CIM_AlertIndication). */
export interface EventMessage {
  /** `iAMT0005` of Intel's own messages, `PLAT0032` of those that DSP8007 defines. */
  readonly id: string;
  /** First message argument where it is always the same. */
  readonly argument?: string;
  /** CIM_AlertIndication.AlertType: 5 device, 6 environment, 8 security. */
  readonly alertType: number;
  /** CIM_Indication.PerceivedSeverity: 2 information, 3 warning, 6 critical. */
  readonly severity: number;
}

/** Fields of a record that do not change from one event of a cause to the next; `data` is hex of 8 octets. */
export type EventShape = Omit<EventRecord, 'atSeconds'>;

/** One cause and what the event manager makes of it. */
export interface CatalogueEntry {
  readonly cause: string;
  /** Absent: no platform event, only a message. */
  readonly record?: EventShape;
  /** Whether the event log takes it, where there is a record. */
  readonly isLogged: boolean;
  /** Trap receivers get it whatever their filters say. */
  readonly isForAll?: true;
  /** Absent: subscribers are not told. */
  readonly message?: EventMessage;
  readonly evidence: Evidence;
  readonly source: string;
}

const GUIDE = 'Intel AMT Implementation and Reference Guide, "AMT Generated Events"';
const MESSAGES = 'Message identifiers as published consoles list them';
const NOT_SPECIFIED = 0xff;
const ASF = 0x68;
const MANAGEMENT_CARD = 0x58;
const SENSOR_SPECIFIC = 0x6f;
const MONITOR = 1;
const INFORMATION = 2;
const CRITICAL = 0x10;
/** Entities of IPMI: BIOS, and the device for out of band management. */
const BIOS = 0x22;
const MANAGEMENT_DEVICE = 0x26;
const LAN_PORT = 0x61;

const information = { alertType: 5, severity: 2 } as const;
const security = { alertType: 8, severity: 6 } as const;
const notification = { alertType: 6, severity: 2 } as const;

/** A step of the BIOS: sensor 15 offset 2, with the step's number in the second octet of data. */
function firmwareProgress(cause: string, step: number, evidence: Evidence): CatalogueEntry {
  const record: EventShape = {
    deviceAddress: NOT_SPECIFIED,
    sensorType: 0x0f,
    eventType: SENSOR_SPECIFIC,
    eventOffset: 2,
    sourceType: ASF,
    severity: MONITOR,
    sensorNumber: NOT_SPECIFIED,
    entity: BIOS,
    entityInstance: 0,
    data: `40${step.toString(16).padStart(2, '0')}000000000000`,
  };
  const source = 'Published record of PCI configuration; numbers of the steps: IPMI 2.0, table 42-3';
  return { cause, record, isLogged: true, message: { id: 'PLAT0188', ...information }, evidence, source };
}

/** A user notification: what a person in front of the computer should hear of. */
function userNotification(cause: string, reason: number): CatalogueEntry {
  const record: EventShape = {
    deviceAddress: NOT_SPECIFIED,
    sensorType: 0xc0,
    eventType: 0x70,
    eventOffset: 0,
    sourceType: MANAGEMENT_CARD,
    severity: INFORMATION,
    sensorNumber: NOT_SPECIFIED,
    entity: MANAGEMENT_DEVICE,
    entityInstance: LAN_PORT,
    data: `aa30${reason.toString(16).padStart(2, '0')}0000000000`,
  };
  const message = { id: 'iAMT0050', argument: String(0x30 + reason), ...notification };
  return { cause, record, isLogged: true, message, evidence: 'documented', source: `${GUIDE}, user notification` };
}

/** A message without a platform event. */
function messageOnly(cause: string, message: EventMessage): CatalogueEntry {
  return { cause, isLogged: false, message, evidence: 'documented', source: MESSAGES };
}

/** A watchdog of agent presence has another state; data is AAh, six octets of the agent's identifier, the state. */
function agentWatchdog(cause: string, id: string, state: number): CatalogueEntry {
  const record: EventShape = {
    deviceAddress: NOT_SPECIFIED,
    sensorType: 0x12,
    eventType: 0x0a,
    eventOffset: 0,
    sourceType: MANAGEMENT_CARD,
    severity: MONITOR,
    sensorNumber: NOT_SPECIFIED,
    entity: MANAGEMENT_DEVICE,
    entityInstance: 0,
    data: `aa000000000000${state.toString(16).padStart(2, '0')}`,
  };
  const message = { id, alertType: 8, severity: 2 };
  return { cause, record, isLogged: true, message, evidence: 'documented', source: `${GUIDE}, agent presence` };
}

/** Everything that the event manager deals with: cause, record, message. */
export const eventCatalogue: readonly CatalogueEntry[] = [
  {
    cause: 'password-attack',
    record: {
      deviceAddress: NOT_SPECIFIED,
      sensorType: 6,
      eventType: SENSOR_SPECIFIC,
      eventOffset: 5,
      sourceType: ASF,
      severity: CRITICAL,
      sensorNumber: NOT_SPECIFIED,
      entity: MANAGEMENT_DEVICE,
      entityInstance: LAN_PORT,
      data: 'aa0a000000000000',
    },
    isLogged: true,
    message: { id: 'PLAT0032', ...security },
    evidence: 'recorded',
    source: 'Published record "authentication failed 10 times"; the message is assumed',
  },
  {
    cause: 'link-up',
    record: {
      deviceAddress: NOT_SPECIFIED,
      sensorType: 0x27,
      eventType: 0x0a,
      eventOffset: 3,
      sourceType: ASF,
      severity: MONITOR,
      sensorNumber: 2,
      entity: MANAGEMENT_DEVICE,
      entityInstance: LAN_PORT,
      // Octets 2 and 3 are the vendor in network order; the first is a number that nobody has published.
      data: '0080860000000000',
    },
    isLogged: false,
    isForAll: true,
    message: { id: 'PLAT0013', ...information },
    evidence: 'documented',
    source: `${GUIDE}, link up: sent to all subscribers, never logged`,
  },
  firmwareProgress('bios-memory', 1, 'assumed'),
  firmwareProgress('bios-pci', 7, 'recorded'),
  firmwareProgress('bios-video', 9, 'assumed'),
  firmwareProgress('bios-os-boot', 19, 'assumed'),
  userNotification('sol-opened', 0),
  userNotification('sol-closed', 1),
  userNotification('ider-opened', 2),
  userNotification('ider-closed', 3),
  agentWatchdog('agent-not-started', 'iAMT0002', 1),
  agentWatchdog('agent-stopped', 'iAMT0003', 2),
  agentWatchdog('agent-running', 'iAMT0004', 4),
  agentWatchdog('agent-expired', 'iAMT0005', 8),
  agentWatchdog('agent-suspended', 'iAMT0006', 16),
  messageOnly('audit-log-50', { id: 'iAMT0029', ...information }),
  messageOnly('audit-log-75', { id: 'iAMT0030', ...information }),
  messageOnly('audit-log-85', { id: 'iAMT0031', alertType: 5, severity: 3 }),
  messageOnly('audit-log-95', { id: 'iAMT0032', alertType: 5, severity: 3 }),
  messageOnly('audit-log-full', { id: 'iAMT0033', ...security }),
  messageOnly('setup-begun', { id: 'iAMT0055', argument: '1', ...notification }),
  messageOnly('setup-ended', { id: 'iAMT0055', argument: '2', ...notification }),
  messageOnly('unprovisioned', { id: 'iAMT0055', argument: '0', ...notification }),
];

const byCause = new Map(eventCatalogue.map((entry) => [entry.cause, entry]));

/** The entry of a cause; undefined for one that the event manager does not know. */
export function catalogueEntry(cause: string): CatalogueEntry | undefined {
  return byCause.get(cause);
}

/** The entry that a record of the log comes closest to: same sensor type, most octets of data alike. */
export function entryOfRecord(record: EventRecord): CatalogueEntry | undefined {
  const data = Buffer.from(record.data, 'hex');
  const alike = ({ record: shape }: CatalogueEntry): number =>
    Buffer.from(shape?.data ?? '', 'hex').filter((octet, place) => octet === data[place]).length;
  return eventCatalogue
    .filter(({ record: shape }) => shape?.sensorType === record.sensorType)
    .toSorted((one, other) => alike(other) - alike(one))[0];
}

/** Steps that the BIOS reports at every boot, and those that it reports when it was told to report them all. */
export const bootSteps: { readonly usual: readonly string[]; readonly forced: readonly string[] } = {
  usual: ['bios-pci', 'bios-os-boot'],
  forced: ['bios-memory', 'bios-pci', 'bios-video', 'bios-os-boot'],
};

/** Failed logins that make one record: the only published record counts ten, so that number is assumed to be the step. */
export const FAILURES_OF_AN_ATTACK = 10;

/** Data of a `password-attack`: AAh, then the count with its low octet first. */
export function attackData(failures: number): string {
  const data = Buffer.alloc(8);
  data.writeUInt8(0xaa, 0);
  data.writeUInt16LE(Math.min(failures, 0xffff), 1);
  return data.toString('hex');
}
