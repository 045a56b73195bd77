import type { ServerHost } from '../ports/server-host.ts';
import { checkProvisioningCertificate } from './certificate-check.ts';
import { parseDistinguishedName } from './distinguished-name.ts';
import { availableFeatures, featureNamed } from './features.ts';
import { PASSWORD_MESSAGES, passwordProblems } from './password-rule.ts';
import { openPfx, PFX_MESSAGES, type PfxOpener } from './pfx.ts';
import type { SettingsProblem, SettingsResult } from './problems.ts';
import type { AmtSettings, GeneralSettings, Settings, SiteSettings } from './settings.ts';
import { shapeSettings } from './shape.ts';

/** AMT user accounts that one dialog takes: "About AMT User Accounts" (SP1), "How to Configure AMT Settings" (SP2). */
const MAX_USER_ACCOUNTS: Readonly<Record<'SP1' | 'SP2', number>> = { SP1: 8, SP2: 32 };
/** Domains that the AMT user accounts of SP2 may come from. */
const MAX_USER_ACCOUNT_DOMAINS = 4;

/** Bounds of the numbers: field, code, smallest, largest. Only the retries are documented; the rest keep the machine sane. */
const NUMBER_RULES: readonly (readonly [
  tab: 'general' | 'amt' | 'servicePoint',
  field: string,
  code: string,
  min: number,
  max: number,
])[] = [
  ['general', 'provisioningPort', 'port.out-of-range', 1, 65_535],
  ['amt', 'kerberosClockToleranceMinutes', 'tolerance.out-of-range', 1, 1440],
  ['servicePoint', 'retries', 'retries.out-of-range', 0, 5],
  ['servicePoint', 'retryDelayMinutes', 'retry-delay.out-of-range', 1, 1440],
  ['servicePoint', 'workers', 'workers.out-of-range', 1, 256],
  ['servicePoint', 'helloConnections', 'hello-connections.out-of-range', 1, 10_000],
  ['servicePoint', 'connectTimeoutMs', 'connect-timeout.out-of-range', 100, 600_000],
  ['servicePoint', 'requestTimeoutMs', 'request-timeout.out-of-range', 100, 3_600_000],
];

/**
 * What pressing OK in the component's dialogs does: the settings with every default filled in, or the list of everything
 * that is wrong, tab by tab. With `host`, also the rules about the server that carries the role. Never throws; no message
 * repeats a secret.
 */
export function validateSettings(input: unknown, host?: ServerHost, open: PfxOpener = openPfx): SettingsResult {
  const shaped = shapeSettings(input);
  if (!shaped.ok) return { ok: false, problems: shaped.problems };
  const { settings } = shaped;
  const certificate = certificateProblems(settings.general, host, open);
  const problems = [
    ...siteProblems(settings.site),
    ...(host === undefined ? [] : hostProblems(host)),
    ...generalProblems(settings, shaped.gateWasGiven),
    ...certificate.problems,
    ...accountProblems(settings),
    ...imageProblems(settings.amt),
    ...provisioningProblems(settings),
    ...accountNameProblems(settings),
    ...numberProblems(settings),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings, warnings: certificate.warnings };
}

function siteProblems(site: SiteSettings): SettingsProblem[] {
  const found: SettingsProblem[] = [];
  const add = (field: string, code: string, message: string) => found.push({ tab: 'site', field, code, message });
  if (!/^[A-Z0-9]{3}$/.test(site.siteCode))
    add('siteCode', 'site-code.syntax', 'A site code is three upper-case letters or digits.');
  if (site.siteType !== 'primary')
    add('siteType', 'role.secondary-site', 'The out of band service point can be installed in a primary site only.');
  if (!isAccountName(site.siteServerAccount))
    add('siteServerAccount', 'account.name-syntax', 'An account is written DOMAIN\\name.');
  if (!isHostName(site.dnsDomain))
    add('dnsDomain', 'domain.syntax', 'A DNS domain is labels of letters, digits and hyphens joined by dots.');
  return found;
}

