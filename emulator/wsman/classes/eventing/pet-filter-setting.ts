import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { eventSeverities } from '../value-maps.ts';

export const petFilterSetting: ClassDeclaration = {
  name: 'AMT_PETFilterSetting',
  uri: classUri('AMT_PETFilterSetting'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'DeviceAddress', type: 'uint8', access: 'read-write', required: true },
    { name: 'EnableFilter', type: 'boolean', access: 'read-write', required: true },
    { name: 'Entity', type: 'uint8', access: 'read-write', required: true },
    { name: 'EntityInstance', type: 'uint8', access: 'read-write', required: true },
    { name: 'EventOffset', type: 'uint8', access: 'read-write', required: true },
    { name: 'EventSensorType', type: 'uint8', access: 'read-write', required: true },
    { name: 'EventSeverity', type: 'uint8', access: 'read-write', required: true, values: eventSeverities },
    { name: 'EventSourceType', type: 'uint8', access: 'read-write', required: true },
    { name: 'EventType', type: 'uint8', access: 'read-write', required: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'LogOnEvent', type: 'boolean', access: 'read-write', required: true },
    { name: 'OEMFilter', type: 'boolean', access: 'read-write', required: true },
    { name: 'PolicyID', type: 'uint8', access: 'read-write', required: true },
    { name: 'SendAlert', type: 'boolean', access: 'read-write', required: true },
    { name: 'SensorNumber', type: 'uint8', access: 'read-write', required: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
