import type { DeviceState } from './state.ts';
import { done, refused, type Instant, type Step } from './step.ts';

/** 2004-01-01T00:00:00Z: where a clock that lost its battery starts, and the earliest time it can be set from. */
export const CLOCK_EPOCH_SECONDS: number = 1_072_915_200;

const INVALID_PARAMETER = 36;
const MAX_SECONDS = 0xff_ff_ff_ff;

/** The device's own clock, milliseconds since 1970. */
export function deviceTimeMs(state: DeviceState, instant: Instant): number {
  return instant.nowMs + state.time.offsetMs;
}

/** Seconds since 1970 by the device's clock: Ta0 of GetLowAccuracyTimeSynch. */
export function lowAccuracyTime(state: DeviceState, instant: Instant): number {
  return Math.min(MAX_SECONDS, Math.max(0, Math.floor(deviceTimeMs(state, instant) / 1000)));
}

/** The three stamps of SetHighAccuracyTimeSynch, seconds since 1970. */
export interface TimeStamps {
  /** Device time as just read. */
  readonly ta0: number;
  /** Console time when that answer came. */
  readonly tm1: number;
  /** Console time just before setting. */
  readonly tm2: number;
}

/**
 * Moves the clock by Tm1 - Ta0. Both console times must be after the first second of 2004. Source: Intel AMT class
 * reference, AMT_TimeSynchronizationService.
 */
export function setHighAccuracyTime(state: DeviceState, instant: Instant, stamps: TimeStamps): Step {
  const { ta0, tm1, tm2 } = stamps;
  if (tm1 <= CLOCK_EPOCH_SECONDS || tm2 <= CLOCK_EPOCH_SECONDS)
    return refused(instant.profile.limits.tooEarlyTimeStatus, 'time.before-2004', { tm1, tm2 });
  const offsetMs = state.time.offsetMs + (tm1 - ta0) * 1000;
  const seconds = (instant.nowMs + offsetMs) / 1000;
  if (seconds < 0 || seconds > MAX_SECONDS) return refused(INVALID_PARAMETER, 'time.out-of-range', { ta0, tm1 });
  return done(
    { ...state, time: { ...state.time, offsetMs, source: 1 } },
    { kind: 'decision', decision: { code: 'time.set', verdict: 'accepted', inputs: { bySeconds: tm1 - ta0 } } },
  );
}

/** Allows users of the local system realm to set the clock, or forbids it (EnableLocalTimeSync). */
export function enableLocalTimeSync(state: DeviceState, isEnabled: boolean): Step {
  return done({ ...state, time: { ...state.time, localSync: isEnabled ? 1 : 2 } });
}
