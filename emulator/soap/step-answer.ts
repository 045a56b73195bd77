import type { Step } from '../device/step.ts';
import type { Evidence } from '../firmware/profile.ts';
import type { SoapMethod, SoapOutput, SoapParameter, SoapResult } from './declaration.ts';

/** Realm numbers that the legacy methods name (Intel AMT Implementation and Reference Guide, realms). */
export const realm = { administration: 3, remoteControl: 5, networkTime: 12, generalInfo: 13, acl: 21 } as const;

/** A refused step answers with its status and leaves its reason in the decision log. */
export function resultOf(step: Step<unknown>): SoapResult {
  if (step.ok) return { status: 0, state: step.state, effects: step.effects };
  const { status, code, inputs } = step.refusal;
  return { status, effects: [{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }] };
}

/** As {@link resultOf}, with elements of an answer made from what the step gives. */
export function answerOf<T>(step: Step<T>, outputs: (value: T) => readonly SoapOutput[]): SoapResult {
  const result = resultOf(step);
  return step.ok ? { ...result, outputs: outputs(step.value) } : result;
}

/** A method that administrators may call, and nobody else. */
export function administratorMethod(
  name: string,
  evidence: Evidence,
  input: readonly SoapParameter[],
  call: SoapMethod['call'],
): SoapMethod {
  return { name, input, realms: [realm.administration], evidence, call };
}
