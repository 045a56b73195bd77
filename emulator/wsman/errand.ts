import type { CallContext, Caller, ClassDeclaration } from './declaration.ts';
import type { EngineParts, Outcome } from './engine-parts.ts';
import type { WsmanFault } from './faults.ts';
import { ACTION } from './namespaces.ts';
import type { WsmanRequest } from './request.ts';

/** One request in hand. */
export interface Errand {
  readonly parts: EngineParts;
  readonly request: WsmanRequest;
  readonly caller: Caller;
  readonly context: CallContext;
  /** Concrete classes under the resource URI, the exact one first; never empty. */
  readonly classes: readonly [ClassDeclaration, ...ClassDeclaration[]];
}

const INTRINSIC: ReadonlySet<string> = new Set(Object.values(ACTION));

/** The class has no such operation or method, or this device does not carry it out. */
export function unsupported(errand: Errand): Outcome {
  const { action } = errand.request;
  const [declaration] = errand.classes;
  const isKnown =
    INTRINSIC.has(action) || declaration.methods?.some(({ name }) => action === `${declaration.uri}/${name}`) === true;
  return {
    kind: 'fault',
    fault: {
      fault: 'ActionNotSupported',
      code: 'wsman.action.unknown',
      detail: 'ActionMismatch',
      inputs: { asked: action },
      gap: isKnown ? 'missing' : 'unknown',
    },
  };
}

/** An outcome that is a fault. `detail` is the last word of a fault detail of WS-Management. */
export function faulted(
  fault: WsmanFault['fault'],
  code: string,
  detail?: string,
  inputs: NonNullable<WsmanFault['inputs']> = {},
): Outcome {
  return { kind: 'fault', fault: { fault, code, inputs, ...(detail === undefined ? {} : { detail }) } };
}
