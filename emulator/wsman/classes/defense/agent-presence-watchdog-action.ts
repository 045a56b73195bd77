import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';
import { actionSds } from '../value-maps.ts';
import { allRules, defenseNumbers, ruleKeys } from './agent-rules.ts';

/** What happens when an agent changes its state; the condition of the same rule says when. */
export const agentPresenceWatchdogAction: ClassDeclaration = {
  name: 'AMT_AgentPresenceWatchdogAction',
  uri: classUri('AMT_AgentPresenceWatchdogAction'),
  parent: 'CIM_PolicyAction',
  since: '4.0',
  needs: 'agent-presence',
  properties: [
    { name: 'ActionSd', type: 'uint16', values: actionSds },
    { name: 'CommonName', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DoActionLogging', type: 'boolean' },
    { name: 'EventOnTransition', type: 'boolean' },
    { name: 'PolicyActionName', type: 'string', key: true },
    { name: 'PolicyKeywords', type: 'string', array: true },
    { name: 'PolicyRuleCreationClassName', type: 'string', key: true },
    { name: 'PolicyRuleName', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'GetActionEac',
      input: [],
      output: [{ name: 'ActionEac', type: 'boolean' }],
      returns: [0, 1],
      meaning: 'Whether the posture of the computer is told',
      call: ({ state }, _input, self) => {
        const found = allRules(state).find(({ rule }) => rule.name === textIn(self, 'PolicyActionName'));
        return { kind: 'returned', value: 0, outputs: { ActionEac: found?.rule.isEac ?? false } };
      },
    },
  ],
  declaresCommon: false,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; names of rules and actions are assumed`,
  instances: ({ state }) =>
    allRules(state).map(({ watchdog, rule }) => ({
      ...ruleKeys(watchdog, rule, 'AMT_AgentPresenceWatchdogAction'),
      ActionSd: rule.defense === 'none' ? undefined : defenseNumbers[rule.defense],
      DoActionLogging: rule.eventOnTransition,
      EventOnTransition: rule.eventOnTransition,
      PolicyActionName: rule.name,
    })),
};
