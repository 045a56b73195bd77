import { isInRange, type ReleaseRange } from '../../firmware/release-range.ts';
import type { DeviceState, EventRecord } from '../state.ts';
import { done, refused, type Instant, type Step } from '../step.ts';

/** Octets of a record. */
export const EVENT_RECORD_BYTES: number = 21;

const EVENTLOG_FROZEN = 2059;

/** Adds a record; the oldest makes room. A frozen log takes none. */
export function logEvent(state: DeviceState, instant: Instant, record: EventRecord): Step {
  if (state.eventLog.frozen) return refused(EVENTLOG_FROZEN, 'event-log.frozen');
  const records = [record, ...state.eventLog.records].slice(0, instant.profile.limits.eventRecords);
  const usedSlots = Math.max(records.length, state.features.alerts.usedSlots);
  const features = { ...state.features, alerts: { ...state.features.alerts, usedSlots } };
  return done({ ...state, eventLog: { ...state.eventLog, records }, features });
}

/** Releases that were seen to read out slots that clearing has freed, as records of zeros (16.1.30). */
const READS_FREED_SLOTS: ReleaseRange = { since: '16.1' };

/**
 * What reading the log gives, newest first: the records and, on some releases, a record of zeros for every slot that
 * was used once and is free now. The number of records counts none of those.
 */
export function readableRecords(state: DeviceState, { profile }: Pick<Instant, 'profile'>): readonly EventRecord[] {
  const { records } = state.eventLog;
  const { usedSlots } = state.features.alerts;
  if (usedSlots <= records.length || !isInRange(profile.release, READS_FREED_SLOTS)) return records;
  const free = Array.from({ length: usedSlots - records.length }, () => emptySlot);
  return [...records, ...free];
}

const emptySlot: EventRecord = {
  atSeconds: 0,
  deviceAddress: 0,
  sensorType: 0,
  eventType: 0,
  eventOffset: 0,
  sourceType: 0,
  severity: 0,
  sensorNumber: 0,
  entity: 0,
  entityInstance: 0,
  data: '0000000000000000',
};

/** Empties the log (AMT_MessageLog.ClearLog). A frozen log stays as it is. */
export function clearEventLog(state: DeviceState): Step {
  if (state.eventLog.frozen) return refused(EVENTLOG_FROZEN, 'event-log.frozen');
  return done({ ...state, eventLog: { ...state.eventLog, records: [] } });
}

/** Freezes or thaws the log (AMT_MessageLog.FreezeLog). */
export function freezeEventLog(state: DeviceState, frozen: boolean): Step {
  return done({ ...state, eventLog: { ...state.eventLog, frozen } });
}

/** The 21 octets of a record; the time is little-endian (Intel AMT Implementation and Reference Guide, event log). */
export function encodeEventRecord(record: EventRecord): Buffer {
  const bytes = Buffer.alloc(EVENT_RECORD_BYTES);
  bytes.writeUInt32LE(record.atSeconds, 0);
  const fields = [
    record.deviceAddress,
    record.sensorType,
    record.eventType,
    record.eventOffset,
    record.sourceType,
    record.severity,
    record.sensorNumber,
    record.entity,
    record.entityInstance,
  ];
  fields.forEach((value, index) => bytes.writeUInt8(value, 4 + index));
  Buffer.from(record.data, 'hex').copy(bytes, 13, 0, 8);
  return bytes;
}

/** Takes the octets of a record apart; undefined when there are not exactly 21. */
export function decodeEventRecord(bytes: Buffer): EventRecord | undefined {
  if (bytes.length !== EVENT_RECORD_BYTES) return undefined;
  const octet = (place: number): number => bytes.readUInt8(4 + place);
  return {
    atSeconds: bytes.readUInt32LE(0),
    deviceAddress: octet(0),
    sensorType: octet(1),
    eventType: octet(2),
    eventOffset: octet(3),
    sourceType: octet(4),
    severity: octet(5),
    sensorNumber: octet(6),
    entity: octet(7),
    entityInstance: octet(8),
    data: bytes.subarray(13).toString('hex'),
  };
}
