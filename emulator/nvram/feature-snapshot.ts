import { z } from 'zod';

import type { FeatureState } from '../device/feature-state.ts';
import {
  agentPresenceSnapshot,
  endpointAccessSnapshot,
  hostStorageSnapshot,
  systemDefenseSnapshot,
} from './defense-snapshot.ts';
import {
  alarmClockSnapshot,
  bootRecoverySnapshot,
  hostBootSnapshot,
  powerSavingSnapshot,
  watchdogActionSnapshot,
} from './power-snapshot.ts';
import { networkFeatureShapes } from './network-feature-snapshot.ts';

const alerts = z.strictObject({
  defaultCommunity: z.string(),
  filters: z.array(
    z.strictObject({
      handle: z.number(),
      enabled: z.boolean(),
      isOem: z.boolean(),
      logOnEvent: z.boolean(),
      sendAlert: z.boolean(),
      policyId: z.number(),
      deviceAddress: z.number(),
      sensorType: z.number(),
      eventType: z.number(),
      eventOffset: z.number(),
      sourceType: z.number(),
      severity: z.number(),
      sensorNumber: z.number(),
      entity: z.number(),
      entityInstance: z.number(),
    }),
  ),
  subscribers: z.array(
    z.strictObject({ handle: z.number(), address: z.string(), policyId: z.number(), community: z.string() }),
  ),
  nextHandle: z.number(),
  usedSlots: z.number().int().nonnegative(),
});

const audit = z.strictObject({
  switched: z.enum(['default', 'on', 'off']),
  policy: z.strictObject({
    isSet: z.boolean(),
    entries: z.array(z.strictObject({ application: z.number(), event: z.number(), isCritical: z.boolean() })),
  }),
  records: z.array(z.string()),
  usedBytes: z.number(),
  lock: z.strictObject({ kind: z.enum(['log', 'unprovisioning']), handle: z.number(), untilMs: z.number() }),
  nextHandle: z.number(),
});

const subscriptions = z.strictObject({
  entries: z.array(
    z.strictObject({
      handle: z.number(),
      collection: z.string(),
      destination: z.string(),
      mode: z.enum(['push', 'push-with-ack']),
      parameters: z.array(z.strictObject({ uri: z.string(), local: z.string(), text: z.string() })),
      user: z.string(),
      password: z.string(),
      startedAtMs: z.number(),
      durationSeconds: z.number(),
      expiresAtMs: z.number(),
    }),
  ),
  nextHandle: z.number(),
});

const consent = z.strictObject({
  required: z.union([z.literal(0), z.literal(1), z.literal(4_294_967_295)]),
  codeTimeoutSeconds: z.number(),
  displayTimeoutSeconds: z.number(),
});

const consentDialogue = z.strictObject({
  phase: z.enum(['none', 'asked', 'given']),
  code: z.number(),
  sinceMs: z.number(),
  wrongCodes: z.number(),
});

const crls = z.strictObject({
  lists: z.array(z.strictObject({ handle: z.number(), url: z.string(), serialNumbers: z.array(z.string()) })),
});

const kerberosPassphrase = z.strictObject({
  passphrase: z.string(),
  salt: z.string(),
  iterationCount: z.number(),
});

const kvm = z.strictObject({
  enabled: z.boolean(),
  enabledByMebx: z.boolean(),
  port5900Enabled: z.boolean(),
  rfbPassword: z.string(),
  sessionTimeoutMinutes: z.number(),
  policyTimeoutSeconds: z.number(),
  defaultScreen: z.number(),
  backToBackFrames: z.boolean(),
  doubleBufferEnabled: z.boolean(),
  lowResolutionDecimation: z.number(),
});

const screenBlanking = z.strictObject({ allowed: z.boolean() });

const screens = z.strictObject({
  isActive: z.array(z.boolean()),
  widths: z.array(z.number()),
  heights: z.array(z.number()),
  lefts: z.array(z.number()),
  tops: z.array(z.number()),
  order: z.array(z.number()),
});

const secIo = z.strictObject({ defaultScreen: z.number(), requestedLanguage: z.number(), zoom: z.number() });

const httpLogin = z.strictObject({ allowQopAuthOnly: z.boolean() });

const assetTables = z.strictObject({
  mediaUpdate: z.enum(['none', 'next-boot', 'every-boot']),
  isFullUpdate: z.boolean(),
});

const dnsAndPresence = z.strictObject({
  ddnsIntervalMinutes: z.number(),
  ddnsTtlSeconds: z.number(),
  ddnsByDhcpServer: z.boolean(),
  ddnsEnabled: z.boolean(),
  hostOsFqdn: z.string(),
  preferredAddressFamily: z.union([z.literal(0), z.literal(1)]),
  dhcpv6TimeoutSeconds: z.number(),
  presenceIntervalMinutes: z.number(),
  dhcpSyncRequiresHostName: z.boolean(),
  thunderboltDockEnabled: z.boolean(),
});

const hostBasedSetup = z.strictObject({ nonce: z.string() });

const ipv6Use = z.strictObject({ wired: z.boolean(), wireless: z.boolean() });

/** What the features keep in NVRAM, checked part by part. */
export const featureSnapshot: z.ZodType<FeatureState> = z.strictObject({
  assetTables,
  ipv6Use,
  dnsAndPresence,
  ...networkFeatureShapes,
  alerts,
  audit,
  subscriptions,
  consent,
  consentDialogue,
  crls,
  httpLogin,
  kerberosPassphrase,
  kvm,
  screenBlanking,
  screens,
  secIo,
  agentPresence: agentPresenceSnapshot,
  alarmClock: alarmClockSnapshot,
  bootRecovery: bootRecoverySnapshot,
  endpointAccess: endpointAccessSnapshot,
  hostBasedSetup,
  hostBoot: hostBootSnapshot,
  hostStorage: hostStorageSnapshot,
  powerSaving: powerSavingSnapshot,
  systemDefense: systemDefenseSnapshot,
  watchdogAction: watchdogActionSnapshot,
});
