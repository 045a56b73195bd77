import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { makeAuthority, USAGE } from '../../../../scenarios/world/authority/certificates.ts';
import { EnterpriseAuthority } from '../../../../scenarios/world/authority/enterprise-authority.ts';
import { ExternalAuthority, SETUP_CERTIFICATE_UNIT } from '../../../../scenarios/world/authority/external-authority.ts';
import { Forest } from '../../../../scenarios/world/directory/forest.ts';
import { keyPool, poolKeys } from '../../../../scenarios/world/keys/pool.ts';
import { ServerComputer } from '../../../../scenarios/world/server-host.ts';
import { isInstalled } from '../../../support/programs.ts';

const START_MS = 1_204_534_800_000;
const DAY_MS = 86_400_000;
const TEMPLATE = 'ConfigMgr AMT Web Server Certificate';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function openssl(files: Readonly<Record<string, string | Buffer>>, ...commandLine: readonly string[]): string {
  const cwd = mkdtempSync(join(tmpdir(), 'world-'));
  folders.push(cwd);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return execFileSync('openssl', commandLine, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function setUp(seed = 'ca') {
  const clock = new VirtualClock({ startMs: START_MS });
  const chance = seededChance(seed);
  const forest = new Forest({ clock });
  const account = forest.addComputer('server15');
  const group = forest.addGroup('ConfigMgr Primary Site Servers');
  const subject = [{ name: 'commonName', value: 'Adatum Enterprise CA' }] as const;
  const [privateKeyPem = '', rootKeyPem = '', intermediateKeyPem = ''] = poolKeys(2048).slice(20);
  const wanted = { subject, privateKeyPem, fromMs: START_MS - DAY_MS, untilMs: START_MS + 3650 * DAY_MS };
  const key = makeAuthority({ ...wanted, hash: 'sha1' }, chance.for('root'));
  const name = 'dc1.adatum.com\\Adatum Enterprise CA';
  const ca = new EnterpriseAuthority({ clock, chance, name, key, actsAs: (one, other) => forest.actsAs(one, other) });
  ca.duplicate('Web Server', TEMPLATE, { enrol: [group] });
  ca.issueTemplate(TEMPLATE);
  const onRestart = (): void => forest.restart(account);
  const server = new ServerComputer({ fqdn: 'server15.adatum.com', account, keys: keyPool(), onRestart });
  const external = new ExternalAuthority({ clock, chance, rootKeyPem, intermediateKeyPem });
  return { clock, forest, account, group, ca, server, external };
}

async function request(server: ServerComputer, commonName = 'desk001.adatum.com'): Promise<string> {
  return (await server.requestCertificate({ commonName })).toString();
}

describe('the enterprise CA of the world', () => {
  it.skipIf(!isInstalled('openssl'))(
    'issues what openssl verifies, to an account that has Enroll by its group',
    async () => {
      const { forest, account, group, ca, server } = setUp();
      forest.addMember(group, account);
      const authority = ca.connectAs(account);
      const early = await authority.submit(TEMPLATE, await request(server));
      expect(early).toMatchObject({ kind: 'denied', requestId: 1 });
      server.restart();
      const issued = await authority.submit(TEMPLATE, await request(server));
      if (issued.kind !== 'issued') throw new Error(issued.kind);
      const files = { 'leaf.pem': issued.certificatePem, 'root.pem': issued.chainPem.join('') };
      const at = String(START_MS / 1000);
      const verify = ['verify', '-attime', at, '-purpose', 'sslserver', '-auth_level', '0', '-x509_strict'];
      expect(openssl(files, ...verify, '-CAfile', 'root.pem', 'leaf.pem')).toBe('leaf.pem: OK\n');
      const text = openssl(files, 'x509', '-in', 'leaf.pem', '-noout', '-text');
      expect(text).toContain('Subject: CN = desk001.adatum.com');
      expect(text).toContain('TLS Web Server Authentication');
      expect(text).toContain('Issuer: CN = Adatum Enterprise CA');
      expect(text).toContain('Not Before: Mar  3 08:50:00 2008 GMT');
      expect(ca.rows().map((row) => [row.requester, row.disposition, row.commonName])).toEqual([
        [account, 'denied', 'desk001.adatum.com'],
        [account, 'issued', 'desk001.adatum.com'],
      ]);
    },
  );

  it('issues the same bytes for the same seed', async () => {
    const issue = async (seed: string): Promise<unknown> => {
      const { forest, account, group, ca, server } = setUp(seed);
      forest.addMember(group, account);
      server.restart();
      return ca.connectAs(account).submit(TEMPLATE, await request(server));
    };
    expect(await issue('one')).toEqual(await issue('one'));
    expect(await issue('one')).not.toEqual(await issue('two'));
  });

  it('lets requests wait for approval, and denies version 3 templates', async () => {
    const { forest, account, group, ca, server } = setUp();
    forest.addMember(group, account);
    server.restart();
    ca.change(TEMPLATE, { managerApproval: true });
    const pending = await ca.connectAs(account).submit(TEMPLATE, await request(server));
    expect(pending).toEqual({ kind: 'pending', requestId: 1 });
    expect(ca.approve(1).disposition).toBe('issued');
    ca.change(TEMPLATE, { managerApproval: false, version: 3 });
    expect(await ca.connectAs(account).submit(TEMPLATE, await request(server))).toMatchObject({ kind: 'denied' });
  });

  it('shows only issued templates, and revokes by serial number with a reason', async () => {
    const { forest, account, group, ca, server } = setUp();
    forest.addMember(group, account);
    server.restart();
    const authority = ca.connectAs(account);
    const issued = await authority.submit(TEMPLATE, await request(server));
    const serial = issued.kind === 'issued' ? new X509Certificate(issued.certificatePem).serialNumber : '';
    await authority.revoke(serial, 'superseded');
    expect(ca.rows()[0]).toMatchObject({ disposition: 'revoked', revocationReason: 'superseded' });
    ca.withdrawTemplate(TEMPLATE);
    expect((await authority.templates()).map((template) => template.name)).not.toContain(TEMPLATE);
    await expect(authority.submit(TEMPLATE, '')).rejects.toMatchObject({ code: 'unknown-template' });
    await expect(authority.revoke('00', 'superseded')).rejects.toMatchObject({ code: 'unknown-request' });
  });

  it('refuses templates as a stand-alone CA, version 2 on Standard Edition, and everything when it is down', async () => {
    const { ca, account } = setUp();
    ca.edition = 'standard';
    expect(() => ca.duplicate('Web Server', 'Copy')).toThrow('Standard Edition');
    ca.enterprise = false;
    await expect(ca.connectAs(account).templates()).rejects.toMatchObject({ code: 'unsupported' });
    ca.available = false;
    await expect(ca.connectAs(account).templates()).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('the external CA and the server that buys from it', () => {
  it.skipIf(!isInstalled('openssl'))(
    'answers a request file a day later with a certificate that carries Intel’s usage or the unit',
    async () => {
      const { clock, external, server } = setUp();
      const file = await server.requestCertificate();
      expect(openssl({ 'r.pem': file }, 'req', '-in', 'r.pem', '-noout', '-verify', '-subject')).toContain(
        'CN = server15.adatum.com',
      );
      const order = external.order(file);
      const byUnit = external.order(file, { amtUsage: false, addUnit: SETUP_CERTIFICATE_UNIT, hash: 'sha256' });
      await clock.advance(DAY_MS - 1);
      expect(order.answer).toBeUndefined();
      await clock.advance(1);
      expect(order.answeredMs).toBe(START_MS + DAY_MS);
      const files = {
        'leaf.pem': order.answer?.certificatePem ?? '',
        'unit.pem': byUnit.answer?.certificatePem ?? '',
        'ca.pem': external.intermediatePem,
        'root.pem': external.rootPem,
      };
      const at = String(START_MS / 1000 + 2 * 86_400);
      const verify = ['verify', '-attime', at, '-auth_level', '0', '-CAfile', 'root.pem', '-untrusted', 'ca.pem'];
      expect(openssl(files, ...verify, 'leaf.pem', 'unit.pem')).toBe('leaf.pem: OK\nunit.pem: OK\n');
      const leaf = openssl(files, 'x509', '-in', 'leaf.pem', '-noout', '-text');
      expect(leaf).toContain(`TLS Web Server Authentication, ${USAGE.amtProvisioning}`);
      expect(leaf).toContain('sha1WithRSAEncryption');
      const unit = openssl(files, 'x509', '-in', 'unit.pem', '-noout', '-text');
      expect(unit).toContain('OU = Intel(R) Client Setup Certificate');
      expect(unit).not.toContain(USAGE.amtProvisioning);
      const print = openssl(files, 'x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha1');
      expect(print.split('=')[1]?.trim().replaceAll(':', '').toLowerCase()).toBe(external.rootHash('sha1'));
    },
  );

  it.skipIf(!isInstalled('openssl'))(
    'installs an answer only beside its key, and exports what openssl opens with the password',
    async () => {
      const { external, server } = setUp();
      const answer = external.issue(await server.requestCertificate());
      const leaf = answer?.certificatePem ?? '';
      const other = new ServerComputer({ fqdn: 'server16.adatum.com', account: 'x', keys: keyPool() });
      expect(() => other.installResponse(leaf)).toThrow('no private key');
      server.installResponse(leaf);
      server.trust(...(answer?.chainPem ?? []));
      const pfx = server.exportPfx(leaf, 'S3cret!pfx');
      const opened = openssl({ 'p.pfx': pfx }, 'pkcs12', '-in', 'p.pfx', '-passin', 'pass:S3cret!pfx', '-nodes');
      expect(opened.match(/BEGIN CERTIFICATE/gu)).toHaveLength(3);
      expect(opened).toContain('BEGIN PRIVATE KEY');
      expect(() => openssl({ 'p.pfx': pfx }, 'pkcs12', '-in', 'p.pfx', '-passin', 'pass:wrong')).toThrow('Mac verify');
      expect(server.exportCer(leaf)).toEqual(new X509Certificate(leaf).raw);
      expect(() => server.exportPfx(external.rootPem, 'x')).toThrow('not in Computer');
    },
  );

  it('sends the root only with hotfix 942841 on Windows Server 2003, and stops where an issuer is missing', async () => {
    const { external, server } = setUp();
    const leaf = external.issue(await server.requestCertificate())?.certificatePem ?? '';
    expect(server.clientChain(leaf, [])).toEqual([]);
    server.trust(external.intermediatePem, external.rootPem);
    expect(server.clientChain(leaf, [])).toEqual([external.intermediatePem, external.rootPem]);
    server.hotfixes = [];
    expect(server.clientChain(leaf, [])).toEqual([external.intermediatePem]);
    server.operatingSystem = 'Windows Server 2008';
    expect(server.clientChain(leaf, [])).toHaveLength(2);
    server.forget(external.rootPem);
    expect(server.clientChain(leaf, [])).toHaveLength(1);
  });
});
