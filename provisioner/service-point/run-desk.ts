import { decodeHello } from '../hello/hello-message.ts';
import { NameServiceError } from '../ports/names.ts';
import { taskName } from '../queue/run-queue.ts';
import type { ComputerRecord, HelloHash, RunFailure, RunPlan, RunResult } from '../stages/run.ts';
import { computerRecord, journalFor } from '../store/run-journal.ts';
import type { StoredRun } from '../store/site-store.ts';
import { patientPorts } from './patient-ports.ts';
import { messageOf } from './role-checks.ts';
import type { SiteState } from './site-state.ts';

/** How long hello messages of a computer that needs a person first are left alone, in milliseconds. Less than the hour
 * between two late hellos, so that a computer that was put right is provisioned at its next one. */
const HOLD_BACK_MS = 50 * 60_000;

/** Log lines that the product's administrators know, by the code that a failure begins with. */
const FAMILIAR_LINES: readonly (readonly [
  prefix: string,
  id: 'failure.tls-setup' | 'failure.tls-refused' | 'failure.self-signed-date' | 'failure.no-contact' | 'failure.wsman',
])[] = [
  ['tls.device-certificate', 'failure.self-signed-date'],
  ['tls.refused-by-device', 'failure.tls-refused'],
  ['tls.refused-by-device', 'failure.tls-setup'],
  ['connect.', 'failure.no-contact'],
  ['wsman.', 'failure.wsman'],
  ['http.protocol', 'failure.wsman'],
  ['http.status', 'failure.wsman'],
];

/** Carries out one queued run: finds the address, gathers what the stages need, and keeps what became of it. Never rejects. */
export async function carryOut(
  state: SiteState,
  plan: RunPlan,
  run: StoredRun,
  signal: AbortSignal,
): Promise<RunResult> {
  const { store, log } = state;
  const { resourceId, kind } = run;
  const task = taskName(kind);
  const computer = computerRecord(store, resourceId);
  if (computer === undefined)
    return failed('find-computer', 'computer.unknown', 'permanent', 'the computer is no longer in the site database');
  log.write('run.begin', { task });
  log.write('run.target', { task, resourceId, fqdn: computer.fqdn });
  const result = await prepareAndRun(state, plan, run, computer, signal);
  log.write('run.end', { task });
  if (result.kind === 'done') {
    state.lastErrors.delete(resourceId);
    if (kind === 'remove-full' || kind === 'remove-partial') noteRemoval(state, resourceId, kind === 'remove-full');
    log.write('run.done', { task, resourceId });
  } else if (!signal.aborted) {
    const { stage, code, message } = result.failure;
    // A plan names its failed stage itself, once; what fails before there is a plan is named here.
    if (BEFORE_THE_PLAN.has(stage)) log.write('run.not-begun', { task, resourceId, stage, code, message });
    keepFailure(state, resourceId, result.failure);
  }
  return result;
}

/** Steps of a run that come before its plan. */
const BEFORE_THE_PLAN: ReadonlySet<string> = new Set(['prerequisites', 'find-address', 'run']);

/**
 * True when a run to provision this computer may have left it in operation without finishing: it has a password of ours,
 * but is not Provisioned. Such a device says hello no more, so giving it up would lose it until a person goes there.
 */
export function mayHaveLeftSetup(state: SiteState, run: StoredRun): boolean {
  const { store } = state;
  if (run.kind !== 'provision' || store.computers.get(run.resourceId)?.amtStatus === 3) return false;
  const { adminPassword, pendingAdminPassword } = store.computers.secrets(run.resourceId);
  return adminPassword !== undefined || pendingAdminPassword !== undefined;
}

async function prepareAndRun(
  state: SiteState,
  plan: RunPlan,
  run: StoredRun,
  computer: ComputerRecord,
  signal: AbortSignal,
): Promise<RunResult> {
  const { ports, store, log, settings, certificate } = state;
  if (settings === undefined)
    return failed('prerequisites', 'settings.none', 'needs-person', 'the component has no valid settings');
  const address = run.address === '' ? await findAddress(state, computer) : run.address;
  if (typeof address !== 'string') return { kind: 'failed', failure: address };
  try {
    return await plan({
      kind: run.kind,
      computer: computer,
      address,
      settings,
      ports: patientPorts(ports, signal),
      provisioningCertificate: certificate,
      journal: journalFor(store, computer.resourceId, ports.clock),
      log: log.scoped({ resourceId: computer.resourceId }),
      signal,
      helloHashes: helloHashesOf(state, run),
      onExchanges: (exchanges) => state.exchanges.keep(computer.resourceId, exchanges),
    });
  } catch (cause) {
    // A plan answers with a result. One that throws has a defect, which must not take the other computers' runs along.
    log.write('component.defect', { where: `run of machine ${computer.resourceId}`, message: messageOf(cause) });
    return failed('run', 'run.defect', 'permanent', 'the run ended in a defect of the service point');
  }
}

/** The root hashes of the hello that this run answers; undefined when it answers none. */
function helloHashesOf(state: SiteState, run: StoredRun): readonly HelloHash[] | undefined {
  const hello = state.store.inbox.open().find(({ helloId }) => helloId === run.helloId);
  const message = hello && decodeHello(hello.bytes);
  if (message?.version !== 3) return undefined;
  return message.hashes.map(({ algorithm, hash }) => ({ algorithm, hex: hash }));
}

/** Where the device is now: what DNS says of its name, as every tool that manages it by name would find it. */
async function findAddress(state: SiteState, computer: ComputerRecord): Promise<string | RunFailure> {
  const { fqdn, resourceId } = computer;
  let code = 'not-found';
  try {
    const [first] = await state.ports.names.resolve(fqdn);
    if (first !== undefined) return first;
  } catch (cause) {
    code = cause instanceof NameServiceError ? cause.code : 'defect';
  }
  state.log.write('run.no-address', { fqdn, resourceId, code });
  return {
    stage: 'find-address',
    code: `names.${code}`,
    kind: 'retryable',
    message: `no address is known for ${fqdn}`,
  };
}

/** `ProvisionOpType` of SMS_AMTMachineInfo: 1 removed, 2 removed in part; 4 and 5 the same without automatic provisioning. */
function noteRemoval(state: SiteState, resourceId: number, full: boolean): void {
  const { computers } = state.store;
  const suppressed = computers.get(resourceId)?.suppressAutoProvision === true;
  const [plain, suppressing] = full ? ([1, 4] as const) : ([2, 5] as const);
  computers.change(resourceId, { provisionOpType: suppressed ? suppressing : plain });
}

function keepFailure(state: SiteState, resourceId: number, failure: RunFailure): void {
  const { stage, code, message, kind, amtStatus } = failure;
  const nowMs = state.ports.clock.nowMs();
  state.lastErrors.set(resourceId, { stage, code, message, atMs: nowMs });
  for (const [prefix, id] of FAMILIAR_LINES) if (code.startsWith(prefix)) state.log.write(id, { resourceId });
  if (amtStatus !== undefined) state.store.computers.change(resourceId, { amtStatus });
  if (kind !== 'retryable') state.heldBack.set(resourceId, nowMs + HOLD_BACK_MS);
}

function failed(stage: string, code: string, kind: RunFailure['kind'], message: string): RunResult {
  return { kind: 'failed', failure: { stage, code, kind, message } };
}
