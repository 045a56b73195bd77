import {
  addAgentRule,
  addWatchdog,
  agentOctets,
  assertAgent,
  assertAgentShutdown,
  changeWatchdog,
  registerAgent,
  removeAgentRules,
  removeWatchdog,
} from '../../../device/protection/agent-presence.ts';
import type { AgentRule, AgentWatchdog } from '../../../device/protection/agent-presence-state.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, EndpointReference, Instance, MethodResult } from '../../declaration.ts';
import { hostOf } from '../power/host-power.ts';
import { faultOf, invalidValues, returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';
import { elementKeyValues } from './defense-references.ts';
import { actionSds, currentStates } from '../value-maps.ts';

const NAME = 'AMT_AgentPresenceWatchdog';
const KEYS = elementKeyValues(NAME);
const GUID_BYTES = 16;
/** RegisterAgent answers in 16 bit. */
const LONGEST_TIMEOUT_SECONDS = 65_535;
/** A second, in microseconds. */
const TIMER_RESOLUTION_US = 1_000_000;
/** PT_STATUS INTERNAL_ERROR. */
const INTERNAL_ERROR = 1;
/** Realms of agents and of those who watch over them. */
const LOCAL = [9];
const REMOTE = [10];

const defenseActions: readonly AgentRule['defense'][] = ['activate', 'deactivate'];

/** A local agent that has to be heard. Its times are seconds. */
export const agentPresenceWatchdog: ClassDeclaration = {
  name: 'AMT_AgentPresenceWatchdog',
  uri: classUri('AMT_AgentPresenceWatchdog'),
  parent: 'CIM_Watchdog',
  needs: 'agent-presence',
  properties: [
    { name: 'ActionOnExpiration', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'CurrentState', type: 'uint16', values: currentStates },
    { name: 'DeviceID', type: 'string', key: true, required: true, maxLength: 36 },
    { name: 'MonitoredEntity', type: 'uint16' },
    { name: 'MonitoredEntityDescription', type: 'string', access: 'read-write', maxLength: 256 },
    { name: 'MonitoredEntityOnLastExpiration', type: 'uint16' },
    { name: 'StartupInterval', type: 'uint16', access: 'read-write', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'TimeOfLastExpiration', type: 'datetime' },
    { name: 'TimeoutInterval', type: 'uint32', access: 'read-write', required: true },
    { name: 'TimerResolution', type: 'uint32' },
  ],
  methods: [
    {
      name: 'AddAction',
      input: [
        { name: 'OldState', type: 'uint16', required: true },
        { name: 'NewState', type: 'uint16', required: true },
        { name: 'EventOnTransition', type: 'boolean', required: true },
        { name: 'ActionSd', type: 'uint16', values: actionSds },
        { name: 'ActionEac', type: 'boolean' },
      ],
      output: [],
      returns: [0, 1],
      realms: REMOTE,
      meaning: 'Says what shall happen at a change of state',
      call: add,
    },
    {
      name: 'AssertPresence',
      input: [{ name: 'SequenceNumber', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
      realms: LOCAL,
      meaning: 'Heartbeat',
      call: ({ state, instant }, input, self) =>
        returned(assertAgent(state, instant, idOf(self), numberIn(input, 'SequenceNumber') ?? 0), () => ({})),
    },
    {
      name: 'AssertShutdown',
      input: [{ name: 'SequenceNumber', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
      realms: LOCAL,
      meaning: 'The agent ends in order',
      call: ({ state, instant }, input, self) =>
        returned(assertAgentShutdown(state, instant, idOf(self), numberIn(input, 'SequenceNumber') ?? 0), () => ({})),
    },
    {
      name: 'DeleteAllActions',
      input: [],
      output: [],
      returns: [0, 1],
      realms: REMOTE,
      meaning: 'Nothing shall happen at any change',
      call: ({ state }, _input, self) => returned(removeAgentRules(state, idOf(self)), () => ({})),
    },
    {
      name: 'RegisterAgent',
      input: [],
      output: [
        { name: 'SessionSequenceNumber', type: 'uint32' },
        { name: 'TimeoutInterval', type: 'uint16' },
      ],
      returns: [0, 1],
      realms: LOCAL,
      meaning: 'The agent begins its session',
      call: (context, _input, self) => register(context, self),
    },
  ],
  declaresCommon: true,
  readRealms: [3, 9, 10],
  writeRealms: [3, 9, 10],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; limits and what happens at a boot are assumed`,
  instances: ({ state }) =>
    state.features.agentPresence.watchdogs.map((watchdog) => instanceOf(watchdog, state.time.offsetMs)),
  create: (context, given) => {
    const { state, instant } = context;
    const id = textIn(given, 'DeviceID') ?? '';
    const times = timesIn(given);
    if (agentOctets(id).length !== GUID_BYTES || times === undefined)
      return invalidValues({ status: 36, code: 'agent.wrong-value', inputs: { id } });
    const description = textIn(given, 'MonitoredEntityDescription') ?? '';
    const step = addWatchdog(state, instant, { id, description, ...times }, hostOf(context).isOn);
    if (!step.ok) return faultOf(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects, created: watchdogReference(id) };
  },
  put: ({ state }, current, changes) => {
    const times = timesIn({ ...current, ...changes });
    if (times === undefined) return invalidValues({ status: 36, code: 'agent.wrong-value', inputs: {} });
    const description = textIn(changes, 'MonitoredEntityDescription') ?? textIn(current, 'MonitoredEntityDescription');
    return written(changeWatchdog(state, idOf(current), { description: description ?? '', ...times }));
  },
  remove: ({ state }, current) => written(removeWatchdog(state, idOf(current))),
};

function idOf(instance: Instance): string {
  return textIn(instance, 'DeviceID') ?? '';
}

function watchdogReference(id: string): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(NAME), selectors: { ...KEYS, DeviceID: id } };
}

/** Times of an agent, when they make sense: an agent has to have some time. */
function timesIn(given: Instance): Pick<AgentWatchdog, 'startupSeconds' | 'timeoutSeconds'> | undefined {
  const startupSeconds = numberIn(given, 'StartupInterval') ?? 0;
  const timeoutSeconds = numberIn(given, 'TimeoutInterval') ?? 0;
  const isSensible = startupSeconds > 0 && timeoutSeconds > 0 && timeoutSeconds <= LONGEST_TIMEOUT_SECONDS;
  return isSensible ? { startupSeconds, timeoutSeconds } : undefined;
}

function instanceOf(watchdog: AgentWatchdog, clockOffsetMs: number): Instance {
  const { expiredMs } = watchdog;
  return {
    ...KEYS,
    CurrentState: watchdog.state,
    DeviceID: watchdog.id,
    MonitoredEntityDescription: watchdog.description,
    StartupInterval: watchdog.startupSeconds,
    TimeOfLastExpiration: expiredMs === 0 ? undefined : { kind: 'datetime', ms: expiredMs + clockOffsetMs },
    TimeoutInterval: watchdog.timeoutSeconds,
    TimerResolution: TIMER_RESOLUTION_US,
  };
}

function add({ state }: CallContext, input: Instance, self: Instance): MethodResult {
  const asked = numberIn(input, 'ActionSd');
  const defense = asked === undefined ? 'none' : defenseActions[asked];
  if (defense === undefined) return { kind: 'returned', value: INTERNAL_ERROR };
  return returned(
    addAgentRule(state, idOf(self), {
      oldStates: numberIn(input, 'OldState') ?? 0,
      newStates: numberIn(input, 'NewState') ?? 0,
      eventOnTransition: flagIn(input, 'EventOnTransition') ?? false,
      defense,
      isEac: flagIn(input, 'ActionEac') ?? false,
    }),
    () => ({}),
  );
}

function register(context: CallContext, self: Instance): MethodResult {
  const { state, instant } = context;
  return returned(registerAgent(state, instant, idOf(self), hostOf(context).isOn), (sequence) => ({
    SessionSequenceNumber: sequence,
    TimeoutInterval: numberIn(self, 'TimeoutInterval') ?? 0,
  }));
}
