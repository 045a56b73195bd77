import {
  linkControlAt,
  linkPreferenceAt,
  overrideLinkProtection,
  putInterface,
  setLinkPreference,
  sharedAddresses,
  wirelessMacOf,
  type InterfaceChange,
} from '../../../device/network/network-interfaces.ts';
import { putPortSettings } from '../../../device/network/port-settings.ts';
import type { DeviceState } from '../../../device/state.ts';
import type { LeaseView, Step } from '../../../device/step.ts';
import type {
  CallContext,
  ClassDeclaration,
  Instance,
  MethodDeclaration,
  PropertyDeclaration,
} from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { linkControls } from '../value-maps.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';
import { interfaceOf, interfacesOf } from './interface-names.ts';

const NAME = 'AMT_EthernetPortSettings';

/**
 * First releases are documented for VLANTag, the link properties and the two Physical properties. Assumed: those of the
 * shared addresses and of ConsoleTcpMaxRetransmissions.
 */
const properties: readonly PropertyDeclaration[] = [
  {
    name: 'ConsoleTcpMaxRetransmissions',
    type: 'uint32',
    access: 'read-write',
    since: '6.0',
    storedOnly: true,
    meaning: 'Tries of the TCP connection to the console: 5, 6 or 7',
  },
  { name: 'DHCPEnabled', type: 'boolean', access: 'read-write', meaning: 'Addresses come from DHCP' },
  { name: 'DefaultGateway', type: 'string', access: 'read-write', meaning: 'Router' },
  { name: 'ElementName', type: 'string', meaning: 'Name for people' },
  { name: 'IPAddress', type: 'string', access: 'read-write', meaning: 'Address' },
  { name: 'InstanceID', type: 'string', key: true, meaning: 'Number of the port' },
  {
    name: 'IpSyncEnabled',
    type: 'boolean',
    access: 'read-write',
    since: '6.0',
    meaning: 'The addresses follow those of the host',
  },
  { name: 'LinkControl', type: 'uint32', since: '6.0', values: linkControls, meaning: 'Who has the wireless link' },
  { name: 'LinkIsUp', type: 'boolean', meaning: 'Cable plugged' },
  {
    name: 'LinkPolicy',
    type: 'uint8',
    array: true,
    access: 'read-write',
    since: '4.0',
    storedOnly: true,
    values: { 1: 'S0 on AC', 14: 'Sx on AC', 16: 'S0 on DC', 224: 'Sx on DC' },
    meaning: 'States in which the link is kept for the device',
  },
  {
    name: 'LinkPreference',
    type: 'uint32',
    access: 'read-write',
    since: '6.0',
    values: linkControls,
    meaning: 'Who should have the wireless link',
  },
  { name: 'MACAddress', type: 'string', meaning: 'Lower-case pairs joined by hyphens' },
  {
    name: 'PhysicalConnectionType',
    type: 'uint32',
    since: '15.0',
    values: { 0: 'Integrated LAN NIC', 1: 'Discrete LAN NIC', 2: 'LAN via a Thunderbolt dock', 3: 'Wireless LAN' },
    meaning: 'How the interface is attached',
  },
  {
    name: 'PhysicalNicMedium',
    type: 'uint32',
    since: '15.0',
    values: { 0: 'SMBUS', 1: 'PCIe' },
    meaning: 'Bus to the adapter; not in recordings, so never shown',
  },
  { name: 'PrimaryDNS', type: 'string', access: 'read-write', meaning: 'DNS server' },
  { name: 'SecondaryDNS', type: 'string', access: 'read-write', meaning: 'Second DNS server' },
  { name: 'SharedDynamicIP', type: 'boolean', since: '6.0', meaning: 'Host and device share the address from DHCP' },
  { name: 'SharedMAC', type: 'boolean', meaning: 'Host and device share the adapter address' },
  {
    name: 'SharedStaticIp',
    type: 'boolean',
    access: 'read-write',
    since: '6.0',
    meaning: 'Host and device share a static address',
  },
  { name: 'SubnetMask', type: 'string', access: 'read-write', meaning: 'Network mask' },
  {
    name: 'VLANTag',
    type: 'uint16',
    access: 'read-write',
    until: '6.0',
    storedOnly: true,
    meaning: 'Number of the VLAN; absent for none',
  },
  {
    name: 'WLANLinkProtectionLevel',
    type: 'uint32',
    since: '8.1',
    values: { 0: 'Override', 1: 'None', 2: 'Passive', 3: 'High' },
    meaning: 'Protection of the wireless link',
  },
];

const methods: readonly MethodDeclaration[] = [
  {
    name: 'CancelLinkProtection',
    input: [],
    output: [],
    since: '8.1',
    returns: [0, 1],
    meaning: 'Lifts the protection of the wireless link',
    call: ({ state }, _input, self) => returned(overrideLinkProtection(state, interfaceOf(self), true), () => ({})),
  },
  {
    name: 'RestoreLinkProtection',
    input: [],
    output: [],
    since: '8.1',
    returns: [0, 1],
    meaning: 'Puts the protection of the wireless link back',
    call: ({ state }, _input, self) => returned(overrideLinkProtection(state, interfaceOf(self), false), () => ({})),
  },
  {
    name: 'SetLinkPreference',
    input: [
      { name: 'LinkPreference', type: 'uint32', required: true, values: linkControls },
      { name: 'Timeout', type: 'uint32' },
    ],
    output: [],
    since: '6.0',
    returns: [0, 1],
    meaning: 'Gives the wireless link to the device for some seconds, or to the host',
    call: ({ state, instant }, input, self) => {
      const owner = numberIn(input, 'LinkPreference') ?? 0;
      const seconds = numberIn(input, 'Timeout');
      return returned(setLinkPreference(state, instant, interfaceOf(self), owner, seconds), () => ({}));
    },
  },
];

