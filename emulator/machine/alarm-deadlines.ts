import type { Clock, Timer } from '../clock/clock.ts';
import { expireAgents, nextAgentExpiryMs } from '../device/protection/agent-presence.ts';
import { nextAlarmMs, ringAlarms } from '../device/power/alarm-clock.ts';
import type { DeviceState } from '../device/state.ts';
import type { HostView, Instant, Step } from '../device/step.ts';
import { endPolicies, nextPolicyEndMs } from '../device/protection/system-defense.ts';
import { nextWatchdogResetMs, performWatchdogReset } from '../device/power/watchdog-action.ts';
import type { ManagementEngine } from './management-engine.ts';

/** Something that happens by itself at a time that the state names. */
interface Deadline {
  /** Wall milliseconds; undefined when nothing is to come. */
  readonly nextMs: (state: DeviceState) => number | undefined;
  readonly reach: (state: DeviceState, instant: Instant, host: HostView) => Step<unknown>;
}

const deadlines: readonly Deadline[] = [
  { nextMs: nextAlarmMs, reach: ringAlarms },
  { nextMs: nextAgentExpiryMs, reach: expireAgents },
  { nextMs: nextWatchdogResetMs, reach: performWatchdogReset },
  { nextMs: nextPolicyEndMs, reach: endPolicies },
];

/** Alarms, silent agents, policies that end and what follows from them: waits for the first and lets it happen, as long as there is AC. */
export class AlarmDeadlines implements Disposable {
  readonly #clock: Clock;
  readonly #engine: ManagementEngine;
  #timer: Timer | undefined;
  #dueMs: number | undefined;
  #isReaching = false;

  constructor(clock: Clock, engine: ManagementEngine) {
    this.#clock = clock;
    this.#engine = engine;
  }

  /** Follows the state: waits for what comes first now. */
  follow(): void {
    if (this.#isReaching) return;
    const { state } = this.#engine;
    const times = deadlines.map(({ nextMs }) => nextMs(state)).filter((time) => time !== undefined);
    const dueMs = times.length === 0 ? undefined : Math.min(...times);
    if (dueMs === this.#dueMs && this.#timer !== undefined) return;
    this[Symbol.dispose]();
    this.#dueMs = dueMs;
    if (dueMs === undefined) return;
    const waitMs = Math.max(0, dueMs - this.#clock.nowMs());
    this.#timer = this.#clock.after(waitMs, 'alarm or agent', () => this.#reach());
  }

  /** AC is gone. */
  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#dueMs = undefined;
  }

  #reach(): void {
    this[Symbol.dispose]();
    this.#isReaching = true;
    try {
      for (const { reach } of deadlines) {
        const step = reach(this.#engine.state, this.#engine.instant(), this.#engine.host());
        if (step.ok) this.#engine.commit(step.state, step.effects);
        else this.#engine.noteRefusal(step.refusal);
      }
    } finally {
      this.#isReaching = false;
    }
    this.follow();
  }
}
