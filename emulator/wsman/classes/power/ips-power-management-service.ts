import { requestPowerSaving } from '../../../device/power/power-saving.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceValues } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';
import { hostOf, isHost, POWER_SERVICE } from './host-power.ts';
import { enabledStates, requestedStates } from '../value-maps.ts';

/** State of an operating system that does not run. */
const UNKNOWN = 0;
/** CIM return values. */
const NOT_SUPPORTED = 1;
const INVALID_PARAMETER = 5;
const NO_TIMEOUT = 4098;

/** Whether the operating system saves power (modern standby), and how it is asked to. */
export const ipsPowerManagementService: ClassDeclaration = {
  name: 'IPS_PowerManagementService',
  uri: classUri('IPS_PowerManagementService'),
  parent: 'CIM_Service',
  since: '10.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    {
      name: 'OSPowerSavingState',
      type: 'uint16',
      values: { 0: 'Unknown', 1: 'Unsupported', 2: 'Full Power', 3: 'OS power saving' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestOSPowerSavingStateChange',
      input: [
        {
          name: 'OSPowerSavingState',
          type: 'uint16',
          required: true,
          values: { 2: 'Full Power', 3: 'OS power saving' },
        },
        { name: 'ManagedElement', type: 'reference', required: true },
        { name: 'Time', type: 'datetime' },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      call: requestSaving,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestOSPowerSavingStateChange', 'Pull'],
  instances: (context) => [
    {
      ...serviceValues('IPS_PowerManagementService', POWER_SERVICE),
      OSPowerSavingState: hostOf(context).isOn ? context.state.features.powerSaving.osState : UNKNOWN,
    },
  ],
};

function requestSaving(context: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'OSPowerSavingState') ?? 0;
  const refusal = (value: number, code: string): MethodResult => {
    const decision = { code, verdict: 'refused', inputs: { asked, value } } as const;
    return { kind: 'returned', value, effects: [{ kind: 'decision', decision }] };
  };
  if (!isHost(input['ManagedElement'])) return refusal(INVALID_PARAMETER, 'power-saving.managed-element');
  if (input['TimeoutPeriod'] !== undefined) return refusal(NO_TIMEOUT, 'power-saving.timeout');
  if (input['Time'] !== undefined) return refusal(NOT_SUPPORTED, 'power-saving.time');
  return returned(requestPowerSaving(context.state, hostOf(context), asked), () => ({}));
}
