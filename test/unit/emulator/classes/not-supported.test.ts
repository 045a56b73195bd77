import { expect, it } from 'vitest';
import { ClassBench, content } from './security/class-bench.ts';

it.each([
  ['5.2', 'CIM_Fan', 'SetSpeed', { DesiredSpeed: 1000 }],
  ['5.2', 'CIM_Card', 'ConnectorPower', { PoweredOn: false }],
  ['16.1', 'CIM_MediaAccessDevice', 'LockMedia', { Lock: true }],
  ['16.1', 'CIM_PhysicalPackage', 'IsCompatible', {}],
  ['5.2', 'CIM_LANEndpoint', 'RequestStateChange', { RequestedState: 3 }],
  ['16.1', 'IPS_ProvisioningRecordLog', 'RequestStateChange', { RequestedState: 3 }],
] as const)('release %s says that %s does not support %s, and changes nothing', (release, name, method, fields) => {
  const device = new ClassBench(release);
  const before = device.state;
  expect(device.call(name, method, content(fields))).toEqual({ ReturnValue: '1' });
  expect([device.codes(), device.state === before]).toEqual([['method.not-supported'], true]);
});
