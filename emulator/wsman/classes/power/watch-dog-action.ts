import { applyWatchdogAction, cancelWatchdogReset, setWatchdogAction } from '../../../device/power/watchdog-action.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';
import { selectorIn } from './reference-selectors.ts';

/** A day; assumed. */
const LONGEST_TIMEOUT_SECONDS = 86_400;

/** What happens to the host when an agent or its operating system is heard no more. Its numbers are assumed. */
export const watchDogAction: ClassDeclaration = {
  name: 'IPS_WatchDogAction',
  uri: classUri('IPS_WatchDogAction'),
  parent: 'CIM_ManagedElement',
  since: '11.0',
  properties: [
    { name: 'AgentPresenceWatchDogExpirationAction', type: 'uint32', access: 'read-write', required: true },
    { name: 'HeciWatchDogExpirationAction', type: 'uint32', access: 'read-write', required: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'ReArmReset', type: 'boolean', access: 'read-write' },
    { name: 'Timeout', type: 'uint32', access: 'read-write' },
  ],
  methods: [
    {
      name: 'ApplyActionOnWatchDog',
      input: [
        { name: 'AgentPresenceWatchDog', type: 'reference', required: true },
        { name: 'ActionEnable', type: 'boolean', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: apply,
    },
    {
      name: 'CancelRebootAction',
      input: [],
      output: [],
      returns: [0, 1],
      call: ({ state }) => returned(cancelWatchdogReset(state), () => ({})),
    },
  ],
  declaresCommon: false,
  storedOnly: true,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => {
    const { watchdogAction } = state.features;
    return [
      {
        AgentPresenceWatchDogExpirationAction: watchdogAction.onAgentExpiry,
        HeciWatchDogExpirationAction: watchdogAction.onHostExpiry,
        InstanceID: 'Intel(r) AMT: WatchDog Action 0',
        ReArmReset: watchdogAction.canRepeat,
        Timeout: watchdogAction.timeoutSeconds,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const { watchdogAction: former } = state.features;
    const onAgentExpiry = knownAction(numberIn(changes, 'AgentPresenceWatchDogExpirationAction'));
    const onHostExpiry = knownAction(numberIn(changes, 'HeciWatchDogExpirationAction'));
    const timeoutSeconds = numberIn(changes, 'Timeout') ?? former.timeoutSeconds;
    if (onAgentExpiry === undefined || onHostExpiry === undefined || timeoutSeconds > LONGEST_TIMEOUT_SECONDS)
      return invalidValues({ status: 36, code: 'watchdog-action.unknown-value', inputs: {} });
    const canRepeat = flagIn(changes, 'ReArmReset') ?? former.canRepeat;
    return written(setWatchdogAction(state, { onAgentExpiry, onHostExpiry, canRepeat, timeoutSeconds }));
  },
};

function knownAction(value: number | undefined): 0 | 1 | undefined {
  return value === 0 || value === 1 ? value : undefined;
}

function apply({ state }: CallContext, input: Instance): MethodResult {
  const watchdog = selectorIn(input, 'AgentPresenceWatchDog', classUri('AMT_AgentPresenceWatchdog'), 'DeviceID') ?? '';
  return returned(applyWatchdogAction(state, watchdog, flagIn(input, 'ActionEnable') ?? false), () => ({}));
}
