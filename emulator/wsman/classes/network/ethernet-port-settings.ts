import { putPortSettings } from '../../../device/port-settings.ts';
import type { CallContext, ClassDeclaration, Instance } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { flagIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_EthernetPortSettings';

/** Addresses of the integrated wired adapter. Properties of the wireless port and of later releases are absent. */
export const ethernetPortSettings: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_SettingData',
  properties: [
    { name: 'DHCPEnabled', type: 'boolean', access: 'read-write', meaning: 'Addresses come from DHCP' },
    { name: 'DefaultGateway', type: 'string', access: 'read-write', meaning: 'Router' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'IPAddress', type: 'string', access: 'read-write', meaning: 'Address' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Number of the port' },
    { name: 'LinkIsUp', type: 'boolean', meaning: 'Cable plugged' },
    { name: 'MACAddress', type: 'string', meaning: 'Lower-case pairs joined by hyphens' },
    { name: 'PrimaryDNS', type: 'string', access: 'read-write', meaning: 'DNS server' },
    { name: 'SecondaryDNS', type: 'string', access: 'read-write', meaning: 'Second DNS server' },
    { name: 'SharedMAC', type: 'boolean', meaning: 'Host and device share the adapter address' },
    { name: 'SubnetMask', type: 'string', access: 'read-write', meaning: 'Network mask' },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: (context) => [instanceOf(context)],
  put: ({ state }, _current, changes) => {
    const dhcpEnabled = flagIn(changes, 'DHCPEnabled') ?? state.network.dhcpEnabled;
    const before = state.network.fixed;
    const step = putPortSettings(state, {
      dhcpEnabled,
      address: textIn(changes, 'IPAddress') ?? before.address,
      mask: textIn(changes, 'SubnetMask') ?? before.mask,
      gateway: textIn(changes, 'DefaultGateway') ?? before.gateway,
      primaryDns: textIn(changes, 'PrimaryDNS') ?? before.primaryDns,
      secondaryDns: textIn(changes, 'SecondaryDNS') ?? before.secondaryDns,
    });
    if (step.ok) return written(step);
    return invalidValues(step.refusal);
  },
};

function instanceOf({ state, holder }: CallContext): Instance {
  const { network, identity } = state;
  const inUse = network.dhcpEnabled ? holder.lease?.() : network.fixed;
  return {
    DHCPEnabled: network.dhcpEnabled,
    DefaultGateway: inUse?.gateway || undefined,
    ElementName: 'Intel(r) AMT Ethernet Port Settings',
    IPAddress: inUse?.address || undefined,
    InstanceID: 'Intel(r) AMT Ethernet Port Settings 0',
    LinkIsUp: inUse !== undefined,
    MACAddress: identity.wiredMac.replaceAll(':', '-').toLowerCase(),
    PrimaryDNS: inUse?.primaryDns || undefined,
    SecondaryDNS: inUse?.secondaryDns || undefined,
    SharedMAC: true,
    SubnetMask: inUse?.mask || undefined,
  };
}
