import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings } from '../../../../provisioner/settings/load-settings.ts';
import { adatum, EXPORT_PASSWORD, pfxFixture, server15 } from './sample-settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(content: unknown, env: Record<string, string> = {}) {
  const file = join(folder, 'settings.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadSettings(file, { env, host: server15() });
}

const withoutSecrets = () =>
  adatum({
    general: {
      mebxPassword: { env: 'MEBX_PASSWORD' },
      provisioningCertificate: { pfxFile: 'amt.pfx', password: { file: 'export-password.txt' } },
    },
    provisioning: { accounts: [{ name: 'admin', password: { env: 'MEBX_PASSWORD' } }] },
  });

describe('a settings file', () => {
  test('may leave every secret in files beside it and in the environment', () => {
    writeFileSync(join(folder, 'amt.pfx'), pfxFixture('legacy.pfx'));
    writeFileSync(join(folder, 'export-password.txt'), `${EXPORT_PASSWORD}\r\n`);
    expect(load(withoutSecrets(), { MEBX_PASSWORD: 'P@ssw0rd1' })).toMatchObject({
      ok: true,
      settings: {
        general: { mebxPassword: 'P@ssw0rd1', provisioningCertificate: { password: EXPORT_PASSWORD } },
        provisioning: { accounts: [{ password: 'P@ssw0rd1' }] },
      },
    });
  });

  test('names file, place, rule and hint of what is wrong in it', () => {
    const result = load(adatum({ amt: { userAccounts: [{ name: 'x', features: ['Redirection'] }] } }));
    expect(result).toMatchObject({
      ok: false,
      problems: [
        {
          file: join(folder, 'settings.json'),
          path: '$.amt.userAccounts[0].name',
          code: 'account.name-syntax',
          hint: expect.stringMatching(/amt/) as string,
        },
      ],
    });
  });

  test.each([
    [{ env: 'NOT_SET' }, 'settings.no-such-variable'],
    [{ file: 'not-there.txt' }, 'settings.file-unreadable'],
    [{ file: 'a', env: 'B' }, 'settings.secret-reference'],
  ])('whose password is %j is refused: %s', (mebxPassword, code) => {
    expect(load(adatum({ general: { mebxPassword } }))).toMatchObject({
      ok: false,
      problems: [{ path: '$.general.mebxPassword', code }],
    });
  });

  test('that gives the PFX twice is refused', () => {
    const provisioningCertificate = { pfxFile: 'amt.pfx', pfxBase64: 'AAAA', password: 'x' };
    expect(load(adatum({ general: { provisioningCertificate } }))).toMatchObject({
      ok: false,
      problems: [{ path: '$.general.provisioningCertificate', code: 'settings.two-sources' }],
    });
  });

  test('that is not JSON is refused without being quoted', () => {
    const result = load('{ "general": { "mebxPassword": "S3cret!Pass" ]');
    expect(result).toMatchObject({ ok: false, problems: [{ path: '$', code: 'settings.not-json' }] });
    expect(JSON.stringify(result)).not.toContain('S3cret');
  });

  test('that does not exist, or is a megabyte and more, is refused', () => {
    expect(loadSettings(join(folder, 'none.json'), { env: {} })).toMatchObject({
      ok: false,
      problems: [{ path: '$', code: 'settings.unreadable' }],
    });
    expect(load(' '.repeat(1024 * 1024 + 1))).toMatchObject({ ok: false, problems: [{ code: 'settings.too-big' }] });
  });

  test('that never ends is read no further than that', () => {
    expect(loadSettings('/dev/zero', { env: {} })).toMatchObject({
      ok: false,
      problems: [{ code: 'settings.too-big' }],
    });
  });
});
