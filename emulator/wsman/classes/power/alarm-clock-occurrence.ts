import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const alarmClockOccurrence: ClassDeclaration = {
  name: 'IPS_AlarmClockOccurrence',
  uri: classUri('IPS_AlarmClockOccurrence'),
  parent: 'CIM_ManagedElement',
  since: '8.0',
  properties: [
    { name: 'DeleteOnCompletion', type: 'boolean', access: 'read-write' },
    { name: 'ElementName', type: 'string', access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Interval', type: 'datetime', access: 'read-write' },
    { name: 'StartTime', type: 'datetime', access: 'read-write' },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
