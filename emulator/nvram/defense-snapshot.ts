import { z } from 'zod';

import type { AgentPresenceState } from '../device/protection/agent-presence-state.ts';
import type { EndpointAccessState } from '../device/protection/endpoint-access-state.ts';
import type { HostStorageState } from '../device/host/host-storage-state.ts';
import type { SystemDefenseState } from '../device/protection/system-defense-state.ts';

const count = z.number().int().nonnegative();
const fate = z.strictObject({ drop: z.boolean(), count: z.boolean(), matchEvent: z.boolean() });
const upToFour = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

const filter = z.strictObject({
  handle: count,
  kind: z.enum(['ip', 'ethernet']),
  name: z.string(),
  direction: z.union([z.literal(0), z.literal(1)]),
  profile: upToFour,
  profileData: count,
  eventOnMatch: z.boolean(),
  isNegated: z.boolean(),
  match: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.number())])),
});

const policy = z.strictObject({
  handle: count,
  name: z.string(),
  antiSpoofing: upToFour,
  filters: z.array(count),
  precedence: count,
  transmit: fate,
  receive: fate,
  timeoutMinutes: count,
});

/** {@link SystemDefenseState} in NVRAM. */
export const systemDefenseSnapshot: z.ZodType<SystemDefenseState> = z.strictObject({
  filters: z.array(filter),
  policies: z.array(policy),
  portPolicies: z.array(
    z.strictObject({
      owner: z.enum(['user', 'agent', 'environment', 'heuristic', 'default']),
      policy: count,
      isEnabled: z.boolean(),
      untilMs: z.number(),
    }),
  ),
  statistics: z.array(
    z.strictObject({ filter: count, activationMs: z.number(), resetMs: z.number(), readCount: count }),
  ),
  heuristic: z.strictObject({
    enabled: z.boolean(),
    blockAll: z.boolean(),
    blockOffensivePort: z.boolean(),
    encounterTimeout: count,
    fastClearTime: count,
    fastThreshold: count,
    slowClearTime: count,
    slowThreshold: count,
  }),
  nextHandle: count,
});

const rule = z.strictObject({
  name: z.string(),
  oldStates: count,
  newStates: count,
  eventOnTransition: z.boolean(),
  defense: z.enum(['none', 'activate', 'deactivate']),
  isEac: z.boolean(),
});

/** {@link AgentPresenceState} in NVRAM. */
export const agentPresenceSnapshot: z.ZodType<AgentPresenceState> = z.strictObject({
  watchdogs: z.array(
    z.strictObject({
      id: z.string(),
      description: z.string(),
      startupSeconds: count,
      timeoutSeconds: count,
      state: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8), z.literal(16)]),
      deadlineMs: z.number(),
      sequence: count,
      expiredMs: z.number(),
      rules: z.array(rule),
    }),
  ),
  nextRule: count,
});

const storageGroup = z.strictObject({
  handle: count,
  name: z.string(),
  permissions: count,
  members: z.array(count),
});

const storageApplication = z.strictObject({
  handle: count,
  uuid: z.string(),
  vendorName: z.string(),
  applicationName: z.string(),
  enterpriseName: z.string(),
  session: z.string(),
  sessionUntilMs: count,
});

const storageBlock = z.strictObject({
  handle: count,
  owner: count,
  name: z.string(),
  isHidden: z.boolean(),
  content: z.string(),
  lockedBy: count,
  lockedUntilMs: count,
  groups: z.array(storageGroup),
});

/** {@link HostStorageState} in NVRAM. */
export const hostStorageSnapshot: z.ZodType<HostStorageState> = z.strictObject({
  enterprises: z.array(z.strictObject({ handle: count, name: z.string() })),
  allocations: z.array(
    z.strictObject({
      handle: count,
      attributeType: count,
      applicationName: z.string(),
      vendorName: z.string(),
      isPartner: z.boolean(),
      bytes: count,
    }),
  ),
  maxPartnerBytes: count,
  maxOtherAllocationBytes: count,
  nextHandle: count,
  applications: z.array(storageApplication),
  blocks: z.array(storageBlock),
});

/** {@link EndpointAccessState} in NVRAM. */
export const endpointAccessSnapshot: z.ZodType<EndpointAccessState> = z.strictObject({
  enabled: z.boolean(),
  vendors: count,
  hashAlgorithm: count,
});
