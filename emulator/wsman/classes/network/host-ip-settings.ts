import { putHostAddresses } from '../../../device/network/network-interfaces.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, textIn } from '../value-readings.ts';

const ID = 'Intel(r) AMT: Host IP Settings';

/** What host software says the host's addresses are; a shared static address follows them. */
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
  instances: ({ state }) => {
    const { host } = state.features.interfaces;
    return [
      {
        DHCPEnabled: host.dhcpEnabled,
        DefaultGateway: host.gateway || undefined,
        ElementName: ID,
        InstanceID: ID,
        IpAddress: host.address || undefined,
        PrimaryDNS: host.primaryDns || undefined,
        SecondaryDNS: host.secondaryDns || undefined,
        SubnetMask: host.mask || undefined,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const step = putHostAddresses(state, {
      dhcpEnabled: flagIn(changes, 'DHCPEnabled') ?? state.features.interfaces.host.dhcpEnabled,
      address: textIn(changes, 'IpAddress') ?? '',
      mask: textIn(changes, 'SubnetMask') ?? '',
      gateway: textIn(changes, 'DefaultGateway') ?? '',
      primaryDns: textIn(changes, 'PrimaryDNS') ?? '',
      secondaryDns: textIn(changes, 'SecondaryDNS') ?? '',
    });
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
};
