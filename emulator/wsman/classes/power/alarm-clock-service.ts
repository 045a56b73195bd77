import { addAlarm, setSingleAlarm } from '../../../device/power/alarm-clock.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult, Value } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { alarmFault, alarmIn, alarmReference, momentIn, spanIn } from './alarm-clock-occurrence.ts';

const NAME = 'AMT_AlarmClockService';
const SERVICE = 'Intel(r) AMT Alarm Clock Service';

/** Wakes the host: a single alarm in its own properties, later any number up to a limit as instances. */
export const alarmClockService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_Service',
  since: '5.1',
  needs: 'alarm-clock',
  properties: [
    {
      name: 'AMTAlarmClockInterval',
      type: 'datetime',
      access: 'read-write',
      meaning: 'Interval of the single alarm; AddAlarm replaces it',
    },
    { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'Name', type: 'string', key: true, meaning: 'Name of the service' },
    {
      name: 'NextAMTAlarmTime',
      type: 'datetime',
      access: 'read-write',
      meaning: 'Time of the single alarm; AddAlarm replaces it',
    },
    { name: 'SystemCreationClassName', type: 'string', key: true, meaning: 'Class of the system it belongs to' },
    { name: 'SystemName', type: 'string', key: true, meaning: 'Name of that system' },
  ],
  methods: [
    {
      name: 'AddAlarm',
      since: '8.0',
      input: [{ name: 'AlarmTemplate', type: 'embedded', required: true, className: 'IPS_AlarmClockOccurrence' }],
      output: [{ name: 'AlarmClock', type: 'reference' }],
      returns: [0, 1],
      meaning: 'Adds an alarm',
      call: add,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'AddAlarm', 'Pull'],
  instances: ({ state }) => {
    const { singleMs, singleIntervalSeconds } = state.features.alarmClock;
    return [
      {
        AMTAlarmClockInterval:
          singleMs === 0 || singleIntervalSeconds === 0
            ? undefined
            : { kind: 'interval', seconds: singleIntervalSeconds },
        CreationClassName: NAME,
        ElementName: SERVICE,
        Name: SERVICE,
        NextAMTAlarmTime: singleMs === 0 ? undefined : { kind: 'datetime', ms: singleMs },
        SystemCreationClassName: 'CIM_ComputerSystem',
        SystemName: 'ManagedSystem',
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const singleMs = momentIn(changes['NextAMTAlarmTime']);
    const interval = spanIn(changes['AMTAlarmClockInterval']);
    if (singleMs === 'wrong' || interval === 'wrong')
      return invalidValues({ status: 36, code: 'alarm.wrong-time', inputs: {} });
    return written(setSingleAlarm(state, singleMs ?? 0, interval ?? 0));
  },
};

function add({ state, instant }: CallContext, input: Instance): MethodResult {
  const alarm = alarmIn(embedded(input['AlarmTemplate']));
  if ('code' in alarm) return alarmFault(alarm);
  const step = addAlarm(state, instant, alarm);
  if (!step.ok) return alarmFault(step.refusal);
  return {
    kind: 'returned',
    value: 0,
    outputs: { AlarmClock: alarmReference(alarm.id) },
    state: step.state,
    effects: step.effects,
  };
}

function embedded(value: Value | undefined): Instance {
  return typeof value === 'object' && 'kind' in value && value.kind === 'embedded' ? value.values : {};
}
