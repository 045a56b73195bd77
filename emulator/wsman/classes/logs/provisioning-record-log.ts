import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { notSupported } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { PROVISIONING_LOG } from './log-names.ts';
import { manualRecords, tlsRecords } from './provisioning-records.ts';
import {
  enabledStates,
  healthStates,
  logStates,
  overwritePolicys,
  requestedStates,
  requestedStates2,
} from '../value-maps.ts';

/** The log of setups: one record at most. */
export const provisioningRecordLog: ClassDeclaration = {
  name: 'IPS_ProvisioningRecordLog',
  uri: classUri('IPS_ProvisioningRecordLog'),
  parent: 'CIM_RecordLog',
  since: '6.1',
  properties: [
    { name: 'CurrentNumberOfRecords', type: 'uint64' },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'LogState', type: 'uint16', values: logStates },
    { name: 'MaxNumberOfRecords', type: 'uint64' },
    { name: 'Name', type: 'string' },
    { name: 'OverwritePolicy', type: 'uint16', values: overwritePolicys },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
  ],
  methods: [
    {
      name: 'ClearLog',
      input: [],
      output: [],
      returns: [0, 1],
      meaning: 'Forgets how the machine was set up',
      call: ({ state }) => ({
        kind: 'returned',
        value: 0,
        state: { ...state, setup: { ...state.setup, record: undefined } },
      }),
    },
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      call: notSupported,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: (context) => [
    {
      CurrentNumberOfRecords: tlsRecords(context.state).length + manualRecords(context.state).length,
      ElementName: 'Intel(r) AMT Provisioning Record Log',
      EnabledState: 2,
      HealthState: 0,
      InstanceID: PROVISIONING_LOG,
      LogState: 4,
      MaxNumberOfRecords: 1,
      Name: 'Intel(r) AMT Provisioning Record Log',
      OverwritePolicy: 2,
      RequestedState: 12,
    },
  ],
};
