import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { embeddedAuthority } from '../../../../provisioner/authority/embedded-authority.ts';
import { nodeKeys } from '../../../../provisioner/authority/node-keys.ts';
import { seededChance } from '../../../../provisioner/clock/chance.ts';
import type { CertificateAuthority } from '../../../../provisioner/ports/authority.ts';
import { isInstalled } from '../../../support/programs.ts';

const TEMPLATE = 'ConfigMgr AMT Web Server Certificate';
const START_MS = Date.UTC(2026, 0, 1);

describe.skipIf(!isInstalled('openssl'))('the embedded authority', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authority-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  const open = (seed = 1): Promise<CertificateAuthority> =>
    embeddedAuthority({
      file: path('ca.json'),
      name: 'server15\\Adatum AMT CA',
      clock: new VirtualClock({ startMs: START_MS }),
      chance: seededChance(seed),
      keys: nodeKeys(),
    });
  const request = (subject: string): string =>
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', path('key.pem'), '-subj', subject);

  test('issues a web server certificate for a request of openssl that openssl verifies', async () => {
    const authority = await open();
    const issued = await authority.submit(TEMPLATE, request('/CN=DESK001.adatum.com'));
    if (issued.kind !== 'issued') throw new Error(issued.kind);
    writeFileSync(path('leaf.pem'), issued.certificatePem);
    writeFileSync(path('root.pem'), issued.chainPem.join(''));
    const at = String(START_MS / 1000);
    const verified = openssl(
      'verify',
      '-attime',
      at,
      '-purpose',
      'sslserver',
      '-CAfile',
      path('root.pem'),
      path('leaf.pem'),
    );
    expect(verified).toContain('leaf.pem: OK');
    const leaf = new X509Certificate(issued.certificatePem);
    expect(leaf.subject).toBe('CN=DESK001.adatum.com');
    expect(leaf.checkHost('DESK001.adatum.com')).toBe('DESK001.adatum.com');
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(new Date(leaf.validTo).getTime()).toBe(START_MS + 730 * 86_400_000);
    expect(leaf.checkPrivateKey(createPrivateKey(readFileSync(path('key.pem'))))).toBe(true);
  });

  test('finds what it issued under a name, until it is revoked, also after a restart', async () => {
    const issued = await (await open()).submit(TEMPLATE, request('/CN=DESK001.adatum.com'));
    if (issued.kind !== 'issued') throw new Error(issued.kind);
    const authority = await open(2);
    const { kind: _kind, ...found } = issued;
    expect(await authority.issuedTo?.('desk001.adatum.com')).toEqual([found]);
    expect(await authority.issuedTo?.('desk002.adatum.com')).toEqual([]);
    await authority.revoke(new X509Certificate(issued.certificatePem).serialNumber, 'superseded');
    expect(await authority.issuedTo?.('desk001.adatum.com')).toEqual([]);
  });

  test('keeps key, numbers and revocations across restarts, readable by its owner only', async () => {
    const first = await (await open()).submit(TEMPLATE, request('/CN=DESK001.adatum.com'));
    const again = await open(2);
    const second = await again.submit(TEMPLATE, request('/CN=DESK002.adatum.com'));
    if (first.kind !== 'issued' || second.kind !== 'issued') throw new Error('not issued');
    expect(second.requestId).toBe(first.requestId + 1);
    expect(second.chainPem).toEqual(first.chainPem);
    const serial = new X509Certificate(first.certificatePem).serialNumber;
    await again.revoke(serial, 'superseded');
    const kept = JSON.parse(readFileSync(path('ca.json'), 'utf8')) as { issued: { revoked?: { reason: string } }[] };
    expect(kept.issued.map(({ revoked }) => revoked?.reason)).toEqual(['superseded', undefined]);
    expect(statSync(path('ca.json')).mode & 0o077).toBe(0);
    await expect(again.revoke('00', 'superseded')).rejects.toMatchObject({ code: 'unknown-request' });
  });

  test('denies what is no request, and knows only its template', async () => {
    const authority = await open();
    await expect(authority.templates()).resolves.toEqual([
      { name: TEMPLATE, version: 2, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] },
    ]);
    await expect(authority.submit('Other', '')).rejects.toMatchObject({ code: 'unknown-template' });
    for (const wrong of ['', 'x'.repeat(20_000), request('/O=no common name')])
      await expect(authority.submit(TEMPLATE, wrong)).resolves.toMatchObject({ kind: 'denied' });
    const lines = request('/CN=DESK001.adatum.com').split('\n');
    const at = lines.length - 4;
    lines[at] = (lines[at] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    await expect(authority.submit(TEMPLATE, lines.join('\n'))).resolves.toMatchObject({ kind: 'denied' });
  });

  test('does not start over a file that is damaged', async () => {
    writeFileSync(path('ca.json'), '{}');
    await expect(open()).rejects.toMatchObject({ code: 'unavailable' });
    expect(readFileSync(path('ca.json'), 'utf8')).toBe('{}');
  });
});
