import { changeAlarm, removeAlarm, type AlarmTemplate } from '../../../device/power/alarm-clock.ts';
import type { Alarm } from '../../../device/power/alarm-clock-state.ts';
import type { Refusal } from '../../../device/step.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, EndpointReference, Instance, Value, WriteResult } from '../../declaration.ts';
import { faultOf, invalidValues } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, textIn } from '../value-readings.ts';

const NAME = 'IPS_AlarmClockOccurrence';

/** PT_STATUS MAX_LIMIT_REACHED. */
const MAX_LIMIT_REACHED = 23;

/** One alarm. */
export const alarmClockOccurrence: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_ManagedElement',
  since: '8.0',
  needs: 'alarm-clock',
  properties: [
    {
      name: 'DeleteOnCompletion',
      type: 'boolean',
      access: 'read-write',
      meaning: 'It goes when it has rung for the last time',
    },
    { name: 'ElementName', type: 'string', access: 'read-write', maxLength: 256, meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, maxLength: 256, meaning: 'Name that the caller chose' },
    { name: 'Interval', type: 'datetime', access: 'read-write', meaning: 'From one ring to the next; nothing is once' },
    { name: 'StartTime', type: 'datetime', access: 'read-write', meaning: 'When it rings next' },
  ],
  declaresCommon: true,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; lengths of names are assumed`,
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => state.features.alarmClock.alarms.map((alarm) => instanceOf(alarm)),
  put: ({ state, instant }, current, changes) => {
    const startMs = momentIn(changes['StartTime']);
    const intervalSeconds = spanIn(changes['Interval']);
    if (startMs === 'wrong' || intervalSeconds === 'wrong') return invalidValues(wrongTime);
    const step = changeAlarm(state, instant, textIn(current, 'InstanceID') ?? '', {
      ...(startMs === undefined ? {} : { startMs }),
      ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
      elementName: textIn(changes, 'ElementName') ?? textIn(current, 'ElementName') ?? '',
      deleteOnCompletion: flagIn(changes, 'DeleteOnCompletion') ?? flagIn(current, 'DeleteOnCompletion') ?? false,
    });
    if (!step.ok) return alarmFault(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects };
  },
  remove: ({ state }, current) => {
    const step = removeAlarm(state, textIn(current, 'InstanceID') ?? '');
    return step.ok ? { kind: 'written', state: step.state } : alarmFault(step.refusal);
  },
};

const wrongTime: Refusal = { status: 36, code: 'alarm.wrong-time', inputs: {} };

/** The reference that AddAlarm answers with. */
export function alarmReference(id: string): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(NAME), selectors: { InstanceID: id } };
}

/** An alarm out of an embedded instance; a refusal when it lacks its name or time. Absent interval: once. */
export function alarmIn(values: Instance): AlarmTemplate | Refusal {
  const id = textIn(values, 'InstanceID');
  const startMs = momentIn(values['StartTime']);
  const intervalSeconds = spanIn(values['Interval']) ?? 0;
  if (id === undefined || startMs === undefined) return { status: 36, code: 'alarm.incomplete', inputs: {} };
  if (startMs === 'wrong' || intervalSeconds === 'wrong') return wrongTime;
  const deleteOnCompletion = flagIn(values, 'DeleteOnCompletion') ?? false;
  return { id, elementName: textIn(values, 'ElementName') ?? '', startMs, intervalSeconds, deleteOnCompletion };
}

/**
 * Faults of alarms as recorded: a name that is taken is content that is not valid, and one alarm too many is a quota.
 */
export function alarmFault(refusal: Refusal): Extract<WriteResult, { kind: 'fault' }> {
  const { code, inputs } = refusal;
  if (refusal.status === MAX_LIMIT_REACHED) return { kind: 'fault', fault: 'QuotaLimit', code, inputs };
  return code === 'alarm.unknown' ? faultOf(refusal) : invalidValues(refusal);
}

/** A point in time, undefined when none was sent. */
export function momentIn(value: Value | undefined): number | 'wrong' | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' && 'kind' in value && value.kind === 'datetime' ? value.ms : 'wrong';
}

/** Seconds of an interval, undefined when none was sent. */
export function spanIn(value: Value | undefined): number | 'wrong' | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' && 'kind' in value && value.kind === 'interval' ? value.seconds : 'wrong';
}

function instanceOf(alarm: Alarm): Instance {
  return {
    DeleteOnCompletion: alarm.deleteOnCompletion,
    ElementName: alarm.elementName,
    InstanceID: alarm.id,
    Interval: { kind: 'interval', seconds: alarm.intervalSeconds },
    StartTime: { kind: 'datetime', ms: alarm.startMs },
  };
}
