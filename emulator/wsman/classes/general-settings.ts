import { putGeneralSettings } from '../../device/general-settings.ts';
import type { DeviceState } from '../../device/state.ts';
import type { ClassDeclaration, Instance, PropertyDeclaration } from '../declaration.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from './service-shape.ts';
import { written } from './refusal-answers.ts';
import { flagIn, numberIn, textIn } from './value-readings.ts';

const NAME = 'AMT_GeneralSettings';
const INVALID_NAME = 12;
const INVALID_DOMAIN_NAME = 28;

/** Properties of releases after 5.0: known to the schema, absent in answers, not to be written. */
const laterProperties: readonly PropertyDeclaration[] = [
  { name: 'DDNSPeriodicUpdateInterval', type: 'uint32', meaning: 'Minutes between DNS updates' },
  { name: 'DDNSTTL', type: 'uint32', meaning: 'Life of DNS records, seconds' },
  { name: 'DDNSUpdateByDHCPServerEnabled', type: 'boolean', meaning: 'The DHCP server updates DNS' },
  { name: 'DDNSUpdateEnabled', type: 'boolean', meaning: 'The device updates DNS' },
  { name: 'DHCPSyncRequiresHostname', type: 'uint32', meaning: 'Following the host needs DHCP option 12' },
  { name: 'DHCPv6ConfigurationTimeout', type: 'uint16', meaning: 'Seconds to look for DHCPv6' },
  { name: 'HostOSFQDN', type: 'string', meaning: 'Name of the operating system' },
  { name: 'OemID', type: 'uint16', meaning: 'PCI vendor of the manufacturer' },
  { name: 'PreferredAddressFamily', type: 'uint32', meaning: '0 IPv4, 1 IPv6' },
  { name: 'PresenceNotificationInterval', type: 'uint32', meaning: 'Minutes between presence events' },
  { name: 'SharedFQDN', type: 'boolean', meaning: 'Host and device share a name' },
  { name: 'ThunderboltDockEnabled', type: 'uint32', meaning: 'Dock network allowed' },
];

/** Names, ping and power settings of the device, and the realm that clients need to make password hashes. */
export const generalSettings: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  bases: ['CIM_SettingData'],
  properties: [
    { name: 'AMTNetworkEnabled', type: 'uint32', access: 'read-write', meaning: '1 when the network interface is on' },
    { name: 'DigestRealm', type: 'string', meaning: 'Realm of HTTP Digest' },
    { name: 'DomainName', type: 'string', access: 'read-write', meaning: 'DNS domain' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'HostName', type: 'string', access: 'read-write', meaning: 'Host name' },
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
    { name: 'PowerSource', type: 'uint32', meaning: '0 mains, 1 battery' },
    { name: 'PrivacyLevel', type: 'uint32', meaning: '0 default' },
    { name: 'RmcpPingResponseEnabled', type: 'boolean', access: 'read-write', meaning: 'Answers RMCP presence ping' },
    { name: 'WsmanOnlyMode', type: 'boolean', access: 'read-write', required: true, meaning: 'Legacy interfaces shut' },
    ...laterProperties,
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: ({ state }) => [instanceOf(state)],
  put: ({ state }, _current, changes) => {
    const step = putGeneralSettings(state, {
      hostName: textIn(changes, 'HostName'),
      domainName: textIn(changes, 'DomainName'),
      pingResponse: flagIn(changes, 'PingResponseEnabled'),
      rmcpPingResponse: flagIn(changes, 'RmcpPingResponseEnabled'),
      wsmanOnlyMode: flagIn(changes, 'WsmanOnlyMode'),
      idleWakeTimeoutMinutes: numberIn(changes, 'IdleWakeTimeout'),
      networkEnabled: 'AMTNetworkEnabled' in changes ? numberIn(changes, 'AMTNetworkEnabled') !== 0 : undefined,
    });
    const isName = !step.ok && [INVALID_NAME, INVALID_DOMAIN_NAME].includes(step.refusal.status);
    if (!step.ok && isName)
      return { kind: 'fault', fault: 'InvalidRepresentation', detail: 'InvalidValues', code: step.refusal.code };
    return written(step);
  },
};

function instanceOf({ accounts, network, power }: DeviceState): Instance {
  return {
    AMTNetworkEnabled: network.interfaceEnabled ? 1 : 0,
    DigestRealm: accounts.digestRealm,
    DomainName: network.domainName,
    ElementName: 'Intel(r) AMT: General Settings',
    HostName: network.hostName,
    IdleWakeTimeout: power.idleWakeTimeoutMinutes,
    InstanceID: 'Intel(r) AMT: General Settings',
    NetworkInterfaceEnabled: network.interfaceEnabled,
    PingResponseEnabled: network.pingResponse,
    PowerSource: 0,
    PrivacyLevel: 0,
    RmcpPingResponseEnabled: network.rmcpPingResponse,
    WsmanOnlyMode: network.wsmanOnlyMode,
  };
}
