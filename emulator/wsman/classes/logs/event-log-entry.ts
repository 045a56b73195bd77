import { classUri } from '../../namespaces.ts';
import { entryOfRecord } from '../../../device/logs/event-catalogue.ts';
import { encodeEventRecord } from '../../../device/logs/event-log.ts';
import type { EventRecord } from '../../../device/state.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { entryId, MESSAGE_LOG, OWNER } from './log-names.ts';
import { eventSeverities } from '../value-maps.ts';
import { entryProperties } from './log-record-properties.ts';

/** The event log, one decoded instance a record. That instances are numbered like places in the log is assumed. */
export const eventLogEntry: ClassDeclaration = {
  name: 'AMT_EventLogEntry',
  uri: classUri('AMT_EventLogEntry'),
  parent: 'CIM_LogEntry',
  properties: entryProperties([
    { name: 'DeviceAddress', type: 'uint8' },
    { name: 'Entity', type: 'uint8' },
    { name: 'EntityInstance', type: 'uint8' },
    { name: 'EventData', type: 'uint8', array: true },
    { name: 'EventOffset', type: 'uint8' },
    { name: 'EventSensorType', type: 'uint8' },
    { name: 'EventSeverity', type: 'uint8', values: eventSeverities },
    { name: 'EventSourceType', type: 'uint8' },
    { name: 'EventType', type: 'uint8' },
    { name: 'SensorNumber', type: 'uint8' },
  ]),
  declaresCommon: true,
  readRealms: [3, 7, 19],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  needs: 'event-log',
  instances: ({ state }) => state.eventLog.records.map((record, index) => instanceOf(record, index + 1)),
};

function instanceOf(record: EventRecord, place: number): Instance {
  const message = entryOfRecord(record)?.message;
  return {
    CreationTimeStamp: { kind: 'datetime', ms: record.atSeconds * 1000 },
    DeviceAddress: record.deviceAddress,
    Entity: record.entity,
    EntityInstance: record.entityInstance,
    EventData: [...Buffer.from(record.data, 'hex')],
    EventOffset: record.eventOffset,
    EventSensorType: record.sensorType,
    EventSeverity: record.severity,
    EventSourceType: record.sourceType,
    EventType: record.eventType,
    InstanceID: entryId(place),
    LogInstanceID: MESSAGE_LOG,
    LogName: MESSAGE_LOG,
    MessageID: message?.id,
    OwningEntity: OWNER,
    PerceivedSeverity: message?.severity,
    RecordData: encodeEventRecord(record).toString('base64'),
    RecordID: String(place),
    SensorNumber: record.sensorNumber,
  };
}
