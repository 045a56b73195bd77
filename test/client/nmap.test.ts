import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileFor, withProfile, withQuirks, type Device, type QuirkName } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { run } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const PASSWORD = 'P@ssw0rd1';
const SAFE = ownAddress(8, 1);
const VULNERABLE = ownAddress(8, 2);
const EARLY = ownAddress(8, 3);
const LATE = ownAddress(8, 4);

const reason = missing('nmap');

describe('nmap', () => {
  let devices: readonly Device[] = [];
  beforeAll(async () => {
    if (reason !== undefined) return;
    devices = await Promise.all([
      started(SAFE, '11.8', false),
      started(VULNERABLE, '11.8', false, ['digest-short-response']),
      started(EARLY, '3.2.1', true),
      started(LATE, '16.1', true),
    ]);
  });
  afterAll(async () => {
    await Promise.all(devices.map((device) => device.close()));
  });

  test('finds a device of release 11.8 not vulnerable to CVE-2017-5689', async (context) => {
    context.skip(reason !== undefined, reason);
    const report = await nmap(SAFE, [16992], 'http-vuln-cve2017-5689', 'vulns.showall');
    expect(report).toMatch(/INTEL-SA-00075[^]*State: NOT VULNERABLE/);
  });

  test('finds one with the quirk vulnerable, and the device says so of itself and of each such login', async (context) => {
    context.skip(reason !== undefined, reason);
    const report = await nmap(VULNERABLE, [16992], 'http-vuln-cve2017-5689');
    expect(report).toMatch(/State: VULNERABLE/);
    const codes = devices[1]?.decisions.map(({ code }) => code);
    expect(codes).toContain('quirk.digest-short-response');
    expect(codes).toContain('http.digest.short-response-accepted');
  });

  test('reads server, title behind the redirect, and the login of a page', async (context) => {
    context.skip(reason !== undefined, reason);
    const scripts = 'http-server-header,+http-title,+http-auth';
    const report = await nmap(SAFE, [16992], scripts, 'http-auth.path=/index.htm');
    expect(report).toContain('http-server-header: Intel(R) Active Management Technology 11.8.50.3425');
    expect(report).toMatch(/http-title: Log On[^]*Requested resource was \/logon\.htm/);
    const login = /^\|_ {2}Digest (.*)$/m.exec(report)?.[1]?.split(' ').toSorted();
    expect(login).toEqual([
      expect.stringMatching(/^nonce=[A-Za-z0-9+/]{32}$/),
      'qop=auth',
      expect.stringMatching(/^realm=Digest:[0-9A-F]{32}$/),
      'stale=false',
    ]);
  });

  test('finds TLS 1.0 with the two ciphers of release 3.2.1, and no plain port', async (context) => {
    context.skip(reason !== undefined, reason);
    const report = await nmap(EARLY, [16992, 16993], 'ssl-enum-ciphers');
    expect(report).toMatch(/16992\/tcp closed/);
    expect(versionsIn(report)).toEqual(['TLSv1.0']);
    expect(ciphersIn(report)).toEqual(['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_AES_256_CBC_SHA']);
  });

  test('finds no older TLS than the 1.2 of release 16.1, and no plain port', async (context) => {
    context.skip(reason !== undefined, reason);
    const report = await nmap(LATE, [16992, 16993], 'ssl-enum-ciphers');
    expect(report).toMatch(/16992\/tcp closed/);
    const { minVersion, maxVersion } = profileFor('16.1').tls;
    expect([minVersion, ...versionsIn(report)]).toEqual([
      'TLSv1.2',
      'TLSv1.2',
      ...(maxVersion === 'TLSv1.3' ? ['TLSv1.3'] : []),
    ]);
  });
});

function started(address: string, release: string, tls: boolean, quirks: readonly QuirkName[] = []): Promise<Device> {
  const firmware = withQuirks(withProfile(profileFor(release), { timings: { bootMs: 0 } }), quirks);
  return deviceAt(address, { firmware, initialState: { kind: 'operational', password: PASSWORD, tls } });
}

/** What nmap prints; the scripts run whatever it thinks of the port. */
async function nmap(address: string, ports: readonly number[], scripts: string, args = ''): Promise<string> {
  const where = ['-n', '-Pn', '-sT', '-p', ports.join(','), address];
  const given = args === '' ? [] : ['--script-args', args];
  const { stdout, stderr } = await run('nmap', [...where, '--script', `+${scripts}`, ...given]);
  return stdout + stderr;
}

function versionsIn(report: string): readonly string[] {
  return [...report.matchAll(/^\|\s+(TLSv1\.\d|SSLv3):/gm)].map(([, version]) => version ?? '');
}

function ciphersIn(report: string): readonly string[] {
  return [...report.matchAll(/^\|\s+(TLS_\w+)/gm)].map(([, cipher]) => cipher ?? '').toSorted();
}
