import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Known from consoles only, which do not show what it has; no instances and no methods. */
export const agentPresenceWatchdogVa: ClassDeclaration = {
  name: 'AMT_AgentPresenceWatchdogVA',
  uri: classUri('AMT_AgentPresenceWatchdogVA'),
  parent: 'CIM_Watchdog',
  since: '9.0',
  properties: [],
  methods: [
    {
      name: 'AddAction',
      input: [
        { name: 'OldState', type: 'uint16' },
        { name: 'NewState', type: 'uint16' },
        { name: 'EventOnTransition', type: 'boolean' },
        { name: 'ActionSd', type: 'uint16' },
        { name: 'ActionEac', type: 'boolean' },
      ],
      output: [],
      returns: [0, 1],
    },
    { name: 'AssertPresence', input: [{ name: 'SequenceNumber', type: 'uint32' }], output: [], returns: [0, 1] },
    { name: 'AssertShutdown', input: [{ name: 'SequenceNumber', type: 'uint32' }], output: [], returns: [0, 1] },
    { name: 'DeleteAllActions', input: [], output: [], returns: [0, 1] },
    { name: 'RegisterAgent', input: [], output: [], returns: [0, 1] },
  ],
  declaresCommon: false,
  readRealms: [3, 9, 10],
  writeRealms: [3, 9, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
