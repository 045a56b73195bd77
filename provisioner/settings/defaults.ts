/** Where a default comes from. */
export interface SettingDefault {
  /** Path from the top of the settings: `servicePoint.retries`. */
  readonly path: string;
  readonly value: string | number | boolean | readonly never[];
  /** `documented`: the product's own documentation says so. `assumed`: no source was found, chosen to be safe. */
  readonly basis: 'documented' | 'assumed';
  readonly why: string;
}

/** Every default, in one place. What is not here has to be given. */
export const SETTING_DEFAULTS = [
  entry('site.siteType', 'primary', 'documented', 'The role is for primary sites.'),
  entry('general.registerAlias', false, 'assumed', 'Registering a name in DNS is switched on by a person.'),
  entry('general.provisioningPort', 9971, 'documented', 'Port of the hello message, also in the Intel guide.'),
  entry('amt.userAccounts', [], 'documented', 'The list starts empty.'),
  entry('amt.enableSerialOverLanAndIdeRedirection', false, 'assumed', 'What opens a door is off.'),
  entry('amt.enablePingResponses', false, 'assumed', 'What opens a door is off.'),
  entry('amt.enableBiosPasswordBypass', false, 'assumed', 'What opens a door is off.'),
  entry('amt.enableWebInterface', false, 'assumed', 'What opens a door is off.'),
  entry('amt.manageability', 'AlwaysOnS0S5', 'assumed', 'Out of band management of a computer that is off needs it.'),
  entry('amt.kerberosClockToleranceMinutes', 5, 'documented', 'MaximumClockTolerance in the Intel guide.'),
  entry('amt.defaultIdeRedirectImage', '', 'documented', 'No image until one is named.'),
  entry('provisioning.accounts', [], 'documented', 'The list starts empty.'),
  entry('servicePoint.retries', 3, 'documented', 'Service point properties: Retries.'),
  entry('servicePoint.retryDelayMinutes', 2, 'documented', 'Service point properties: Delay (minutes).'),
  entry('servicePoint.workers', 8, 'assumed', 'Runs at the same time.'),
  entry('servicePoint.helloConnections', 64, 'assumed', 'Hello connections open at the same time.'),
  entry('servicePoint.connectTimeoutMs', 20_000, 'assumed', 'About what a Windows TCP connect takes to give up.'),
  entry('servicePoint.requestTimeoutMs', 60_000, 'assumed', 'WinRM waits one minute for an answer.'),
  entry('servicePoint.accountNameTemplate', '{host}$iME', 'assumed', 'Public descriptions disagree.'),
  entry('servicePoint.enableCrlChecking', false, 'documented', 'CRLs are not checked unless it is switched on.'),
] as const;

/** `general.allowOutOfBandProvisioning`: off in SP2 until a person selects it; SP1 has no such gate. */
export function allowOutOfBandDefault(servicePack: 'SP1' | 'SP2'): boolean {
  return servicePack === 'SP1';
}

type Path = (typeof SETTING_DEFAULTS)[number]['path'];
type ValueAt<P extends Path> = Extract<(typeof SETTING_DEFAULTS)[number], { readonly path: P }>['value'];

/** The default of one setting. */
export function defaultOf<P extends Path>(path: P): ValueAt<P> {
  const found = SETTING_DEFAULTS.find((candidate) => candidate.path === path);
  if (found === undefined) throw new RangeError(`no default for ${path}`);
  return found.value as ValueAt<P>;
}

function entry<const P extends string, const V extends SettingDefault['value']>(
  path: P,
  value: V,
  basis: SettingDefault['basis'],
  why: string,
): { readonly path: P; readonly value: V; readonly basis: SettingDefault['basis']; readonly why: string } {
  return { path, value, basis, why };
}
