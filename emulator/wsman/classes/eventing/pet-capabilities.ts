import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { eventSeverities } from '../value-maps.ts';

/** What the sensors on the board can raise. This board has none, which the guide tells clients to expect. */
export const petCapabilities: ClassDeclaration = {
  name: 'AMT_PETCapabilities',
  uri: classUri('AMT_PETCapabilities'),
  parent: 'CIM_Capabilities',
  until: '18.0',
  properties: [
    { name: 'AssertionEvent', type: 'boolean' },
    { name: 'DeassertionEvent', type: 'boolean' },
    { name: 'DeviceAddress', type: 'uint8' },
    { name: 'Entity', type: 'uint8' },
    { name: 'EntityInstance', type: 'uint8' },
    { name: 'EventOffset', type: 'uint8' },
    { name: 'EventSensorType', type: 'uint8' },
    { name: 'EventSeverity', type: 'uint8', values: eventSeverities },
    { name: 'EventSourceType', type: 'uint8' },
    { name: 'EventType', type: 'uint8' },
    { name: 'Index', type: 'uint8' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsLegacySensor', type: 'boolean' },
    { name: 'SensorNumber', type: 'uint8' },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
