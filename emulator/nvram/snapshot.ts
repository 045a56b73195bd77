import { z } from 'zod';
import { factoryFeatures } from '../device/feature-state.ts';
import type { DeviceState } from '../device/state.ts';
import { featureSnapshot } from './feature-snapshot.ts';
import { NvramCorruptError } from './nvram-corrupt-error.ts';

export { NvramCorruptError } from './nvram-corrupt-error.ts';

/** The layout that this version of the package writes. */
export const SNAPSHOT_LAYOUT = 3;
/** Characters that a snapshot may have; a full device needs a small part of that. */
export const MAX_SNAPSHOT_CHARACTERS = 4_000_000;

/** Brings the snapshot of one older layout to the next one. Layout 1 is the first. */
const migrations: ReadonlyMap<number, (older: Record<string, unknown>) => Record<string, unknown>> = new Map([
  [1, withWindowSpent],
  [2, (older) => ({ ...older, layout: 3, features: stored(factoryFeatures) })],
]);

/** Layout 2 also says how long setup has been open; a machine that comes from layout 1 counts from now on. */
function withWindowSpent(older: Record<string, unknown>): Record<string, unknown> {
  const { setup } = older;
  const counting = typeof setup === 'object' && setup !== null ? { setup: { ...setup, windowSpentMs: 0 } } : {};
  return { ...older, layout: 2, ...counting };
}

/** A state as text. Values that are not set become null, so that a reader can tell them from forgotten ones. */
export function encodeSnapshot(state: DeviceState): string {
  return textOf(state);
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (part === undefined ? null : part));
}

/** A value as it would come out of NVRAM. */
function stored(value: unknown): unknown {
  return JSON.parse(textOf(value));
}

/**
 * A state from text. Throws {@link NvramCorruptError} with reason `too-long`, `not-json`, `unknown-layout` or
 * `wrong-shape`; the message names the place, never a value.
 */
export function decodeSnapshot(text: string): DeviceState {
  if (text.length > MAX_SNAPSHOT_CHARACTERS) throw new NvramCorruptError('too-long', `${text.length} characters`);
  const reading = snapshot.safeParse(migrated(parsed(text)));
  if (reading.success) return reading.data;
  const places = reading.error.issues.map((issue) => issue.path.join('.') || 'the whole').slice(0, 5);
  throw new NvramCorruptError('wrong-shape', `unexpected values at ${places.join(', ')}`);
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NvramCorruptError('not-json', 'it is not a snapshot');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NvramCorruptError('not-json', 'it is not a snapshot');
  return { ...value };
}

function migrated(value: Record<string, unknown>): Record<string, unknown> {
  const { layout } = value;
  if (layout === SNAPSHOT_LAYOUT) return value;
  const migrate = typeof layout === 'number' ? migrations.get(layout) : undefined;
  if (migrate === undefined)
    throw new NvramCorruptError('unknown-layout', `layout ${typeof layout === 'number' ? layout : 'missing'}`);
  return migrated(migrate(value));
}

/** Null in NVRAM is undefined in the state. */
function unset<T extends z.ZodType>(
  type: T,
): z.ZodPipe<z.ZodNullable<T>, z.ZodTransform<z.output<T> | undefined, z.output<T> | null>> {
  return type.nullable().transform((value) => value ?? undefined);
}

const hashAlgorithm = z.enum(['sha1', 'sha256', 'sha384']);
const count = z.number().int().nonnegative();
const port = count.max(65_535);
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const rootHash = z.strictObject({
  name: z.string(),
  algorithm: hashAlgorithm,
  hex,
  isDefault: z.boolean(),
  isActive: z.boolean(),
});
const redirectionState = z.union([z.literal(32_768), z.literal(32_769), z.literal(32_770), z.literal(32_771)]);
const tlsMode = z.union([z.literal(0), z.literal(1), z.literal(2)]);

const image = z.strictObject({
  extraDefaultHashes: z.array(rootHash).exactOptional(),
  replacedHashes: z.array(rootHash).exactOptional(),
  mebxPassword: z.string().exactOptional(),
  provisioningServer: z.string().exactOptional(),
  provisioningPort: port.exactOptional(),
  trustedDnsSuffix: z.string().exactOptional(),
  zeroTouchEnabled: z.boolean().exactOptional(),
  redirectionEnabledState: redirectionState.exactOptional(),
});

const record = z.strictObject({
  atMs: z.number(),
  tlsMode: z.union([z.literal(1), z.literal(2)]),
  secureDns: z.boolean(),
  hostInitiated: z.boolean(),
  serverFqdn: z.string(),
  serverAddress: z.string(),
  hashAlgorithm,
  hashHex: hex,
  hashIsDefault: z.boolean(),
  issuerSerials: z.array(z.string()),
  moreSerials: z.boolean(),
  isTimeValid: z.boolean(),
});

