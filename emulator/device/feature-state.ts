import { factoryDnsAndPresence, type DnsAndPresenceState } from './network/dns-and-presence-state.ts';
import { factoryAssetTables, type AssetTablesState } from './host/asset-tables-state.ts';
import { factoryWatchdogAction, type WatchdogActionState } from './power/watchdog-action-state.ts';
import { factorySystemDefense, type SystemDefenseState } from './protection/system-defense-state.ts';
import { factoryPowerSaving, type PowerSavingState } from './power/power-saving-state.ts';
import { factoryHostBasedSetup, type HostBasedSetupState } from './setup/host-based-setup-state.ts';
import { factoryHostStorage, type HostStorageState } from './host/host-storage-state.ts';
import { factoryHostBoot, type HostBootState } from './power/boot-reason-state.ts';
import { factoryEndpointAccess, type EndpointAccessState } from './protection/endpoint-access-state.ts';
import { factoryBootRecovery, type BootRecoveryState } from './power/boot-recovery-state.ts';
import { factoryAlarmClock, type AlarmClockState } from './power/alarm-clock-state.ts';
import { factoryAgentPresence, type AgentPresenceState } from './protection/agent-presence-state.ts';
import { factoryAlerts, type AlertsState } from './logs/alerts-state.ts';
import { factoryAudit, type AuditState } from './logs/audit-log-state.ts';
import { factorySubscriptions, type SubscriptionsState } from './logs/subscriptions-state.ts';
import {
  factoryConsent,
  factoryConsentDialogue,
  type ConsentDialogueState,
  type ConsentState,
} from './redirection/consent-state.ts';
import { factoryCrls, type CrlState } from './trust/crl-state.ts';
import { factoryKerberosPassphrase, type KerberosPassphraseState } from './accounts/kerberos-passphrase.ts';
import { factoryKvm, type KvmState } from './redirection/kvm-state.ts';
import {
  factoryScreenBlanking,
  factoryScreens,
  factorySecIo,
  type ScreenBlankingState,
  type ScreensState,
  type SecIoState,
} from './redirection/screen-state.ts';
import { factoryHttpLogin, type HttpLoginState } from './accounts/http-login-state.ts';
import { factoryEnvironmentDetection, type EnvironmentDetectionState } from './network/environment-detection-state.ts';
import { factoryIpv6, factoryIpv6Use, type Ipv6State, type Ipv6UseState } from './network/ipv6-state.ts';
import { factoryInterfaces, type InterfacesState } from './network/network-interfaces-state.ts';
import {
  factoryHttpProxies,
  factoryRemoteAccess,
  type HttpProxiesState,
  type RemoteAccessState,
} from './network/remote-access-state.ts';
import { factoryWired8021x, type Wired8021xState } from './network/network-8021x-state.ts';
import { factoryWireless, type WirelessState } from './network/wireless-state.ts';

/**
 * What the features beyond setup remember, one part a feature; each part's type and starting values live in the
 * feature's own file.
 */
export interface FeatureState {
  readonly assetTables: AssetTablesState;
  readonly ipv6Use: Ipv6UseState;
  readonly dnsAndPresence: DnsAndPresenceState;
  readonly alerts: AlertsState;
  readonly audit: AuditState;
  readonly subscriptions: SubscriptionsState;
  readonly consent: ConsentState;
  readonly environmentDetection: EnvironmentDetectionState;
  readonly httpProxies: HttpProxiesState;
  readonly interfaces: InterfacesState;
  readonly ipv6: Ipv6State;
  readonly remoteAccess: RemoteAccessState;
  readonly wired8021x: Wired8021xState;
  readonly wireless: WirelessState;
  readonly consentDialogue: ConsentDialogueState;
  readonly crls: CrlState;
  readonly kerberosPassphrase: KerberosPassphraseState;
  readonly kvm: KvmState;
  readonly screenBlanking: ScreenBlankingState;
  readonly screens: ScreensState;
  readonly secIo: SecIoState;
  readonly httpLogin: HttpLoginState;
  readonly agentPresence: AgentPresenceState;
  readonly alarmClock: AlarmClockState;
  readonly bootRecovery: BootRecoveryState;
  readonly endpointAccess: EndpointAccessState;
  readonly hostBasedSetup: HostBasedSetupState;
  readonly hostBoot: HostBootState;
  readonly hostStorage: HostStorageState;
  readonly powerSaving: PowerSavingState;
  readonly systemDefense: SystemDefenseState;
  readonly watchdogAction: WatchdogActionState;
}

/** Every feature as the factory leaves it. */
export const factoryFeatures: FeatureState = {
  assetTables: factoryAssetTables,
  ipv6Use: factoryIpv6Use,
  dnsAndPresence: factoryDnsAndPresence,
  alerts: factoryAlerts,
  audit: factoryAudit,
  subscriptions: factorySubscriptions,
  consent: factoryConsent,
  environmentDetection: factoryEnvironmentDetection,
  httpProxies: factoryHttpProxies,
  interfaces: factoryInterfaces,
  ipv6: factoryIpv6,
  remoteAccess: factoryRemoteAccess,
  wired8021x: factoryWired8021x,
  wireless: factoryWireless,
  consentDialogue: factoryConsentDialogue,
  crls: factoryCrls,
  kerberosPassphrase: factoryKerberosPassphrase,
  kvm: factoryKvm,
  screenBlanking: factoryScreenBlanking,
  screens: factoryScreens,
  secIo: factorySecIo,
  httpLogin: factoryHttpLogin,
  agentPresence: factoryAgentPresence,
  alarmClock: factoryAlarmClock,
  bootRecovery: factoryBootRecovery,
  endpointAccess: factoryEndpointAccess,
  hostBasedSetup: factoryHostBasedSetup,
  hostBoot: factoryHostBoot,
  hostStorage: factoryHostStorage,
  powerSaving: factoryPowerSaving,
  systemDefense: factorySystemDefense,
  watchdogAction: factoryWatchdogAction,
};
