import type { AgentState, AgentRule, AgentWatchdog, AgentPresenceState } from './agent-presence-state.ts';
import { catalogueEntry } from '../logs/event-catalogue.ts';
import { logEvent } from '../logs/event-log.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Effect, type Instant, type Step } from '../step.ts';
import { switchAgentPolicy } from './system-defense.ts';
import { watchdogExpired } from '../power/watchdog-action.ts';

/** What there is room for; assumed, no device's numbers were published. */
export const agentLimits = { agents: 16, rules: 64, rulesOfAgent: 4, eacAgents: 16 } as const;

/** PT_STATUS numbers. */
const INTERNAL_ERROR = 1;
const MAX_LIMIT_REACHED = 23;
const DUPLICATE = 2058;

const SEQUENCE_LIMIT = 2 ** 32;
/** First octet of data of the event of a watchdog; the next ones are the beginning of the agent's identifier. */
const WATCHDOG_MARK = 0xaa;
const ID_OCTETS = 6;
/** What the event log calls the states. */
const causes: Readonly<Record<AgentState, string>> = {
  1: 'agent-not-started',
  2: 'agent-stopped',
  4: 'agent-running',
  8: 'agent-expired',
  16: 'agent-suspended',
};

export type WatchdogTemplate = Pick<AgentWatchdog, 'id' | 'description' | 'startupSeconds' | 'timeoutSeconds'>;

/** Watches an agent from now on; while the host runs, its time to start begins at once. */
export function addWatchdog(state: DeviceState, instant: Instant, template: WatchdogTemplate, isHostOn: boolean): Step {
  const { watchdogs } = state.features.agentPresence;
  const { id } = template;
  if (watchdogs.some((other) => other.id === id)) return refused(DUPLICATE, 'agent.duplicate', { id });
  if (watchdogs.length >= agentLimits.agents)
    return refused(MAX_LIMIT_REACHED, 'agent.too-many', { held: watchdogs.length });
  const deadlineMs = isHostOn ? instant.nowMs + template.startupSeconds * 1000 : 0;
  const added: AgentWatchdog = { ...template, state: 1, deadlineMs, sequence: 0, expiredMs: 0, rules: [] };
  return done(withPresence(state, { watchdogs: [...watchdogs, added] }));
}

/** Changes how long an agent may be silent; a running time is not touched. */
export function changeWatchdog(state: DeviceState, id: string, change: Partial<Omit<WatchdogTemplate, 'id'>>): Step {
  return done(withWatchdog(state, id, (watchdog) => ({ ...watchdog, ...change })));
}

/** Watches an agent no longer; what was tied to it is untied. */
export function removeWatchdog(state: DeviceState, id: string): Step {
  const { agentPresence, watchdogAction } = state.features;
  const next = withPresence(state, { watchdogs: agentPresence.watchdogs.filter((other) => other.id !== id) });
  const watchdogs = watchdogAction.watchdogs.filter((other) => other !== id);
  return done({ ...next, features: { ...next.features, watchdogAction: { ...watchdogAction, watchdogs } } });
}

/** Adds what shall happen at a change of state (AMT_AgentPresenceWatchdog.AddAction). */
export function addAgentRule(state: DeviceState, id: string, rule: Omit<AgentRule, 'name'>): Step {
  const { watchdogs, nextRule } = state.features.agentPresence;
  const total = watchdogs.reduce((sum, watchdog) => sum + watchdog.rules.length, 0);
  if (total >= agentLimits.rules) return refused(MAX_LIMIT_REACHED, 'agent.too-many-actions', { total });
  const known = [rule.oldStates, rule.newStates].every((bits) => bits > 0 && bits < 32);
  if (!known) return refused(INTERNAL_ERROR, 'agent.unknown-state', { old: rule.oldStates, new: rule.newStates });
  const named = { ...rule, name: `Action ${nextRule}` };
  const next = withWatchdog(state, id, (watchdog) => ({ ...watchdog, rules: [...watchdog.rules, named] }));
  return done(withPresence(next, { nextRule: nextRule + 1 }));
}

export function removeAgentRules(state: DeviceState, id: string): Step {
  return done(withWatchdog(state, id, (watchdog) => ({ ...watchdog, rules: [] })));
}

/** An agent reports for the first time; the value is the first sequence number of its session. */
export function registerAgent(state: DeviceState, instant: Instant, id: string, isHostOn: boolean): Step<number> {
  if (!isHostOn) return refused(INTERNAL_ERROR, 'agent.host-not-on', { id });
  const sequence = instant.chance.for(`agent-session ${id} ${instant.nowMs}`).bytes(4).readUInt32LE() >>> 1;
  const begun = withWatchdog(state, id, (watchdog) => ({ ...watchdog, sequence }));
  const { state: next, effects } = moved(begun, instant, id, 4);
  return doneWith(next, sequence, ...effects);
}

/** A heartbeat: the number is the last one plus one. An agent that was given up runs again. */
export function assertAgent(state: DeviceState, instant: Instant, id: string, sequence: number): Step {
  return heard(state, instant, { id, sequence, next: 4 });
}

/** The agent says that it ends. */
export function assertAgentShutdown(state: DeviceState, instant: Instant, id: string, sequence: number): Step {
  return heard(state, instant, { id, sequence, next: 2 });
}

