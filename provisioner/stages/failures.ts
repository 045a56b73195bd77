import { AmtError } from '../amt/amt-error.ts';
import type { AmtErrorCode } from '../amt/amt-error.ts';
import { AuthorityError } from '../ports/authority.ts';
import { DirectoryError } from '../ports/directory.ts';
import type { AmtStatus, RunFailure } from './run.ts';

/** What a failure code means to the queue and to the person who reads the log. */
interface FailureMeaning {
  readonly kind: RunFailure['kind'];
  /** Status that a computer being provisioned gets; left alone without one. */
  readonly amtStatus?: AmtStatus;
  readonly meaning: string;
}

const retry = (meaning: string, amtStatus?: AmtStatus): FailureMeaning =>
  amtStatus === undefined ? { kind: 'retryable', meaning } : { kind: 'retryable', meaning, amtStatus };
const person = (meaning: string, amtStatus?: AmtStatus): FailureMeaning =>
  amtStatus === undefined ? { kind: 'needs-person', meaning } : { kind: 'needs-person', meaning, amtStatus };

/** Status numbers that pass by themselves: NOT_READY, RNG and key generation, OPERATION_IN_PROGRESS. */
const PASSING_STATUSES: readonly number[] = [2, 47, 48, 49, 2061, 2082];

const DEVICE_FAILURES = {
  'connect.refused': retry('Can NOT establish connection with target device: its port is closed.'),
  'connect.unreachable': retry('Can NOT establish connection with target device: there is no way to it.'),
  'connect.timeout': retry('Can NOT establish connection with target device: it does not answer.'),
  'connect.lost': retry('The connection broke; the run starts again where the device stands.'),
  'request.timeout': retry('The device took a request and did not answer in time.'),
  'run.aborted': retry('The service point was stopped; the run starts again with it.'),
  'tls.refused-by-device': retry(
    'Device internal error. Check the Schannel hotfix that sends the root certificate in the provisioning chain; the network configuration (AMT firmware requires DHCP options 6 and 15); the date of the AMT self-signed certificate; that AMT is ready for PKI provisioning.',
  ),
  'tls.device-certificate': person('The certificate of the device cannot be accepted.', 1),
  'tls.setup-certificate': person(
    'The device is in setup and not in operation: its provisioning was removed, or never finished.',
  ),
  'http.unauthorized': person(
    'No known password opens the device. Enter it as an AMT Provisioning and Discovery Account, or remove provisioning locally.',
    1,
  ),
  'http.protocol': retry(
    'Can not finish WSMAN call with target device: the answer is no HTTP. Check for a WinHTTP proxy.',
  ),
  'http.status': retry('Can not finish WSMAN call with target device: it refuses the request as such.'),
  'wsman.protocol': person('Can not finish WSMAN call with target device: the answer cannot be read.'),
  'wsman.fault': person('Can not finish WSMAN call with target device: it answers with a fault.'),
  'amt.status': person(
    'AMT refuses a setting. For certificates: keys of the authorities longer than 2048 bits are not supported.',
  ),
} as const satisfies Record<AmtErrorCode, FailureMeaning>;

const SITE_FAILURES = {
  'amt.not-ready': retry('AMT is busy making keys or random numbers.'),
  'host.winrm': person('Windows Remote Management is missing on the service point or too old; AMT cannot be called.'),
  'certificate.provisioning-missing': person('No provisioning certificate is loaded.'),
  'hash.no-match': person('No root hash of the computer is the root of the provisioning certificate.'),
  'version.unsupported': {
    kind: 'permanent',
    amtStatus: 0,
    meaning: 'The AMT version is below 3.2.1 and would need the WS-MAN translator.',
  },
  'identity.uuid-mismatch': person('Another computer answers at this address.'),
  'identity.not-in-setup': person('The device is neither in setup nor provisioned by this site.', 1),
  'settings.no-template': person('No web server certificate template is selected.'),
  'authority.unavailable': retry('The certification authority does not answer.'),
  'authority.unsupported': person(
    'The certification authority is not an enterprise authority with version 2 templates.',
  ),
  'authority.unknown-template': person('The certification authority does not offer the template.'),
  'authority.unknown-request': person('The certification authority does not know the certificate.'),
  'authority.pending': person('The certificate request waits for a manager; requests must be approved automatically.'),
  'authority.denied': person(
    'The certificate request was denied. Check Read and Enroll of the site server on the template.',
  ),
  'directory.no-container': person('The Active Directory container does not exist.'),
  'directory.no-principal': person('An AMT user account of the settings is not in the directory.'),
  'directory.no-such-object': person('The directory object is gone.'),
  'directory.insufficient-rights': person('The site server needs Full Control on the container and all child objects.'),
  'directory.already-exists': person('The directory object belongs to somebody else.'),
  'directory.constraint-violation': person(
    'The directory refuses a value, for instance a service principal name in use.',
  ),
  'directory.unavailable': retry('The directory does not answer.'),
  'commit.not-effective': retry('The device did not go into operation after the commit.'),
  'verify.mismatch': retry('What the device says afterwards is not what was set.'),
  'removal.not-effective': retry('The device is still provisioned after the removal.'),
  'stage.defect': person('A defect of the service point itself.'),
} as const satisfies Record<string, FailureMeaning>;

export type FailureCode = keyof typeof DEVICE_FAILURES | keyof typeof SITE_FAILURES;

/** Every failure code of a run with what it means: the one place where kinds and statuses are decided. */
export const FAILURES: Readonly<Record<FailureCode, FailureMeaning>> = { ...DEVICE_FAILURES, ...SITE_FAILURES };

function codeOf(error: unknown): FailureCode {
  if (error instanceof AmtError) {
    const passing = error.code === 'amt.status' && PASSING_STATUSES.includes(error.facts.status ?? 0);
    return passing ? 'amt.not-ready' : error.code;
  }
  if (error instanceof AuthorityError) return `authority.${error.code}`;
  if (error instanceof DirectoryError) return `directory.${error.code}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(FAILURES, code) ? (code as FailureCode) : 'stage.defect';
}

/** The failure that an error of a stage stands for. Only a computer that is being provisioned changes its status by failing. */
export function failureOf(stage: string, error: unknown, provisioning: boolean): RunFailure {
  const code = codeOf(error);
  const { kind, amtStatus, meaning } = FAILURES[code];
  const what = error instanceof Error ? error.message : 'something that is no error was thrown';
  const failure = { stage, code, kind, message: `${what} ${meaning}` };
  return provisioning && amtStatus !== undefined ? { ...failure, amtStatus } : failure;
}
