import {
  clearEventLog,
  encodeEventRecord,
  EVENT_RECORD_BYTES,
  freezeEventLog,
  readableRecords,
} from '../../../device/logs/event-log.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm, stateChangeInput, stateChangeOutput } from '../service-shape.ts';
import { MESSAGE_LOG } from './log-names.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_MessageLog';

const INTERNAL_ERROR = 1;
const INVALID_RECORD = 2;
const NO_RECORD = 3;
/** PositionToFirstRecord has a number of its own for an empty log. */
const NO_RECORD_TO_POSITION_AT = 2;
/** RequestStateChange: not supported. */
const STATE_NOT_SUPPORTED = 1;

const readers = [realm.administration, realm.eventManager, realm.eventLogReader];
const writers = [realm.administration, realm.eventManager];

const iteration = { name: 'IterationIdentifier', type: 'string' } as const;
const wantedIteration = { ...iteration, required: true } as const;

const methods: readonly MethodDeclaration[] = [
  {
    name: 'CancelIteration',
    input: [iteration],
    output: [],
    realms: readers,
    returns: [0, 1],
    meaning: 'Ends an iteration; places are kept by the caller, so there is nothing to end',
    call: () => ({ kind: 'returned', value: 0 }),
  },
  {
    name: 'ClearLog',
    input: [],
    output: [],
    realms: writers,
    returns: [0, INTERNAL_ERROR],
    meaning: 'Empties the log',
    call: ({ state }) => {
      const answer = returned(clearEventLog(state), () => ({}));
      return answer.kind === 'returned' && answer.value !== 0 ? { ...answer, value: INTERNAL_ERROR } : answer;
    },
  },
  {
    name: 'FreezeLog',
    input: [{ name: 'Freeze', type: 'boolean', required: true }],
    output: [],
    realms: writers,
    returns: [0, INTERNAL_ERROR],
    meaning: 'Freezes or thaws the log',
    call: ({ state }, input) => returned(freezeEventLog(state, flagIn(input, 'Freeze') ?? false), () => ({})),
  },
  {
    name: 'GetRecord',
    input: [wantedIteration, { name: 'PositionToNext', type: 'boolean' }],
    output: [iteration, { name: 'RecordNumber', type: 'uint64' }, { name: 'RecordData', type: 'uint8', array: true }],
    realms: readers,
    returns: [0, 1, INVALID_RECORD, NO_RECORD],
    meaning: 'One record, octet by octet',
    call: oneRecord,
  },
  {
    name: 'GetRecords',
    input: [wantedIteration, { name: 'MaxReadRecords', type: 'uint32', required: true }],
    output: [
      iteration,
      { name: 'NoMoreRecords', type: 'boolean' },
      { name: 'RecordArray', type: 'string', array: true },
    ],
    realms: readers,
    returns: [0, 1, INVALID_RECORD, NO_RECORD],
    meaning: 'Records from a place on, newest first',
    call: records,
  },
  {
    name: 'PositionAtRecord',
    input: [
      wantedIteration,
      { name: 'MoveAbsolute', type: 'boolean', required: true },
      { name: 'RecordNumber', type: 'sint64', required: true },
    ],
    output: [iteration, { name: 'RecordNumber', type: 'sint64' }],
    realms: readers,
    returns: [0, INTERNAL_ERROR],
    meaning: 'Moves to a record by number, or by so many records from a place',
    call: position,
  },
  {
    name: 'PositionToFirstRecord',
    input: [],
    output: [iteration],
    realms: readers,
    returns: [0, 1, NO_RECORD_TO_POSITION_AT],
    meaning: 'Place of the newest record',
    call: ({ state, instant }) =>
      readableRecords(state, instant).length === 0
        ? { kind: 'returned', value: NO_RECORD_TO_POSITION_AT }
        : { kind: 'returned', value: 0, outputs: { IterationIdentifier: '1' } },
  },
  {
    name: 'RequestStateChange',
    input: stateChangeInput,
    output: stateChangeOutput,
    realms: writers,
    returns: [0, STATE_NOT_SUPPORTED, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    meaning: 'The log is always enabled and does not track requests: not supported',
    call: (_context, input) => {
      const inputs = { requestedState: numberIn(input, 'RequestedState') ?? 0 };
      const decision = { code: 'event-log.state.fixed', verdict: 'refused', inputs } as const;
      return { kind: 'returned', value: STATE_NOT_SUPPORTED, effects: [{ kind: 'decision', decision }] };
    },
  },
];

/** The event log. */
export const messageLog: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_MessageLog',
  properties: [
    { name: 'Capabilities', type: 'uint16', array: true, meaning: '5 freeze, 6 clear, 8 variable length, 7 by number' },
    { name: 'CharacterSet', type: 'uint16', meaning: '10 octets' },
    { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
    { name: 'CurrentNumberOfRecords', type: 'uint64', meaning: 'Records in it' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'EnabledDefault', type: 'uint16', meaning: '2 enabled' },
    { name: 'EnabledState', type: 'uint16', meaning: '2 enabled' },
    { name: 'HealthState', type: 'uint16', meaning: '5 good' },
    { name: 'IsFrozen', type: 'boolean', meaning: 'Takes no records' },
    { name: 'LastChange', type: 'uint16', meaning: '0 unknown' },
    { name: 'LogState', type: 'uint16', meaning: '4 not applicable' },
    { name: 'MaxLogSize', type: 'uint64', meaning: '0 not said' },
    { name: 'MaxNumberOfRecords', type: 'uint64', meaning: 'Records it can hold' },
    { name: 'MaxRecordSize', type: 'uint64', meaning: 'Octets of a record' },
    { name: 'Name', type: 'string', key: true, meaning: 'Name of the log' },
    { name: 'OperationalStatus', type: 'uint16', array: true, meaning: '2 OK' },
    { name: 'OverwritePolicy', type: 'uint16', meaning: '2 the oldest makes room' },
    { name: 'PercentageNearFull', type: 'uint8', meaning: 'Share at which it counts as nearly full' },
    { name: 'RequestedState', type: 'uint16', meaning: '12 requests are not tracked' },
    { name: 'SizeOfHeader', type: 'uint64', meaning: 'Octets before the records' },
    { name: 'SizeOfRecordHeader', type: 'uint64', meaning: 'Octets before each record' },
    { name: 'Status', type: 'string', meaning: 'OK' },
  ],
  methods,
  declaresCommon: true,
  readRealms: readers,
  writeRealms: writers,
  needs: 'event-log',
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'GetRecords', 'PositionToFirstRecord', 'Pull'],
  instances: (context) => [instanceOf(context)],
};

