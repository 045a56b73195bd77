import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { actionSds, currentStates } from '../value-maps.ts';

export const agentPresenceWatchdog: ClassDeclaration = {
  name: 'AMT_AgentPresenceWatchdog',
  uri: classUri('AMT_AgentPresenceWatchdog'),
  parent: 'CIM_Watchdog',
  properties: [
    { name: 'ActionOnExpiration', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'CurrentState', type: 'uint16', values: currentStates },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'MonitoredEntity', type: 'uint16' },
    { name: 'MonitoredEntityDescription', type: 'string', access: 'read-write' },
    { name: 'MonitoredEntityOnLastExpiration', type: 'uint16' },
    { name: 'StartupInterval', type: 'uint16', access: 'read-write', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'TimeOfLastExpiration', type: 'datetime' },
    { name: 'TimeoutInterval', type: 'uint32', access: 'read-write' },
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
    },
    {
      name: 'AssertPresence',
      input: [{ name: 'SequenceNumber', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'AssertShutdown',
      input: [{ name: 'SequenceNumber', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
    },
    { name: 'DeleteAllActions', input: [], output: [], returns: [0, 1] },
    {
      name: 'RegisterAgent',
      input: [],
      output: [
        { name: 'SessionSequenceNumber', type: 'uint32' },
        { name: 'TimeoutInterval', type: 'uint16' },
      ],
      returns: [0, 1],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 9, 10],
  writeRealms: [3, 9, 10],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
