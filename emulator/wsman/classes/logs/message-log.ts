import { clearEventLog, encodeEventRecord, EVENT_RECORD_BYTES, freezeEventLog } from '../../../device/event-log.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_MessageLog';
const LOG = 'Intel(r) AMT:MessageLog 1';

const INTERNAL_ERROR = 1;
const INVALID_RECORD = 2;
const NO_RECORD = 3;
/** PositionToFirstRecord has a number of its own for an empty log. */
const NO_RECORD_TO_POSITION_AT = 2;

const readers = [realm.administration, realm.eventManager, realm.eventLogReader];
const writers = [realm.administration, realm.eventManager];

const methods: readonly MethodDeclaration[] = [
  {
    name: 'ClearLog',
    input: [],
    output: [],
    realms: writers,
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
    meaning: 'Freezes or thaws the log',
    call: ({ state }, input) => returned(freezeEventLog(state, flagIn(input, 'Freeze') ?? false), () => ({})),
  },
  {
    name: 'GetRecords',
    input: [
      { name: 'IterationIdentifier', type: 'string', required: true },
      { name: 'MaxReadRecords', type: 'uint32', required: true },
    ],
    output: [
      { name: 'IterationIdentifier', type: 'string' },
      { name: 'NoMoreRecords', type: 'boolean' },
      { name: 'RecordArray', type: 'string', array: true },
    ],
    realms: readers,
    meaning: 'Records from a place on, newest first',
    call: records,
  },
  {
    name: 'PositionToFirstRecord',
    input: [],
    output: [{ name: 'IterationIdentifier', type: 'string' }],
    realms: readers,
    meaning: 'Place of the newest record',
    call: ({ state }) =>
      state.eventLog.records.length === 0
        ? { kind: 'returned', value: NO_RECORD_TO_POSITION_AT }
        : { kind: 'returned', value: 0, outputs: { IterationIdentifier: '1' } },
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
  instances: (context) => [instanceOf(context)],
};

function records({ state, instant }: CallContext, input: Instance): MethodResult {
  const { records: all } = state.eventLog;
  const place = textIn(input, 'IterationIdentifier') ?? '';
  const from = /^[1-9]\d{0,5}$/.test(place) ? Number(place) : 0;
  const count = numberIn(input, 'MaxReadRecords') ?? 0;
  if (all.length === 0) return { kind: 'returned', value: NO_RECORD };
  if (from < 1 || from > all.length || count < 1 || count > instant.profile.limits.eventRecords)
    return { kind: 'returned', value: INVALID_RECORD };
  const read = all.slice(from - 1, from - 1 + count);
  const next = from + read.length;
  const outputs = {
    IterationIdentifier: String(next),
    NoMoreRecords: next > all.length,
    RecordArray: read.map((record) => encodeEventRecord(record).toString('base64')),
  };
  return { kind: 'returned', value: 0, outputs };
}

function instanceOf({ state, instant }: CallContext): Instance {
  return {
    Capabilities: [5, 6, 8, 7],
    CharacterSet: 10,
    CreationClassName: NAME,
    CurrentNumberOfRecords: state.eventLog.records.length,
    ElementName: LOG,
    EnabledDefault: 2,
    EnabledState: 2,
    HealthState: 5,
    IsFrozen: state.eventLog.frozen,
    LastChange: 0,
    LogState: 4,
    MaxLogSize: 0,
    MaxNumberOfRecords: instant.profile.limits.eventRecords,
    MaxRecordSize: EVENT_RECORD_BYTES,
    Name: LOG,
    OperationalStatus: [2],
    OverwritePolicy: 2,
    PercentageNearFull: 100,
    RequestedState: 12,
    SizeOfHeader: 0,
    SizeOfRecordHeader: 0,
    Status: 'OK',
  };
}
