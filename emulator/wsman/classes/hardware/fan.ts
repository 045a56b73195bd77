import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { notSupported } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, healthStates, operationalStatus, requestedStates } from '../value-maps.ts';
import { fanInstances } from './devices.ts';

export const fan: ClassDeclaration = {
  name: 'CIM_Fan',
  uri: classUri('CIM_Fan'),
  parent: 'CIM_CoolingDevice',
  properties: [
    { name: 'ActiveCooling', type: 'boolean' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DesiredSpeed', type: 'uint64' },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'VariableSpeed', type: 'boolean' },
  ],
  methods: [
    {
      name: 'SetSpeed',
      input: [{ name: 'DesiredSpeed', type: 'uint64' }],
      output: [],
      returns: [0, 1],
      call: notSupported,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 4, 13],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: fanInstances,
};