const setup = z.strictObject({
  provisioningState: tlsMode,
  provisioningMode: z.union([z.literal(1), z.literal(2)]),
  tlsMode,
  zeroTouchEnabled: z.boolean(),
  windowLeftMs: z.number().nonnegative(),
  windowSpentMs: z.number().nonnegative(),
  helloCount: count,
  provisioningServer: z.string(),
  provisioningPort: port,
  trustedDnsSuffix: z.string(),
  configurationServerFqdn: z.string(),
  hashes: z.array(rootHash),
  oneTimePassword: z.string(),
  pid: z.string(),
  pps: z.string(),
  record: unset(record),
});

const user = z.strictObject({
  handle: count,
  enabled: z.boolean(),
  who: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('digest'), username: z.string(), ha1: hex }),
    z.strictObject({ kind: z.literal('kerberos'), sid: z.string() }),
  ]),
  accessPermission: tlsMode,
  realms: z.array(count),
});

const tlsSettings = z.strictObject({
  enabled: z.boolean(),
  mutualAuthentication: z.boolean(),
  acceptNonSecure: z.boolean(),
  trustedCn: z.array(z.string()),
});
const tlsConfiguration = z.strictObject({
  remote: tlsSettings,
  local: tlsSettings,
  certificateHandle: unset(count),
});

const certificates = z.strictObject({
  keys: z.array(z.strictObject({ handle: count, privateKey: z.string() })),
  certificates: z.array(
    z.strictObject({ handle: count, der: z.string(), isTrustedRoot: z.boolean(), isReadOnly: z.boolean() }),
  ),
  selfSigned: unset(z.strictObject({ certificate: z.string(), privateKey: z.string() })),
});

const boot = z.strictObject({
  source: z.enum([
    'default',
    'pxe',
    'hard-disk',
    'diagnostic',
    'cd-dvd',
    'uefi-https',
    'uefi-local-pba',
    'uefi-win-re',
  ]),
  biosPause: z.boolean(),
  biosSetup: z.boolean(),
  mediaIndex: port,
  configurationDataReset: z.boolean(),
  verbosity: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  forcedProgressEvents: z.boolean(),
  iderDevice: z.union([z.literal(0), z.literal(1)]),
  lockKeyboard: z.boolean(),
  lockPowerButton: z.boolean(),
  lockResetButton: z.boolean(),
  lockSleepButton: z.boolean(),
  reflashBios: z.boolean(),
  useIder: z.boolean(),
  useSol: z.boolean(),
  useSafeMode: z.boolean(),
  userPasswordBypass: z.boolean(),
});

const snapshot: z.ZodType<DeviceState> = z.strictObject({
  layout: z.literal(SNAPSHOT_LAYOUT),
  identity: z.strictObject({
    release: z.string(),
    uuid: z.string(),
    wiredMac: z.string(),
    manufacturer: z.string(),
    model: z.string(),
    serialNumber: z.string(),
  }),
  image,
  setup,
  accounts: z.strictObject({
    mebxPassword: z.string(),
    mebxPasswordIsDefault: z.boolean(),
    mebxPasswordPolicy: z.enum(['default-only', 'during-setup', 'anytime']),
    digestRealm: z.string(),
    adminUser: z.string(),
    adminHa1: hex,
    adminIsDefault: z.boolean(),
    users: z.array(user),
    nextUserHandle: count,
  }),
  certificates,
  tls: z.strictObject({ active: tlsConfiguration, pending: tlsConfiguration }),
  network: z.strictObject({
    hostName: z.string(),
    domainName: z.string(),
    dhcpEnabled: z.boolean(),
    fixed: z.strictObject({
      address: z.string(),
      mask: z.string(),
      gateway: z.string(),
      primaryDns: z.string(),
      secondaryDns: z.string(),
    }),
    pingResponse: z.boolean(),
    rmcpPingResponse: z.boolean(),
    wsmanOnlyMode: z.boolean(),
    interfaceEnabled: z.boolean(),
    sharedFqdn: z.boolean(),
  }),
  kerberos: z.strictObject({
    enabled: z.boolean(),
    realmName: z.string(),
    servicePrincipals: z.array(z.strictObject({ name: z.string(), protocol: count })),
    keyVersion: count,
    encryptionAlgorithm: count,
    masterKey: z.string(),
    maximumClockToleranceMinutes: count,
    credentialCacheEnabled: z.boolean(),
  }),
  redirection: z.strictObject({ enabledState: redirectionState, listenerEnabled: z.boolean() }),
  webInterface: z.strictObject({ enabled: z.boolean() }),
  power: z.strictObject({ schemeId: z.string(), idleWakeTimeoutMinutes: count }),
  boot,
  time: z.strictObject({ offsetMs: z.number(), source: z.union([z.literal(0), z.literal(1)]), localSync: tlsMode }),
  eventLog: z.strictObject({
    records: z.array(
      z.strictObject({
        atSeconds: count,
        deviceAddress: count,
        sensorType: count,
        eventType: count,
        eventOffset: count,
        sourceType: count,
        severity: count,
        sensorNumber: count,
        entity: count,
        entityInstance: count,
        data: hex,
      }),
    ),
    frozen: z.boolean(),
  }),
  features: featureSnapshot,
});
