import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { currentStates } from '../value-maps.ts';
import { allRules, ruleKeys } from './agent-rules.ts';

/** The change of an agent's state that has an action. */
export const stateTransitionCondition: ClassDeclaration = {
  name: 'AMT_StateTransitionCondition',
  uri: classUri('AMT_StateTransitionCondition'),
  parent: 'CIM_PolicyCondition',
  needs: 'agent-presence',
  properties: [
    { name: 'CommonName', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'NewState', type: 'uint16', values: currentStates },
    { name: 'OldState', type: 'uint16', values: currentStates },
    { name: 'PolicyConditionName', type: 'string', key: true },
    { name: 'PolicyKeywords', type: 'string', array: true },
    { name: 'PolicyRuleCreationClassName', type: 'string', key: true },
    { name: 'PolicyRuleName', type: 'string', key: true },
    { name: 'StateSpace', type: 'string' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; names of rules and conditions are assumed`,
  instances: ({ state }) =>
    allRules(state).map(({ watchdog, rule }) => ({
      ...ruleKeys(watchdog, rule, 'AMT_StateTransitionCondition'),
      NewState: rule.newStates,
      OldState: rule.oldStates,
      PolicyConditionName: rule.name.replace('Action', 'Condition'),
      StateSpace: 'AMT_AgentPresenceWatchdog.CurrentState',
    })),
};
