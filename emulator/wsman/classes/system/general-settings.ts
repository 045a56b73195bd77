import {
  MAX_HOST_OS_FQDN_LENGTH,
  putDnsAndPresence,
  type DnsAndPresenceChange,
} from '../../../device/network/dns-and-presence.ts';
import { putGeneralSettings } from '../../../device/network/general-settings.ts';
import type { DeviceState } from '../../../device/state.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { amtNetworkEnableds } from '../value-maps.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_GeneralSettings';
const INVALID_NAME = 12;
const INVALID_DOMAIN_NAME = 28;
const INVALID_PARAMETER = 36;

/** Dynamic DNS, IPv6 and shared names came with release 6; in which release exactly each property came is assumed. */
const SIX = '6.0';

/** Names, ping and power settings of the device, and the realm that clients need to make password hashes. */
export const generalSettings: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_SettingData',
  properties: [
    {
      name: 'AMTNetworkEnabled',
      type: 'uint32',
      access: 'read-write',
      since: '9.0',
      meaning: '1 when the network interface is on; not in an answer of 8.1',
    },
    {
      name: 'DDNSPeriodicUpdateInterval',
      type: 'uint32',
      access: 'read-write',
      since: SIX,
      meaning: 'Minutes between DNS refreshes: 0 or at least 20',
    },
    { name: 'DDNSTTL', type: 'uint32', access: 'read-write', since: SIX, meaning: 'Seconds that DNS records are good' },
    {
      name: 'DDNSUpdateByDHCPServerEnabled',
      type: 'boolean',
      access: 'read-write',
      since: SIX,
      meaning: 'Asks the DHCP server to update DNS',
    },
    {
      name: 'DDNSUpdateEnabled',
      type: 'boolean',
      access: 'read-write',
      since: SIX,
      meaning: 'The firmware updates DNS by itself',
    },
    {
      name: 'DHCPSyncRequiresHostname',
      type: 'uint32',
      values: amtNetworkEnableds,
      access: 'read-write',
      since: '16.0',
      meaning: 'Takes over the address of the host only where it sends its name; not in recordings of 15.0',
    },
    {
      name: 'DHCPv6ConfigurationTimeout',
      type: 'uint16',
      access: 'read-write',
      since: SIX,
      meaning: 'Seconds to look for a DHCPv6 server, 0 for ever',
    },
    { name: 'DigestRealm', type: 'string', meaning: 'Realm of HTTP Digest' },
    { name: 'DomainName', type: 'string', access: 'read-write', meaning: 'DNS domain' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'HostName', type: 'string', access: 'read-write', meaning: 'Host name' },
    {
      name: 'HostOSFQDN',
      type: 'string',
      access: 'read-write',
      maxLength: MAX_HOST_OS_FQDN_LENGTH,
      since: SIX,
      meaning: 'Name of the host by its operating system',
    },
    { name: 'IdleWakeTimeout', type: 'uint32', access: 'read-write', meaning: 'Minutes awake after a wake' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
    { name: 'NetworkInterfaceEnabled', type: 'boolean', meaning: 'The network interface is up' },
    {
      name: 'PingResponseEnabled',
      type: 'boolean',
      access: 'read-write',
      required: true,
      meaning: 'Answers ICMP echo',
    },
    {
      name: 'OemID',
      type: 'uint16',
      since: '12.0',
      meaning: 'PCI vendor number of the maker; empty in every recording',
    },
    { name: 'PowerSource', type: 'uint32', values: { 0: 'AC', 1: 'DC' }, meaning: '0 mains, 1 battery' },
    {
      name: 'PreferredAddressFamily',
      type: 'uint32',
      values: { 0: 'IPv4', 1: 'IPv6' },
      access: 'read-write',
      since: SIX,
      meaning: 'Tried first for outgoing connections',
    },
    {
      name: 'PresenceNotificationInterval',
      type: 'uint32',
      access: 'read-write',
      since: SIX,
      meaning: 'Minutes between presence events: 0 or at least 15',
    },
    { name: 'PrivacyLevel', type: 'uint32', values: { 0: 'Default', 1: 'Enhanced', 2: 'Extreme' } },
    { name: 'RmcpPingResponseEnabled', type: 'boolean', access: 'read-write', meaning: 'Answers RMCP presence ping' },
    {
      name: 'SharedFQDN',
      type: 'boolean',
      access: 'read-write',
      since: SIX,
      meaning: 'Host and engine have one name',
    },
    {
      name: 'ThunderboltDockEnabled',
      type: 'uint32',
      values: amtNetworkEnableds,
      access: 'read-write',
      since: '12.0',
      meaning: 'May use the network adapter of a dock',
    },
    { name: 'WsmanOnlyMode', type: 'boolean', access: 'read-write', required: true, meaning: 'Legacy interfaces shut' },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  methods: [
    {
      name: 'AMTAuthenticate',
      input: [{ name: 'MC_Nonce', type: 'base64', required: true }],
      output: [
        { name: 'Nonce', type: 'base64' },
        { name: 'UUID', type: 'hex' },
        { name: 'FQDN', type: 'string' },
        { name: 'FWVersion', type: 'string' },
        { name: 'AMTSVN', type: 'uint32' },
        { name: 'SignatureMechanism', type: 'uint32' },
        { name: 'Signature', type: 'base64' },
        { name: 'LengthOfCertificates', type: 'uint16', array: true },
        { name: 'Certificates', type: 'base64' },
      ],
      returns: [0, 1],
      since: '15.0',
      meaning: 'Signs the nonce with a key that only Intel can certify',
    },
  ],
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [instanceOf(state)],
  put: ({ state }, _current, changes) => {
    const odd = SWITCHES.find((name) => (numberIn(changes, name) ?? 0) > 1);
    if (odd !== undefined)
      return invalidValues({ status: INVALID_PARAMETER, code: 'general.switch', inputs: { property: odd } });
    const step = putGeneralSettings(state, {
      hostName: textIn(changes, 'HostName'),
      domainName: textIn(changes, 'DomainName'),
      pingResponse: flagIn(changes, 'PingResponseEnabled'),
      rmcpPingResponse: flagIn(changes, 'RmcpPingResponseEnabled'),
      wsmanOnlyMode: flagIn(changes, 'WsmanOnlyMode'),
      sharedFqdn: flagIn(changes, 'SharedFQDN'),
      idleWakeTimeoutMinutes: numberIn(changes, 'IdleWakeTimeout'),
      networkEnabled: switchIn(changes, 'AMTNetworkEnabled'),
    });
    const isName = !step.ok && [INVALID_NAME, INVALID_DOMAIN_NAME].includes(step.refusal.status);
    if (!step.ok) return isName ? invalidValues(step.refusal) : written(step);
    const second = putDnsAndPresence(step.state, dnsAndPresenceIn(changes));
    return second.ok ? written({ ...second, effects: step.effects }) : invalidValues(second.refusal);
  },
};

function dnsAndPresenceIn(changes: Instance): DnsAndPresenceChange {
  return {
    ddnsIntervalMinutes: numberIn(changes, 'DDNSPeriodicUpdateInterval'),
    ddnsTtlSeconds: numberIn(changes, 'DDNSTTL'),
    ddnsByDhcpServer: flagIn(changes, 'DDNSUpdateByDHCPServerEnabled'),
    ddnsEnabled: flagIn(changes, 'DDNSUpdateEnabled'),
    hostOsFqdn: textIn(changes, 'HostOSFQDN'),
    preferredAddressFamily: numberIn(changes, 'PreferredAddressFamily'),
    dhcpv6TimeoutSeconds: numberIn(changes, 'DHCPv6ConfigurationTimeout'),
    presenceIntervalMinutes: numberIn(changes, 'PresenceNotificationInterval'),
    dhcpSyncRequiresHostName: switchIn(changes, 'DHCPSyncRequiresHostname'),
    thunderboltDockEnabled: switchIn(changes, 'ThunderboltDockEnabled'),
  };
}

/** Numbers that stand for off (0) and on (1). */
const SWITCHES = ['AMTNetworkEnabled', 'DHCPSyncRequiresHostname', 'ThunderboltDockEnabled'] as const;

function switchIn(changes: Instance, name: (typeof SWITCHES)[number]): boolean | undefined {
  const value = numberIn(changes, name);
  return value === undefined ? undefined : value === 1;
}

function instanceOf({ accounts, features: { dnsAndPresence }, network, power }: DeviceState): Instance {
  return {
    AMTNetworkEnabled: network.interfaceEnabled ? 1 : 0,
    DDNSPeriodicUpdateInterval: dnsAndPresence.ddnsIntervalMinutes,
    DDNSTTL: dnsAndPresence.ddnsTtlSeconds,
    DDNSUpdateByDHCPServerEnabled: dnsAndPresence.ddnsByDhcpServer,
    DDNSUpdateEnabled: dnsAndPresence.ddnsEnabled,
    DHCPSyncRequiresHostname: dnsAndPresence.dhcpSyncRequiresHostName ? 1 : 0,
    DHCPv6ConfigurationTimeout: dnsAndPresence.dhcpv6TimeoutSeconds,
    DigestRealm: accounts.digestRealm,
    DomainName: network.domainName,
    ElementName: 'Intel(r) AMT: General Settings',
    HostName: network.hostName,
    HostOSFQDN: dnsAndPresence.hostOsFqdn,
    IdleWakeTimeout: power.idleWakeTimeoutMinutes,
    InstanceID: 'Intel(r) AMT: General Settings',
    NetworkInterfaceEnabled: network.interfaceEnabled,
    PingResponseEnabled: network.pingResponse,
    PowerSource: 0,
    PreferredAddressFamily: dnsAndPresence.preferredAddressFamily,
    PresenceNotificationInterval: dnsAndPresence.presenceIntervalMinutes,
    PrivacyLevel: 0,
    RmcpPingResponseEnabled: network.rmcpPingResponse,
    SharedFQDN: network.sharedFqdn,
    ThunderboltDockEnabled: dnsAndPresence.thunderboltDockEnabled ? 1 : 0,
    WsmanOnlyMode: network.wsmanOnlyMode,
  };
}
