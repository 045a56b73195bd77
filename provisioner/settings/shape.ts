import { z } from 'zod';
import { allowOutOfBandDefault, defaultOf } from './defaults.ts';
import type { SettingsProblem, SettingsTab } from './problems.ts';
import type { Settings } from './settings.ts';

/** Longest text of a single setting, in characters; a PFX in base64 is the exception. */
const TEXT_MAX_LENGTH = 1024;
/** Longest PFX in base64, in characters. */
const PFX_BASE64_MAX_LENGTH = 400_000;
/** Most entries that the shape check takes in; the dialogs' own limits are lower. */
const LIST_MAX_LENGTH = 256;

const text = z.string().max(TEXT_MAX_LENGTH);

const site = z.strictObject({
  siteCode: text,
  siteType: z.enum(['primary', 'secondary']).default(defaultOf('site.siteType')),
  servicePack: z.enum(['SP1', 'SP2']),
  siteServerAccount: text,
  dnsDomain: text,
});

const general = z.strictObject({
  container: text,
  mebxPassword: text,
  allowOutOfBandProvisioning: z.boolean().optional(),
  registerAlias: z.boolean().default(defaultOf('general.registerAlias')),
  provisioningPort: z.number().default(defaultOf('general.provisioningPort')),
  provisioningCertificate: z
    .strictObject({ pfxBase64: z.string().max(PFX_BASE64_MAX_LENGTH), password: text })
    .optional(),
  webServerTemplate: z.strictObject({ authority: text, template: text }).optional(),
});

const amt = z.strictObject({
  userAccounts: z
    .array(z.strictObject({ name: text, features: z.array(text).max(LIST_MAX_LENGTH) }))
    .max(LIST_MAX_LENGTH)
    .default(() => []),
  enableSerialOverLanAndIdeRedirection: z.boolean().default(defaultOf('amt.enableSerialOverLanAndIdeRedirection')),
  enablePingResponses: z.boolean().default(defaultOf('amt.enablePingResponses')),
  enableBiosPasswordBypass: z.boolean().default(defaultOf('amt.enableBiosPasswordBypass')),
  enableWebInterface: z.boolean().default(defaultOf('amt.enableWebInterface')),
  manageability: z.enum(['HostIsOnS0', 'AlwaysOnS0S5']).default(defaultOf('amt.manageability')),
  kerberosClockToleranceMinutes: z.number().default(defaultOf('amt.kerberosClockToleranceMinutes')),
  defaultIdeRedirectImage: text.default(defaultOf('amt.defaultIdeRedirectImage')),
});

const provisioning = z.strictObject({
  accounts: z
    .array(z.strictObject({ name: text, password: text, description: text.default('') }))
    .max(LIST_MAX_LENGTH)
    .default(() => []),
});

const servicePoint = z.strictObject({
  retries: z.number().default(defaultOf('servicePoint.retries')),
  retryDelayMinutes: z.number().default(defaultOf('servicePoint.retryDelayMinutes')),
  workers: z.number().default(defaultOf('servicePoint.workers')),
  helloConnections: z.number().default(defaultOf('servicePoint.helloConnections')),
  connectTimeoutMs: z.number().default(defaultOf('servicePoint.connectTimeoutMs')),
  requestTimeoutMs: z.number().default(defaultOf('servicePoint.requestTimeoutMs')),
  accountNameTemplate: text.default(defaultOf('servicePoint.accountNameTemplate')),
  enableCrlChecking: z.boolean().default(defaultOf('servicePoint.enableCrlChecking')),
});

const whole = z.strictObject({
  site,
  general,
  amt: amt.prefault({}),
  provisioning: provisioning.prefault({}),
  servicePoint: servicePoint.prefault({}),
});

/** Result of the shape check: the settings with their defaults, or what is wrong with their types. */
export type Shaped =
  | { readonly ok: true; readonly settings: Settings; readonly gateWasGiven: boolean }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] };

/** Checks types, refuses unknown fields and fills in defaults. No value of the input gets into a message. */
export function shapeSettings(input: unknown): Shaped {
  const parsed = whole.safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(problemsOfIssue) };
  const given = parsed.data;
  const settings: Settings = {
    ...given,
    general: {
      ...given.general,
      allowOutOfBandProvisioning:
        given.general.allowOutOfBandProvisioning ?? allowOutOfBandDefault(given.site.servicePack),
      provisioningCertificate: given.general.provisioningCertificate,
      webServerTemplate: given.general.webServerTemplate,
    },
  };
  return { ok: true, settings, gateWasGiven: given.general.allowOutOfBandProvisioning !== undefined };
}

const ISSUE_CODES: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  invalid_type: { code: 'value.wrong-type', message: 'The value is missing or of the wrong type.' },
  invalid_value: { code: 'value.not-one-of', message: 'The value is none of those allowed.' },
  too_big: { code: 'value.too-long', message: 'The value is too long.' },
};

function problemsOfIssue(issue: z.core.$ZodIssue): readonly SettingsProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      problemAt([...path, key], 'value.unknown-field', 'There is no setting of this name.'),
    );
  const known = ISSUE_CODES[issue.code] ?? { code: 'value.invalid', message: 'The value is not valid.' };
  const expected = issue.code === 'invalid_type' ? ` Expected: ${issue.expected}.` : '';
  return [problemAt(path, known.code, known.message + expected)];
}

function problemAt(path: readonly string[], code: string, message: string): SettingsProblem {
  const [first = '', ...rest] = path;
  const tabs: readonly string[] = ['site', 'general', 'amt', 'provisioning', 'servicePoint'];
  if (!tabs.includes(first)) return { tab: 'file', field: path.join('.'), code, message };
  return { tab: first as SettingsTab, field: rest.join('.'), code, message };
}
