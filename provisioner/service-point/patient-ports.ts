import { aborted } from '../amt/deadline.ts';
import { AuthorityError, type CertificateAuthority } from '../ports/authority.ts';
import type { Clock } from '../ports/clock.ts';
import { DirectoryError, type Directory } from '../ports/directory.ts';
import type { Ports } from '../ports/ports.ts';

/** How long a run waits for the CA or the directory to answer, in milliseconds, before it counts them as away. */
export const SERVICE_WAIT_MS = 120_000;

type Limit = <T>(what: string, asked: Promise<T>) => Promise<T>;

/** Rejects when `asked` has not settled in time, or at once when the service point stops. */
function limitWith(clock: Clock, signal: AbortSignal, away: (message: string) => Error): Limit {
  return (what, asked) =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => end(() => reject(aborted()));
      const timer = clock.after(SERVICE_WAIT_MS, `waiting for ${what}`, () =>
        end(() => reject(away(`${what}: no answer after ${SERVICE_WAIT_MS} ms`))),
      );
      const end = (settle: () => void): void => {
        timer.cancel();
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      asked.then(
        (answer) => end(() => resolve(answer)),
        (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
}

function patientAuthority(real: CertificateAuthority, limit: Limit): CertificateAuthority {
  const { name } = real;
  return {
    name,
    templates: () => limit(name, real.templates()),
    submit: (template, requestPem) => limit(name, real.submit(template, requestPem)),
    issuedTo:
      real.issuedTo === undefined
        ? undefined
        : (commonName) => limit(name, real.issuedTo?.(commonName) ?? Promise.resolve([])),
    revoke: (serialHex, reason) => limit(name, real.revoke(serialHex, reason)),
  };
}

function patientDirectory(real: Directory, limit: Limit): Directory {
  const what = 'the directory';
  return {
    containerExists: (name) => limit(what, real.containerExists(name)),
    createAccount: (account) => limit(what, real.createAccount(account)),
    findAccount: (container, account) => limit(what, real.findAccount(container, account)),
    setPassword: (name, password) => limit(what, real.setPassword(name, password)),
    setServicePrincipalNames: (name, names) => limit(what, real.setServicePrincipalNames(name, names)),
    deleteAccount: (name) => limit(what, real.deleteAccount(name)),
    findPrincipal: (name) => limit(what, real.findPrincipal(name)),
  };
}

/**
 * The ports of one run: CA and directory that never answer neither keep a worker for ever nor a service point from
 * stopping. What a late answer brings is found by the next run.
 */
export function patientPorts(ports: Ports, signal: AbortSignal): Ports {
  const { clock, authority, directory } = ports;
  const authorityLimit = limitWith(clock, signal, (message) => new AuthorityError('unavailable', message));
  const directoryLimit = limitWith(clock, signal, (message) => new DirectoryError('unavailable', message));
  return {
    ...ports,
    authority: patientAuthority(authority, authorityLimit),
    directory: patientDirectory(directory, directoryLimit),
  };
}
