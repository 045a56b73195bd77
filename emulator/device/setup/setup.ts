import { digestHa1, setupRealm } from '../factory.ts';
import { withNewConfigurationNonce } from './host-based-setup.ts';
import type { DeviceState, SetupState } from '../state.ts';
import { done, refused, type Effect, type Instant, type Refusal, type Step } from '../step.ts';
import { tlsCommitProblem } from '../trust/tls-settings.ts';

const HOUR_MS = 3_600_000;

/** PT_STATUS numbers of setup (Intel AMT Implementation and Reference Guide). Which one fits which refusal is partly assumed. */
export const setupStatuses = {
  notReady: 2,
  invalidMode: 3,
  notPermitted: 16,
  invalidParameter: 36,
  dataMissing: 2057,
  unsupported: 2066,
} as const;

/** Who starts setup: the device by itself, software on the host, or a person in MEBx. */
export type SetupTrigger = 'bare-metal' | 'agent' | 'mebx';

/**
 * Starts setup: provisioning state 0 becomes 1 and the network interface opens for a limited powered time. With PID and
 * PPS set the machine waits for TLS-PSK, otherwise for a certificate. Starting again is possible once the time is over.
 * Source: Intel AMT Implementation and Reference Guide, overview of PSK and PKI automatic configuration flow.
 */
export function enterSetup(state: DeviceState, instant: Instant, trigger: SetupTrigger): Step {
  const tlsMode = state.setup.pid !== '' && state.setup.pps !== '' ? 1 : 2;
  const problem = entryProblem(state, instant, trigger, tlsMode);
  if (problem !== undefined) return { ok: false, refusal: problem };
  const hours =
    trigger === 'bare-metal' ? instant.profile.setup.bareMetalTimerHours : instant.profile.setup.agentWindowHours;
  const fresh = state.setup.provisioningState === 0 ? withSetupRealm(state, instant) : state;
  const next = withSetup(fresh, {
    provisioningState: 1,
    tlsMode,
    windowLeftMs: hours * HOUR_MS,
    windowSpentMs: 0,
    helloCount: 0,
  });
  const inputs = { trigger, tlsMode, hours };
  return done(
    next,
    { kind: 'decision', decision: { code: 'setup.enter', verdict: 'accepted', inputs } },
    ...(state.setup.provisioningState === 0 ? [setupEvent('entered-in', trigger)] : []),
    setupEvent('window-opened', trigger),
  );
}

/** Opens the network interface again for a machine in setup whose time is over (agent or MEBx), for so many hours. */
export function openWindow(state: DeviceState, hours: number, why: string): Step {
  const { provisioningState } = state.setup;
  if (provisioningState !== 1)
    return refused(setupStatuses.invalidMode, 'setup.window.not-in-setup', { provisioningState });
  return done(withSetup(state, { windowLeftMs: hours * HOUR_MS, helloCount: 0 }), setupEvent('window-opened', why));
}

/** Ends setup from the host: back to provisioning state 0 (StopConfiguration). */
export function stopSetup(state: DeviceState): Step {
  const { provisioningState } = state.setup;
  if (provisioningState !== 1)
    return refused(setupStatuses.invalidMode, 'setup.stop.not-in-setup', { provisioningState });
  const next = withSetup(state, { provisioningState: 0, tlsMode: 0, windowLeftMs: 0, helloCount: 0 });
  return done(next, setupEvent('window-closed', 'stopped'), { kind: 'drop-connections', why: 'setup was stopped' });
}

/**
 * Keeps the interface open for 1 to 24 more hours from now; 0 closes it at once, which is how a server drops a machine
 * whose one-time password is wrong. All of it together has an end. Source: Intel AMT class reference, ExtendProvisioningPeriod.
 */
export function extendProvisioningPeriod(state: DeviceState, instant: Instant, hours: number): Step {
  const { provisioningState } = state.setup;
  const limit = instant.profile.setup.maxExtendHours;
  if (provisioningState !== 1)
    return refused(setupStatuses.notPermitted, 'setup.extend.not-in-setup', { provisioningState });
  if (!Number.isInteger(hours) || hours < 0 || hours > limit)
    return refused(setupStatuses.invalidParameter, 'setup.extend.hours', { hours, limit });
  const mostMs = instant.profile.setup.maxWindowHours * HOUR_MS - state.setup.windowSpentMs;
  const windowLeftMs = Math.max(0, Math.min(hours * HOUR_MS, mostMs));
  const next = withSetup(state, { windowLeftMs });
  if (windowLeftMs > 0) return done(next);
  const why = 'the setup server closed it';
  return done(next, setupEvent('window-closed', why), { kind: 'drop-connections', why });
}

/** Takes powered time off the window and closes it when none is left. */
export function spendWindow(state: DeviceState, poweredMs: number): Step {
  const { provisioningState, windowLeftMs, windowSpentMs } = state.setup;
  if (provisioningState !== 1 || windowLeftMs === 0) return done(state);
  const left = Math.max(0, windowLeftMs - Math.max(0, poweredMs));
  const next = withSetup(state, { windowLeftMs: left, windowSpentMs: windowSpentMs + windowLeftMs - left });
  if (left > 0) return done(next);
  const why = 'the time for setup is over';
  return done(next, setupEvent('window-closed', why), { kind: 'drop-connections', why });
}

