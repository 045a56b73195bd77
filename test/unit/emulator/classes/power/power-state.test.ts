import { IPS } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench, content, reference } from '../security/class-bench.ts';

const ASSOCIATION = 'CIM_AssociatedPowerManagementService';
const SERVICE = 'CIM_PowerManagementService';
const HOST = reference('CIM_ComputerSystem', { Name: 'ManagedSystem' });

function device(release: string, isHostOn: boolean): ClassBench {
  const bench = new ClassBench(release);
  bench.isHostOn = isHostOn;
  return bench;
}

function request(bench: ClassBench, state: number, more = ''): string | undefined {
  const inner = `${content({ PowerState: state })}<r:ManagedElement>${HOST}</r:ManagedElement>${more}`;
  return bench.call(SERVICE, 'RequestPowerStateChange', inner)['ReturnValue'];
}

describe('the power of a host around a later release', () => {
  it('offers what real devices offer while their host runs, in their order', () => {
    const fields = device('16.1', true).read(ASSOCIATION);
    expect(fields['AvailableRequestedPowerStates']).toBe('10|8|5|11|4|7|14|12');
    expect(fields['PowerState']).toBe('2');
  });

  it('can only be switched on when the host is off', () => {
    const fields = device('16.1', false).read(ASSOCIATION);
    expect([fields['AvailableRequestedPowerStates'], fields['PowerState']]).toEqual(['2', '8']);
  });

  it.each([
    [4, 'sleep'],
    [5, 'cycle'],
    [7, 'hibernate'],
    [8, 'off'],
    [10, 'reset'],
    [11, 'interrupt'],
    [12, 'shutdown'],
    [14, 'restart'],
  ])('answers request %i with success and lets the host %s', (state, action) => {
    const bench = device('16.1', true);
    expect(request(bench, state)).toBe('0');
    expect(bench.switched).toEqual([action]);
  });

  it.each([3, 6, 9, 13, 15, 16])('answers request %i, which no device carries out, with 1', (state) => {
    const bench = device('16.1', true);
    expect([request(bench, state), bench.switched]).toEqual(['1', []]);
  });

  it.each([4, 7, 11, 12, 14])('answers request %i with 1 on release 3.2.1', (state) => {
    const bench = device('3.2.1', true);
    expect([request(bench, state), bench.switched]).toEqual(['1', []]);
  });

  it('refuses a power action at a later time', () => {
    const time =
      '<r:Time><h:Datetime xmlns:h="http://schemas.dmtf.org/wbem/wscim/1/common">2030-01-01T00:00:00Z</h:Datetime></r:Time>';
    expect(request(device('16.1', true), 8, time)).toBe('1');
  });

  it('is named among the capabilities as recorded, and shorter before hosts could be asked', () => {
    const later = device('16.1', true).read('CIM_PowerManagementCapabilities');
    expect([later['PowerStatesSupported'], later['PowerChangeCapabilities']]).toEqual([
      '5|8|2|10|11|12|14',
      '2|3|4|7|8',
    ]);
    const early = device('3.2.1', true).read('CIM_PowerManagementCapabilities');
    expect([early['PowerStatesSupported'], early['PowerChangeCapabilities']]).toEqual(['5|8|2|10', '2|3|4|7']);
  });

  it('has its capabilities continued by the class of Intel, from release 10 on', () => {
    expect(
      device('16.1', true)
        .list('CIM_PowerManagementCapabilities')
        .map((item) => /^<h:(\w+)/.exec(item)?.[1]),
    ).toEqual(['CIM_PowerManagementCapabilities', 'IPS_PowerManagementCapabilities']);
    expect(device('9.5', true).list('CIM_PowerManagementCapabilities')).toHaveLength(1);
  });
});

describe('IPS_PowerManagementService', () => {
  const messages = new IPS.Messages();

  it('lets the operating system save power and come back, as other software asks', () => {
    const bench = device('16.1', true);
    const states = ([3, 2] as const).map((state) => {
      const text = messages.PowerManagementService.RequestOSPowerSavingStateChange(state);
      return [
        bodyOf(bench.ask(text).text).replace(/<[^>]*>/g, ''),
        bench.read('IPS_PowerManagementService')['OSPowerSavingState'],
      ];
    });
    expect(states).toEqual([
      ['0', '3'],
      ['0', '2'],
    ]);
  });

  it('asks nothing of an operating system that does not run, and knows only two states', () => {
    const ask = (bench: ClassBench, state: number): string | undefined =>
      bench.call(
        'IPS_PowerManagementService',
        'RequestOSPowerSavingStateChange',
        `${content({ OSPowerSavingState: state })}<r:ManagedElement>${HOST}</r:ManagedElement>`,
      )['ReturnValue'];
    expect(ask(device('16.1', false), 3)).toBe('4097');
    expect(ask(device('16.1', true), 4)).toBe('5');
  });
});
