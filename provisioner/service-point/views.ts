import type { RunQueue } from '../queue/run-queue.ts';
import type { AmtStatus } from '../stages/run.ts';
import type { StoredComputer } from '../store/site-store.ts';
import type { ComputerView, LoadedCertificateView } from './service-point.ts';
import type { SiteState } from './site-state.ts';

/** `CertificateStatus` of SMS_AMTCertificate for a revoked certificate. */
const REVOKED = 4;

const STATUS_NAMES: Readonly<Record<AmtStatus, ComputerView['amtStatusName']>> = {
  0: 'Not Supported',
  1: 'Detected',
  2: 'Not Provisioned',
  3: 'Provisioned',
};

/** What a person may see of computers. */
export function viewComputers(
  state: SiteState,
  queue: RunQueue,
  computers: readonly StoredComputer[],
): readonly ComputerView[] {
  const tasks = new Map<number, ComputerView['task']>();
  for (const { entry, state: taskState } of queue.tasks()) {
    // What runs comes first in the list and is what a person wants to see.
    if (tasks.has(entry.resourceId)) continue;
    const { kind, attempt, dueMs } = entry;
    tasks.set(entry.resourceId, { kind, state: taskState, attempts: attempt, notBeforeMs: dueMs });
  }
  return computers.map((stored) => ({
    resourceId: stored.resourceId,
    shortName: stored.shortName,
    fqdn: stored.fqdn,
    uuid: stored.uuid,
    mac: stored.mac,
    amtStatus: stored.amtStatus ?? null,
    amtStatusName: stored.amtStatus === undefined ? 'Unknown' : STATUS_NAMES[stored.amtStatus],
    amtFullVersion: stored.amtFullVersion,
    tlsMode: stored.tlsMode,
    certificates: state.store.certificates
      .ofComputer(stored.resourceId)
      .filter(({ status }) => status !== REVOKED)
      .map(({ serialHex, thumbprint, validUntilMs }) => ({ serialHex, thumbprint, validUntilMs })),
    accountDistinguishedName: stored.addn,
    suppressAutoProvision: stored.suppressAutoProvision,
    hasClient: stored.hasClient,
    lastError: state.lastErrors.get(stored.resourceId),
    task: tasks.get(stored.resourceId),
  }));
}

export function viewCertificate(state: SiteState): LoadedCertificateView | undefined {
  if (state.certificate === undefined) return undefined;
  const { thumbprint, validFromMs, validUntilMs, rootHashes, wireChainPem } = state.certificate;
  return { thumbprint, validFromMs, validUntilMs, rootSha1: rootHashes?.sha1, chainLength: wireChainPem.length };
}
