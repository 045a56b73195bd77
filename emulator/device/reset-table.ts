import { auditAfterUnprovision } from './logs/audit-log.ts';
import { digestHa1 } from './factory.ts';
import type { DeviceState } from './state.ts';

/** Ways in which a machine loses some of what it knows. */
export type ResetKind = 'ac-loss' | 'me-reset' | 'partial-unprovision' | 'full-unprovision' | 'rtc-clear';

export const resetKinds: readonly ResetKind[] = [
  'ac-loss',
  'me-reset',
  'partial-unprovision',
  'full-unprovision',
  'rtc-clear',
];

/** What becomes of a part: it stays, it becomes empty, or it becomes what the machine left the factory with. */
export type Fate = 'keep' | 'clear' | 'factory';

interface StatePart {
  readonly what: string;
  /** In the order of {@link resetKinds}. */
  readonly fates: readonly [Fate, Fate, Fate, Fate, Fate];
  readonly factory: (state: DeviceState, factory: DeviceState) => DeviceState;
  readonly clear?: (state: DeviceState) => DeviceState;
}

function setupFields(...names: readonly (keyof DeviceState['setup'])[]): StatePart['factory'] {
  return (state, factory) => ({ ...state, setup: { ...state.setup, ...pick(factory.setup, names) } });
}

function accountFields(...names: readonly (keyof DeviceState['accounts'])[]): StatePart['factory'] {
  return (state, factory) => ({ ...state, accounts: { ...state.accounts, ...pick(factory.accounts, names) } });
}

function networkFields(...names: readonly (keyof DeviceState['network'])[]): StatePart['factory'] {
  return (state, factory) => ({ ...state, network: { ...state.network, ...pick(factory.network, names) } });
}

/** Features by name. */
function features(...names: readonly (keyof DeviceState['features'])[]): StatePart['factory'] {
  return (state, factory) => ({ ...state, features: { ...state.features, ...pick(factory.features, names) } });
}

function whole(...names: readonly (keyof DeviceState)[]): StatePart['factory'] {
  return (state, factory) => ({ ...state, ...pick(factory, names) });
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;
}

const K = 'keep';
const C = 'clear';
const F = 'factory';

/**
 * The one place that says what each reset loses. Source for the two unprovision columns: Intel AMT Implementation and
 * Reference Guide, "Restoring Intel AMT to Factory Mode". Assumed: the configuration server's name, the one-time password
 * and the zero-touch switch survive partial unprovisioning; clearing the real-time clock costs the MEBx password and the
 * time and nothing else (manufacturers' papers differ).
 */
