import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import type { DecisionDraft } from '../../../../emulator/decisions/decision.ts';
import type { DeviceEventDraft } from '../../../../emulator/device/events.ts';
import { factoryState } from '../../../../emulator/device/factory.ts';
import type { DeviceState, Identity } from '../../../../emulator/device/state.ts';
import type { Effect, HostPowerAction, HostView, Instant, StateHolder } from '../../../../emulator/device/step.ts';
import type { FirmwareProfile } from '../../../../emulator/firmware/profile.ts';
import { profileFor, withProfile, type ProfileOverrides } from '../../../../emulator/firmware/releases.ts';
import type { Caller } from '../../../../emulator/wsman/declaration.ts';

export const IDENTITY: Identity = {
  release: '3.2.1',
  uuid: '4c4c4544-0042-3510-8051-c4c04f4d3153',
  wiredMac: '00:1e:67:00:00:01',
  manufacturer: 'Trey Research',
  model: 'Desk 1',
  serialNumber: 'TR0001',
};

/** 2022-01-31T10:23:04Z. */
export const START_MS = 1_643_624_584_000;

export const ADMIN: Caller = { user: 'admin', isAdmin: true, realms: [3], from: '10.0.0.5', overTls: true };

/** A device without a network: state, clock and everything it said. */
export class Bench implements StateHolder {
  state: DeviceState;
  readonly profile: FirmwareProfile;
  readonly clock = new VirtualClock({ startMs: START_MS });
  readonly chance = seededChance('bench');
  readonly decisions: DecisionDraft[] = [];
  readonly events: DeviceEventDraft[] = [];
  readonly dropped: string[] = [];
  readonly switched: HostPowerAction[] = [];
  isHostOn = false;
  commits = 0;
  onDrop: (why: string) => void = () => undefined;
  onForget: () => void = () => undefined;

  constructor(overrides: ProfileOverrides = {}) {
    this.profile = withProfile(profileFor('3.2.1'), overrides);
    this.state = factoryState(this.profile, IDENTITY, this.chance);
  }

  instant(): Instant {
    return { nowMs: this.clock.nowMs(), profile: this.profile, chance: this.chance };
  }

  host(): HostView {
    return { isOn: this.isHostOn };
  }

  commit(next: DeviceState, effects: readonly Effect[]): void {
    this.state = next;
    this.commits += 1;
    this.perform(effects);
  }

  perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'decision') this.decisions.push(effect.decision);
      else if (effect.kind === 'event') this.events.push(effect.event);
      else if (effect.kind === 'drop-connections') {
        this.dropped.push(effect.why);
        this.onDrop(effect.why);
      } else if (effect.kind === 'host-power') this.switched.push(effect.action);
      else this.onForget();
    }
  }

  /** Reason codes of the decision log, in order. */
  codes(): readonly string[] {
    return this.decisions.map((decision) => decision.code);
  }
}
