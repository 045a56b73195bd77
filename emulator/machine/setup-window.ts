import type { Clock, Timer } from '../clock/clock.ts';
import { spendWindow } from '../device/setup/setup.ts';
import type { StateHolder } from '../device/step.ts';

/** How often what is left is written down while the window is open. */
const SAVE_EVERY_MS = 60_000;

/**
 * Counts down the time in which the network interface stays open for setup. Only powered time counts (Intel Technology
 * Journal 12-4, remote configuration), so what is left goes
 * to NVRAM every minute and when power goes.
 */
export class SetupWindow implements Disposable {
  readonly #clock: Clock;
  readonly #holder: StateHolder;
  /** `windowLeftMs` of the state that the timer was set for. */
  #armedMs = 0;
  #sinceMs = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, holder: StateHolder) {
    this.#clock = clock;
    this.#holder = holder;
  }

  /** What is left now, milliseconds of powered time. */
  get leftMs(): number {
    const { windowLeftMs } = this.#holder.state.setup;
    if (this.#timer === undefined || windowLeftMs !== this.#armedMs) return windowLeftMs;
    return Math.max(0, windowLeftMs - (this.#clock.elapsedMs() - this.#sinceMs));
  }

  /** Follows the state: a window that was opened, extended or closed. */
  follow(): void {
    const { provisioningState, windowLeftMs } = this.#holder.state.setup;
    const wantedMs = provisioningState === 1 ? windowLeftMs : 0;
    if (wantedMs === this.#armedMs && (wantedMs === 0 || this.#timer !== undefined)) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#armedMs = wantedMs;
    this.#sinceMs = this.#clock.elapsedMs();
    if (wantedMs > 0)
      this.#timer = this.#clock.after(Math.min(wantedMs, SAVE_EVERY_MS), 'setup window', () => this.save());
  }

  /** Writes down what is left; closes the window when that is nothing. */
  save(): void {
    const { state } = this.#holder;
    const spent = spendWindow(state, state.setup.windowLeftMs - this.leftMs);
    if (spent.ok && spent.state.setup.windowLeftMs !== state.setup.windowLeftMs)
      this.#holder.commit(spent.state, spent.effects);
  }

  /** Power is gone. */
  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#armedMs = 0;
  }
}
