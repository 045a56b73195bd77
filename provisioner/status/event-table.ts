import type { Severity } from '../ports/log.ts';

/**
 * Where the wording of an event comes from. `sourced`: a public text quotes the product's line. `recollected`: written
 * down from memory by people who read such logs, unverified; never assert it as the product's. `own`: ours.
 */
export type Evidence = 'sourced' | 'recollected' | 'own';

/** An event as the table declares it. */
export interface EventDeclaration {
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** The Amtopmgr-style line; `{name}` stands for a field. */
  readonly text: string;
}

const info = <T extends string>(evidence: Evidence, text: T): { severity: 'info'; evidence: Evidence; text: T } => ({
  severity: 'info',
  evidence,
  text,
});
const warning = <T extends string>(
  evidence: Evidence,
  text: T,
): { severity: 'warning'; evidence: Evidence; text: T } => ({ severity: 'warning', evidence, text });
const error = <T extends string>(evidence: Evidence, text: T): { severity: 'error'; evidence: Evidence; text: T } => ({
  severity: 'error',
  evidence,
  text,
});

/** Events of the running service point itself. What the stages of a run write is declared with the stages. */
const COMPONENT_EVENTS = {
  'component.started': info(
    'own',
    'Component {component} is up on {server}; hello messages come in at {address}:{port}.',
  ),
  'component.stop-waits': info('own', 'Component {component} is stopping and waits for: {waitsFor}.'),
  'component.stopped': info('own', 'Component {component} is down.'),
  'component.resumed': info('own', '{entries} unfinished task(s) of an earlier life were taken up again.'),
  'component.defect': error('own', 'A defect of the service point itself: {where}: {message}'),
  'component.messages-lost': error('own', 'Status messages cannot be kept: {message}'),
  'role.refused': error('own', 'The role cannot run ({code}): {message}'),
  'role.hotfix-missing': warning(
    'own',
    'Hotfix {hotfix} is not installed on {operatingSystem}: Schannel does not send the root certificate, and AMT will close the session.',
  ),
  'role.winrm': error('own', 'Windows Remote Management is not installed; AMT cannot be managed without it.'),
  'template.unusable': error('own', 'The web server certificate template cannot be used ({code}): {message}'),
  'settings.warning': warning('own', 'The settings are taken, but ({code}) at {path}: {message}'),
  'settings.applied': info('own', 'New component settings are in force for later tasks.'),
  'settings.refused': warning('own', 'The settings were refused ({code}) at {path}: {message}'),
  'alias.registered': info('own', 'The alias {alias} was registered in DNS for {target}.'),
  'alias.failed': error('own', 'The alias {alias} was not registered in DNS for {target} ({code}): {message}'),
  'authority.templates-failed': warning('own', 'The templates of {authority} could not be read ({code}): {message}'),
  'computers.imported': info('own', '{count} computer(s) were imported.'),
  'computers.import-refused': warning('own', 'The import was refused at line {line} ({code}): {message}'),
  'computers.password-revealed': warning(
    'own',
    'The remote admin password of machine {resourceId} was shown in clear.',
  ),
  'computers.suppress-cleared': info('own', 'Machine {resourceId} may be provisioned automatically again.'),
} as const satisfies Record<string, EventDeclaration>;

const CERTIFICATE_EVENTS = {
  'certificate.loaded': info('own', 'The provisioning certificate with the thumbprint {thumbprint} was loaded.'),
  'certificate.load-failed': error('own', 'The provisioning certificate was not loaded ({code}): {message}'),
  'certificate.none': warning('own', 'No provisioning certificate is configured; hello messages cannot be acted on.'),
  'certificate.expiring': warning(
    'sourced',
    'Error: The provisioning certificate with the thumbprint {thumbprint} will expire in {days} day(s). Please ensure that this certificate is renewed. (CertID = {certId})',
  ),
  'certificate.expired': error(
    'own',
    'The provisioning certificate with the thumbprint {thumbprint} has expired and was removed from memory.',
  ),
  'certificate.not-yet-valid': warning(
    'own',
    'The provisioning certificate with the thumbprint {thumbprint} is valid only from {validFrom}.',
  ),
} as const satisfies Record<string, EventDeclaration>;

