import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ServerHost } from '../../../../provisioner/ports/server-host.ts';
import { loadProvisioningCertificate } from '../../../../provisioner/settings/load-provisioning-certificate.ts';
import { openPfx, rememberingPfxOpener } from '../../../../provisioner/settings/pfx.ts';
import { validateSettings } from '../../../../provisioner/settings/validate-settings.ts';
import { adatum, EXPORT_PASSWORD, pemFixture, pfxFixture, server15 } from './sample-settings.ts';

const der = (pem: string) => new X509Certificate(pem).raw.toString('hex');
const fingerprint = (file: string) => pemFixture(file).split('=')[1]?.trim().replaceAll(':', '').toLowerCase();

function load(file: string, host: ServerHost, nowMs: number) {
  const pfxBase64 = pfxFixture(file).toString('base64');
  const general = { provisioningCertificate: { pfxBase64, password: EXPORT_PASSWORD } };
  const valid = validateSettings(adatum({ general }));
  if (!valid.ok) throw new Error(JSON.stringify(valid.problems));
  return loadProvisioningCertificate(valid.settings, host, nowMs);
}

const leaf = new X509Certificate(pemFixture('leaf.pem'));
const fromMs = Number(new Date(leaf.validFrom));
const untilMs = Number(new Date(leaf.validTo));
const middleMs = (fromMs + untilMs) / 2;

describe('a remembering opener', () => {
  test('answers what opening answers, for each file and password it is asked about, in any order', () => {
    const open = rememberingPfxOpener();
    const [one, other] = [pfxFixture('legacy.pfx'), pfxFixture('modern.pfx')];
    const damaged = Buffer.concat([one.subarray(0, -1), Buffer.of(one.at(-1) === 0 ? 1 : 0)]);
    for (const [pfx, password] of [
      [one, EXPORT_PASSWORD],
      [one, EXPORT_PASSWORD],
      [one, 'wrong'],
      [one, EXPORT_PASSWORD],
      [other, EXPORT_PASSWORD],
      [damaged, EXPORT_PASSWORD],
    ] as const)
      expect(open(pfx, password)).toEqual(openPfx(pfx, password));
    expect(open(one, EXPORT_PASSWORD)).toBe(open(Buffer.from(one), EXPORT_PASSWORD));
  });
});

describe('a PFX', () => {
  test.each(['legacy.pfx', 'triple-des.pfx', 'modern.pfx'])(
    'as %s gives leaf, key and chain in issuer order',
    (file) => {
      const opened = openPfx(pfxFixture(file), EXPORT_PASSWORD);
      if (!opened.ok) throw new Error(opened.code);
      expect(der(opened.leafPem)).toBe(der(pemFixture('leaf.pem')));
      expect(opened.carriedPem.map(der)).toEqual([der(pemFixture('intermediate.pem')), der(pemFixture('root.pem'))]);
      expect(opened.privateKeyPem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
      expect(createPublicKey(opened.privateKeyPem).export({ type: 'spki', format: 'pem' })).toBe(
        leaf.publicKey.export({ type: 'spki', format: 'pem' }),
      );
    },
  );

  test.each([
    ['legacy.pfx', 'Wrong-Pass1!', 'pfx.wrong-password'],
    ['triple-des.pfx', '', 'pfx.wrong-password'],
    ['modern.pfx', EXPORT_PASSWORD.toLowerCase(), 'pfx.wrong-password'],
    ['no-key.pfx', EXPORT_PASSWORD, 'pfx.no-private-key'],
    ['key-only.pfx', EXPORT_PASSWORD, 'pfx.no-certificate'],
    ['elliptic.pfx', EXPORT_PASSWORD, 'pfx.key-not-rsa'],
    ['slow.pfx', EXPORT_PASSWORD, 'pfx.too-many-iterations'],
    ['leaf.cer', EXPORT_PASSWORD, 'pfx.not-a-pfx'],
    ['leaf.pem', EXPORT_PASSWORD, 'pfx.not-a-pfx'],
  ])('%s with password %j is refused: %s', (file, password, code) => {
    expect(openPfx(pfxFixture(file), password)).toEqual({ ok: false, code });
  });

  test('that is cut short, changed, empty or too big is refused without an exception', () => {
    const whole = pfxFixture('legacy.pfx');
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(400) ^ 1, 400);
    expect(openPfx(whole.subarray(0, 2000), EXPORT_PASSWORD)).toEqual({ ok: false, code: 'pfx.damaged' });
    expect(openPfx(changed, EXPORT_PASSWORD).ok).toBe(false);
    expect(openPfx(Buffer.alloc(0), '')).toEqual({ ok: false, code: 'pfx.not-a-pfx' });
    expect(openPfx(Buffer.alloc(256 * 1024 + 1, 0x30), '')).toEqual({ ok: false, code: 'pfx.too-big' });
  });
});

