import type {
  DefenseFilter,
  DefensePolicy,
  PolicyOwner,
  PortPolicy,
  FilterStatistics,
  HeuristicSettings,
  SystemDefenseState,
} from './system-defense-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../step.ts';

/** What there is room for; assumed, no device's numbers were published. */
export const defenseLimits = { filters: 32, policies: 32, filtersOfPort: 32, countersOfPort: 16 } as const;

/** PT_STATUS numbers. */
const INTERNAL_ERROR = 1;
const MAX_LIMIT_REACHED = 23;
const INVALID_PARAMETER = 36;
const DUPLICATE = 2058;

const MINUTE_MS = 60_000;

/** Adds a filter; names are taken once. The value is its handle. */
export function addDefenseFilter(state: DeviceState, filter: Omit<DefenseFilter, 'handle'>): Step<number> {
  const { filters, nextHandle: handle } = state.features.systemDefense;
  const { name } = filter;
  if (filters.some((other) => other.name === name)) return refused(DUPLICATE, 'defense.filter.duplicate', { name });
  if (filters.length >= defenseLimits.filters)
    return refused(MAX_LIMIT_REACHED, 'defense.filter.too-many', { held: filters.length });
  return doneWith(withDefense(state, { filters: [...filters, { ...filter, handle }], nextHandle: handle + 1 }), handle);
}

/** Takes a filter away; one that a policy uses stays. */
export function removeDefenseFilter(state: DeviceState, handle: number): Step {
  const { filters, policies } = state.features.systemDefense;
  const users = policies.filter((policy) => policy.filters.includes(handle)).map(({ name }) => name);
  if (users.length > 0) return refused(INTERNAL_ERROR, 'defense.filter.in-use', { handle, users });
  return done(withDefense(state, { filters: filters.filter((filter) => filter.handle !== handle) }));
}

/** Adds a policy of filters that exist; names are taken once. The value is its handle. */
export function addDefensePolicy(state: DeviceState, policy: Omit<DefensePolicy, 'handle'>): Step<number> {
  const { policies, nextHandle: handle } = state.features.systemDefense;
  const { name } = policy;
  if (policies.some((other) => other.name === name)) return refused(DUPLICATE, 'defense.policy.duplicate', { name });
  if (policies.length >= defenseLimits.policies)
    return refused(MAX_LIMIT_REACHED, 'defense.policy.too-many', { held: policies.length });
  const wrong = wrongFilters(state, policy.filters);
  if (wrong !== undefined) return wrong;
  return doneWith(
    withDefense(state, { policies: [...policies, { ...policy, handle }], nextHandle: handle + 1 }),
    handle,
  );
}

/** Changes a policy; what is absent stays. */
export function changeDefensePolicy(
  state: DeviceState,
  handle: number,
  change: Partial<Omit<DefensePolicy, 'handle'>>,
): Step {
  const wrong = change.filters === undefined ? undefined : wrongFilters(state, change.filters);
  if (wrong !== undefined) return wrong;
  const policies = state.features.systemDefense.policies.map((policy) =>
    policy.handle === handle ? { ...policy, ...change } : policy,
  );
  return done(withDefense(state, { policies }));
}

/** Takes a policy away; one that lies on a port stays. */
export function removeDefensePolicy(state: DeviceState, handle: number): Step {
  const { policies, portPolicies } = state.features.systemDefense;
  const owners = portPolicies.filter(({ policy }) => policy === handle).map(({ owner }) => owner);
  if (owners.length > 0) return refused(INTERNAL_ERROR, 'defense.policy.in-use', { handle, owners });
  return done(withDefense(state, { policies: policies.filter((policy) => policy.handle !== handle) }));
}

/**
 * Lays a policy on the wired port for an owner. Only users may lay several; of the others each has one (assumed). A
 * default policy is enabled at once.
 */
export function addPortPolicy(state: DeviceState, instant: Instant, portPolicy: Omit<PortPolicy, 'untilMs'>): Step {
  const { policies, portPolicies } = state.features.systemDefense;
  const { owner, policy } = portPolicy;
  if (!policies.some(({ handle }) => handle === policy))
    return refused(INVALID_PARAMETER, 'defense.port-policy.unknown-policy', { policy });
  const own = portPolicies.filter((other) => other.owner === owner);
  if (owner === 'user' ? own.some((other) => other.policy === policy) : own.length > 0)
    return refused(DUPLICATE, 'defense.port-policy.duplicate', { owner, policy });
  return done(follow(withDefense(state, { portPolicies: [...portPolicies, switched(state, instant, portPolicy)] })));
}

/** Switches a policy on the port on or off. */
export function enablePortPolicy(
  state: DeviceState,
  instant: Instant,
  { owner, policy, isEnabled }: Omit<PortPolicy, 'untilMs'>,
): Step {
  const portPolicies = state.features.systemDefense.portPolicies.map((other) =>
    other.owner === owner && other.policy === policy ? switched(state, instant, { owner, policy, isEnabled }) : other,
  );
  return done(follow(withDefense(state, { portPolicies })));
}