const HELLO_EVENTS = {
  'hello.listening': info('recollected', 'Waiting for incoming hello message from AMT devices...'),
  'hello.listen-failed': error('own', 'The hello listener could not bind {address}:{port}: {message}'),
  'hello.received': info(
    'recollected',
    'Incoming Connection from {address}. Incoming data is - Configuration version: {version}. Count : {retryCount}. UUID : {uuid}.',
  ),
  'hello.malformed': warning('own', 'What {address} sent is no hello message ({code}), {bytes} bytes.'),
  'hello.http': info('own', 'What {address} sent is an HTTP request, no hello message.'),
  'hello.empty': info('own', '{address} closed its connection without a hello message.'),
  'hello.too-slow': warning('own', '{address} took too long over its hello message; {bytes} bytes had come.'),
  'hello.too-many-connections': warning('own', 'A connection from {address} was closed: {open} are open already.'),
  'hello.connection-failed': info('own', 'The connection from {address} failed before a hello message.'),
  'hello.not-accepted': error('own', 'The hello message of {uuid} from {address} could not be kept: {reason}.'),
  'hello.unknown-uuid': info('own', 'No imported computer has the UUID {uuid}; the hello message is discarded.'),
  'hello.client-installed': warning(
    'recollected',
    'Warning: AMT device {uuid} is a SMS client. Reject hello message to provision.',
  ),
  'hello.already-provisioned': info('own', 'AMT device {uuid} is provisioned already; the hello message is discarded.'),
  'hello.suppressed': info('own', 'Automatic provisioning of AMT device {uuid} is disabled; the hello is discarded.'),
  'hello.out-of-band-off': info(
    'own',
    'Out of band provisioning is not allowed by the component settings; the hello message of {uuid} is discarded.',
  ),
  'hello.needs-person': info(
    'own',
    'AMT device {uuid} failed in a way that needs a person first; its hello messages are left alone for a while.',
  ),
  'hello.no-root': error(
    'own',
    'The chain of the provisioning certificate does not end in a root on this server; the hello of {uuid} cannot match.',
  ),
  'hello.not-pki': warning('own', 'AMT device {uuid} offers no certificate hash; the hello message is discarded.'),
  'hello.no-certificate': error('own', 'No provisioning certificate is loaded; the hello of {uuid} is not acted on.'),
  'hello.no-root-match': error(
    'own',
    'None of the {count} root hashes of AMT device {uuid} is the root of the provisioning certificate.',
  ),
  'hello.root-match': info(
    'recollected',
    'Found matched certificate hash in current memory of provisioning certificate',
  ),
  'hello.queued': info('own', 'AMT device {uuid} is queued for provisioning. (MachineId = {resourceId})'),
  'hello.already-queued': info('own', 'AMT device {uuid} is in the queue already. (MachineId = {resourceId})'),
} as const satisfies Record<string, EventDeclaration>;

