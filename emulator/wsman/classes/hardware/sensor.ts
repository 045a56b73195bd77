import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, healthStates, operationalStatus, requestedStates } from '../value-maps.ts';
import { sensorInstances } from './devices.ts';

export const sensor: ClassDeclaration = {
  name: 'CIM_Sensor',
  uri: classUri('CIM_Sensor'),
  parent: 'CIM_LogicalDevice',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'CurrentState', type: 'string' },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'OtherSensorTypeDescription', type: 'string' },
    { name: 'PollingInterval', type: 'uint64' },
    { name: 'PossibleStates', type: 'string', array: true },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SensorContext', type: 'string' },
    {
      name: 'SensorType',
      type: 'uint16',
      values: {
        0: 'Unknown',
        1: 'Other',
        2: 'Temperature',
        3: 'Voltage',
        4: 'Current',
        5: 'Tachometer',
        6: 'Counter',
        7: 'Switch',
        8: 'Lock',
        9: 'Humidity',
        10: 'Smoke Detection',
        11: 'Presence',
        12: 'Air Flow',
        13: 'Power Consumption',
        14: 'Power Production',
        15: 'Pressure',
        16: 'Intrusion',
      },
    },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 4, 13],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: sensorInstances,
};
