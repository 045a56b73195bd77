import { seededChance } from '../../emulator/clock/chance.ts';
import type { Clock } from '../../emulator/clock/clock.ts';
import type { DecisionDraft } from '../../emulator/decisions/decision.ts';
import type { DeviceEventDraft } from '../../emulator/device/events.ts';
import type { DeviceState } from '../../emulator/device/state.ts';
import type { Effect, Instant, StateHolder } from '../../emulator/device/step.ts';
import type { FirmwareProfile } from '../../emulator/firmware/profile.ts';

/** A state holder without NVRAM and surroundings, which remembers what was performed. */
export class PlainHolder implements StateHolder {
  state: DeviceState;
  readonly profile: FirmwareProfile;
  readonly events: DeviceEventDraft[] = [];
  readonly decisions: DecisionDraft[] = [];
  readonly #clock: Clock;

  constructor(state: DeviceState, profile: FirmwareProfile, clock: Clock) {
    this.state = state;
    this.profile = profile;
    this.#clock = clock;
  }

  instant(): Instant {
    return { nowMs: this.#clock.nowMs(), profile: this.profile, chance: seededChance('holder') };
  }

  commit(next: DeviceState, effects: readonly Effect[]): void {
    this.state = next;
    this.perform(effects);
  }

  perform(effects: readonly Effect[]): void {
    for (const effect of effects)
      if (effect.kind === 'event') this.events.push(effect.event);
      else if (effect.kind === 'decision') this.decisions.push(effect.decision);
  }
}
