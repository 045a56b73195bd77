import { entryOfRecord } from '../device/logs/event-catalogue.ts';
import type { EventRecord } from '../device/state.ts';

/** Severities of Platform Event Traps (IPMI Platform Event Trap Format 1.0, table 3). */
const severities: ReadonlyMap<number, string> = new Map([
  [0, 'Unspecified'],
  [1, 'Monitor'],
  [2, 'Information'],
  [4, 'OK'],
  [8, 'Warning'],
  [16, 'Critical'],
  [32, 'Fatal'],
]);

/** Entities (IPMI 1.5, table 37-12, and those that AMT adds). */
const entities: ReadonlyMap<number, string> = new Map([
  [0, 'Unspecified'],
  [3, 'Processor'],
  [4, 'Disk'],
  [6, 'System management module'],
  [7, 'System board'],
  [8, 'Memory module'],
  [10, 'Power supply'],
  [23, 'Chassis'],
  [26, 'Remote management'],
  [29, 'Fan'],
  [32, 'Memory device'],
  [34, 'BIOS'],
  [35, 'Operating system'],
  [37, 'Remote management'],
  [38, 'Management engine'],
]);

/** Sensor types (IPMI 1.5, table 36-3). */
const sensors: ReadonlyMap<number, string> = new Map([
  [1, 'Temperature'],
  [2, 'Voltage'],
  [4, 'Fan'],
  [5, 'Chassis intrusion'],
  [6, 'Authentication failed'],
  [7, 'Processor'],
  [8, 'Power supply'],
  [9, 'Power unit'],
  [12, 'Memory'],
  [13, 'Disk'],
  [15, 'Boot progress'],
  [16, 'Event log'],
  [18, 'System event'],
  [30, 'No bootable device'],
  [32, 'Operating system stopped'],
  [35, 'Watchdog'],
  [36, 'Platform alert'],
  [37, 'Presence of an entity'],
  [192, 'Management engine'],
]);

/** How bad it is. */
export function severityText({ severity }: EventRecord): string {
  return severities.get(severity) ?? `Severity ${String(severity)}`;
}

/** Which part of the computer it is about. */
export function sourceText({ entity }: EventRecord): string {
  return entities.get(entity) ?? `Entity ${String(entity)}`;
}

/** What people call the causes of the event manager. */
const causes: ReadonlyMap<string, string> = new Map([
  ['link-up', 'Network cable connected'],
  ['bios-memory', 'BIOS: testing memory'],
  ['bios-pci', 'BIOS: configuring PCI'],
  ['bios-video', 'BIOS: starting video'],
  ['bios-os-boot', 'BIOS: starting the operating system'],
  ['sol-opened', 'Serial over LAN opened'],
  ['sol-closed', 'Serial over LAN closed'],
  ['ider-opened', 'IDE redirection opened'],
  ['ider-closed', 'IDE redirection closed'],
  ['agent-not-started', 'Agent not started'],
  ['agent-stopped', 'Agent stopped'],
  ['agent-running', 'Agent running'],
  ['agent-expired', 'Agent expired'],
  ['agent-suspended', 'Agent suspended'],
]);

/** What happened; the numbers of the record where nobody here knows a word for it. */
export function eventText(record: EventRecord): string {
  const { sensorType, eventType, eventOffset, data } = record;
  const cause = entryOfRecord(record)?.cause ?? '';
  if (cause === 'password-attack') {
    const failures = Buffer.from(data, 'hex').subarray(1, 3);
    return `Authentication failed ${String(failures.length === 2 ? failures.readUInt16LE() : 0)} times`;
  }
  const sensor = sensors.get(sensorType) ?? `Sensor type ${String(sensorType)}`;
  return causes.get(cause) ?? `${sensor}, event ${String(eventType)}/${String(eventOffset)}, data ${data}`;
}
