import { AMT, IPS } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';

import { detail, subcode } from '../../wsman/asked.ts';
import { START_MS } from '../../wsman/bench.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench } from '../security/class-bench.ts';

const OCCURRENCE = 'IPS_AlarmClockOccurrence';
const COMMON = 'xmlns:h="http://schemas.dmtf.org/wbem/wscim/1/common"';

const amt = new AMT.Messages();
const ips = new IPS.Messages();
let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
});

/** AddAlarm as a management server writes it. */
function add(name: string, minutes = 10, interval?: number): ReturnType<ClassBench['ask']> {
  return device.ask(
    amt.AlarmClockService.AddAlarm({
      InstanceID: name,
      ElementName: name,
      StartTime: new Date(START_MS + minutes * 60_000),
      DeleteOnCompletion: true,
      ...(interval === undefined ? {} : { Interval: interval }),
    }),
  );
}

describe('alarms', () => {
  it('are added by a management server, answered with their reference, and read back', () => {
    const answer = bodyOf(add('wake', 10, 1500).text);
    expect(answer).toContain('/ips-schema/1/IPS_AlarmClockOccurrence</c:ResourceURI>');
    expect(answer).toContain('<c:Selector Name="InstanceID">wake</c:Selector>');
    expect(answer).toContain('<g:ReturnValue>0</g:ReturnValue></g:AddAlarm_OUTPUT>');
    expect(device.list(OCCURRENCE)).toEqual([
      '<h:IPS_AlarmClockOccurrence><h:DeleteOnCompletion>true</h:DeleteOnCompletion>' +
        '<h:ElementName>wake</h:ElementName><h:InstanceID>wake</h:InstanceID>' +
        '<h:Interval><i:Interval>P1DT1H0M0S</i:Interval></h:Interval>' +
        '<h:StartTime><i:Datetime>2022-01-31T10:33:04Z</i:Datetime></h:StartTime></h:IPS_AlarmClockOccurrence>',
    ]);
  });

  it('are refused under a name that is taken', () => {
    add('wake');
    const again = add('wake', 20);
    expect([subcode(again), detail(again)]).toEqual(['d:InvalidRepresentation', 'InvalidValues']);
    expect(device.list(OCCURRENCE)).toHaveLength(1);
  });

  it('are refused beyond five', () => {
    const codes = ['1', '2', '3', '4', '5', '6'].map((name) => subcode(add(name)));
    expect(codes).toEqual(['', '', '', '', '', 'e:QuotaLimit']);
  });

  it('are refused without a time, and with a span for one', () => {
    const uri = 'http://intel.com/wbem/wscim/1/ips-schema/1/IPS_AlarmClockOccurrence';
    const template = (inner: string): string => `<r:AlarmTemplate xmlns:s="${uri}">${inner}</r:AlarmTemplate>`;
    const id = '<s:InstanceID>wake</s:InstanceID>';
    const span = `<s:StartTime><h:Interval ${COMMON}>P1DT0H0M0S</h:Interval></s:StartTime>`;
    expect(device.call('AMT_AlarmClockService', 'AddAlarm', template(id))).toEqual({
      fault: 'd:InvalidRepresentation',
    });
    expect(device.call('AMT_AlarmClockService', 'AddAlarm', template(id + span))).toEqual({
      fault: 'd:InvalidRepresentation',
    });
    expect(device.call('AMT_AlarmClockService', 'AddAlarm')).toEqual({ fault: 'd:InvalidRepresentation' });
  });

  it('are moved by a Put and taken away by a Delete of other software', () => {
    add('wake');
    const moved = `<r:DeleteOnCompletion>false</r:DeleteOnCompletion><r:StartTime><h:Datetime ${COMMON}>2022-02-01T06:00:00Z</h:Datetime></r:StartTime>`;
    const text = bodyOf(device.put(OCCURRENCE, moved, { InstanceID: 'wake' }).text);
    expect(text).toContain('<h:Datetime>2022-02-01T06:00:00Z</h:Datetime>');
    expect(text).toContain('<g:DeleteOnCompletion>false</g:DeleteOnCompletion><g:ElementName>wake</g:ElementName>');
    expect(bodyOf(device.ask(ips.AlarmClockOccurrence.Delete({ name: 'InstanceID', value: 'wake' })).text)).toBe('');
    expect(device.list(OCCURRENCE)).toEqual([]);
    const gone = device.ask(ips.AlarmClockOccurrence.Delete({ name: 'InstanceID', value: 'wake' }));
    expect(subcode(gone)).toBe('b:DestinationUnreachable');
  });

  it('are one, in the properties of the service, before devices had AddAlarm', () => {
    device = new ClassBench('5.2');
    const time = `<r:NextAMTAlarmTime><h:Datetime ${COMMON}>2022-02-01T06:00:00Z</h:Datetime></r:NextAMTAlarmTime>`;
    const text = bodyOf(device.put('AMT_AlarmClockService', time).text);
    expect(text).toContain('<g:NextAMTAlarmTime><h:Datetime>2022-02-01T06:00:00Z</h:Datetime></g:NextAMTAlarmTime>');
    expect(device.call('AMT_AlarmClockService', 'AddAlarm')).toEqual({ fault: 'b:ActionNotSupported' });
    expect(device.read(OCCURRENCE)).toEqual({ fault: 'b:DestinationUnreachable' });
  });

  it('do not exist on a release without an alarm clock', () => {
    expect(new ClassBench('3.2.1').read('AMT_AlarmClockService')).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});
