import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
    },
    { name: 'CancelRebootAction', input: [], output: [], returns: [0, 1] },
  ],
  declaresCommon: false,
  readRealms: [3, 10],
  writeRealms: [3, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
