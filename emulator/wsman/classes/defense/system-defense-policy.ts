import {
  addDefensePolicy,
  changeDefensePolicy,
  removeDefensePolicy,
  updateStatistics,
} from '../../../device/protection/system-defense.ts';
import type { DefaultFate, DefensePolicy } from '../../../device/protection/system-defense-state.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { faultOf, invalidValues, returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';
import { isPort, policyHandle, policyId, policyReference } from './defense-references.ts';

/** PT_STATUS INTERNAL_ERROR, the only refusal that the methods document. */
const INTERNAL_ERROR = 1;
const LONGEST_TIMEOUT_MINUTES = 65_535;

/** A policy: filters, and what becomes of packets that none of them matches. */
export const systemDefensePolicy: ClassDeclaration = {
  name: 'AMT_SystemDefensePolicy',
  uri: classUri('AMT_SystemDefensePolicy'),
  parent: 'CIM_ManagedElement',
  needs: 'system-defense',
  properties: [
    {
      name: 'AntiSpoofingSupport',
      type: 'uint32',
      access: 'read-write',
      values: {
        0: 'Off',
        1: 'EventOnMatch',
        2: 'Count',
        3: 'Counting + EventOnMatch',
        4: 'On without Counting or EventOnMatch',
      },
    },
    { name: 'FilterCreationHandles', type: 'uint32', array: true, access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PolicyName', type: 'string', required: true, maxLength: 32 },
    { name: 'PolicyPrecedence', type: 'uint32', access: 'read-write', required: true },
    { name: 'RxDefaultCount', type: 'boolean', access: 'read-write', required: true },
    { name: 'RxDefaultDrop', type: 'boolean', access: 'read-write', required: true },
    { name: 'RxDefaultMatchEvent', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultCount', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultDrop', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultMatchEvent', type: 'boolean', access: 'read-write', required: true },
  ],
  methods: [
    {
      name: 'GetTimeout',
      input: [],
      output: [{ name: 'Timeout', type: 'uint32' }],
      returns: [0, 1],
      meaning: 'How long it stays in force',
      call: (context, _input, self) => ({
        kind: 'returned',
        value: 0,
        outputs: { Timeout: policyOf(context, self)?.timeoutMinutes ?? 0 },
      }),
    },
    {
      name: 'SetTimeout',
      input: [{ name: 'Timeout', type: 'uint32', required: true, values: { 0: 'Infinite' } }],
      output: [],
      returns: [0, 1],
      meaning: 'Says how long it stays in force once it is switched on, minutes',
      call: setTimeoutOf,
    },
    {
      name: 'UpdateStatistics',
      input: [
        { name: 'NetworkInterface', type: 'reference', required: true },
        { name: 'ResetOnRead', type: 'boolean', required: true },
      ],
      output: [],
      returns: [0, 1],
      meaning: 'Takes the counters of its filters',
      call: update,
    },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the form of InstanceID is assumed`,
  instances: ({ state }) => state.features.systemDefense.policies.map((policy) => instanceOf(policy)),
  create: ({ state }, given) => {
    const content = contentIn(given);
    if (content === undefined) return invalidValues({ status: 36, code: 'defense.policy.wrong-value', inputs: {} });
    const name = textIn(given, 'PolicyName') ?? '';
    const step = addDefensePolicy(state, { ...content, name, timeoutMinutes: 0 });
    if (!step.ok) return faultOf(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects, created: policyReference(step.value) };
  },
  put: (context, current, changes) => {
    const { filters, ...content } = contentIn(changes) ?? {};
    const policy = policyOf(context, current);
    if (policy === undefined || filters === undefined)
      return invalidValues({ status: 36, code: 'defense.policy.wrong-value', inputs: {} });
    return written(changeDefensePolicy(context.state, policy.handle, { ...content, filters }));
  },
  remove: (context, current) =>
    written(removeDefensePolicy(context.state, policyHandle(textIn(current, 'InstanceID') ?? '') ?? 0)),
};

function policyOf({ state }: CallContext, instance: Instance): DefensePolicy | undefined {
  const handle = policyHandle(textIn(instance, 'InstanceID') ?? '');
  return state.features.systemDefense.policies.find((policy) => policy.handle === handle);
}

function contentIn(given: Instance): Omit<DefensePolicy, 'handle' | 'name' | 'timeoutMinutes'> | undefined {
  const asked = numberIn(given, 'AntiSpoofingSupport') ?? 0;
  const antiSpoofing = ([0, 1, 2, 3, 4] as const).find((known) => known === asked);
  if (antiSpoofing === undefined) return undefined;
  return {
    antiSpoofing,
    filters: numbersIn(given, 'FilterCreationHandles'),
    precedence: numberIn(given, 'PolicyPrecedence') ?? 0,
    receive: fateIn(given, 'Rx'),
    transmit: fateIn(given, 'Tx'),
  };
}

function fateIn(given: Instance, way: 'Rx' | 'Tx'): DefaultFate {
  return {
    count: flagIn(given, `${way}DefaultCount`) ?? false,
    drop: flagIn(given, `${way}DefaultDrop`) ?? false,
    matchEvent: flagIn(given, `${way}DefaultMatchEvent`) ?? false,
  };
}

function instanceOf({ handle, name, antiSpoofing, filters, precedence, receive, transmit }: DefensePolicy): Instance {
  return {
    AntiSpoofingSupport: antiSpoofing,
    FilterCreationHandles: filters,
    InstanceID: policyId(handle),
    PolicyName: name,
    PolicyPrecedence: precedence,
    RxDefaultCount: receive.count,
    RxDefaultDrop: receive.drop,
    RxDefaultMatchEvent: receive.matchEvent,
    TxDefaultCount: transmit.count,
    TxDefaultDrop: transmit.drop,
    TxDefaultMatchEvent: transmit.matchEvent,
  };
}

function setTimeoutOf(context: CallContext, input: Instance, self: Instance): MethodResult {
  const timeoutMinutes = numberIn(input, 'Timeout') ?? 0;
  const policy = policyOf(context, self);
  if (policy === undefined || timeoutMinutes > LONGEST_TIMEOUT_MINUTES)
    return refusedWith('defense.policy.wrong-timeout', { timeoutMinutes });
  return returned(changeDefensePolicy(context.state, policy.handle, { timeoutMinutes }), () => ({}));
}

function update(context: CallContext, input: Instance, self: Instance): MethodResult {
  if (!isPort(input['NetworkInterface'])) return refusedWith('defense.statistics.unknown-port', {});
  const handle = policyOf(context, self)?.handle ?? 0;
  const resetOnRead = flagIn(input, 'ResetOnRead') ?? false;
  return returned(updateStatistics(context.state, context.instant, handle, resetOnRead), () => ({}));
}

function refusedWith(code: string, inputs: Readonly<Record<string, number>>): MethodResult {
  const decision = { code, verdict: 'refused', inputs: { ...inputs, status: INTERNAL_ERROR } } as const;
  return { kind: 'returned', value: INTERNAL_ERROR, effects: [{ kind: 'decision', decision }] };
}
