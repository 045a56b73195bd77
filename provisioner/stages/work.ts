import type { AmtDevice, DeviceDoor, KnownCertificate } from '../amt/amt-device.ts';
import type { LogFields, Severity } from '../ports/log.ts';
import type { FailureCode } from './failures.ts';
import type { RunContext } from './run.ts';
import { STAGE_EVENTS } from './stage-events.ts';
import type { StageEventId } from './stage-events.ts';

/** Name of the built-in network administrator. */
export const ADMIN_USER = 'admin';

/** A certificate of this run with the key that belongs to it. */
export interface FreshCertificate {
  readonly certificatePem: string;
  /** Issuing CA first, root last. */
  readonly chainPem: readonly string[];
  readonly privateKeyPem: string;
  readonly serialHex: string;
  readonly thumbprint: string;
}

/** What the stages of one run hand to each other. */
export interface StageWork {
  readonly context: RunContext;
  readonly door: DeviceDoor;
  /** Open from the connect stage on. */
  device: AmtDevice | undefined;
  /** The administrator password that the device took. Secret. */
  adminPassword: string | undefined;
  coreVersion: string | undefined;
  /** The device is in operation with a certificate of this site: the first stage is behind it. */
  operational: boolean;
  /** A removal found that the device is not provisioned any more. */
  alreadyRemoved: boolean;
  fresh: FreshCertificate | undefined;
  /** Password of the directory account, only until the Kerberos key is made of it. Secret. */
  accountPassword: string | undefined;
  /** What stays behind if the run ends here, by kind. */
  readonly leftovers: Map<'certificate' | 'account', string>;
}

/** One step of a plan. Rejects with an `AmtError`, an `AuthorityError`, a `DirectoryError` or a {@link StageRefusal}. */
export interface Stage {
  readonly name: string;
  run(work: StageWork): Promise<void>;
}

/** A stage's own refusal. */
export class StageRefusal extends Error {
  override readonly name = 'StageRefusal';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The open device. Throws when a plan has no connect stage before: a defect of the plan. */
export function deviceOf(work: StageWork): AmtDevice {
  if (work.device === undefined) throw new Error('the plan has no connect stage before this one');
  return work.device;
}

/** Writes a declared event; severity comes from the declaration. */
export function note(work: StageWork, id: StageEventId, fields: LogFields = {}): void {
  const severity: Severity = STAGE_EVENTS[id].severity;
  work.context.log.write(severity, id, {
    resourceId: work.context.computer.resourceId,
    fqdn: work.context.computer.fqdn,
    ...fields,
  });
}

/** Gives the device the administrator's current password. */
export function useAdminPassword(work: StageWork, password: string): void {
  work.adminPassword = password;
  deviceOf(work).useCredentials({ user: ADMIN_USER, password });
}

/**
 * The certificates by which a computer in operation is recognised, the one of this run included. A superseded one is among
 * them while the site does not know of a successor in use.
 */
export function knownCertificates(work: StageWork): readonly KnownCertificate[] {
  const { activeCertificates, supersededCertificates } = work.context.computer;
  const isReplaced = activeCertificates.some((one) => one.arrived);
  const stored = isReplaced ? activeCertificates : [...activeCertificates, ...supersededCertificates];
  return work.fresh === undefined ? stored : [...stored, work.fresh];
}

/** The certificate is in use on the device: no leftover, except of a provisioning that ends before the computer is Provisioned. */
export function noteCertificateInUse(work: StageWork, serialHex: string): void {
  if (work.context.kind === 'provision')
    work.leftovers.set('certificate', `certificate ${serialHex}, in use on the device, which is in operation`);
  else work.leftovers.delete('certificate');
}
