import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { Decision } from '../decisions/decision.ts';
import { stamped, type DeviceEvent } from '../device/events.ts';
import type { DeviceState } from '../device/state.ts';
import type {
  Effect,
  HostPowerAction,
  HostPowerCause,
  HostView,
  Instant,
  LeaseView,
  Refusal,
  StateHolder,
} from '../device/step.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import type { PcDescription } from '../hardware/pc-description.ts';
import type { Nvram } from '../nvram/nvram.ts';
import { decodeSnapshot, encodeSnapshot } from '../nvram/snapshot.ts';
import { KEPT_RECORDS } from './device-options.ts';
import { InitialStateError } from './initial-state.ts';
import { Journal } from './journal.ts';

/** What the engine's surroundings do when it tells them to. */
export interface Surroundings {
  /** The state has become another one; NVRAM has it already. */
  readonly stateChanged: (before: DeviceState, after: DeviceState) => void;
  readonly dropConnections: (why: string) => void;
  readonly forgetLogins: () => void;
  readonly lease: () => LeaseView | undefined;
  readonly host: () => HostView;
  readonly rsaPrivateKey: (bits: number) => Buffer;
  readonly switchHost: (action: HostPowerAction, because?: HostPowerCause) => void;
}

/** Holds the one current state: a commit writes NVRAM, then performs the effects, then tells the surroundings. */
export class ManagementEngine implements StateHolder {
  readonly profile: FirmwareProfile;
  readonly events: Journal<DeviceEvent> = new Journal<DeviceEvent>(KEPT_RECORDS);
  readonly decisions: Journal<Decision> = new Journal<Decision>(KEPT_RECORDS);
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #nvram: Nvram;
  readonly #hardware: PcDescription;
  #state: DeviceState;
  #surroundings: Surroundings | undefined;

  /** `initial` makes the state of a machine whose NVRAM is empty. Throws what reading NVRAM throws and `InitialStateError`. */
  constructor(
    options: {
      readonly profile: FirmwareProfile;
      readonly clock: Clock;
      readonly chance: Chance;
      readonly nvram: Nvram;
      readonly hardware: PcDescription;
    },
    initial: (instant: Instant) => DeviceState,
  ) {
    this.profile = options.profile;
    this.#clock = options.clock;
    this.#chance = options.chance;
    this.#nvram = options.nvram;
    this.#hardware = options.hardware;
    const kept = options.nvram.read();
    this.#state = kept === undefined ? initial(this.instant()) : decodeSnapshot(kept);
    if (kept === undefined) options.nvram.write(encodeSnapshot(this.#state));
    else if (this.#state.identity.release !== this.profile.release) throw new InitialStateError('nvram.other-release');
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** Says who performs what the engine cannot do by itself. */
  surround(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
  }

  instant(): Instant {
    return { nowMs: this.#clock.nowMs(), profile: this.profile, chance: this.#chance };
  }

  lease(): LeaseView | undefined {
    return this.#surroundings?.lease();
  }

  host(): HostView {
    return this.#surroundings?.host() ?? { isOn: false };
  }

  hardware(): PcDescription {
    return this.#hardware;
  }

  /** Throws a RangeError while nothing surrounds the engine. */
  rsaPrivateKey(bits: number): Buffer {
    if (this.#surroundings === undefined) throw new RangeError('no source of keys');
    return this.#surroundings.rsaPrivateKey(bits);
  }

  commit(next: DeviceState, effects: readonly Effect[]): void {
    const before = this.#state;
    if (next !== before) {
      this.#nvram.write(encodeSnapshot(next));
      this.#state = next;
    }
    this.perform(effects);
    if (next !== before) this.#surroundings?.stateChanged(before, next);
  }

  perform(effects: readonly Effect[]): void {
    const atMs = this.#clock.nowMs();
    for (const effect of effects)
      if (effect.kind === 'event') this.events.add(stamped(atMs, effect.event));
      else if (effect.kind === 'decision') this.decisions.add({ atMs, ...effect.decision });
      else if (effect.kind === 'drop-connections') this.#surroundings?.dropConnections(effect.why);
      else if (effect.kind === 'host-power') this.#surroundings?.switchHost(effect.action, effect.because);
      else this.#surroundings?.forgetLogins();
  }

  /** Notes a refusal of something that nobody on the wire asked for. */
  noteRefusal({ code, inputs }: Refusal): void {
    this.perform([{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }]);
  }

  /** What survives of the state when power comes back: what NVRAM holds. It is only decoded when it says something else. */
  reload(): void {
    const kept = this.#nvram.read();
    if (kept !== undefined && kept !== encodeSnapshot(this.#state)) this.#state = decodeSnapshot(kept);
  }
}
