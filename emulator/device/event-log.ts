import type { DeviceState, EventRecord } from './state.ts';
import { done, refused, type Instant, type Step } from './step.ts';

/** Octets of a record. */
export const EVENT_RECORD_BYTES: number = 21;

const EVENTLOG_FROZEN = 2059;

/** Adds a record; the oldest makes room. A frozen log takes none. */
export function logEvent(state: DeviceState, instant: Instant, record: EventRecord): Step {
  if (state.eventLog.frozen) return refused(EVENTLOG_FROZEN, 'event-log.frozen');
  const records = [record, ...state.eventLog.records].slice(0, instant.profile.limits.eventRecords);
  return done({ ...state, eventLog: { ...state.eventLog, records } });
}

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
