import type { Step } from '../device/step.ts';
import type { SoapResult } from './declaration.ts';

/** Realm numbers that the legacy methods name (Intel AMT Implementation and Reference Guide, realms). */
export const realm = { administration: 3, remoteControl: 5, generalInfo: 13 } as const;

/** A refused step answers with its status and leaves its reason in the decision log. */
export function resultOf(step: Step): SoapResult {
  if (step.ok) return { status: 0, state: step.state, effects: step.effects };
  const { status, code, inputs } = step.refusal;
  return { status, effects: [{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }] };
}
