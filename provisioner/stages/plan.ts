import type { DeviceDoor } from '../amt/amt-device.ts';
import { deviceDoor } from '../amt/device-door.ts';
import { AmtError } from '../amt/amt-error.ts';
import { aborted } from '../amt/deadline.ts';
import { accessControl } from './access-control.ts';
import { adminPassword } from './admin-password.ts';
import { authenticate } from './authenticate.ts';
import { changeAdminPassword } from './change-admin-password.ts';
import { checkHost } from './check-host.ts';
import { synchronizeClock } from './clock.ts';
import { commit } from './commit.ts';
import { connectForRemoval } from './connect-for-removal.ts';
import { connectSetup } from './connect-setup.ts';
import { connectOperational } from './connect.ts';
import { directoryAccount } from './directory-account.ts';
import { failureOf } from './failures.ts';
import { generalOptions } from './general-options.ts';
import { installCertificate } from './install-certificate.ts';
import { kerberos } from './kerberos.ts';
import { matchRootHash } from './match-root-hash.ts';
import { mebxPassword } from './mebx-password.ts';
import { setNames } from './names.ts';
import { powerPolicy } from './power-policy.ts';
import { publishRemoval } from './publish-removal.ts';
import { publishStatus } from './publish-status.ts';
import { readIdentity } from './read-identity.ts';
import { reconcileCertificate } from './reconcile-certificate.ts';
import { reconnect } from './reconnect.ts';
import { redirection } from './redirection.ts';
import { requestCertificate } from './request-certificate.ts';
import { revokePreviousCertificate } from './revoke-previous-certificate.ts';
import type { RunContext, RunKind, RunPlan, RunResult } from './run.ts';
import { tidyCertificates } from './tidy-certificates.ts';
import { unprovision } from './unprovision.ts';
import { verify } from './verify.ts';
import { withdrawAccount } from './withdraw-account.ts';
import { ADMIN_USER, note } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** Writes the line that opens a group of stages. */
const opens = (id: 'oob.stage.first-started' | 'oob.stage.second-started'): Stage => ({
  name: id === 'oob.stage.first-started' ? 'first-stage' : 'second-stage',
  run: async (work) => note(work, id),
});

/** Left out when an earlier run already put the device into operation. */
const inSetup = (stage: Stage): Stage => ({
  name: stage.name,
  run: async (work) => (work.operational ? undefined : stage.run(work)),
});

const again = (stage: Stage, name: string): Stage => ({ ...stage, name });

const FIRST_STAGE: readonly Stage[] = [
  opens('oob.stage.first-started'),
  mebxPassword,
  adminPassword,
  synchronizeClock,
  setNames,
  installCertificate,
  commit,
  reconnect,
];

const SECOND_STAGE: readonly Stage[] = [
  opens('oob.stage.second-started'),
  synchronizeClock,
  kerberos,
  accessControl,
  redirection,
  generalOptions,
  powerPolicy,
  again(commit, 'commit-second'),
  again(reconnect, 'reconnect-second'),
  tidyCertificates,
  verify,
  publishStatus,
];

const REMOVAL: readonly Stage[] = [
  checkHost,
  connectForRemoval,
  authenticate,
  readIdentity,
  unprovision,
  reconcileCertificate,
  revokePreviousCertificate,
  withdrawAccount,
  publishRemoval,
];

const OPERATIONAL: readonly Stage[] = [checkHost, connectOperational, authenticate, readIdentity];

/** The stages of each kind of run, in order. */
export const PLANS: Readonly<Record<RunKind, readonly Stage[]>> = {
  provision: [
    checkHost,
    matchRootHash,
    connectSetup,
    authenticate,
    readIdentity,
    ...[reconcileCertificate, revokePreviousCertificate, requestCertificate, ...FIRST_STAGE].map((stage) =>
      inSetup(stage),
    ),
    directoryAccount,
    ...SECOND_STAGE,
  ],
  update: [...OPERATIONAL, setNames, directoryAccount, ...SECOND_STAGE],
  'remove-partial': REMOVAL,
  'remove-full': REMOVAL,
  'reset-password': [...OPERATIONAL, changeAdminPassword, directoryAccount, kerberos],
  'renew-certificate': [
    ...OPERATIONAL,
    synchronizeClock,
    reconcileCertificate,
    revokePreviousCertificate,
    requestCertificate,
    installCertificate,
    commit,
    reconnect,
    tidyCertificates,
  ],
};

/** Makes the way to the computer of a run. */
export type DoorMaker = (context: RunContext) => DeviceDoor;

const wireDoor: DoorMaker = (context) => {
  const { ports, settings, computer, provisioningCertificate: own } = context;
  return deviceDoor({
    clock: ports.clock,
    chance: ports.chance.for(`amt-digest:${computer.resourceId}`),
    link: ports.link,
    address: context.address,
    fqdn: computer.fqdn,
    client: own === undefined ? undefined : { chainPem: own.wireChainPem, privateKeyPem: own.privateKeyPem },
    credentials: { user: ADMIN_USER, password: '' },
    connectTimeoutMs: settings.servicePoint.connectTimeoutMs,
    requestTimeoutMs: settings.servicePoint.requestTimeoutMs,
    signal: context.signal,
  });
};

function freshWork(context: RunContext, door: DeviceDoor): StageWork {
  return {
    context,
    door,
    device: undefined,
    adminPassword: undefined,
    coreVersion: undefined,
    operational: false,
    alreadyRemoved: false,
    fresh: undefined,
    accountPassword: undefined,
    leftovers: new Map(),
  };
}

async function runStages(work: StageWork): Promise<RunResult> {
  const { kind, signal } = work.context;
  for (const stage of PLANS[kind]) {
    try {
      if (signal.aborted) throw aborted();
      await stage.run(work);
    } catch (error) {
      const failure = failureOf(stage.name, error, kind === 'provision');
      const leftovers = [...work.leftovers.values()].join('; ') || 'nothing';
      const windowsError = error instanceof AmtError ? error.facts.windowsError : undefined;
      const shown = { stage: failure.stage, code: failure.code, message: failure.message, leftovers };
      note(work, 'oob.run.failed', windowsError === undefined ? { kind, ...shown } : { kind, ...shown, windowsError });
      return { kind: 'failed', failure };
    }
    note(work, 'oob.stage.done', { stage: stage.name });
  }
  note(work, 'oob.run.done', { kind });
  return { kind: 'done' };
}

/** A {@link RunPlan} that reaches devices through the doors that `makeDoor` makes. */
export function planThrough(makeDoor: DoorMaker): RunPlan {
  return async (context) => {
    const door = makeDoor(context);
    const work = freshWork(context, door);
    try {
      return await runStages(work);
    } finally {
      work.device?.close();
      context.onExchanges?.(door.exchanges());
    }
  };
}

/**
 * Runs every stage of the plan for a kind of run, over the network; never rejects. A run that was cut off is simply run
 * again: each stage finds out what is there already.
 */
export const runPlan: RunPlan = planThrough(wireDoor);