/** When the next silent agent expires, wall milliseconds; undefined when none can. */
export function nextAgentExpiryMs(state: DeviceState): number | undefined {
  const times = state.features.agentPresence.watchdogs.flatMap(({ deadlineMs }) =>
    deadlineMs > 0 ? [deadlineMs] : [],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Gives up every agent that was silent for too long, with everything that follows from it. */
export function expireAgents(state: DeviceState, instant: Instant): Step {
  const late = state.features.agentPresence.watchdogs.filter(
    ({ deadlineMs }) => deadlineMs > 0 && deadlineMs <= instant.nowMs,
  );
  const effects: Effect[] = [];
  let next = state;
  for (const { id } of late) {
    const step = moved(next, instant, id, 8);
    next = watchdogExpired(step.state, instant, id);
    effects.push(...step.effects);
  }
  return done(next, ...effects);
}

/** The host has booted: every agent has its time to start (assumed). */
export function agentsAtBoot(state: DeviceState, instant: Instant): DeviceState {
  return everyAgent(state, instant, 1);
}

/** The host sleeps or is off: nobody waits for its agents (assumed). */
export function agentsSuspended(state: DeviceState, instant: Instant): DeviceState {
  return everyAgent(state, instant, 16);
}

function everyAgent(state: DeviceState, instant: Instant, next: AgentState): DeviceState {
  return state.features.agentPresence.watchdogs.reduce(
    (current, { id }) => moved(current, instant, id, next).state,
    state,
  );
}

function heard(
  state: DeviceState,
  instant: Instant,
  { id, sequence, next }: { readonly id: string; readonly sequence: number; readonly next: 2 | 4 },
): Step {
  const watchdog = state.features.agentPresence.watchdogs.find((other) => other.id === id);
  if (watchdog === undefined || (watchdog.state !== 4 && watchdog.state !== 8))
    return refused(INTERNAL_ERROR, 'agent.no-session', { id });
  if (sequence !== (watchdog.sequence + 1) % SEQUENCE_LIMIT)
    return refused(INTERNAL_ERROR, 'agent.out-of-sequence', { id, sequence });
  const counted = withWatchdog(state, id, (former) => ({ ...former, sequence }));
  const { state: after, effects } = moved(counted, instant, id, next);
  return done(after, ...effects);
}

/** Brings an agent to a state, sets its time, and does what the rules say of the change. */
function moved(
  state: DeviceState,
  instant: Instant,
  id: string,
  next: AgentState,
): { readonly state: DeviceState; readonly effects: readonly Effect[] } {
  const before = state.features.agentPresence.watchdogs.find((other) => other.id === id);
  if (before === undefined) return { state, effects: [] };
  const { nowMs } = instant;
  const timesMs: Partial<Record<AgentState, number>> = {
    1: before.startupSeconds * 1000,
    4: before.timeoutSeconds * 1000,
  };
  const waitMs = timesMs[next];
  const after: AgentWatchdog = {
    ...before,
    state: next,
    deadlineMs: waitMs === undefined ? 0 : nowMs + waitMs,
    expiredMs: next === 8 ? nowMs : before.expiredMs,
  };
  const set = withWatchdog(state, id, () => after);
  if (before.state === next) return { state: set, effects: [] };
  const fitting = before.rules.filter((rule) => (rule.oldStates & before.state) !== 0 && (rule.newStates & next) !== 0);
  const inputs = { agent: id, from: before.state, to: next, rules: fitting.length };
  return {
    state: fitting.reduce((current, rule) => obeyed(current, instant, after, rule), set),
    effects: [{ kind: 'decision', decision: { code: 'agent.state', verdict: 'noted', inputs } }],
  };
}

function obeyed(state: DeviceState, instant: Instant, watchdog: AgentWatchdog, rule: AgentRule): DeviceState {
  const switched = rule.defense === 'none' ? state : switchAgentPolicy(state, instant, rule.defense === 'activate');
  const shape = catalogueEntry(causes[watchdog.state])?.record;
  if (!rule.eventOnTransition || shape === undefined) return switched;
  const id = agentOctets(watchdog.id).subarray(0, ID_OCTETS);
  const logged = logEvent(switched, instant, {
    ...shape,
    atSeconds: Math.floor((instant.nowMs + state.time.offsetMs) / 1000),
    data: Buffer.from([WATCHDOG_MARK, ...id, watchdog.state]).toString('hex'),
  });
  return logged.ok ? logged.state : switched;
}

/** The 16 octets of an agent's GUID: hex with or without dashes, or base64. */
export function agentOctets(id: string): Buffer {
  const hex = id.replaceAll('-', '');
  return /^[0-9A-Fa-f]{32}$/.test(hex) ? Buffer.from(hex, 'hex') : Buffer.from(id, 'base64');
}

function withWatchdog(state: DeviceState, id: string, change: (watchdog: AgentWatchdog) => AgentWatchdog): DeviceState {
  const { watchdogs } = state.features.agentPresence;
  return withPresence(state, { watchdogs: watchdogs.map((other) => (other.id === id ? change(other) : other)) });
}

function withPresence(state: DeviceState, change: Partial<AgentPresenceState>): DeviceState {
  const agentPresence = { ...state.features.agentPresence, ...change };
  return { ...state, features: { ...state.features, agentPresence } };
}
