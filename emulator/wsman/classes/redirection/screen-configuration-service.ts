import { requestScreenBlanking } from '../../../device/redirection/screen-blanking.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm, serviceKeyValues, stateChangeOutput } from '../service-shape.ts';
import { enabledStates, requestedStates2 } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'IPS_ScreenConfigurationService';

/** Whether the screen of the PC may be blanked during KVM. No answer of a device is published: its name is assumed. */
export const screenConfigurationService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_Service',
  since: '10.0',
  needs: 'screen-blanking',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'CurrentState', type: 'uint16' },
    { name: 'EnabledState', type: 'uint16', access: 'read-write', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    { name: 'RemainingConsecutiveRebootsNum', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: stateChangeOutput,
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      call: ({ state }, input) =>
        returned(requestScreenBlanking(state, numberIn(input, 'RequestedState') ?? 0), () => ({})),
    },
    {
      name: 'SetSessionState',
      input: [
        { name: 'SessionState', type: 'uint8', values: { 0: 'Close', 1: 'Open' } },
        { name: 'ConsecutiveRebootsNum', type: 'uint8' },
      ],
      output: [],
      returns: [0, 1, 36],
    },
  ],
  declaresCommon: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => [
    {
      ...serviceKeyValues(NAME, 'Intel(r) AMT Screen Configuration Service'),
      CurrentState: 0,
      EnabledState: state.features.screenBlanking.allowed ? 2 : 3,
      RemainingConsecutiveRebootsNum: 0,
    },
  ],
  put: ({ state }, _current, changes) => {
    const asked = numberIn(changes, 'EnabledState');
    if (asked === undefined) return { kind: 'written', state };
    const step = requestScreenBlanking(state, asked);
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
};
