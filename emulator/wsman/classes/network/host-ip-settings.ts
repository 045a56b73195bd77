import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const hostIpSettings: ClassDeclaration = {
  name: 'IPS_HostIPSettings',
  uri: classUri('IPS_HostIPSettings'),
  parent: 'CIM_SettingData',
  since: '7.0',
  properties: [
    { name: 'DHCPEnabled', type: 'boolean', access: 'read-write' },
    { name: 'DefaultGateway', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IpAddress', type: 'string', access: 'read-write' },
    { name: 'PrimaryDNS', type: 'string', access: 'read-write' },
    { name: 'SecondaryDNS', type: 'string', access: 'read-write' },
    { name: 'SubnetMask', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13, 24],
  writeRealms: [3, 24],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