/** Addresses and link of the integrated wired adapter, and of the wireless one where the release has it. */
export const ethernetPortSettings: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_SettingData',
  properties,
  methods,
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; public recordings of both interfaces; a radio without an access point and first releases of some properties are assumed`,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: (context) =>
    interfacesOf(context).map((number) => (number === 0 ? wiredValues(context) : wirelessValues(context))),
  put: ({ state, holder }, current, changes) => {
    const number = interfaceOf(current);
    const step = putInterface(state, number, changeIn(changes));
    if (!step.ok) return invalidValues(step.refusal);
    if (number === 1) return written(step);
    const addressed = putAddresses(step.state, changes, holder.lease?.());
    return addressed.ok ? written(addressed) : invalidValues(addressed.refusal);
  },
};

function changeIn(changes: Instance): InterfaceChange {
  return {
    dhcpEnabled: flagIn(changes, 'DHCPEnabled'),
    ipSyncEnabled: flagIn(changes, 'IpSyncEnabled'),
    sharedStaticIp: flagIn(changes, 'SharedStaticIp'),
    vlanTag: numberIn(changes, 'VLANTag'),
    linkPolicy: changes['LinkPolicy'] === undefined ? undefined : numbersIn(changes, 'LinkPolicy'),
    linkPreference: numberIn(changes, 'LinkPreference'),
    consoleTcpMaxRetransmissions: numberIn(changes, 'ConsoleTcpMaxRetransmissions'),
  };
}

/** A static interface that shares the host's address may be sent without addresses; it has the host's then. */
function putAddresses(state: DeviceState, changes: Instance, lease: LeaseView | undefined): Step {
  const dhcpEnabled = flagIn(changes, 'DHCPEnabled') ?? state.network.dhcpEnabled;
  const isShared = flagIn(changes, 'SharedStaticIp') === true && textIn(changes, 'IPAddress') === undefined;
  const before = isShared ? sharedAddresses(state, lease) : state.network.fixed;
  return putPortSettings(state, {
    dhcpEnabled,
    address: textIn(changes, 'IPAddress') ?? before.address,
    mask: textIn(changes, 'SubnetMask') ?? before.mask,
    gateway: textIn(changes, 'DefaultGateway') ?? before.gateway,
    primaryDns: textIn(changes, 'PrimaryDNS') ?? before.primaryDns,
    secondaryDns: textIn(changes, 'SecondaryDNS') ?? before.secondaryDns,
  });
}

function wiredValues({ state, holder }: CallContext): Instance {
  const { network, identity } = state;
  const { interfaces } = state.features;
  const inUse = network.dhcpEnabled ? holder.lease?.() : network.fixed;
  return {
    DHCPEnabled: network.dhcpEnabled,
    DefaultGateway: inUse?.gateway || undefined,
    ElementName: 'Intel(r) AMT Ethernet Port Settings',
    IPAddress: inUse?.address || undefined,
    InstanceID: 'Intel(r) AMT Ethernet Port Settings 0',
    IpSyncEnabled: interfaces.ipSyncEnabled,
    LinkIsUp: inUse !== undefined,
    LinkPolicy: interfaces.wiredLinkPolicy,
    MACAddress: hyphenated(identity.wiredMac),
    PhysicalConnectionType: 0,
    PrimaryDNS: inUse?.primaryDns || undefined,
    SecondaryDNS: inUse?.secondaryDns || undefined,
    SharedDynamicIP: true,
    SharedMAC: true,
    SharedStaticIp: interfaces.sharedStaticIp,
    SubnetMask: inUse?.mask || undefined,
    VLANTag: interfaces.vlanTag || undefined,
  };
}

/** The wireless interface: no access point is modelled, so its link is down and it has no address. */
function wirelessValues({ state, instant, holder }: CallContext): Instance {
  const { interfaces } = state.features;
  return {
    ConsoleTcpMaxRetransmissions: interfaces.consoleTcpMaxRetransmissions,
    DHCPEnabled: true,
    ElementName: 'Intel(r) AMT Ethernet Port Settings',
    InstanceID: 'Intel(r) AMT Ethernet Port Settings 1',
    LinkControl: linkControlAt(state, instant, holder.host?.()),
    LinkIsUp: false,
    LinkPolicy: interfaces.wirelessLinkPolicy,
    LinkPreference: linkPreferenceAt(state, instant),
    MACAddress: hyphenated(wirelessMacOf(state.identity)),
    PhysicalConnectionType: 3,
    SharedMAC: true,
    WLANLinkProtectionLevel: interfaces.linkProtectionOverridden ? 0 : 1,
  };
}

function hyphenated(mac: string): string {
  return mac.replaceAll(':', '-').toLowerCase();
}
