import {
  addPortPolicy,
  enablePortPolicy,
  policyInForce,
  removePortPolicy,
} from '../../../device/protection/system-defense.ts';
import type { PolicyOwner } from '../../../device/protection/system-defense-state.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, CreateResult, Instance } from '../../declaration.ts';
import { faultOf, invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn } from '../value-readings.ts';
import { isPort, policyIn, policyOnPort } from './defense-references.ts';

/** Realms of the features that lay policies on a port. */
const CIRCUIT_BREAKER = 11;
const AGENT_PRESENCE = 10;
const ADMINISTRATION = 3;

interface Shape {
  readonly name: string;
  readonly owner: PolicyOwner;
  readonly realm: number;
  readonly more?: Pick<ClassDeclaration, 'until'>;
}

/** A policy that the user offers for the port. */
export const networkPortSystemDefensePolicy: ClassDeclaration = portPolicyClass({
  name: 'AMT_NetworkPortSystemDefensePolicy',
  owner: 'user',
  realm: CIRCUIT_BREAKER,
});

/** The policy that Agent Presence switches on and off. */
export const agentPresenceInterfacePolicy: ClassDeclaration = portPolicyClass({
  name: 'AMT_AgentPresenceInterfacePolicy',
  owner: 'agent',
  realm: AGENT_PRESENCE,
});

/** The policy for the time outside the company's network. */
export const environmentDetectionInterfacePolicy: ClassDeclaration = portPolicyClass({
  name: 'AMT_EnvironmentDetectionInterfacePolicy',
  owner: 'environment',
  realm: ADMINISTRATION,
});

/** The policy of the worm heuristic; in which release it went is not known, assumed 6. */
export const heuristicPacketFilterInterfacePolicy: ClassDeclaration = portPolicyClass({
  name: 'AMT_HeuristicPacketFilterInterfacePolicy',
  owner: 'heuristic',
  realm: CIRCUIT_BREAKER,
  more: { until: '6.0' },
});

/** The policy that is in force when no other is. */
export const networkPortDefaultSystemDefensePolicy: ClassDeclaration = {
  ...portPolicyClass({
    name: 'AMT_NetworkPortDefaultSystemDefensePolicy',
    owner: 'default',
    realm: CIRCUIT_BREAKER,
  }),
  parent: 'CIM_Dependency',
};

function portPolicyClass({ name, owner, realm, more = {} }: Shape): ClassDeclaration {
  const isDefault = owner === 'default';
  return {
    name,
    uri: classUri(name),
    parent: 'AMT_InterfacePolicy',
    needs: 'system-defense',
    ...more,
    properties: [
      { name: 'Active', type: 'boolean', meaning: 'It is in force' },
      { name: 'Antecedent', type: 'reference', key: true, required: true, meaning: 'The policy' },
      { name: 'Dependent', type: 'reference', key: true, required: true, meaning: 'The port' },
      ...(isDefault
        ? []
        : [
            {
              name: 'Enabled',
              type: 'boolean',
              access: 'read-write',
              meaning: 'Its owner has switched it on',
            } as const,
          ]),
    ],
    declaresCommon: false,
    readRealms: [...new Set([ADMINISTRATION, realm])],
    writeRealms: [...new Set([ADMINISTRATION, realm])],
    evidence: 'assumed',
    source: `${CLASS_REFERENCE}; which element is antecedent and which dependent is assumed`,
    instances: (context) => instancesOf(context, owner),
    create: (context, given) => create(context, owner, given),
    ...(isDefault
      ? {}
      : {
          put: ({ state, instant }, current, changes) => {
            const isEnabled = flagIn(changes, 'Enabled') ?? flagIn(current, 'Enabled') ?? false;
            const policy = policyIn(current['Antecedent']) ?? 0;
            return written(enablePortPolicy(state, instant, { owner, policy, isEnabled }));
          },
        }),
    remove: ({ state }, current) => written(removePortPolicy(state, owner, policyIn(current['Antecedent']) ?? 0)),
  };
}

function instancesOf({ state }: CallContext, owner: PolicyOwner): readonly Instance[] {
  const inForce = policyInForce(state)?.handle;
  return state.features.systemDefense.portPolicies
    .filter((portPolicy) => portPolicy.owner === owner)
    .map((portPolicy) => ({
      ...policyOnPort(portPolicy),
      Active: portPolicy.isEnabled && portPolicy.policy === inForce,
      Enabled: owner === 'default' ? undefined : portPolicy.isEnabled,
    }));
}

/** Policy and port are taken in either order. */
function create({ state, instant }: CallContext, owner: PolicyOwner, given: Instance): CreateResult {
  const ends = [given['Antecedent'], given['Dependent']];
  const policy = ends.map((end) => policyIn(end)).find((handle) => handle !== undefined);
  if (policy === undefined || !ends.some((end) => isPort(end)))
    return invalidValues({ status: 36, code: 'defense.port-policy.not-policy-and-port', inputs: { owner } });
  const isEnabled = owner === 'default' || (flagIn(given, 'Enabled') ?? false);
  const step = addPortPolicy(state, instant, { owner, policy, isEnabled });
  if (!step.ok) return faultOf(step.refusal);
  const created = { kind: 'reference', resourceUri: uriOf(owner), selectors: policyOnPort({ policy }) } as const;
  return { kind: 'written', state: step.state, effects: step.effects, created };
}

const classNames: Readonly<Record<PolicyOwner, string>> = {
  user: 'AMT_NetworkPortSystemDefensePolicy',
  agent: 'AMT_AgentPresenceInterfacePolicy',
  environment: 'AMT_EnvironmentDetectionInterfacePolicy',
  heuristic: 'AMT_HeuristicPacketFilterInterfacePolicy',
  default: 'AMT_NetworkPortDefaultSystemDefensePolicy',
};

function uriOf(owner: PolicyOwner): string {
  return classUri(classNames[owner]);
}