describe('loading the provisioning certificate', () => {
  test('gives the chain for the wire and the hashes of its root as openssl prints them', () => {
    const loaded = load('legacy.pfx', server15(), middleMs);
    if (!loaded.ok) throw new Error(loaded.code);
    expect(loaded.warnings).toEqual([]);
    expect(loaded.certificate.wireChainPem.map(der)).toEqual(
      ['leaf.pem', 'intermediate.pem', 'root.pem'].map((name) => der(pemFixture(name))),
    );
    expect(loaded.certificate.rootHashes).toEqual({
      sha1: fingerprint('root.sha1'),
      sha256: fingerprint('root.sha256'),
    });
    expect(loaded.certificate.thumbprint).toBe(createHash('sha1').update(leaf.raw).digest('hex'));
    expect([loaded.certificate.validFromMs, loaded.certificate.validUntilMs]).toEqual([fromMs, untilMs]);
  });

  test('without the hotfix knows the root from the PFX, does not send it, and warns', () => {
    const loaded = load('legacy.pfx', server15([pemFixture('intermediate.pem')]), middleMs);
    expect(loaded).toMatchObject({
      ok: true,
      warnings: [{ code: 'certificate.root-not-sent' }],
      certificate: { rootHashes: { sha1: fingerprint('root.sha1') } },
    });
    expect(loaded.ok && loaded.certificate.wireChainPem).toHaveLength(2);
  });

  test('without any issuer takes the certificate with a warning and knows no root', () => {
    expect(load('leaf-only.pfx', server15([]), middleMs)).toMatchObject({
      ok: true,
      warnings: [{ code: 'certificate.chain-incomplete' }],
      certificate: { rootHashes: undefined },
    });
  });

  test('does not keep an expired one, and keeps one whose day has not come with a warning', () => {
    expect(load('legacy.pfx', server15(), untilMs + 1000)).toMatchObject({ ok: false, code: 'certificate.expired' });
    expect(load('legacy.pfx', server15(), untilMs).ok).toBe(true);
    expect(load('legacy.pfx', server15(), fromMs - 1000)).toMatchObject({
      ok: true,
      warnings: [{ code: 'certificate.not-yet-valid' }],
    });
  });

  test.each([
    ['ou.pfx', []],
    ['ou-period.pfx', ['certificate.ou-misspelt']],
    ['no-purpose.pfx', ['certificate.purpose-missing', 'certificate.name-differs']],
    ['weak.pfx', ['certificate.key-size']],
  ])('%s warns of %j', (file, codes) => {
    const loaded = load(file, server15(), middleMs);
    expect(loaded.ok && loaded.warnings.map(({ code }) => code)).toEqual(codes);
  });

  test('says so when none is configured', () => {
    const valid = validateSettings(adatum({ general: { provisioningCertificate: undefined } }));
    if (!valid.ok) throw new Error('sample');
    expect(loadProvisioningCertificate(valid.settings, server15(), 0)).toMatchObject({
      ok: false,
      code: 'provisioning-certificate.none',
    });
  });
});
