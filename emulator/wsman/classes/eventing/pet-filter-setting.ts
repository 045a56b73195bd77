import { addPetFilter, changePetFilter, removePetFilter } from '../../../device/logs/alerts.ts';
import type { PetFilter } from '../../../device/logs/alerts-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, CreateResult, Instance } from '../../declaration.ts';
import { faultOf, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { eventSeverities } from '../value-maps.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';
import { filterId, filterReference } from './alert-names.ts';

/** Which platform events are sent to trap receivers; 255 stands for any value. */
export const petFilterSetting: ClassDeclaration = {
  name: 'AMT_PETFilterSetting',
  uri: classUri('AMT_PETFilterSetting'),
  parent: 'CIM_SettingData',
  until: '18.0',
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
  instances: ({ state }) => state.features.alerts.filters.map((filter) => instanceOf(filter)),
  create: ({ state, instant }, sent): CreateResult => {
    const step = addPetFilter(state, instant, fieldsOf(sent));
    if (!step.ok) return faultOf(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects, created: filterReference(step.value) };
  },
  put: ({ state }, current, sent) =>
    written(changePetFilter(state, handleIn(state.features.alerts.filters, current), fieldsOf(sent))),
  remove: ({ state }, current) => written(removePetFilter(state, handleIn(state.features.alerts.filters, current))),
};

/** The fields that select events: property, and what the device calls it. */
const selecting = [
  ['DeviceAddress', 'deviceAddress'],
  ['EventSensorType', 'sensorType'],
  ['EventType', 'eventType'],
  ['EventOffset', 'eventOffset'],
  ['EventSourceType', 'sourceType'],
  ['EventSeverity', 'severity'],
  ['SensorNumber', 'sensorNumber'],
  ['Entity', 'entity'],
  ['EntityInstance', 'entityInstance'],
] as const;

function instanceOf(filter: PetFilter): Instance {
  return {
    ...Object.fromEntries(selecting.map(([property, field]) => [property, filter[field]])),
    EnableFilter: filter.enabled,
    InstanceID: filterId(filter.handle),
    LogOnEvent: filter.logOnEvent,
    OEMFilter: filter.isOem,
    PolicyID: filter.policyId,
    SendAlert: filter.sendAlert,
  };
}

/** The engine has made sure that every field is there. */
function fieldsOf(sent: Instance): Omit<PetFilter, 'handle'> {
  const number = (name: string): number => numberIn(sent, name) ?? 0;
  return {
    deviceAddress: number('DeviceAddress'),
    sensorType: number('EventSensorType'),
    eventType: number('EventType'),
    eventOffset: number('EventOffset'),
    sourceType: number('EventSourceType'),
    severity: number('EventSeverity'),
    sensorNumber: number('SensorNumber'),
    entity: number('Entity'),
    entityInstance: number('EntityInstance'),
    isOem: flagIn(sent, 'OEMFilter') ?? false,
    enabled: flagIn(sent, 'EnableFilter') ?? false,
    logOnEvent: flagIn(sent, 'LogOnEvent') ?? false,
    sendAlert: flagIn(sent, 'SendAlert') ?? false,
    policyId: number('PolicyID'),
  };
}

function handleIn(filters: readonly PetFilter[], current: Instance): number {
  const id = textIn(current, 'InstanceID');
  return filters.find(({ handle }) => filterId(handle) === id)?.handle ?? 0;
}
