import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const ipv6PortSettings: ClassDeclaration = {
  name: 'IPS_IPv6PortSettings',
  uri: classUri('IPS_IPv6PortSettings'),
  parent: 'CIM_SettingData',
  since: '6.0',
  properties: [
    { name: 'CurrentAddressInfo', type: 'string', array: true },
    { name: 'CurrentDefaultRouter', type: 'string' },
    { name: 'CurrentPrimaryDNS', type: 'string' },
    { name: 'CurrentSecondaryDNS', type: 'string' },
    { name: 'DefaultRouter', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'IPv6Address', type: 'string', access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    {
      name: 'InterfaceIDType',
      type: 'uint32',
      access: 'read-write',
      values: { 0: 'Random ID', 1: 'Intel ID (MAC based)', 2: 'Manual ID' },
    },
    { name: 'ManualInterfaceID', type: 'hex', access: 'read-write' },
    { name: 'PrimaryDNS', type: 'string', access: 'read-write' },
    { name: 'SecondaryDNS', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
