import type { Exchange } from '../amt/amt-device.ts';
import type { Log } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../settings/settings.ts';

/** What a run is to do with a computer. */
export type RunKind =
  | 'provision'
  | 'update'
  | 'remove-partial'
  | 'remove-full'
  | 'reset-password'
  | 'renew-certificate';

/** A computer as the site database knows it at the start of a run. Passwords are in clear here and nowhere else. */
export interface ComputerRecord {
  readonly resourceId: number;
  readonly shortName: string;
  readonly fqdn: string;
  /** Lower-case UUID text. */
  readonly uuid: string;
  readonly mac: string | undefined;
  readonly amtStatus: AmtStatus | undefined;
  readonly amtVersion: string | undefined;
  /** Per-computer passwords: from the CSV, and the random one of an earlier provisioning. */
  readonly importedMebxPassword: string | undefined;
  readonly importedAdminPassword: string | undefined;
  readonly adminPassword: string | undefined;
  /** Set before it was sent to a device, not yet known to have arrived. */
  readonly pendingAdminPassword: string | undefined;
  readonly accountDistinguishedName: string | undefined;
  /** SHA-256 of the public key that a certificate was asked for and whose answer is not known; undefined when there is none. */
  readonly certificateAskedFor: string | undefined;
  /** Certificates issued to this computer and not revoked. */
  readonly activeCertificates: readonly RecordedCertificate[];
  /** Certificates that were revoked: a run that was cut off leaves a device that still holds, or even shows, one of them. */
  readonly supersededCertificates: readonly RecordedCertificate[];
}

/** A certificate of the computer as the site database has it. */
export interface RecordedCertificate {
  readonly serialHex: string;
  readonly thumbprint: string;
  readonly validUntilMs: number;
  /** Issuing CA first, root last; undefined in records that kept none. */
  readonly chainPem: readonly string[] | undefined;
  /** The device was seen using it. */
  readonly arrived: boolean;
}

/** 0 not supported, 1 detected, 2 not provisioned, 3 provisioned; unknown is undefined. */
export type AmtStatus = 0 | 1 | 2 | 3;

/** The provisioning certificate ready for use. */
export interface ProvisioningCertificate {
  readonly leafPem: string;
  readonly privateKeyPem: string;
  /** Leaf, intermediates, and root if this server sends it: what goes on the wire. */
  readonly wireChainPem: readonly string[];
  /** Certificates that came in the PFX besides the leaf. */
  readonly carriedPem: readonly string[];
  /** SHA-1 and SHA-256 hex of the root that the chain ends in, undefined when it does not end in one. */
  readonly rootHashes: { readonly sha1: string; readonly sha256: string } | undefined;
  readonly thumbprint: string;
  readonly validFromMs: number;
  readonly validUntilMs: number;
}

/** Durable writes a stage may make. Each is on disk when it returns. */
export interface RunJournal {
  /** Called before the password is sent to the device, so that a crash can't lose it. */
  proposeAdminPassword(password: string): void;
  /** The device answered that it has the proposed password. */
  confirmAdminPassword(): void;
  forgetAdminPassword(): void;
  saveAccount(distinguishedName: string): void;
  forgetAccount(): void;
  /** Called before a request goes to the authority, so that a crash can't lose what it issues. SHA-256 of the SPKI, hex. */
  askForCertificate(publicKeySha256: string): void;
  /** The authority issued nothing for the key that was asked for. */
  forgetCertificateRequest(): void;
  /** Also ends what `askForCertificate` began, in the same write. */
  saveCertificate(certificate: {
    readonly serialHex: string;
    readonly thumbprint: string;
    readonly requestId: number;
    readonly template: string;
    readonly authority: string;
    readonly validFromMs: number;
    readonly validUntilMs: number;
    /** Issuing CA first, root last. */
    readonly chainPem: readonly string[];
  }): void;
  markCertificate(serialHex: string, status: 'issued-to-device' | 'revoked'): void;
  setAmtVersion(version: string): void;
  setAmtStatus(status: AmtStatus | undefined): void;
  setTlsMode(mode: 0 | 1 | 2): void;
  setSuppressAutoProvision(suppress: boolean): void;
}

/** What one run carries from stage to stage. */
export interface RunContext {
  readonly kind: RunKind;
  readonly computer: ComputerRecord;
  /** Address to talk to: the source of the hello, or what DNS says. */
  readonly address: string;
  readonly settings: Settings;
  readonly ports: Ports;
  /** Undefined when none is loaded (never configured, or expired and removed from memory). */
  readonly provisioningCertificate: ProvisioningCertificate | undefined;
  readonly journal: RunJournal;
  readonly log: Log;
  /** Aborted when the service point stops. */
  readonly signal: AbortSignal;
  /** Root hashes that the computer's hello listed; undefined when the run was not started by a hello. */
  readonly helloHashes?: readonly HelloHash[] | undefined;
  /** Takes what went over the wire, secrets replaced by `***`, once at the end of the run. */
  readonly onExchanges?: ((exchanges: readonly Exchange[]) => void) | undefined;
}

/** Hash of a root certificate as a hello message lists it. */
export interface HelloHash {
  /** `sha1`, `sha256`, `sha384`, or whatever the device names. */
  readonly algorithm: string;
  readonly hex: string;
}

/** Why a run ended before its end. */
export interface RunFailure {
  /** Stage that failed. */
  readonly stage: string;
  /** Stable code: `tls.refused-by-device`, `authority.denied`. */
  readonly code: string;
  /** `retryable` goes back into the queue, `needs-person` does not, `permanent` never will. */
  readonly kind: 'retryable' | 'needs-person' | 'permanent';
  readonly message: string;
  /** Status the computer gets; undefined leaves it as it is. */
  readonly amtStatus?: AmtStatus;
}

/** How a run ended. */
export type RunResult = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly failure: RunFailure };

/** Runs every stage of the plan for `context.kind`; never rejects. Lives in `plan.ts`. */
export type RunPlan = (context: RunContext) => Promise<RunResult>;