export function removePortPolicy(state: DeviceState, owner: PolicyOwner, policy: number): Step {
  const portPolicies = state.features.systemDefense.portPolicies.filter(
    (other) => other.owner !== owner || other.policy !== policy,
  );
  return done(follow(withDefense(state, { portPolicies })));
}

/** Switches the policy of Agent Presence on or off, when there is one. */
export function switchAgentPolicy(state: DeviceState, instant: Instant, isEnabled: boolean): DeviceState {
  const { portPolicies } = state.features.systemDefense;
  const next = portPolicies.map((other) =>
    other.owner === 'agent' ? switched(state, instant, { ...other, isEnabled }) : other,
  );
  return follow(withDefense(state, { portPolicies: next }));
}

/** When the next policy on the port has been in force long enough, wall milliseconds; undefined when none ends. */
export function nextPolicyEndMs(state: DeviceState): number | undefined {
  const times = state.features.systemDefense.portPolicies.flatMap(({ untilMs }) => (untilMs > 0 ? [untilMs] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Switches off the policies whose time is over (AMT_SystemDefensePolicy.SetTimeout). */
export function endPolicies(state: DeviceState, instant: Instant): Step {
  const portPolicies = state.features.systemDefense.portPolicies.map((other) =>
    other.untilMs > 0 && other.untilMs <= instant.nowMs ? { ...other, isEnabled: false, untilMs: 0 } : other,
  );
  return done(follow(withDefense(state, { portPolicies })));
}

/** The policy in force on the port: of those that are switched on, the one with the highest precedence. */
export function policyInForce(state: DeviceState): DefensePolicy | undefined {
  const { policies, portPolicies } = state.features.systemDefense;
  const enabled = policies.filter(({ handle }) =>
    portPolicies.some(({ policy, isEnabled }) => isEnabled && policy === handle),
  );
  return enabled.toSorted((one, other) => other.precedence - one.precedence)[0];
}

/** Takes the counters of the policy in force; nothing goes through a modelled port, so no filter has matched. */
export function updateStatistics(state: DeviceState, instant: Instant, policy: number, resetOnRead: boolean): Step {
  const active = policyInForce(state);
  if (active?.handle !== policy) return refused(INTERNAL_ERROR, 'defense.statistics.not-in-force', { policy });
  const former = state.features.systemDefense.statistics;
  const statistics = active.filters.map((filter): FilterStatistics => {
    const before = former.find((one) => one.filter === filter);
    const begun = before ?? { filter, activationMs: instant.nowMs, resetMs: instant.nowMs, readCount: 0 };
    return resetOnRead
      ? { ...begun, resetMs: instant.nowMs, readCount: 0 }
      : { ...begun, readCount: begun.readCount + 1 };
  });
  return done(withDefense(state, { statistics }));
}

export function setHeuristic(state: DeviceState, change: Partial<HeuristicSettings>): Step {
  return done(withDefense(state, { heuristic: { ...state.features.systemDefense.heuristic, ...change } }));
}

function wrongFilters(state: DeviceState, handles: readonly number[]): ReturnType<typeof refused> | undefined {
  const known = new Set(state.features.systemDefense.filters.map(({ handle }) => handle));
  const unknown = handles.filter((handle) => !known.has(handle)).map(String);
  if (unknown.length > 0) return refused(INVALID_PARAMETER, 'defense.policy.unknown-filter', { unknown });
  if (new Set(handles).size < handles.length) return refused(INVALID_PARAMETER, 'defense.policy.repeated-filter');
  if (handles.length > defenseLimits.filtersOfPort)
    return refused(MAX_LIMIT_REACHED, 'defense.policy.too-many-filters', { filters: handles.length });
  return undefined;
}

/** A policy on the port with the time at which it ends; that of a default policy never comes (assumed). */
function switched(state: DeviceState, instant: Instant, portPolicy: Omit<PortPolicy, 'untilMs'>): PortPolicy {
  const { owner, policy, isEnabled } = portPolicy;
  const minutes = state.features.systemDefense.policies.find(({ handle }) => handle === policy)?.timeoutMinutes ?? 0;
  const ends = isEnabled && owner !== 'default' && minutes > 0;
  return { owner, policy, isEnabled, untilMs: ends ? instant.nowMs + minutes * MINUTE_MS : 0 };
}

/** Counters belong to the policy in force; those of another are gone. */
function follow(state: DeviceState): DeviceState {
  const counted = new Set(policyInForce(state)?.filters);
  const { statistics } = state.features.systemDefense;
  return withDefense(state, { statistics: statistics.filter(({ filter }) => counted.has(filter)) });
}

function withDefense(state: DeviceState, change: Partial<SystemDefenseState>): DeviceState {
  const systemDefense = { ...state.features.systemDefense, ...change };
  return { ...state, features: { ...state.features, systemDefense } };
}
