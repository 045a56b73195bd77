/** 1 not started, 2 stopped, 4 running, 8 expired, 16 suspended: bits, so that rules can name several. */
export type AgentState = 1 | 2 | 4 | 8 | 16;

/** What happens when an agent goes from one state to another (AMT_AgentPresenceWatchdogAction). */
export interface AgentRule {
  readonly name: string;
  /** Bits of {@link AgentState}. */
  readonly oldStates: number;
  readonly newStates: number;
  readonly eventOnTransition: boolean;
  /** What it does to the System Defense policy of Agent Presence. */
  readonly defense: 'none' | 'activate' | 'deactivate';
  readonly isEac: boolean;
}

/** A local agent that has to be heard (AMT_AgentPresenceWatchdog). */
export interface AgentWatchdog {
  /** DeviceID: the agent's GUID as the caller wrote it. */
  readonly id: string;
  readonly description: string;
  /** Seconds from boot to the agent's registration. */
  readonly startupSeconds: number;
  /** Seconds from one heartbeat to the next. */
  readonly timeoutSeconds: number;
  readonly state: AgentState;
  /** When it expires, wall milliseconds; 0 never. */
  readonly deadlineMs: number;
  /** The last sequence number of the session. */
  readonly sequence: number;
  /** 0 never. */
  readonly expiredMs: number;
  readonly rules: readonly AgentRule[];
}

export interface AgentPresenceState {
  readonly watchdogs: readonly AgentWatchdog[];
  readonly nextRule: number;
}

/** Nobody is watched. */
export const factoryAgentPresence: AgentPresenceState = { watchdogs: [], nextRule: 1 };
