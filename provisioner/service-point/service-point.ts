import type { Endpoint } from '../ports/link.ts';
import type { LogEvent } from '../ports/log.ts';
import type { AmtStatus, RunKind } from '../stages/run.ts';

/** Something the service point says no with: a stable code and a sentence for the person who has to mend it. */
export interface Refusal {
  /** `role.secondary-site`, `settings.general.mebx-password`. */
  readonly code: string;
  /** The setting or file column it is about: `general.mebxPassword`; empty when it is about the whole. */
  readonly path: string;
  readonly message: string;
}

/** What installing the role answers. Refused means that it does not run. */
export type StartResult =
  | { readonly kind: 'started'; readonly hello: Endpoint }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** What OK in the component's dialog answers. Refused means that nothing was stored. */
export type SettingsResult =
  | { readonly kind: 'applied' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** The choices of the Import Computer for Out of Band Management Wizard. */
export interface ImportOptions {
  /** Collection that gets a direct membership rule for each imported computer; it must exist. */
  readonly collection: string;
  /** `This file has column headings`: the first line is skipped. Default false. */
  readonly hasHeadings?: boolean;
  /** Replaces a record with the same UUID or name. Default false: such a line is refused. */
  readonly overwrite?: boolean;
}

/** Why a line was not taken; line 0 is about the whole import. */
export interface ImportRefusal extends Refusal {
  readonly line: number;
}

/** `imported`: the lines that are right were taken, the refusals name the others. `refused`: nothing was taken. */
export type ImportResult =
  | { readonly kind: 'imported'; readonly resourceIds: readonly number[]; readonly refusals: readonly ImportRefusal[] }
  | { readonly kind: 'refused'; readonly refusals: readonly ImportRefusal[] };

/** One row of the computers list, as the console's AMT columns show it. No secrets. */
export interface ComputerView {
  readonly resourceId: number;
  readonly shortName: string;
  readonly fqdn: string;
  readonly uuid: string;
  readonly mac: string | undefined;
  /** null unknown, 0 not supported, 1 detected, 2 not provisioned, 3 provisioned ("About AMT Status and Out of Band Management"). */
  readonly amtStatus: AmtStatus | null;
  readonly amtStatusName: 'Unknown' | 'Not Supported' | 'Detected' | 'Not Provisioned' | 'Provisioned';
  /** `MAJOR.MINOR.MICRO`. */
  readonly amtFullVersion: string | undefined;
  /** 0 none, 1 server authentication, 2 mutual. */
  readonly tlsMode: 0 | 1 | 2 | undefined;
  readonly certificates: readonly CertificateView[];
  readonly accountDistinguishedName: string | undefined;
  readonly suppressAutoProvision: boolean;
  /** There is a Configuration Manager client of SP1 or later on the computer: it is a case for in-band provisioning. */
  readonly hasClient: boolean;
  readonly lastError: LastErrorView | undefined;
  readonly task: TaskView | undefined;
}

/** A certificate of a computer, without its key. Times are milliseconds since 1970. */
export interface CertificateView {
  readonly serialHex: string;
  readonly thumbprint: string;
  readonly validUntilMs: number;
}

/** Why the last run of a computer failed: stage and code are stable, the message is for people. */
export interface LastErrorView {
  readonly stage: string;
  readonly code: string;
  readonly message: string;
  readonly atMs: number;
}

/** What the queue is about to do with a computer, or is doing. */
export interface TaskView {
  readonly kind: RunKind;
  readonly state: 'waiting' | 'running';
  /** Runs that were started, this one included when it runs. */
  readonly attempts: number;
  /** Wall time before which the next run does not start. */
  readonly notBeforeMs: number;
}

/** A request to a computer and its answer, every secret in them replaced by `***`. */
export interface ExchangeView {
  /** Wall time, milliseconds since 1970. */
  readonly atMs: number;
  /** `AMT_GeneralSettings.Get`. */
  readonly method: string;
  readonly request: string;
  readonly answer: string;
}

/** The provisioning certificate as the site shows it. */
export interface LoadedCertificateView {
  readonly thumbprint: string;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  /** SHA-1 of the root the chain ends in, undefined when it does not end in one. */
  readonly rootSha1: string | undefined;
  /** Certificates that go on the wire. */
  readonly chainLength: number;
}

/** The choices of Remove Provisioning Information. */
export interface RemoveOptions {
  /** True clears everything to factory default; false keeps what identifies the computer. */
  readonly full: boolean;
  /** The option "disable automatic provisioning": later hellos of this computer are not acted on. */
  readonly suppressAutoProvision: boolean;
}

/** Whether an action on resources was taken up. Nothing was queued when it was refused. */
export type ActionResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** A template that the selection list of the General tab shows, and the CA that issues it. */
export interface SelectableTemplate {
  readonly authority: string;
  readonly template: string;
}

/**
 * The out of band service point of a primary site: hears hello messages, provisions, updates, removes, and keeps doing
 * the recurring work, until it is stopped.
 */
export interface ServicePoint {
  /** Installs or resumes the role. Rejects only on a defect; everything a person can mend is a refusal. */
  start(): Promise<StartResult>;
  /** Ends the role: runs under way are aborted and waited for. What is not done is taken up at the next start. */
  stop(): Promise<void>;
  /** OK in the properties dialog. Computers that are provisioned already keep their old settings until `update`. */
  applySettings(settings: unknown): SettingsResult;
  /** Version 2 templates with server authentication on the issuing CA; empty, with an event, when it does not answer. */
  selectableTemplates(): Promise<readonly SelectableTemplate[]>;

  importComputers(csv: string | Buffer, options: ImportOptions): ImportResult;
  createCollection(name: string): ActionResult;
  updateCollectionMembership(name: string): ActionResult;
  /** Computers of a collection as of the last membership update; empty when there is no such collection. */
  members(collection: string): readonly ComputerView[];
  computers(): readonly ComputerView[];
  /** Says that the computer runs a Configuration Manager client, `4.0.6221.1000` for SP1; undefined takes it back. */
  setClientInstalled(resourceId: number, version: string | undefined): ActionResult;
  /** The AMT columns of a collection as a file; undefined collection means all computers. */
  exportList(collection: string | undefined, format: 'csv' | 'json'): string;

  /** Update Provisioning Data in Management Controller Memory. */
  update(resourceIds: readonly number[]): ActionResult;
  /** Remove Provisioning Information. */
  removeProvisioning(resourceIds: readonly number[], options: RemoveOptions): ActionResult;
  /** Opcode 1024, ClearSuppressAutoProvision: hellos of these computers are acted on again. */
  clearSuppressAutoProvision(resourceIds: readonly number[]): ActionResult;

  /** Everything that happened, oldest first, within the limit of kept events. */
  readonly events: readonly LogEvent[];
  /** Calls `listener` for every further event. Disposing ends it. */
  onEvent(listener: (event: LogEvent) => void): Disposable;
  /** True when nothing waits in the queue and nothing runs. */
  isIdle(): boolean;
  loadedCertificate(): LoadedCertificateView | undefined;
  /**
   * What the last run of a computer said to it and heard, oldest first: a bounded part of it, in memory only, so that it is
   * empty after a restart.
   */
  exchanges(resourceId: number): readonly ExchangeView[];
  /**
   * The computer's random AMT Remote Admin password in clear; undefined when none was set. For tests and for operators
   * who must get into a device by hand: whoever calls this holds full rights on that machine, and an event records the call.
   */
  revealAdminPassword(resourceId: number): string | undefined;
}