/** The state after hello number `retry` (0 for the first of a series) was sent. */
export function helloSent(state: DeviceState, retry: number): DeviceState {
  return withSetup(state, { helloCount: retry + 1 });
}

/**
 * Ends setup: state 1 becomes 2, and pending TLS settings become active. In state 2 it makes changed TLS settings active.
 * Missing data answers 2057. Source: Intel AMT class reference, AMT_SetupAndConfigurationService.CommitChanges.
 */
export function commitChanges(state: DeviceState, instant: Instant): Step {
  const { provisioningState } = state.setup;
  if (provisioningState === 0)
    return refused(setupStatuses.notPermitted, 'setup.commit.not-in-setup', { provisioningState });
  const problem = tlsCommitProblem(state) ?? missingData(state, instant);
  if (problem !== undefined) return { ok: false, refusal: problem };
  const isTlsChanged = JSON.stringify(state.tls.active) !== JSON.stringify(state.tls.pending);
  const committed = { ...state, tls: { ...state.tls, active: state.tls.pending } };
  const accepted: Effect = {
    kind: 'decision',
    decision: {
      code: 'setup.commit',
      verdict: 'accepted',
      inputs: { provisioningState, isTlsEnabled: committed.tls.active.remote.enabled },
    },
  };
  const drop: Effect = { kind: 'drop-connections', why: 'changes were committed' };
  if (provisioningState === 2) return isTlsChanged ? done(committed, accepted, drop) : done(committed, accepted);
  const renewed = withNewConfigurationNonce(committed, instant.chance);
  const operational = withSetup(renewed, { provisioningState: 2, windowLeftMs: 0, helloCount: 0 });
  return done(operational, accepted, setupEvent('operational', 'committed'), drop);
}

function entryProblem(
  state: DeviceState,
  instant: Instant,
  trigger: SetupTrigger,
  tlsMode: 1 | 2,
): Refusal | undefined {
  const { provisioningState, provisioningMode, windowLeftMs, zeroTouchEnabled } = state.setup;
  const { capabilities, setup } = instant.profile;
  const inputs = { trigger, provisioningState, provisioningMode, tlsMode };
  if (provisioningState === 2) return { status: setupStatuses.invalidMode, code: 'setup.enter.operational', inputs };
  if (provisioningMode !== 1) return { status: setupStatuses.invalidMode, code: 'setup.enter.small-business', inputs };
  if (provisioningState === 1 && windowLeftMs > 0)
    return { status: setupStatuses.invalidMode, code: 'setup.enter.window-open', inputs };
  if (provisioningState === 1 && trigger === 'bare-metal')
    return { status: setupStatuses.invalidMode, code: 'setup.enter.bare-metal-spent', inputs };
  if (!capabilities.has(tlsMode === 1 ? 'psk-setup' : 'pki-setup'))
    return { status: setupStatuses.unsupported, code: 'setup.enter.unsupported', inputs };
  if (tlsMode === 2 && !zeroTouchEnabled)
    return { status: setupStatuses.notPermitted, code: 'setup.enter.zero-touch-off', inputs };
  if (trigger === 'bare-metal' && setup.bareMetalTimerHours <= 0)
    return { status: setupStatuses.notReady, code: 'setup.enter.no-bare-metal-timer', inputs };
  return undefined;
}

function missingData(state: DeviceState, instant: Instant): Refusal | undefined {
  if (state.setup.provisioningState !== 1) return undefined;
  const { mebxPasswordIsDefault, adminIsDefault } = state.accounts;
  const isDefault = { 'mebx-password': mebxPasswordIsDefault, 'admin-password': adminIsDefault };
  const missing = instant.profile.setup.commitRequires.filter((item) => isDefault[item]);
  if (missing.length === 0) return undefined;
  return { status: setupStatuses.dataMissing, code: 'setup.commit.data-missing', inputs: { missing } };
}

/** A machine whose administrator has the MEBx password gets its realm now; a hash made with another realm keeps that. */
function withSetupRealm(state: DeviceState, instant: Instant): DeviceState {
  const { accounts } = state;
  if (!accounts.adminIsDefault) return state;
  const digestRealm = setupRealm(instant.profile, state.identity, instant.chance.for(`setup-realm ${instant.nowMs}`));
  const adminHa1 = digestHa1(accounts.adminUser, digestRealm, accounts.mebxPassword);
  return { ...state, accounts: { ...accounts, digestRealm, adminHa1 } };
}

function withSetup(state: DeviceState, change: Partial<SetupState>): DeviceState {
  return { ...state, setup: { ...state.setup, ...change } };
}

function setupEvent(
  what: 'window-opened' | 'window-closed' | 'entered-in' | 'operational',
  why: string,
): Extract<Effect, { kind: 'event' }> {
  return { kind: 'event', event: { kind: 'setup', what, why } };
}
