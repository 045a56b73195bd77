import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { eventSeverities, perceivedSeverities } from '../value-maps.ts';

export const eventLogEntry: ClassDeclaration = {
  name: 'AMT_EventLogEntry',
  uri: classUri('AMT_EventLogEntry'),
  parent: 'CIM_LogEntry',
  properties: [
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'DeviceAddress', type: 'uint8' },
    { name: 'Entity', type: 'uint8' },
    { name: 'EntityInstance', type: 'uint8' },
    { name: 'EventData', type: 'uint8', array: true },
    { name: 'EventOffset', type: 'uint8' },
    { name: 'EventSensorType', type: 'uint8' },
    { name: 'EventSeverity', type: 'uint8', values: eventSeverities },
    { name: 'EventSourceType', type: 'uint8' },
    { name: 'EventType', type: 'uint8' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Locale', type: 'string' },
    { name: 'LogInstanceID', type: 'string' },
    { name: 'LogName', type: 'string' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'RecordData', type: 'string' },
    { name: 'RecordFormat', type: 'string' },
    { name: 'RecordID', type: 'string' },
    { name: 'SensorNumber', type: 'uint8' },
  ],
  declaresCommon: true,
  readRealms: [3, 7, 19],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
