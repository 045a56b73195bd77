import type { TimeZone } from '../clock/calendar.ts';
import { EVALUATE, Maintenance, RESET } from '../maintenance/maintenance.ts';
import type { MaintenanceSchedule } from '../maintenance/schedule.ts';
import type { RunQueue } from '../queue/run-queue.ts';
import type { MaintenanceTask, SiteStore } from '../store/site-store.ts';
import { loadCertificate } from './role-checks.ts';
import type { SiteState } from './site-state.ts';

/** `CertificateStatus` of SMS_AMTCertificate: the device has it. */
const ISSUED_TO_AMT = 3;

/** What the site database says about the two tasks of the role; one that is disabled or missing is left out. */
function scheduleOf(store: SiteStore): MaintenanceSchedule {
  const evaluate = taskNamed(store, EVALUATE);
  const reset = taskNamed(store, RESET);
  return {
    evaluateCertificates:
      evaluate?.enabled === true && evaluate.window !== undefined
        ? { window: evaluate.window, pendingDays: evaluate.pendingDays ?? 0 }
        : undefined,
    resetPasswords: reset?.enabled === true ? { intervalDays: reset.intervalDays } : undefined,
  };
}

/** The recurring work, over the site database and the queue. */
export function maintenanceFor(state: SiteState, queue: RunQueue, zone: TimeZone): Maintenance {
  const { ports, store, log } = state;
  return new Maintenance({
    clock: ports.clock,
    log,
    zone,
    schedule: () => scheduleOf(store),
    provisioned: () =>
      store.computers
        .all()
        .filter(({ amtStatus }) => amtStatus === 3)
        .map(({ resourceId }) => ({ resourceId, certificatesUntilMs: certificateEnds(store, resourceId) })),
    owe: (resourceId, kind) => queue.add({ resourceId, kind, address: '', helloId: undefined }),
    lastRunMs: (name) => taskNamed(store, name)?.lastRunMs,
    recordRun: (name, atMs) => {
      const task = taskNamed(store, name);
      if (task !== undefined) store.site.saveTask({ ...task, lastRunMs: atMs });
    },
    certificate: () => state.certificate && { ...state.certificate, certId: state.certificateId },
    dropCertificate: () => {
      state.certificate = undefined;
      if (state.settings !== undefined) loadCertificate(state, state.settings);
    },
  });
}

/**
 * When the certificates end that the computer may be using. One that was asked for and never arrived at the device says
 * nothing about the superseded one that is still there, so that one counts as well.
 */
function certificateEnds(store: SiteStore, resourceId: number): readonly number[] {
  const issued = store.certificates.ofComputer(resourceId);
  const inUse = issued.filter(({ status }) => status === ISSUED_TO_AMT);
  return (inUse.length > 0 ? inUse : issued).map(({ validUntilMs }) => validUntilMs);
}

function taskNamed(store: SiteStore, name: string): MaintenanceTask | undefined {
  return store.site.tasks().find((task) => task.name === name);
}
