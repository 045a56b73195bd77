import type { Effect, Instant, Step } from '../step.ts';
import { done, refused } from '../step.ts';
import { factoryConsentDialogue, type ConsentDialogueState, type ConsentState } from './consent-state.ts';
import type { DeviceState } from '../state.ts';

/** ReturnValues of the methods of IPS_OptInService (Intel AMT class reference, IPS_OptInService). */
export const consentStatuses = { internalError: 1, invalidState: 2, blocked: 3 } as const;

/** Wrong codes after which the question is withdrawn: assumed, as is that they answer 1 before and 3 at the last. */
const MAX_WRONG_CODES = 3;
const CODES = 1_000_000;
const INVALID_PARAMETER = 36;
/** Least and most seconds that OptInCodeTimeout may have: 1 to 15 minutes (Intel AMT Implementation and Reference Guide, user consent). */
const CODE_TIMEOUT_SECONDS: readonly [number, number] = [60, 900];
/** Nothing is published for OptInDisplayTimeout but that 300 or more is recommended: anything above zero is taken. */
const DISPLAY_TIMEOUT_SECONDS: readonly [number, number] = [1, 65_535];

/** Values that OptInRequired can have. */
const requirements: readonly ConsentState['required'][] = [0, 1, 4_294_967_295];

/** How far consent is at this time: questions and answers lapse by themselves. */
export function consentPhase(state: DeviceState, nowMs: number): ConsentDialogueState['phase'] {
  const { consent, consentDialogue } = state.features;
  const { phase, sinceMs } = consentDialogue;
  if (phase === 'none') return 'none';
  const seconds = phase === 'asked' ? consent.displayTimeoutSeconds : consent.codeTimeoutSeconds;
  return nowMs - sinceMs >= seconds * 1000 ? 'none' : phase;
}

/**
 * Draws a code and shows it to the person at the PC (StartOptIn). Invalid state where nobody has to be asked, or while a
 * code is shown or was accepted.
 */
export function startConsent(state: DeviceState, instant: Instant): Step {
  const { required } = state.features.consent;
  const phase = consentPhase(state, instant.nowMs);
  if (required === 0 || phase !== 'none')
    return refused(consentStatuses.invalidState, 'consent.start.invalid-state', { required, phase });
  const code = instant.chance.below(CODES);
  const shown: Effect = {
    kind: 'event',
    event: { kind: 'consent', what: 'code-shown', code: String(code).padStart(6, '0') },
  };
  return done(withDialogue(state, { phase: 'asked', code, sinceMs: instant.nowMs, wrongCodes: 0 }), shown);
}

/** Compares what the operator was told on the telephone with the code on the screen (SendOptInCode). */
export function sendConsentCode(state: DeviceState, instant: Instant, code: number): Step<number> {
  const phase = consentPhase(state, instant.nowMs);
  const { consentDialogue } = state.features;
  if (phase !== 'asked') return refused(consentStatuses.invalidState, 'consent.code.invalid-state', { phase });
  if (code === consentDialogue.code) {
    const given = { ...consentDialogue, phase: 'given', code: -1, sinceMs: instant.nowMs } as const;
    return { ok: true, state: withDialogue(state, given), value: 0, effects: [seen('accepted')] };
  }
  const wrongCodes = consentDialogue.wrongCodes + 1;
  const isLast = wrongCodes >= MAX_WRONG_CODES;
  const value = isLast ? consentStatuses.blocked : consentStatuses.internalError;
  const inputs = { wrongCodes, limit: MAX_WRONG_CODES, status: value };
  const decision: Effect = {
    kind: 'decision',
    decision: { code: isLast ? 'consent.code.blocked' : 'consent.code.wrong', verdict: 'refused', inputs },
  };
  const next = isLast ? factoryConsentDialogue : { ...consentDialogue, wrongCodes };
  const effects = isLast ? [decision, seen('withdrawn')] : [decision];
  return { ok: true, state: withDialogue(state, next), value, effects };
}

/** Takes the code off the screen, or an accepted one back (CancelOptIn). */
export function cancelConsent(state: DeviceState, instant: Instant): Step {
  const phase = consentPhase(state, instant.nowMs);
  if (phase === 'none') return refused(consentStatuses.invalidState, 'consent.cancel.invalid-state', { phase });
  return done(withDialogue(state, factoryConsentDialogue), seen('withdrawn'));
}

/** Writes who has to be asked and the two times; what is absent keeps its value (Put of IPS_OptInService). */
export function putConsent(
  state: DeviceState,
  change: {
    readonly required?: number | undefined;
    readonly codeTimeoutSeconds?: number | undefined;
    readonly displayTimeoutSeconds?: number | undefined;
  },
): Step {
  const before = state.features.consent;
  const asked = change.required ?? before.required;
  const required = requirements.find((known) => known === asked);
  const codeTimeoutSeconds = change.codeTimeoutSeconds ?? before.codeTimeoutSeconds;
  const displayTimeoutSeconds = change.displayTimeoutSeconds ?? before.displayTimeoutSeconds;
  if (required === undefined) return refused(INVALID_PARAMETER, 'consent.required', { asked });
  if (!isWithin(codeTimeoutSeconds, CODE_TIMEOUT_SECONDS))
    return refused(INVALID_PARAMETER, 'consent.code-timeout', { seconds: codeTimeoutSeconds });
  if (!isWithin(displayTimeoutSeconds, DISPLAY_TIMEOUT_SECONDS))
    return refused(INVALID_PARAMETER, 'consent.display-timeout', { seconds: displayTimeoutSeconds });
  const consent = { required, codeTimeoutSeconds, displayTimeoutSeconds };
  return done({ ...state, features: { ...state.features, consent } });
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

function withDialogue(state: DeviceState, consentDialogue: ConsentDialogueState): DeviceState {
  return { ...state, features: { ...state.features, consentDialogue } };
}

function seen(what: 'accepted' | 'withdrawn'): Effect {
  return { kind: 'event', event: { kind: 'consent', what } };
}
