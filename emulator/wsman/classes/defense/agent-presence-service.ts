import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';

/** Watches local agents. */
export const agentPresenceService: ClassDeclaration = {
  name: 'AMT_AgentPresenceService',
  uri: classUri('AMT_AgentPresenceService'),
  parent: 'CIM_Service',
  needs: 'agent-presence',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the service is assumed`,
  instances: () => [serviceKeyValues('AMT_AgentPresenceService', 'Intel(r) AMT Agent Presence Service')],
};
