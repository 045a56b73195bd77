import { describe, expect, it } from 'vitest';
import {
  clearEventLog,
  decodeEventRecord,
  encodeEventRecord,
  logEvent,
} from '../../../../../emulator/device/logs/event-log.ts';
import type { EventRecord } from '../../../../../emulator/device/state.ts';
import { stateAfter } from '../../../../support/fresh-device.ts';
import { ClassBench, content } from '../security/class-bench.ts';

const NAME = 'AMT_MessageLog';
/** Records of real firmware as consoles published them. */
const ATTACK = 'Y8iYZf8GbwVoEP8mYaoKAAAAAAAA';
const PCI = 'IgYBZf8PbwJoAf8iAEAHAAAAAAAA';

function recordOf(base64: string): EventRecord {
  const record = decodeEventRecord(Buffer.from(base64, 'base64'));
  if (record === undefined) throw new Error('no record');
  return record;
}

/** A device with the published records in its log, the given ones oldest first. */
function benchWith(release: string, ...records: readonly string[]): ClassBench {
  const bench = new ClassBench(release);
  for (const record of records) bench.state = stateAfter(logEvent(bench.state, bench.instant(), recordOf(record)));
  return bench;
}

describe('a published record', () => {
  it('is an attack on passwords, critical, ten times, and goes back into the same octets', () => {
    const record = recordOf(ATTACK);
    expect(record).toMatchObject({ atSeconds: 1_704_511_587, sensorType: 6, severity: 16, data: 'aa0a000000000000' });
    expect(encodeEventRecord(record).toString('base64')).toBe(ATTACK);
    expect(encodeEventRecord(recordOf(PCI)).toString('base64')).toBe(PCI);
    expect(decodeEventRecord(Buffer.alloc(20))).toBeUndefined();
  });
});

describe('AMT_MessageLog', () => {
  it('gives all three of three records and says 3, as recorded', () => {
    const bench = benchWith('16.1', PCI, PCI, ATTACK);
    const all = bench.call(NAME, 'GetRecords', content({ IterationIdentifier: 1, MaxReadRecords: 390 }));
    expect(all).toEqual({
      IterationIdentifier: '3',
      NoMoreRecords: 'true',
      RecordArray: `${ATTACK}|${PCI}|${PCI}`,
      ReturnValue: '0',
    });
  });

  it('gives one record octet by octet and moves on when asked to', () => {
    const bench = benchWith('16.1', PCI, ATTACK);
    const octets = [...Buffer.from(ATTACK, 'base64')].join('|');
    const stay = bench.call(NAME, 'GetRecord', content({ IterationIdentifier: 1, PositionToNext: false }));
    expect(stay).toEqual({ IterationIdentifier: '1', RecordNumber: '1', RecordData: octets, ReturnValue: '0' });
    const move = bench.call(NAME, 'GetRecord', content({ IterationIdentifier: 1, PositionToNext: true }));
    expect(move).toMatchObject({ IterationIdentifier: '2', RecordNumber: '1' });
    expect(bench.call(NAME, 'GetRecord', content({ IterationIdentifier: 3 }))).toEqual({ ReturnValue: '2' });
    expect(new ClassBench('16.1').call(NAME, 'GetRecord', content({ IterationIdentifier: 1 }))).toEqual({
      ReturnValue: '3',
    });
  });

  it('moves to a record by number, or by so many from a place, but not past the ends', () => {
    const bench = benchWith('16.1', PCI, PCI, ATTACK);
    const at = (place: number, absolute: boolean, number: number): object =>
      bench.call(
        NAME,
        'PositionAtRecord',
        content({ IterationIdentifier: place, MoveAbsolute: absolute, RecordNumber: number }),
      );
    expect(at(1, true, 3)).toEqual({ IterationIdentifier: '3', RecordNumber: '3', ReturnValue: '0' });
    expect(at(3, false, -2)).toEqual({ IterationIdentifier: '1', RecordNumber: '1', ReturnValue: '0' });
    expect(at(1, true, 4)).toEqual({ ReturnValue: '1' });
    expect(at(1, false, -1)).toEqual({ ReturnValue: '1' });
  });

  it('ends iterations, and knows no state but enabled', () => {
    const bench = new ClassBench('16.1');
    expect(bench.call(NAME, 'CancelIteration', content({ IterationIdentifier: 1 }))).toEqual({ ReturnValue: '0' });
    expect(bench.call(NAME, 'RequestStateChange', content({ RequestedState: 3 }))).toEqual({ ReturnValue: '1' });
  });

  it('reads out freed slots as zeros on 16.1, counts only records, and does neither on 12.0', () => {
    const cleared = benchWith('16.1', PCI, PCI, PCI);
    cleared.state = stateAfter(clearEventLog(cleared.state));
    cleared.state = stateAfter(logEvent(cleared.state, cleared.instant(), recordOf(ATTACK)));
    const zeros = Buffer.alloc(21).toString('base64');
    const ask = content({ IterationIdentifier: 1, MaxReadRecords: 390 });
    expect(cleared.call(NAME, 'GetRecords', ask)['RecordArray']).toBe(`${ATTACK}|${zeros}|${zeros}`);
    expect(cleared.read(NAME)['CurrentNumberOfRecords']).toBe('1');
    const older = benchWith('12.0', PCI, PCI);
    older.state = stateAfter(clearEventLog(older.state));
    expect(older.call(NAME, 'GetRecords', ask)).toEqual({ ReturnValue: '3' });
  });
});

describe('AMT_EventLogEntry', () => {
  it('is one object a record, newest first, and belongs to the log', () => {
    const bench = benchWith('9.5', PCI, ATTACK);
    const entries = bench.list('AMT_EventLogEntry').join('');
    expect([...entries.matchAll(/<h:EventSensorType>(\d+)/g)].map(([, type]) => type)).toEqual(['6', '15']);
    expect(entries).toContain('<h:MessageID>PLAT0032</h:MessageID>');
    expect(entries).toContain('<i:Datetime>2024-01-06T03:26:27Z</i:Datetime>');
    const pairs = bench.list('CIM_LogManagesRecord').join('');
    expect(pairs.match(/<h:CIM_LogManagesRecord>/g)).toHaveLength(2);
    expect(
      bench
        .list('CIM_UseOfLog')
        .join('')
        .match(/<h:CIM_UseOfLog>/g),
    ).toHaveLength(3);
  });
});
