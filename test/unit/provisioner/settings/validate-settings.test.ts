import { describe, expect, test } from 'vitest';
import { SETTING_DEFAULTS } from '../../../../provisioner/settings/defaults.ts';
import { AMT_FEATURES, availableFeatures, realmsOfFeatures } from '../../../../provisioner/settings/features.ts';
import { webServerTemplateProblems } from '../../../../provisioner/settings/template-check.ts';
import { validateSettings } from '../../../../provisioner/settings/validate-settings.ts';
import { adatum, EXPORT_PASSWORD, pfxFixture, server15, smallest } from './sample-settings.ts';

function problems(input: unknown, host = server15()): string[] {
  const result = validateSettings(input, host);
  return result.ok ? [] : result.problems.map(({ tab, field, code }) => `${tab}.${field} ${code}`);
}

const accounts = (count: number, domain = 'ADATUM') =>
  Array.from({ length: count }, (_, at) => ({ name: `${domain}\\group ${at}`, features: ['Remote Control'] }));

describe("the component's dialogs", () => {
  test('take the settings of the A. Datum story as they are, without a warning', () => {
    const result = validateSettings(adatum(), server15());
    expect(result).toMatchObject({ ok: true, warnings: [], settings: adatum() });
  });

  test('fill in every default of the table, and only those', () => {
    const result = validateSettings(smallest());
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const valueAt = (path: string) =>
      path.split('.').reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], result.settings);
    for (const { path, value } of SETTING_DEFAULTS) expect([path, valueAt(path)]).toEqual([path, value]);
    const { site, general, ...tabs } = result.settings;
    const defaulted = Object.values(tabs).reduce((sum, tab) => sum + Object.keys(tab).length, 0);
    expect(SETTING_DEFAULTS.filter(({ path }) => !/^(?:site|general)\./.test(path))).toHaveLength(defaulted);
    expect([site.siteCode, general.provisioningCertificate]).toEqual(['CEN', undefined]);
  });

  test('leave out of band provisioning off in SP2 until it is selected; SP1 has no such gate', () => {
    const gate = (site: object, general = {}) => {
      const result = validateSettings(adatum({ site: { ...site }, general }));
      return result.ok && result.settings.general.allowOutOfBandProvisioning;
    };
    expect(gate({ servicePack: 'SP2' })).toBe(false);
    expect(gate({ servicePack: 'SP2' }, { allowOutOfBandProvisioning: true })).toBe(true);
    expect(gate({ servicePack: 'SP1' })).toBe(true);
    expect(problems(adatum({ general: { allowOutOfBandProvisioning: false } }))).toEqual([
      'general.allowOutOfBandProvisioning out-of-band.gate-needs-sp2',
    ]);
  });

  test.each([
    ['Passw0rd', ['password.no-symbol']],
    ['Aa1!', ['password.too-short']],
    [`Aa1!${'x'.repeat(29)}`, ['password.too-long']],
    ['Pa$$_word1', ['password.character-not-allowed']],
    ['Pa:ss1!word', ['password.character-not-allowed']],
    ['Pa"ss1!word', ['password.character-not-allowed']],
    ['', ['password.empty']],
    ['P@SSW0RD1', ['password.no-lower-case']],
    ['p@ssw0rd1', ['password.no-upper-case']],
    ['P@ssword!', ['password.no-digit']],
    ['Pass w0rd', ['password.no-symbol']],
    ['P\u00E4ssw0rd!', ['password.not-ascii']],
    ['P@ssw0rd', []],
    [`Aa1!${'x'.repeat(28)}`, []],
    ...'!@#$%^&*'.split('').map((symbol): [string, string[]] => [`Passw0rd${symbol}`, []]),
  ])('judge the MEBx password %j: %j', (mebxPassword, codes) => {
    expect(problems(adatum({ general: { mebxPassword } }))).toEqual(
      codes.map((code) => `general.mebxPassword ${code}`),
    );
  });

  test('hold the provisioning accounts to the same password rule', () => {
    const account = { name: 'admin', password: 'Passw0rd' };
    expect(problems(adatum({ provisioning: { accounts: [account] } }))).toEqual([
      'provisioning.accounts.0.password password.no-symbol',
    ]);
    expect(problems(adatum({ provisioning: { accounts: [{ name: '$$x', password: 'P@ssw0rd' }] } }))).toEqual([
      'provisioning.accounts.0.name account.name-syntax',
    ]);
  });

  test('refuse the role on a secondary site and on a server without a full intranet name', () => {
    expect(problems(adatum({ site: { siteType: 'secondary' } }))).toEqual(['site.siteType role.secondary-site']);
    expect(problems(adatum(), { ...server15(), fqdn: '' })).toEqual(['site.host.fqdn role.no-intranet-fqdn']);
    expect(problems(adatum(), { ...server15(), fqdn: 'server15' })).toEqual([
      'site.host.fqdn role.intranet-fqdn-syntax',
    ]);
  });

  test.each([
    ['', 'container.missing'],
    ['OOB Controllers', 'container.not-a-distinguished-name'],
    ['OU=OOB+Controllers,DC=adatum', 'container.not-a-distinguished-name'],
    ['OU=,DC=adatum,DC=com', 'container.not-a-distinguished-name'],
    ['adatum.com/OOB Controllers', 'container.not-a-distinguished-name'],
    ['DC=adatum,DC=com', 'container.not-a-container'],
    ['OU=OOB Controllers', 'container.no-domain'],
  ])('refuse the container %j: %s', (container, code) => {
    expect(problems(adatum({ general: { container } }))).toEqual([`general.container ${code}`]);
  });

  test('take a container whose name has an escaped comma', () => {
    expect(problems(adatum({ general: { container: 'OU=Controllers\\, OOB, DC=adatum, DC=com' } }))).toEqual([]);
  });

  test('take up to 8 user accounts in SP1, and 32 of at most 4 domains in SP2', () => {
    const sp2 = { servicePack: 'SP2' };
    expect(problems(adatum({ amt: { userAccounts: accounts(8) } }))).toEqual([]);
    expect(problems(adatum({ amt: { userAccounts: accounts(9) } }))).toEqual(['amt.userAccounts account.too-many']);
    expect(problems(adatum({ site: sp2, amt: { userAccounts: accounts(32) } }))).toEqual([]);
    expect(problems(adatum({ site: sp2, amt: { userAccounts: accounts(33) } }))).toEqual([
      'amt.userAccounts account.too-many',
    ]);
    const spread = ['A', 'B', 'C', 'D', 'E'].flatMap((domain) => accounts(1, domain));
    expect(problems(adatum({ site: sp2, amt: { userAccounts: spread } }))).toEqual([
      'amt.userAccounts account.too-many-domains',
    ]);
  });

  test.each([
    [{ name: 'AMT Helpdesk', features: ['Redirection'] }, 'amt.userAccounts.0.name account.name-syntax'],
    [{ name: 'ADATUM\\x', features: [] }, 'amt.userAccounts.0.features account.no-features'],
    [{ name: 'ADATUM\\x', features: ['Telepathy'] }, 'amt.userAccounts.0.features account.feature-unknown'],
    [{ name: 'ADATUM\\x', features: ['Audit Log'] }, 'amt.userAccounts.0.features account.feature-needs-sp2'],
  ])('refuse the user account %j', (account, problem) => {
    expect(problems(adatum({ amt: { userAccounts: [account] } }))).toEqual([problem]);
  });

  test('refuse the same user account twice, in any letter case', () => {
    const twice = ['ADATUM\\Desk', 'adatum\\DESK'].map((name) => ({ name, features: ['Redirection'] }));
    expect(problems(adatum({ amt: { userAccounts: twice } }))).toEqual(['amt.userAccounts.1.name account.duplicate']);
  });

  test.each([
    ['servicePoint', 'retries', 6, 'retries.out-of-range'],
    ['servicePoint', 'retries', -1, 'retries.out-of-range'],
    ['servicePoint', 'retries', 2.5, 'retries.out-of-range'],
    ['servicePoint', 'workers', 0, 'workers.out-of-range'],
    ['servicePoint', 'accountNameTemplate', 'fixed$', 'account-template.syntax'],
    ['general', 'provisioningPort', 65_536, 'port.out-of-range'],
    ['amt', 'kerberosClockToleranceMinutes', 0, 'tolerance.out-of-range'],
    ['amt', 'defaultIdeRedirectImage', '\\\\server15\\images\\boot.exe', 'image.extension'],
    ['amt', 'defaultIdeRedirectImage', '\\\\server15\\bilder\\gr\u00F6\u00DFe.iso', 'text.not-ascii'],
    ['site', 'siteCode', 'CENT', 'site-code.syntax'],
    ['site', 'dnsDomain', 'adatum..com', 'domain.syntax'],
    ['site', 'siteServerAccount', 'SERVER15$', 'account.name-syntax'],
  ])('refuse %s.%s = %j: %s', (tab, field, value, code) => {
    expect(problems(adatum({ [tab]: { [field]: value } }))).toEqual([`${tab}.${field} ${code}`]);
  });

  test('take 0 and 5 retries', () => {
    for (const retries of [0, 5]) expect(problems(adatum({ servicePoint: { retries } }))).toEqual([]);
  });

  test('say where a value of the wrong type or an unknown field is, all at once', () => {
    expect(problems({ ...adatum({ general: { registerAlias: 'yes', colour: 1 } }), amz: {} }).toSorted()).toEqual([
      'file.amz value.unknown-field',
      'general.colour value.unknown-field',
      'general.registerAlias value.wrong-type',
    ]);
    expect(problems(undefined)).toEqual(['file. value.wrong-type']);
    expect(problems({ ...smallest(), site: { ...smallest()['site'], servicePack: 'SP3' } })).toEqual([
      'site.servicePack value.not-one-of',
    ]);
  });

  test('refuse a PFX whose password is wrong when OK is pressed, and repeat no secret', () => {
    const provisioningCertificate = {
      pfxBase64: pfxFixture('legacy.pfx').toString('base64'),
      password: 'Wrong-Pass1!',
    };
    const result = validateSettings(adatum({ general: { provisioningCertificate, mebxPassword: 'weak_secret' } }));
    expect(JSON.stringify(result)).toContain('pfx.wrong-password');
    expect(JSON.stringify(result)).not.toMatch(/Wrong-Pass1|weak_secret/);
  });

  test('take a certificate in another name with a warning', () => {
    const pfxBase64 = pfxFixture('no-purpose.pfx').toString('base64');
    const general = { provisioningCertificate: { pfxBase64, password: EXPORT_PASSWORD } };
    const result = validateSettings(adatum({ general }), server15());
    expect(result.ok && result.warnings.map(({ code }) => code)).toEqual([
      'certificate.purpose-missing',
      'certificate.name-differs',
    ]);
  });
});

describe('AMT features', () => {
  test('have one realm each, and selecting all opens them all', () => {
    expect(new Set(AMT_FEATURES.map(({ realm }) => realm)).size).toBe(AMT_FEATURES.length);
    expect(realmsOfFeatures(availableFeatures('SP1'))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19]);
    expect(realmsOfFeatures(availableFeatures('SP2'))).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 19, 20,
    ]);
    expect(() => realmsOfFeatures(['Telepathy'])).toThrow(RangeError);
  });
});

describe('the choice of the web server template', () => {
  const offered = [
    { name: 'Web', version: 2, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] },
    { name: 'Client', version: 2, extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
    { name: 'New', version: 3, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] },
  ] as const;
  test.each([
    ['Web', []],
    ['Client', ['template.no-server-authentication']],
    ['New', ['template.version-3']],
    ['Absent', ['template.not-issued']],
  ])('of %s gives %j', (name, codes) => {
    expect(webServerTemplateProblems(name, offered).map(({ code }) => code)).toEqual(codes);
  });
});
