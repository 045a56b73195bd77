import { describe, expect, it } from 'vitest';
import { ClassBench, content } from '../security/class-bench.ts';
import { subcode } from '../../wsman/asked.ts';

const FILTER = 'AMT_PETFilterSetting';
const SUBSCRIBER = 'AMT_SNMPEventSubscriber';

function filter(policy: number, OEMFilter = false): string {
  const any = ['DeviceAddress', 'Entity', 'EntityInstance', 'EventOffset', 'EventSensorType', 'EventSeverity'];
  const names = [...any, 'EventSourceType', 'EventType', 'SensorNumber'];
  return content({
    ...Object.fromEntries(names.map((name) => [name, 255])),
    EnableFilter: true,
    LogOnEvent: true,
    OEMFilter,
    PolicyID: policy,
    SendAlert: true,
  });
}

function subscriber(policy: number, address = '192.168.0.15'): string {
  return content({ AccessInfo: address, CommunityString: 'adatum', PolicyID: policy });
}

describe('the event manager', () => {
  it('ties filters and trap receivers together by their policy', () => {
    const bench = new ClassBench('9.5');
    expect(bench.create(FILTER, filter(7)).text).toContain('Intel(r) AMT: PET Filter Setting 5');
    expect(bench.create(SUBSCRIBER, subscriber(7)).text).toContain('Intel(r) AMT:SNMP Event Subscriber 6');
    bench.create(SUBSCRIBER, subscriber(8));
    expect(bench.list('AMT_PETFilterForTarget')).toHaveLength(1);
    expect(bench.list('AMT_TrapTargetForService')).toHaveLength(2);
    expect(bench.read(SUBSCRIBER)).toMatchObject({ AccessInfo: '192.168.0.15', InfoFormat: '3', PolicyID: '7' });
    expect(bench.remove(SUBSCRIBER, { Name: 'Intel(r) AMT:SNMP Event Subscriber 6' }).status).toBe(200);
    expect(bench.list('AMT_PETFilterForTarget')).toHaveLength(0);
  });

  it('neither makes a filter one of the manufacturer nor takes it from them', () => {
    const bench = new ClassBench('9.5');
    const manufacturers = filter(7, true);
    expect(subcode(bench.create(FILTER, manufacturers))).toBe('d:InvalidRepresentation');
    bench.create(FILTER, filter(7));
    const id = { InstanceID: 'Intel(r) AMT: PET Filter Setting 5' };
    expect(subcode(bench.put(FILTER, manufacturers, id))).toBe('d:InvalidRepresentation');
    expect(bench.codes().filter((code) => code === 'alerts.filter.manufacturer')).toHaveLength(2);
    expect(bench.put(FILTER, filter(8), id).status).toBe(200);
  });

  it('has room for 17 filters, one of which nobody may change, and for 14 receivers', () => {
    const bench = new ClassBench('9.5');
    for (let count = 0; count < 13; count += 1) expect(bench.create(FILTER, filter(7)).status).toBe(200);
    expect(bench.create(FILTER, filter(7)).text).toContain('AMT-STATUS 23');
    expect(bench.remove(FILTER, { InstanceID: 'Intel(r) AMT: PET Filter Setting 4' }).text).toContain('AMT-STATUS 16');
    for (let count = 0; count < 14; count += 1) expect(bench.create(SUBSCRIBER, subscriber(7)).status).toBe(200);
    expect(bench.create(SUBSCRIBER, subscriber(7)).text).toContain('AMT-STATUS 23');
  });

  it('refuses a receiver that is no IPv4 address, and a community that is none', () => {
    const bench = new ClassBench('9.5');
    expect(subcode(bench.create(SUBSCRIBER, subscriber(7, 'server15')))).toBe('d:InvalidRepresentation');
    const service = 'AMT_EventManagerService';
    expect(subcode(bench.put(service, content({ DefaultCommunityString: '' })))).toBe('d:InvalidRepresentation');
    expect(bench.put(service, content({ DefaultCommunityString: 'adatum' })).status).toBe(200);
    expect(bench.read(service)['DefaultCommunityString']).toBe('adatum');
    expect(JSON.stringify([bench.events, bench.decisions])).not.toContain('>adatum<');
  });

  it('changes a filter by Put', () => {
    const bench = new ClassBench('9.5');
    const changed = bench.put(FILTER, filter(9, true), { InstanceID: 'Intel(r) AMT: PET Filter Setting 1' });
    expect(changed.text).toContain('<g:PolicyID>9</g:PolicyID>');
    expect(bench.state.features.alerts.filters[0]).toMatchObject({ policyId: 9, sensorType: 255, isOem: true });
  });

  it('has no traps any more from release 18 on', () => {
    const bench = new ClassBench('18.0');
    expect(bench.read(FILTER)).toEqual({ fault: 'b:DestinationUnreachable' });
    expect(bench.read(SUBSCRIBER)).toEqual({ fault: 'b:DestinationUnreachable' });
    expect(bench.read('CIM_IndicationService')['DeliveryRetryInterval']).toBe('10');
  });
});