function hostProblems(host: ServerHost): SettingsProblem[] {
  if (host.fqdn === '')
    return [
      {
        tab: 'site',
        field: 'host.fqdn',
        code: 'role.no-intranet-fqdn',
        message: 'The site system has no intranet FQDN; the role needs one.',
      },
    ];
  if (!isHostName(host.fqdn) || !host.fqdn.includes('.'))
    return [
      {
        tab: 'site',
        field: 'host.fqdn',
        code: 'role.intranet-fqdn-syntax',
        message: 'The intranet FQDN of the site system must be a full name: host, dot, domain.',
      },
    ];
  return [];
}

function generalProblems(settings: Settings, gateWasGiven: boolean): SettingsProblem[] {
  const { general, site } = settings;
  const found: SettingsProblem[] = [];
  const add = (field: string, code: string, message: string) => found.push({ tab: 'general', field, code, message });
  const container = containerProblem(general.container);
  if (container !== undefined) add('container', container.code, container.message);
  for (const code of passwordProblems(general.mebxPassword)) add('mebxPassword', code, PASSWORD_MESSAGES[code]);
  if (site.servicePack === 'SP1' && gateWasGiven && !general.allowOutOfBandProvisioning)
    add('allowOutOfBandProvisioning', 'out-of-band.gate-needs-sp2', 'SP1 cannot forbid out of band provisioning.');
  const template = general.webServerTemplate;
  if (template !== undefined) {
    if (!/^[^\\]+\\[^\\]+$/.test(template.authority))
      add('webServerTemplate.authority', 'template.authority-syntax', 'An issuing CA is written server\\name.');
    if (template.template === '')
      add('webServerTemplate.template', 'template.missing', 'A certificate template must be selected.');
    if (!isAscii(template.authority) || !isAscii(template.template))
      add('webServerTemplate', 'text.not-ascii', 'Names of CAs and templates must be ASCII.');
  }
  return found;
}

function containerProblem(container: string): { code: string; message: string } | undefined {
  if (container.trim() === '')
    return { code: 'container.missing', message: 'An Active Directory container must be chosen.' };
  const parts = parseDistinguishedName(container);
  if (parts === undefined)
    return {
      code: 'container.not-a-distinguished-name',
      message: 'The container must be a distinguished name such as OU=OOB Controllers,DC=adatum,DC=com.',
    };
  const first = parts[0]?.attribute;
  if (first !== 'OU' && first !== 'CN')
    return { code: 'container.not-a-container', message: 'The container must be an organizational unit or container.' };
  if (parts.at(-1)?.attribute !== 'DC')
    return { code: 'container.no-domain', message: 'The container must name its domain with DC parts.' };
  return undefined;
}

function certificateProblems(
  general: GeneralSettings,
  host: ServerHost | undefined,
  open: PfxOpener,
): { readonly problems: readonly SettingsProblem[]; readonly warnings: readonly SettingsProblem[] } {
  const given = general.provisioningCertificate;
  if (given === undefined) return { problems: [], warnings: [] };
  const place = { tab: 'general', field: 'provisioningCertificate' } as const;
  const opened = open(Buffer.from(given.pfxBase64, 'base64'), given.password);
  if (!opened.ok)
    return { problems: [{ ...place, code: opened.code, message: PFX_MESSAGES[opened.code] }], warnings: [] };
  const chain = host === undefined ? undefined : host.clientChain(opened.leafPem, opened.carriedPem);
  const findings = checkProvisioningCertificate({
    leafPem: opened.leafPem,
    carriedPem: opened.carriedPem,
    wireChainPem: chain,
    servicePointFqdn: host?.fqdn,
    nowMs: undefined,
  });
  return { problems: [], warnings: findings.map(({ code, message }) => ({ ...place, code, message })) };
}