function records({ state, instant }: CallContext, input: Instance): MethodResult {
  const all = readableRecords(state, instant);
  const from = placeIn(input);
  const count = numberIn(input, 'MaxReadRecords') ?? 0;
  if (all.length === 0) return { kind: 'returned', value: NO_RECORD };
  if (from < 1 || from > all.length || count < 1 || count > instant.profile.limits.eventRecords)
    return { kind: 'returned', value: INVALID_RECORD };
  const read = all.slice(from - 1, from - 1 + count);
  const last = from - 1 + read.length;
  const isEnd = last === all.length;
  const outputs = {
    // A recorded answer with all of three records says 3: the end has no next place.
    IterationIdentifier: String(isEnd ? last : last + 1),
    NoMoreRecords: isEnd,
    RecordArray: read.map((record) => encodeEventRecord(record).toString('base64')),
  };
  return { kind: 'returned', value: 0, outputs };
}

function oneRecord({ state, instant }: CallContext, input: Instance): MethodResult {
  const all = readableRecords(state, instant);
  const place = placeIn(input);
  const record = all[place - 1];
  if (all.length === 0) return { kind: 'returned', value: NO_RECORD };
  if (record === undefined) return { kind: 'returned', value: INVALID_RECORD };
  const mustMove = (flagIn(input, 'PositionToNext') ?? false) && place < all.length;
  const outputs = {
    IterationIdentifier: String(mustMove ? place + 1 : place),
    RecordNumber: place,
    RecordData: [...encodeEventRecord(record)],
  };
  return { kind: 'returned', value: 0, outputs };
}

function position({ state, instant }: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'RecordNumber') ?? 0;
  const place = (flagIn(input, 'MoveAbsolute') ?? false) ? asked : placeIn(input) + asked;
  if (place < 1 || place > readableRecords(state, instant).length) return { kind: 'returned', value: INTERNAL_ERROR };
  return { kind: 'returned', value: 0, outputs: { IterationIdentifier: String(place), RecordNumber: place } };
}

/** The place that an iteration stands at; 0 for what is none. */
function placeIn(input: Instance): number {
  const place = textIn(input, 'IterationIdentifier') ?? '';
  return /^[1-9]\d{0,5}$/.test(place) ? Number(place) : 0;
}

function instanceOf({ state, instant }: CallContext): Instance {
  return {
    Capabilities: [5, 6, 8, 7],
    CharacterSet: 10,
    CreationClassName: NAME,
    CurrentNumberOfRecords: state.eventLog.records.length,
    ElementName: MESSAGE_LOG,
    EnabledDefault: 2,
    EnabledState: 2,
    HealthState: 5,
    IsFrozen: state.eventLog.frozen,
    LastChange: 0,
    LogState: 4,
    MaxLogSize: 0,
    MaxNumberOfRecords: instant.profile.limits.eventRecords,
    MaxRecordSize: EVENT_RECORD_BYTES,
    Name: MESSAGE_LOG,
    OperationalStatus: [2],
    OverwritePolicy: 2,
    PercentageNearFull: 100,
    RequestedState: 12,
    SizeOfHeader: 0,
    SizeOfRecordHeader: 0,
    Status: 'OK',
  };
}
