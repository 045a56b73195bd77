/** Who at the PC has to agree before somebody from outside may take over (IPS_OptInService). */
export interface ConsentState {
  /** 0 nobody, 1 for KVM only, 4294967295 for every redirection. */
  readonly required: 0 | 1 | 4_294_967_295;
  /** For how long an accepted code is good while no session uses it. */
  readonly codeTimeoutSeconds: number;
  /** For how long a code stays on the screen. */
  readonly displayTimeoutSeconds: number;
}

/** Consent on a new machine. The two times are those of published answers of IPS_OptInService. */
export const factoryConsent: ConsentState = { required: 1, codeTimeoutSeconds: 120, displayTimeoutSeconds: 300 };

/** The question to the person at the PC, while there is one. `code` is secret towards the network. */
export interface ConsentDialogueState {
  readonly phase: 'none' | 'asked' | 'given';
  /** Number on the screen, 0 to 999999; -1 while there is none. */
  readonly code: number;
  /** Wall time at which the phase began, milliseconds since 1970. */
  readonly sinceMs: number;
  readonly wrongCodes: number;
}

/** Nobody was asked. */
export const factoryConsentDialogue: ConsentDialogueState = { phase: 'none', code: -1, sinceMs: 0, wrongCodes: 0 };