const parts: readonly StatePart[] = [
  //                                ac mereset partial full rtc
  { what: 'identity', fates: [K, K, K, K, K], factory: whole('identity') },
  { what: 'image', fates: [K, K, K, K, K], factory: whole('image') },
  { what: 'provisioning-state', fates: [K, K, F, F, K], factory: setupFields('provisioningState', 'tlsMode') },
  { what: 'provisioning-mode', fates: [K, K, K, F, K], factory: setupFields('provisioningMode') },
  { what: 'window', fates: [K, K, F, F, K], factory: setupFields('windowLeftMs', 'windowSpentMs') },
  {
    what: 'hello-series',
    fates: [C, C, C, C, K],
    factory: setupFields('helloCount'),
    clear: (state) => ({ ...state, setup: { ...state.setup, helloCount: 0 } }),
  },
  { what: 'zero-touch', fates: [K, K, K, F, K], factory: setupFields('zeroTouchEnabled') },
  {
    what: 'provisioning-server',
    fates: [K, K, K, F, K],
    factory: setupFields('provisioningServer', 'provisioningPort'),
  },
  { what: 'trusted-dns-suffix', fates: [K, K, K, F, K], factory: setupFields('trustedDnsSuffix') },
  { what: 'configuration-server', fates: [K, K, K, F, K], factory: setupFields('configurationServerFqdn') },
  { what: 'default-hashes', fates: [K, K, K, K, K], factory: setupFields('hashes') },
  {
    what: 'custom-hashes',
    fates: [K, K, K, C, K],
    factory: setupFields('hashes'),
    clear: (state) => ({
      ...state,
      setup: { ...state.setup, hashes: state.setup.hashes.filter(({ isDefault }) => isDefault) },
    }),
  },
  { what: 'one-time-password', fates: [K, K, K, F, K], factory: setupFields('oneTimePassword') },
  { what: 'psk', fates: [K, K, K, F, K], factory: setupFields('pid', 'pps') },
  { what: 'provisioning-record', fates: [K, K, F, F, K], factory: setupFields('record') },
  {
    what: 'mebx-password',
    fates: [K, K, K, K, F],
    factory: accountFields('mebxPassword', 'mebxPasswordIsDefault'),
  },
  { what: 'mebx-password-policy', fates: [K, K, K, K, K], factory: accountFields('mebxPasswordPolicy') },
  { what: 'digest-realm', fates: [K, K, K, F, K], factory: accountFields('digestRealm') },
  { what: 'admin-account', fates: [K, K, K, F, K], factory: accountFields('adminUser', 'adminHa1', 'adminIsDefault') },
  { what: 'users', fates: [K, K, F, F, K], factory: accountFields('users', 'nextUserHandle') },
  { what: 'certificates', fates: [K, K, F, F, K], factory: whole('certificates') },
  { what: 'tls', fates: [K, K, F, F, K], factory: whole('tls') },
  { what: 'kerberos', fates: [K, K, F, F, K], factory: whole('kerberos') },
  { what: 'names', fates: [K, K, K, F, K], factory: networkFields('hostName', 'domainName') },
  {
    what: 'network-interface',
    fates: [K, K, F, F, K],
    factory: networkFields(
      'dhcpEnabled',
      'fixed',
      'pingResponse',
      'rmcpPingResponse',
      'wsmanOnlyMode',
      'interfaceEnabled',
      'sharedFqdn',
    ),
  },
  { what: 'redirection', fates: [K, K, F, F, K], factory: whole('redirection') },
  { what: 'web-interface', fates: [K, K, F, F, K], factory: whole('webInterface') },
  { what: 'power', fates: [K, K, F, F, K], factory: whole('power') },
  { what: 'boot-options', fates: [K, K, F, F, K], factory: whole('boot') },
  { what: 'time', fates: [K, K, K, K, F], factory: whole('time') },
  { what: 'event-log', fates: [K, K, F, F, K], factory: whole('eventLog') },
  { what: 'alerts', fates: [K, K, F, F, K], factory: features('alerts') },
  { what: 'subscriptions', fates: [K, K, F, F, K], factory: features('subscriptions') },
  { what: 'audit', fates: [K, K, F, F, K], factory: auditAfterUnprovision },
  {
    what: 'network-features',
    fates: [K, K, F, F, K],
    factory: features('environmentDetection', 'interfaces', 'ipv6', 'ipv6Use', 'wired8021x', 'wireless'),
  },
  { what: 'remote-access', fates: [K, K, F, F, K], factory: features('remoteAccess', 'httpProxies') },
  { what: 'asset-tables', fates: [K, K, F, F, K], factory: features('assetTables') },
  { what: 'dns-and-presence', fates: [K, K, F, F, K], factory: features('dnsAndPresence') },
  { what: 'consent', fates: [K, K, F, F, K], factory: features('consent') },
  { what: 'consent-dialogue', fates: [F, F, F, F, K], factory: features('consentDialogue') },
  { what: 'crls', fates: [K, K, F, F, K], factory: features('crls') },
  { what: 'kerberos-passphrase', fates: [K, K, F, F, K], factory: features('kerberosPassphrase') },
  { what: 'kvm', fates: [K, K, F, F, K], factory: features('kvm') },
  { what: 'screens', fates: [K, K, F, F, K], factory: features('screenBlanking', 'screens', 'secIo') },
  { what: 'http-login', fates: [K, K, F, F, K], factory: features('httpLogin') },
  { what: 'agent-presence', fates: [K, K, F, F, K], factory: features('agentPresence') },
  { what: 'alarm-clock', fates: [K, K, F, F, K], factory: features('alarmClock') },
  { what: 'boot-recovery', fates: [K, K, F, F, K], factory: features('bootRecovery') },
  { what: 'endpoint-access', fates: [K, K, F, F, K], factory: features('endpointAccess') },
  { what: 'host-based-setup', fates: [K, K, K, K, K], factory: features('hostBasedSetup') },
  { what: 'host-boot', fates: [K, K, K, K, K], factory: features('hostBoot') },
  { what: 'host-storage', fates: [K, K, F, F, K], factory: features('hostStorage') },
  { what: 'power-saving', fates: [F, K, K, K, K], factory: features('powerSaving') },
  { what: 'system-defense', fates: [K, K, F, F, K], factory: features('systemDefense') },
  { what: 'watchdog-action', fates: [K, K, F, F, K], factory: features('watchdogAction') },
];

/** Names of the parts that a reset deals with, in table order. */
export const resetParts: readonly string[] = parts.map(({ what }) => what);

/** What a reset does to a part. Throws a RangeError for a part that does not exist. */
export function fateOf(kind: ResetKind, part: string): Fate {
  const fate = parts.find(({ what }) => what === part)?.fates[resetKinds.indexOf(kind)];
  if (fate === undefined) throw new RangeError(`no part ${JSON.stringify(part)} in the reset table`);
  return fate;
}

/** The state after a reset; reads nothing but the table. `factory` is what this machine left the factory with. */
export function reset(state: DeviceState, kind: ResetKind, factory: DeviceState): DeviceState {
  const next = parts.reduce((current, part) => {
    const fate = fateOf(kind, part.what);
    if (fate === 'keep') return current;
    return fate === 'clear' && part.clear !== undefined ? part.clear(current) : part.factory(current, factory);
  }, state);
  const isCredentialReset = fateOf(kind, 'admin-account') !== 'keep' || fateOf(kind, 'mebx-password') !== 'keep';
  return isCredentialReset ? withFollowingAdmin(next) : next;
}

/** An administrator without a password of its own has the MEBx password, whatever that is by now. */
function withFollowingAdmin(state: DeviceState): DeviceState {
  const { accounts } = state;
  if (!accounts.adminIsDefault) return state;
  const adminHa1 = digestHa1(accounts.adminUser, accounts.digestRealm, accounts.mebxPassword);
  return { ...state, accounts: { ...accounts, adminHa1 } };
}
