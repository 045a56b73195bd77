import type { Settings } from '../settings/settings.ts';
import type { LogEvent } from '../ports/log.ts';
import type { AmtStatus, RunKind } from '../stages/run.ts';

/**
 * The site database. Every write is on disk when the call returns. Calls throw {@link StoreError} for what the disk or the
 * file does to them, and RangeError for a row that does not exist.
 */
export interface SiteStore {
  readonly computers: ComputerTable;
  readonly collections: CollectionTable;
  readonly certificates: CertificateTable;
  readonly inbox: HelloInbox;
  readonly queue: RunQueueTable;
  readonly messages: MessageTable;
  readonly site: SiteTable;
  /** All writes of `work` or none. May be nested; the outermost decides. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Codes of {@link StoreError}; stable. */
export type StoreErrorCode =
  | 'store.corrupt'
  | 'store.newer-version'
  | 'store.wrong-key'
  | 'store.cannot-open'
  | 'store.busy'
  | 'store.disk-full'
  | 'store.failed';

/** The database cannot do what was asked. Neither message nor hint holds a path or a secret. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
  readonly code: StoreErrorCode;
  /** What an operator can do about it. */
  readonly hint: string;
  constructor(code: StoreErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}

/** The file is damaged or no database. It is left as it is. */
export class StoreCorruptError extends StoreError {
  override readonly name = 'StoreCorruptError';
  constructor(options?: ErrorOptions) {
    super(
      'store.corrupt',
      'The site database is damaged or is no database.',
      'Move the file away and restore it from a backup; nothing was written to it.',
      options,
    );
  }
}

/** How an earlier provisioning ended: `ProvisionOpType` of SMS_AMTMachineInfo. */
export type ProvisionOpType = 1 | 2 | 3 | 4 | 5;
/** `TlsMode` of SMS_AMTMachineInfo: 0 none, 1 server authentication, 2 mutual. */
export type TlsMode = 0 | 1 | 2;

/** A computer: the columns of SMS_R_System and SMS_AMTMachineInfo that the role uses. */
export interface StoredComputer {
  readonly resourceId: number;
  readonly shortName: string;
  readonly fqdn: string;
  /** Lower-case UUID text. */
  readonly uuid: string;
  readonly mac: string | undefined;
  readonly amtStatus: AmtStatus | undefined;
  readonly amtFullVersion: string | undefined;
  readonly suppressAutoProvision: boolean;
  /** True when the computer has a client of SP1 or later, which makes it a case for in-band provisioning. */
  readonly hasClient: boolean;
  /** Distinguished name of its account in the directory. */
  readonly addn: string | undefined;
  /** SHA-256 (hex) of the public key that a certificate was asked for and whose answer is not known. */
  readonly certificateAskedFor: string | undefined;
  readonly ip: string | undefined;
  readonly provisionOpType: ProvisionOpType | undefined;
  readonly provisionTimeMs: number | undefined;
  readonly tlsMode: TlsMode | undefined;
}

/** Per-computer passwords in clear. They are sealed in the database. */
export interface ComputerSecrets {
  readonly importedMebxPassword: string | undefined;
  readonly importedAdminPassword: string | undefined;
  readonly adminPassword: string | undefined;
  readonly pendingAdminPassword: string | undefined;
}

/** A line of the import. Passwords are in clear and are sealed when they are written. */
export interface NewComputer {
  readonly shortName: string;
  readonly fqdn: string;
  readonly uuid: string;
  readonly mac: string | undefined;
  readonly importedMebxPassword: string | undefined;
  readonly importedAdminPassword: string | undefined;
}

/** Columns that change after the import; absent keys stay as they are. */
export type ComputerChange = Partial<Omit<StoredComputer, 'resourceId'>> & Partial<ComputerSecrets>;

/** The computers of the site. */
export interface ComputerTable {
  /** Returns the resource id. Throws a RangeError when the UUID or the short name is taken. */
  add(computer: NewComputer): number;
  get(resourceId: number): StoredComputer | undefined;
  /** Any letter case. */
  byUuid(uuid: string): StoredComputer | undefined;
  /** Any letter case. */
  byShortName(shortName: string): StoredComputer | undefined;
  all(): readonly StoredComputer[];
  /** Throws a RangeError when there is no such computer. */
  change(resourceId: number, change: ComputerChange): void;
  secrets(resourceId: number): ComputerSecrets;
  /** The pending password becomes the password, in one write. No pending password: nothing happens. */
  confirmPendingPassword(resourceId: number): void;
  remove(resourceId: number): void;
}

/** How a collection finds its members. More kinds may come: switch over `kind` exhaustively. */
export type MembershipRule = { readonly kind: 'direct'; readonly resourceId: number };

/** A collection of computers. */
export interface StoredCollection {
  readonly collectionId: number;
  readonly name: string;
  /** `AMTAutoProvisionEnabled` of SMS_CollectionSettings. */
  readonly autoProvision: boolean;
}

/** The collections of the site, their rules and members. */
export interface CollectionTable {
  /** Returns the id. Throws a RangeError when the name is taken. */
  add(name: string): number;
  get(collectionId: number): StoredCollection | undefined;
  byName(name: string): StoredCollection | undefined;
  all(): readonly StoredCollection[];
  setAutoProvision(collectionId: number, enabled: boolean): void;
  /** Adding a rule twice is the same as once. */
  addRule(collectionId: number, rule: MembershipRule): void;
  rules(collectionId: number): readonly MembershipRule[];
  /** What the last update of the membership found. */
  members(collectionId: number): readonly number[];
  setMembers(collectionId: number, resourceIds: readonly number[]): void;
}

/** `CertType` of SMS_AMTCertificate: 1 AMT device, 2 provisioning, 3 trusted root, 4 console. */
export type CertificateType = 1 | 2 | 3 | 4;
/** `CertificateStatus` of SMS_AMTCertificate: 1 pending, 2 request succeeded, 3 issued to AMT, 4 revoked, 5 active. */
export type CertificateStatus = 1 | 2 | 3 | 4 | 5;

/** A certificate that the site is to remember. Times are milliseconds since 1970. */
export interface NewCertificate {
  readonly certType: CertificateType;
  /** Undefined for certificates that belong to no computer. */
  readonly resourceId: number | undefined;
  readonly serialHex: string;
  /** SHA-1, lower-case hex. */
  readonly thumbprint: string;
  /** `server\name` of the issuing CA, empty when it is not one of ours. */
  readonly authority: string;
  readonly requestId: number | undefined;
  readonly template: string;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  readonly status: CertificateStatus;
  /** Certificates above it, issuing CA first, root last; absent when they were not kept. */
  readonly chainPem?: readonly string[] | undefined;
}

/** A certificate that the site remembers, with its issuing CA taken apart. */
export interface StoredCertificate extends NewCertificate {
  readonly certId: number;
  readonly caFqdn: string;
  readonly caName: string;
}

/** The certificates of the site (SMS_AMTCertificate). */
export interface CertificateTable {
  /** Inserts, or replaces the one of the same type, computer, authority and serial number. Returns its id. */
  save(certificate: NewCertificate): number;
  setStatus(certId: number, status: CertificateStatus): void;
  ofComputer(resourceId: number): readonly StoredCertificate[];
  all(): readonly StoredCertificate[];
}

/** A hello message as it was heard. */
export interface NewHello {
  readonly uuid: string;
  readonly address: string;
  readonly port: number;
  readonly receivedAtMs: number;
  /** The message as it came. */
  readonly bytes: Buffer;
}

/** A hello message that is in the database. */
export interface StoredHello extends NewHello {
  readonly helloId: number;
}

/** Hello messages that were accepted and whose run has not ended. */
export interface HelloInbox {
  /** On disk when it returns: act on the message only then. */
  accept(hello: NewHello): number;
  /** Oldest first. */
  open(): readonly StoredHello[];
  /** The run that the message caused has ended, or the message caused none. */
  release(helloId: number): void;
}

/** A run that is to be queued. */
export interface NewRun {
  readonly resourceId: number;
  readonly kind: RunKind;
  /** Address to talk to; empty when DNS is to be asked. */
  readonly address: string;
  readonly helloId: number | undefined;
  /** Wall time at which it may start, milliseconds since 1970. */
  readonly dueMs: number;
}

/** A run in the queue. */
export interface StoredRun extends NewRun {
  readonly runId: number;
  readonly state: 'waiting' | 'running';
  /** Attempts that have begun, without those that the service point itself cut off. */
  readonly attempt: number;
  /** Code of the last failure, empty when there was none. */
  readonly lastCode: string;
}

/** Runs that have not ended. */
export interface RunQueueTable {
  add(run: NewRun): number;
  get(runId: number): StoredRun | undefined;
  /** Waiting runs whose time has come, earliest first. */
  due(nowMs: number, most: number): readonly StoredRun[];
  /** Due time of the next waiting run. */
  nextDueMs(): number | undefined;
  open(): readonly StoredRun[];
  /** Waiting becomes running and the attempt is counted. */
  start(runId: number): void;
  /** Running becomes waiting again. */
  postpone(runId: number, dueMs: number, code: string): void;
  /** The service point stops: running becomes waiting, due at once, and the attempt does not count. */
  interrupt(runId: number, nowMs: number): void;
  /** The run has ended one way or another: it and its hello message leave the database in one write. */
  finish(runId: number): void;
  /** After a crash: what was running waits again, due at once, and the attempt does not count. Returns how many. */
  recover(nowMs: number): number;
}

/** An event that was kept. */
export interface StoredMessage extends LogEvent {
  readonly messageId: number;
}

/** Log and status messages; the oldest make room for new ones. */
export interface MessageTable {
  append(event: LogEvent): number;
  /** Newest last. */
  latest(most: number): readonly StoredMessage[];
  count(): number;
}

/** A server of the site with a role. */
export interface SiteSystem {
  readonly fqdn: string;
  readonly role: string;
  readonly installedAtMs: number;
}

/** A recurring job of the site. */
export interface MaintenanceTask {
  readonly name: string;
  readonly enabled: boolean;
  /** How often, in days. */
  readonly intervalDays: number;
  /** Day of the week (0 Sunday) and minutes after midnight of the window; undefined when any time will do. */
  readonly window: { readonly weekday: number; readonly startMinute: number; readonly endMinute: number } | undefined;
  /** Only for tasks that look ahead: days before expiry. */
  readonly pendingDays: number | undefined;
  readonly lastRunMs: number | undefined;
}

/** Settings, site systems and maintenance tasks. */
export interface SiteTable {
  /** Sealed as a whole: settings hold passwords and a private key. */
  saveSettings(settings: Settings, atMs: number): void;
  settings(): { readonly settings: Settings; readonly savedAtMs: number } | undefined;
  /** Adding a system and role twice is the same as once. */
  addSystem(system: SiteSystem): void;
  systems(): readonly SiteSystem[];
  saveTask(task: MaintenanceTask): void;
  tasks(): readonly MaintenanceTask[];
}
