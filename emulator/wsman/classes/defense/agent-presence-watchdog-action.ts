import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { actionSds } from '../value-maps.ts';

export const agentPresenceWatchdogAction: ClassDeclaration = {
  name: 'AMT_AgentPresenceWatchdogAction',
  uri: classUri('AMT_AgentPresenceWatchdogAction'),
  parent: 'CIM_PolicyAction',
  since: '4.0',
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
  methods: [{ name: 'GetActionEac', input: [], output: [{ name: 'ActionEac', type: 'boolean' }], returns: [0, 1] }],
  declaresCommon: false,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
