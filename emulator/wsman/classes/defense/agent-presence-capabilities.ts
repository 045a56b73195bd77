import { agentLimits } from '../../../device/protection/agent-presence.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** How many agents can be watched, and how many actions they can have. */
export const agentPresenceCapabilities: ClassDeclaration = {
  name: 'AMT_AgentPresenceCapabilities',
  uri: classUri('AMT_AgentPresenceCapabilities'),
  parent: 'CIM_Capabilities',
  since: '4.0',
  needs: 'agent-presence',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaxEacAgents', type: 'uint32' },
    { name: 'MaxTotalActions', type: 'uint32' },
    { name: 'MaxTotalAgents', type: 'uint32' },
    { name: 'MinGuaranteedActionListSize', type: 'uint32' },
  ],
  declaresCommon: false,
  readRealms: [3, 9, 10, 13],
  writeRealms: [3, 9, 10],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the numbers are assumed`,
  instances: () => [
    {
      InstanceID: 'Intel(r) AMT:AgentPresenceCapabilities 0',
      MaxEacAgents: agentLimits.eacAgents,
      MaxTotalActions: agentLimits.rules,
      MaxTotalAgents: agentLimits.agents,
      MinGuaranteedActionListSize: agentLimits.rulesOfAgent,
    },
  ],
};
