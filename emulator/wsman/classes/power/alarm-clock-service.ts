import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const alarmClockService: ClassDeclaration = {
  name: 'AMT_AlarmClockService',
  uri: classUri('AMT_AlarmClockService'),
  parent: 'CIM_Service',
  since: '5.1',
  properties: [
    { name: 'AMTAlarmClockInterval', type: 'datetime', access: 'read-write' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'NextAMTAlarmTime', type: 'datetime', access: 'read-write' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddAlarm',
      input: [{ name: 'AlarmTemplate', type: 'embedded', required: true, className: 'IPS_AlarmClockOccurrence' }],
      output: [{ name: 'AlarmClock', type: 'reference' }],
      returns: [0, 1],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'AddAlarm', 'Pull'],
  instances: () => [],
};
