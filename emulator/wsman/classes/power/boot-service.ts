import { hostBooted } from '../../../device/power/boot-options.ts';
import { setBootService } from '../../../device/power/boot-recovery.ts';
import type { BootServiceState } from '../../../device/power/boot-recovery-state.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceValues, stateChangeInput, stateChangeOutput } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';
import { BOOT_CONFIGURATION } from './boot-config-setting.ts';
import { selectorIn } from './reference-selectors.ts';
import { operationalStatus, requestedStates } from '../value-maps.ts';

const SERVICE = 'Intel(r) AMT Boot Service';

/** Roles of a boot configuration that devices take (DMTF CIM_BootService, and Intel's own number). */
const IS_NEXT_SINGLE_USE = 1;
const IS_NOT_NEXT = 32_768;

/** Return values of the methods. */
const NOT_SUPPORTED = 1;
const INVALID_REFERENCE = 4;
const INVALID_PARAMETER = 5;
const NO_TIMEOUT = 4098;

/** States that can be asked for, from the release that knows recovery and erasing on. */
const serviceStates: readonly BootServiceState[] = [32_768, 32_769, 32_770, 32_771];

/** Says whether the boot configuration is for the next boot, and what of recovery and erasing is allowed. */
export const bootService: ClassDeclaration = {
  name: 'CIM_BootService',
  uri: classUri('CIM_BootService'),
  parent: 'CIM_Service',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: {
        2: 'Enabled',
        3: 'Disabled',
        32768: 'OCR and RPE disabled, other boot options enabled',
        32769: 'OCR enabled, RPE disabled',
        32770: 'RPE enabled, OCR disabled',
        32771: 'OCR and RPE enabled',
      },
    },
    { name: 'Name', type: 'string', key: true },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'SetBootConfigRole',
      input: [
        { name: 'BootConfigSetting', type: 'reference', required: true },
        {
          name: 'Role',
          type: 'uint16',
          required: true,
          values: {
            0: 'IsNext (CIM, not accepted by AMT)',
            1: 'IsNextSingleUse',
            2: 'IsDefault (CIM, not accepted by AMT)',
            32768: 'IsNotNext (AMT vendor value)',
          },
        },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6],
      meaning: 'Makes the boot configuration that of the next boot, or not',
      call: setRole,
    },
    {
      name: 'RequestStateChange',
      input: stateChangeInput,
      output: stateChangeOutput,
      since: '15.0',
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      meaning: 'Allows recovery (OCR) and platform erase (RPE), or not',
      call: requestState,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  instances: ({ state }) => [
    {
      ...serviceValues('CIM_BootService', SERVICE),
      EnabledState: state.features.bootRecovery.serviceState,
      OperationalStatus: [0],
    },
  ],
};

/** Assumed: a configuration that is not for the next boot loses what it held, as after a boot. */
function setRole({ state }: CallContext, input: Instance): MethodResult {
  const role = numberIn(input, 'Role') ?? 0;
  const uri = classUri('CIM_BootConfigSetting');
  if (selectorIn(input, 'BootConfigSetting', uri, 'InstanceID') !== BOOT_CONFIGURATION)
    return answered(INVALID_REFERENCE, 'boot.role.unknown-configuration', role);
  if (role === IS_NEXT_SINGLE_USE) return { kind: 'returned', value: 0 };
  if (role === IS_NOT_NEXT) return { kind: 'returned', value: 0, state: hostBooted(state) };
  return answered(INVALID_PARAMETER, 'boot.role.unknown', role);
}

function requestState({ state }: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'RequestedState') ?? 0;
  const known = serviceStates.find((one) => one === asked);
  if (input['TimeoutPeriod'] !== undefined) return answered(NO_TIMEOUT, 'boot.service.timeout', asked);
  if (known === undefined) return answered(NOT_SUPPORTED, 'boot.service.unknown-state', asked);
  const step = setBootService(state, known);
  if (!step.ok) return answered(NOT_SUPPORTED, step.refusal.code, asked);
  return { kind: 'returned', value: 0, state: step.state, effects: step.effects };
}

function answered(value: number, code: string, asked: number): MethodResult {
  const decision = { code, verdict: 'refused', inputs: { asked, value } } as const;
  return { kind: 'returned', value, effects: [{ kind: 'decision', decision }] };
}