const QUEUE_EVENTS = {
  'queue.wakes': info('recollected', 'AMT {worker} Worker: Wakes up to process instruction files'),
  'queue.sent': info('recollected', 'AMT {worker} Worker: {count} task(s) are sent to the task pool successfully.'),
  'queue.waits': info('recollected', 'AMT {worker} Worker: Wait {seconds} seconds...'),
  'queue.pool': info('recollected', 'Auto-worker Thread Pool: Current size of the thread pool is {size}'),
  'run.begin': info('recollected', '>>>>>>>>>>>>>>>{task} task begin<<<<<<<<<<<<<<<'),
  'run.target': info(
    'recollected',
    '{task} target is indicated with SMS resource id. (MachineId = {resourceId} {fqdn})',
  ),
  'run.end': info('recollected', '>>>>>>>>>>>>>>>{task} task end<<<<<<<<<<<<<<<'),
  'run.succeeded': info(
    'recollected',
    'Auto-worker Thread Pool: Succeed to run the task {task}. Remove it from task list.',
  ),
  'run.retry': warning(
    'recollected',
    'Auto-worker Thread Pool: Warning, Failed to run task this time. Will retry({retry}) it',
  ),
  'run.failed': error(
    'recollected',
    'Auto-worker Thread Pool: Error, Can not execute the task successfully. Remove it from task list.',
  ),
  'run.failure': warning('own', 'Stage {stage} failed ({code}): {message} (MachineId = {resourceId})'),
  'run.not-begun': error(
    'own',
    'The {task} task of machine {resourceId} could not begin, step {stage} ({code}): {message}',
  ),
  'run.kept': warning(
    'own',
    'Machine {resourceId} left setup in this task and sends no further hello; it is tried again in {minutes} minutes.',
  ),
  'run.done': info('own', 'The {task} task of machine {resourceId} is done.'),
  'run.cancelled': info('own', 'The {task} task of machine {resourceId} was interrupted by the stop and stays queued.'),
  'run.no-address': warning('own', 'The address of {fqdn} could not be found ({code}). (MachineId = {resourceId})'),
  'failure.tls-setup': error(
    'recollected',
    'Error: Device internal error. Check Schannel: the hotfix that sends the root certificate in the provisioning chain; check the network configuration: AMT firmware requires DHCP options 6 and 15; check the date of the AMT self-signed certificate; check that AMT is ready for PKI provisioning.',
  ),
  'failure.tls-refused': error('recollected', 'Server unexpectedly disconnected when TLS handshaking.'),
  'failure.self-signed-date': error(
    'sourced',
    'Error 0x80090308 returned by InitializeSecurityContext during follow up TLS handshaking with server.',
  ),
  'failure.no-contact': error(
    'recollected',
    'Error: Can NOT establish connection with target device. (MachineId = {resourceId})',
  ),
  'failure.wsman': error(
    'recollected',
    'Error: Can not finish WSMAN call with target device. Check for a WinHTTP proxy, for a wireless address (provisioning over wireless is not supported), and for an FQDN longer than 44 bytes.',
  ),
} as const satisfies Record<string, EventDeclaration>;

const MAINTENANCE_EVENTS = {
  'maintenance.enabled': info('own', 'The maintenance task "{task}" is enabled: {schedule}.'),
  'maintenance.began': info('own', 'The maintenance task "{task}" begins.'),
  'maintenance.ended': info('own', 'The maintenance task "{task}" ended: {count} computer(s) were queued.'),
  'maintenance.passwords-exceed-windows': warning(
    'own',
    'The AMT password interval of {days} days is not shorter than the computer password interval of {windowsDays} days.',
  ),
} as const satisfies Record<string, EventDeclaration>;

/** Every event of the running service point: stable id, severity, wording, and how good the evidence for the wording is. */
export const EVENTS: typeof COMPONENT_EVENTS &
  typeof CERTIFICATE_EVENTS &
  typeof HELLO_EVENTS &
  typeof QUEUE_EVENTS &
  typeof MAINTENANCE_EVENTS = {
  ...COMPONENT_EVENTS,
  ...CERTIFICATE_EVENTS,
  ...HELLO_EVENTS,
  ...QUEUE_EVENTS,
  ...MAINTENANCE_EVENTS,
};

/** Every id that an event of the service point can have. */
export type EventId = keyof typeof EVENTS;

/** Names in braces of a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** Fields that the wording of an event needs. */
export type EventFields<Id extends EventId> = {
  readonly [Name in Placeholders<(typeof EVENTS)[Id]['text']>]: string | number | boolean;
};
