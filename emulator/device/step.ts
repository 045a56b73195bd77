import type { Chance } from '../clock/chance.ts';
import type { DecisionDraft } from '../decisions/decision.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import type { PcDescription } from '../hardware/pc-description.ts';
import type { DeviceEventDraft } from './events.ts';
import type { DeviceState } from './state.ts';

/** What a transition may look at besides the state. One request is handled at one instant. */
export interface Instant {
  /** Wall time, milliseconds since 1970. The device's own clock is this plus `state.time.offsetMs`. */
  readonly nowMs: number;
  readonly profile: FirmwareProfile;
  readonly chance: Chance;
}

/** Things to do in the world after a transition; whoever holds the state performs them. */
export type Effect =
  | { readonly kind: 'event'; readonly event: DeviceEventDraft }
  | { readonly kind: 'decision'; readonly decision: DecisionDraft }
  /** Close every management connection once the answer is out: CommitChanges, unprovisioning. */
  | { readonly kind: 'drop-connections'; readonly why: string }
  /** Forget digest nonces and cached logins: an account changed. */
  | { readonly kind: 'forget-logins' }
  /** Switch the host: only the machine around the management engine can. */
  | { readonly kind: 'host-power'; readonly action: HostPowerAction; readonly because?: HostPowerCause };

/** Why the host is switched, when not because of remote control. */
export interface HostPowerCause {
  readonly cause: 'alarm' | 'watchdog';
  /** What the reason of the boot says: the name of the alarm. */
  readonly details: string;
}

/**
 * What remote control can do to the host. `sleep`, `hibernate`, `shutdown` and `restart` ask its operating system,
 * `interrupt` is a diagnostic interrupt.
 */
export type HostPowerAction =
  | 'on'
  | 'off'
  | 'reset'
  | 'cycle'
  | 'sleep'
  | 'hibernate'
  | 'shutdown'
  | 'restart'
  | 'interrupt';

/** The host as the management engine sees it. */
export interface HostView {
  /** True in S0, false asleep and in S5. */
  readonly isOn: boolean;
  /** ACPI sleep state of a host that is not on; 5 when absent. */
  readonly sleepState?: 3 | 4 | 5;
}

/** A refusal is a value: a PT_STATUS number for the peer and a reason code for the decision log. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly inputs: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type Step<T = undefined> =
  | { readonly ok: true; readonly state: DeviceState; readonly value: T; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function done(state: DeviceState, ...effects: readonly Effect[]): Step {
  return { ok: true, state, value: undefined, effects };
}

export function doneWith<T>(state: DeviceState, value: T, ...effects: readonly Effect[]): Step<T> {
  return { ok: true, state, value, effects };
}

export function refused(
  status: number,
  code: string,
  inputs: Refusal['inputs'] = {},
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { status, code, inputs } };
}

/** The addresses that the management engine uses now, from DHCP or fixed. */
export interface LeaseView {
  readonly address: string;
  readonly mask: string;
  readonly gateway: string;
  readonly primaryDns: string;
  readonly secondaryDns: string;
  /** DHCP option 15, empty when the server gave none. */
  readonly domainName: string;
}

/** Holds the one current state. Only the machine implements it; conversations read and commit through it. */
export interface StateHolder {
  readonly state: DeviceState;
  readonly profile: FirmwareProfile;
  instant(): Instant;
  /** The present lease; undefined while there is none, absent where no network is modelled. */
  lease?(): LeaseView | undefined;
  /** The PC around the engine; absent where none is modelled. */
  host?(): HostView;
  /** The PC around the engine as its BIOS describes it; the default desktop where none is described. */
  hardware?(): PcDescription;
  /** A new RSA private key of this many bits, PKCS#1 DER; absent where none can be made. */
  rsaPrivateKey?(bits: number): Buffer;
  /** Makes `next` the state, writes NVRAM, then performs the effects. */
  commit(next: DeviceState, effects: readonly Effect[]): void;
  /** For effects without a change of state. */
  perform(effects: readonly Effect[]): void;
}
