import type { Refusal, Step } from '../../device/step.ts';
import type { FaultName, Instance, MethodResult, WriteResult } from '../declaration.ts';

const DUPLICATE = 2058;
const INVALID_PARAMETER = 36;
const TIMEOUT_UNSUPPORTED = 4098;

/** Faults that say more than a status number; every other refusal of a Put, Create or Delete is an internal error with the number as its text. */
const faultsByStatus: Readonly<Record<number, readonly [fault: FaultName, detail?: string]>> = {
  [DUPLICATE]: ['AlreadyExists'],
  [INVALID_PARAMETER]: ['InvalidRepresentation', 'InvalidValues'],
};

/** The answer of a Put or Delete whose step is done or was refused. */
export function written(step: Step): WriteResult {
  if (!step.ok) return faultOf(step.refusal);
  return { kind: 'written', state: step.state, effects: step.effects };
}

/**
 * The fault for a refusal outside a method call (Intel AMT Implementation and Reference Guide, WS-Management: a failed
 * operation carries `AMT-STATUS n`).
 */
export function faultOf(refusal: Refusal): Extract<WriteResult, { kind: 'fault' }> {
  const [fault, detail] = faultsByStatus[refusal.status] ?? ['InternalError', `AMT-STATUS ${refusal.status}`];
  const { code, inputs } = refusal;
  return { kind: 'fault', fault, code, inputs, ...(detail === undefined ? {} : { detail }) };
}

/** The fault for a property whose value the device cannot take, whatever status a method would answer. */
export function invalidValues({ code, inputs }: Refusal): Extract<WriteResult, { kind: 'fault' }> {
  return { kind: 'fault', fault: 'InvalidRepresentation', detail: 'InvalidValues', code, inputs };
}

/** The answer of a method: HTTP 200 in any case, refusals as ReturnValue and as a line of the decision log. */
export function returned<T>(step: Step<T>, outputs: (value: T) => Instance): MethodResult {
  if (step.ok) {
    return { kind: 'returned', value: 0, outputs: outputs(step.value), state: step.state, effects: step.effects };
  }
  const { status, code, inputs } = step.refusal;
  const decision = { code, verdict: 'refused', inputs: { ...inputs, status } } as const;
  return { kind: 'returned', value: status, effects: [{ kind: 'decision', decision }] };
}

/** The answer of a RequestStateChange with a timeout, which the device does not keep (CIM schema: 4098). */
export function refusedTimeout(code: string): MethodResult {
  const decision = { code, verdict: 'refused', inputs: { status: TIMEOUT_UNSUPPORTED } } as const;
  return { kind: 'returned', value: TIMEOUT_UNSUPPORTED, effects: [{ kind: 'decision', decision }] };
}

const NOT_SUPPORTED = 1;

/**
 * A method of the CIM schema that every device with the class has and that this one has nothing to do for: the schema
 * lets it answer 1, "Not Supported". That firmware answers so is assumed.
 */
export function notSupported(): MethodResult {
  const decision = { code: 'method.not-supported', verdict: 'refused', inputs: { status: NOT_SUPPORTED } } as const;
  return { kind: 'returned', value: NOT_SUPPORTED, effects: [{ kind: 'decision', decision }] };
}