function accountProblems(settings: Settings): SettingsProblem[] {
  const { servicePack } = settings.site;
  const accounts = settings.amt.userAccounts;
  const found: SettingsProblem[] = [];
  const add = (field: string, code: string, message: string) => found.push({ tab: 'amt', field, code, message });
  const most = MAX_USER_ACCOUNTS[servicePack];
  if (accounts.length > most) add('userAccounts', 'account.too-many', `At most ${most} AMT user accounts.`);
  const domains = new Set(accounts.map((account) => account.name.split('\\')[0]?.toUpperCase()));
  if (servicePack === 'SP2' && domains.size > MAX_USER_ACCOUNT_DOMAINS)
    add('userAccounts', 'account.too-many-domains', `At most ${MAX_USER_ACCOUNT_DOMAINS} domains.`);
  const seen = new Set<string>();
  const offered = availableFeatures(servicePack);
  for (const [at, account] of accounts.entries()) {
    const field = `userAccounts.${at}`;
    if (!isAccountName(account.name))
      add(`${field}.name`, 'account.name-syntax', 'A user or security group is written DOMAIN\\name.');
    const key = account.name.toUpperCase();
    if (seen.has(key)) add(`${field}.name`, 'account.duplicate', 'The account is in the list already.');
    seen.add(key);
    if (account.features.length === 0)
      add(`${field}.features`, 'account.no-features', 'At least one AMT feature must be selected.');
    for (const name of account.features) {
      if (featureNamed(name) === undefined)
        add(`${field}.features`, 'account.feature-unknown', `There is no AMT feature "${name.slice(0, 40)}".`);
      else if (!offered.includes(name))
        add(`${field}.features`, 'account.feature-needs-sp2', `The AMT feature "${name}" comes with SP2.`);
    }
  }
  return found;
}

function imageProblems(amt: AmtSettings): SettingsProblem[] {
  const image = amt.defaultIdeRedirectImage;
  if (image === '') return [];
  const place = { tab: 'amt', field: 'defaultIdeRedirectImage' } as const;
  const found: SettingsProblem[] = [];
  if (!/\.(?:iso|img)$/i.test(image))
    found.push({ ...place, code: 'image.extension', message: 'The image must be an .iso or .img file.' });
  if (!isAscii(image))
    found.push({ ...place, code: 'text.not-ascii', message: 'The path of the image must be ASCII.' });
  return found;
}

function provisioningProblems(settings: Settings): SettingsProblem[] {
  const found: SettingsProblem[] = [];
  for (const [at, account] of settings.provisioning.accounts.entries()) {
    const place = { tab: 'provisioning', field: `accounts.${at}` } as const;
    if (!/^(?!\$\$)[!#-%'-+\-./0-9;=?-~]{1,16}$/.test(account.name))
      found.push({
        ...place,
        field: `${place.field}.name`,
        code: 'account.name-syntax',
        message:
          'An AMT account name has 1 to 16 ASCII characters without blanks and none of : , < > & and double quotes.',
      });
    for (const code of passwordProblems(account.password))
      found.push({ ...place, field: `${place.field}.password`, code, message: PASSWORD_MESSAGES[code] });
  }
  return found;
}

function accountNameProblems(settings: Settings): SettingsProblem[] {
  if (/^[ -~]*\{host\}[ -~]*$/.test(settings.servicePoint.accountNameTemplate)) return [];
  return [
    {
      tab: 'servicePoint',
      field: 'accountNameTemplate',
      code: 'account-template.syntax',
      message: 'The name of the AMT account must be ASCII and contain {host}.',
    },
  ];
}

function numberProblems(settings: Settings): SettingsProblem[] {
  const found: SettingsProblem[] = [];
  for (const [tab, field, code, min, max] of NUMBER_RULES) {
    const value = (settings[tab] as unknown as Readonly<Record<string, unknown>>)[field];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      found.push({ tab, field, code, message: `The value must be a whole number from ${min} to ${max}.` });
  }
  return found;
}

function isAccountName(name: string): boolean {
  return /^[^\\/"[\]:;|=,+*?<>@\s][^\\/"[\]:;|=,+*?<>@]*\\[^\\/"[\]:;|=,+*?<>]+$/.test(name);
}

function isHostName(name: string): boolean {
  return (
    name.length <= 255 &&
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/.test(name)
  );
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
