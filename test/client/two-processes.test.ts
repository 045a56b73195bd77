import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { checkout } from '../support/layering.ts';
import { missing } from './tools.ts';

const COMMAND = join(checkout, 'scenarios', 'amt-testbed.mjs');
/** Loopback addresses of this process's own, so that two runs of the suite do not meet. */
const SUBNET = `127.${40 + (process.pid % 200)}.${Math.floor(process.pid / 200) % 256}`;
const SERVER = `${SUBNET}.15`;
const DEVICE = `${SUBNET}.100`;
const ROOT_SUBJECT = '/CN=External SSL CA';
const LEAF_SUBJECT = '/OU=Intel(R) Client Setup Certificate/CN=server15.adatum.com';

const children: ChildProcess[] = [];
const folders: string[] = [];
async function stopAll(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  }
}

afterEach(async () => {
  await stopAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Starts `amt-testbed` and hands out its lines of output, in both streams. */
function start(folder: string, args: readonly string[]): AsyncIterator<string> {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function lineWith(lines: AsyncIterator<string>, text: string): Promise<string> {
  const seen: string[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    seen.push(next.value);
    if (next.value.includes(text)) return next.value;
  }
  throw new Error(`no line with ${text} among:\n${seen.join('\n')}`);
}

/** A root, and a setup certificate below it in a PFX of the kind that Windows Server 2003 exported, all made by OpenSSL. */
function buyCertificate(folder: string): string {
  const openssl = (...args: readonly string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-sha1',
    '-days',
    '3000',
    '-subj',
    ROOT_SUBJECT,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
  );
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', LEAF_SUBJECT, '-keyout', 'leaf.key', '-out', 'leaf.csr');
  writeFileSync(join(folder, 'usage'), 'extendedKeyUsage=serverAuth\n');
  openssl(
    'x509',
    '-req',
    '-sha1',
    '-in',
    'leaf.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '300',
    '-extfile',
    'usage',
    '-out',
    'leaf.pem',
  );
  const legacy = ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  openssl(
    'pkcs12',
    '-export',
    ...legacy,
    '-inkey',
    'leaf.key',
    '-in',
    'leaf.pem',
    '-certfile',
    'root.pem',
    '-passout',
    'pass:Export!Passw0rd',
    '-out',
    'provisioning.pfx',
  );
  return (
    openssl('x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha1')
      .split('=')[1]
      ?.trim()
      .replaceAll(':', '')
      .toLowerCase() ?? ''
  );
}

const reason = missing('openssl');
test.skipIf(reason !== undefined)(
  'two processes that know each other only over sockets: `provision` provisions what `emulate` runs',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amt-testbed-'));
    folders.push(folder);
    const rootHash = buyCertificate(folder);
    const sample: { general: object; amt: object } = JSON.parse(
      execFileSync(process.execPath, [COMMAND, 'provision', '--print-sample'], { encoding: 'utf8' }),
    );
    const provisioningCertificate = { pfxFile: 'provisioning.pfx', password: 'Export!Passw0rd' };
    const general = { ...sample.general, registerAlias: false, mebxPassword: 'Mebx!Passw0rd', provisioningCertificate };
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ ...sample, general, amt: { ...sample.amt, userAccounts: [] } }),
    );
    const device = ['emulate', '--state', 'setup', '--seed', 'two processes', '--address', DEVICE, '--json'];
    const trust = ['--provisioning-server', SERVER, '--dns-suffix', 'adatum.com', '--root-hash', rootHash];
    // The seed gives the same device again: a first, short life tells its UUID, so that the service point can know it.
    const { devices }: { devices: readonly { uuid: string }[] } = JSON.parse(
      await lineWith(start(folder, device), '"devices"'),
    );
    await stopAll();
    writeFileSync(join(folder, 'computers.csv'), `DESK001,desk001.adatum.com,${devices[0]?.uuid ?? ''}\n`);
    const place = ['--fqdn', 'server15.adatum.com', '--address', SERVER, '--database', 'site.db'];
    const load = ['--settings', 'settings.json', '--import', 'computers.csv', '--collection', 'New AMT computers'];
    const lines = start(folder, ['provision', ...load, ...place, '--json']);
    await lineWith(lines, '"hello.listening"');
    start(folder, [...device, ...trust]);
    const done = await lineWith(lines, '"oob.run.done"');
    expect(JSON.parse(done)).toMatchObject({ id: 'oob.run.done', severity: 'info' });
    const head = execFileSync(
      'openssl',
      ['s_client', '-connect', `${DEVICE}:16993`, '-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0', '-showcerts'],
      { input: '', encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] },
    );
    expect(head).toContain('-----BEGIN CERTIFICATE-----');
    const subject = execFileSync('openssl', ['x509', '-noout', '-subject'], { input: head, encoding: 'utf8' });
    expect(subject).toContain('desk001.adatum.com');
  },
);
