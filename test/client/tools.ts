import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that nobody here wrote, and the Debian package each comes from. */
const PACKAGES: Readonly<Record<string, string>> = {
  amttool: 'amtterm (and libsoap-lite-perl)',
  busybox: 'busybox',
  chromium: 'chromium',
  curl: 'curl',
  dig: 'bind9-dnsutils',
  ip: 'iproute2',
  nmap: 'nmap',
  nsupdate: 'bind9-dnsutils',
  openssl: 'openssl',
  snmptrapd: 'snmptrapd',
  udhcpc: 'udhcpc',
  uuidgen: 'uuid-runtime',
  wsl: 'wsl (and uuid-runtime)',
};

/**
 * Says why a test with these programs cannot run here, undefined when it can. With `CI=true` a missing program is an
 * error instead, so that nothing is silently left untested. Throws an Error naming the Debian package then.
 */
export function missing(...programs: readonly string[]): string | undefined {
  const absent = programs.filter((program) => !isOnPath(program));
  if (absent.length === 0) return undefined;
  const reason = `not installed: ${absent.map((program) => `${program} (Debian package ${PACKAGES[program] ?? program})`).join(', ')}`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return reason;
}

/** Says why a test that needs root cannot run here, undefined when it can. With `CI=true` not being root is an error. */
export function withoutRoot(): string | undefined {
  if (process.getuid?.() === 0) return undefined;
  const reason = 'only root can make network namespaces';
  if (process.env['CI'] === 'true') throw new Error(reason);
  return reason;
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
