import { CLOCK_EPOCH_SECONDS } from '../clock-setting.ts';
import { factoryOf } from '../factory.ts';
import { withNewConfigurationNonce } from './host-based-setup.ts';
import { reset } from '../reset-table.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Instant, type Step } from '../step.ts';

const NOT_PERMITTED = 16;
const INVALID_PARAMETER = 36;

/**
 * Takes an operational machine, or one in setup, back to provisioning state 0. `full` forgets everything but the MEBx
 * password and what was burnt in; `partial` also keeps the administrator, PID and PPS, names, server and custom hashes.
 * `mode` says which mode follows: 0 the present one, 1 Enterprise, 2 Small Business; 3 (remote connectivity) is not
 * offered. Source: Intel AMT Implementation and Reference Guide, "Restoring Intel AMT to Factory Mode".
 */
export function unprovision(state: DeviceState, instant: Instant, extent: 'full' | 'partial', mode: number = 0): Step {
  const { provisioningState } = state.setup;
  if (provisioningState === 0)
    return refused(NOT_PERMITTED, 'setup.unprovision.not-provisioned', { provisioningState });
  if (mode !== 0 && mode !== 1 && mode !== 2) return refused(INVALID_PARAMETER, 'setup.unprovision.mode', { mode });
  if (mode === 2 && !instant.profile.capabilities.has('small-business-mode'))
    return refused(INVALID_PARAMETER, 'setup.unprovision.mode', { mode });
  const kind = extent === 'full' ? 'full-unprovision' : 'partial-unprovision';
  const next = withNewConfigurationNonce(reset(state, kind, factoryOf(state, instant)), instant.chance);
  const provisioningMode = mode === 0 ? state.setup.provisioningMode : mode;
  return done(
    { ...next, setup: { ...next.setup, provisioningMode } },
    { kind: 'decision', decision: { code: 'setup.unprovision', verdict: 'accepted', inputs: { extent, mode } } },
    { kind: 'event', event: { kind: 'setup', what: 'unprovisioned', why: extent } },
    { kind: 'drop-connections', why: 'unprovisioned' },
    { kind: 'forget-logins' },
  );
}

/** The battery of the real-time clock was taken out: the MEBx password is the default one, the clock starts in 2004. */
export function clearRealTimeClock(state: DeviceState, instant: Instant): Step {
  const next = reset(state, 'rtc-clear', factoryOf(state, instant));
  const offsetMs = CLOCK_EPOCH_SECONDS * 1000 - instant.nowMs;
  return done({ ...next, time: { ...next.time, offsetMs } }, { kind: 'forget-logins' });
}
