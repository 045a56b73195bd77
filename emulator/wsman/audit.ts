import { auditRefusal, unprovisionBlocker, writeAudit } from '../device/logs/audit-log.ts';
import { auditInitiator } from '../device/logs/change-audit.ts';
import type { Refusal } from '../device/step.ts';
import { auditTable } from './audit-table.ts';
import { faultOf } from './classes/refusal-answers.ts';
import type { CallContext } from './declaration.ts';
import type { Outcome } from './engine-parts.ts';
import { tag } from './envelope.ts';
import type { Errand } from './errand.ts';

/**
 * Puts a call under the access monitor: once it is committed, what it did is written there with the caller as the one
 * who did it. A call whose event is critical and cannot be written is not carried out (AUDIT_FAIL). Calls that the
 * monitor does not know pass unchanged.
 */
export function underAudit(errand: Errand, outcome: Outcome): Outcome {
  if (outcome.kind === 'fault' || outcome.done === undefined) return outcome;
  const { action } = errand.request;
  const operation = action.slice(action.lastIndexOf('/') + 1);
  const row = auditTable.get(`${errand.classes[0].name}.${operation}`);
  if (row === undefined) return outcome;
  const { context } = errand;
  const { sent: input, next = context.state } = outcome.done;
  const event = row({ input, before: context.state, after: next });
  if (event === undefined) return outcome;
  const isUnprovisioning = context.state.setup.provisioningState !== 0 && next.setup.provisioningState === 0;
  const blocker = isUnprovisioning ? unprovisionBlocker(context.state, context.instant) : undefined;
  const refusal = blocker ?? auditRefusal(context.state, context.instant, event);
  if (refusal !== undefined) return refused(errand, operation, refusal, outcome);
  const { finish } = outcome;
  return {
    ...outcome,
    finish: () => {
      finish?.();
      write(context, event.application, event.event, event.extended ?? Buffer.alloc(0));
    },
  };
}

function write({ caller, holder, state }: CallContext, application: number, event: number, extended: Buffer): void {
  const now = holder.state;
  const written = writeAudit(now, holder.instant(), {
    application,
    event,
    initiator: auditInitiator(caller.user, state),
    address: caller.from,
    extended: extended.toString('hex'),
  });
  if (written.state !== now) holder.commit(written.state, written.effects);
}

/** A method answers with the number, everything else with a fault that names it. */
function refused(errand: Errand, operation: string, refusal: Refusal, outcome: Outcome): Outcome {
  const { action } = errand.request;
  if (outcome.kind === 'fault' || outcome.returnValue === undefined) return { kind: 'fault', fault: faultOf(refusal) };
  const { status, code, inputs } = refusal;
  const decision = { code, verdict: 'refused', inputs: { ...inputs, status } } as const;
  return {
    kind: 'answer',
    action: `${action}Response`,
    prefixes: [['g', errand.classes[0].uri]],
    body: tag(`g:${operation}_OUTPUT`, tag('g:ReturnValue', String(status))),
    returnValue: status,
    finish: () => errand.parts.holder.perform([{ kind: 'decision', decision }]),
  };
}
