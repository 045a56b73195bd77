import { putGeneralSettings } from '../../../device/general-settings.ts';
import type { DeviceState } from '../../../device/state.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

const NAME = 'AMT_GeneralSettings';
const INVALID_NAME = 12;
const INVALID_DOMAIN_NAME = 28;

/**
 * Names, ping and power settings of the device, and the realm that clients need to make password hashes. Properties that
 * came after 5.0 (dynamic DNS, IPv6, shared names) are not in the schema.
 */
export const generalSettings: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_SettingData',
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
    return !step.ok && isName ? invalidValues(step.refusal) : written(step);
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
