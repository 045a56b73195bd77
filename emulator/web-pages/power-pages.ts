import { noBootOptions, setBootOptions } from '../device/power/boot-options.ts';
import { availablePowerRequests, requestHostPower, sleepStateOf } from '../device/power/host-power.ts';
import { setPowerScheme } from '../device/power/power.ts';
import type { BootSource } from '../device/state.ts';
import { done, refused, type HostPowerAction, type HostView, type Step } from '../device/step.ts';
import type { BootCapability } from '../firmware/profile.ts';
import { fieldText, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { button, facts, formOf, radio } from './layout.ts';
import { pageRealm, type Page, type PageForm, type PageView } from './page.ts';
import { powerTexts } from './system-page.ts';

const INVALID_PARAMETER = 36;

/** What the page offers of what a host can be asked for, and how it calls it. */
const commands: ReadonlyMap<HostPowerAction, string> = new Map([
  ['on', 'Turn power on'],
  ['off', 'Turn power off'],
  ['cycle', 'Cycle power off and on'],
  ['reset', 'Reset'],
]);

interface BootChoice {
  readonly label: string;
  readonly source: BootSource;
  readonly biosSetup: boolean;
  readonly needs: BootCapability | undefined;
}

const bootChoices: ReadonlyMap<string, BootChoice> = new Map([
  ['normal', { label: 'Normal boot', source: 'default', biosSetup: false, needs: undefined }],
  ['cd', { label: 'Boot from the CD or DVD drive', source: 'cd-dvd', biosSetup: false, needs: 'force-cd-dvd-boot' }],
  ['disk', { label: 'Boot from the hard disk', source: 'hard-disk', biosSetup: false, needs: 'force-hard-disk-boot' }],
  ['network', { label: 'Boot from the network (PXE)', source: 'pxe', biosSetup: false, needs: 'force-pxe-boot' }],
  ['bios', { label: 'Boot to the BIOS setup', source: 'default', biosSetup: true, needs: 'bios-setup' }],
]);

/** Remote control of the computer's power. */
export const powerPage: Page = {
  path: '/power.htm',
  title: 'Remote Control',
  realms: [pageRealm.remoteControl],
  isInMenu: true,
  content: remoteControl,
};

/** Sends a power command; its field `power` names it, `boot` where to boot from. */
export const powerForm: PageForm = {
  path: '/PowerForm',
  page: '/power.htm',
  realms: [pageRealm.remoteControl],
  submit: sendCommand,
};

/** The power packages; the paths of this page and its form are assumed. */
export const powerPolicyPage: Page = {
  path: '/powerpol.htm',
  title: 'Power Policies',
  realms: [pageRealm.administration],
  isInMenu: true,
  content: powerPolicies,
};

/** Chooses a power package. */
export const powerPolicyForm: PageForm = {
  path: '/powerpolform',
  page: '/powerpol.htm',
  realms: [pageRealm.administration],
  submit: ({ state, holder }, fields) => setPowerScheme(state, holder.instant(), fieldText(fields, 'policy')),
};

function remoteControl(view: PageView): Html {
  const { profile, holder } = view;
  const host = hostOf(view);
  const offered = offeredCommands(view);
  const boots = [...bootChoices].filter(([, { needs }]) => needs === undefined || profile.boot.capabilities.has(needs));
  const [first] = offered;
  return joined([
    facts('', [['Power state', powerTexts[sleepStateOf(host)]]]),
    formOf(
      view,
      '/PowerForm',
      html`<fieldset>
          <legend>Command</legend>
          ${offered.map(([action, label]) => radio(label, 'power', action, action === first?.[0]))}
        </fieldset>
        <fieldset>
          <legend>Boot option</legend>
          ${boots.map(([value, { label }]) => radio(label, 'boot', value, value === 'normal'))}
        </fieldset>
        ${button('Send command')}`,
    ),
    html`<p>
      Turning the power off, cycling it and resetting end whatever runs on the computer without warning
      it.${holder.host === undefined ? ' The power of this computer is not modelled.' : undefined}
    </p>`,
  ]);
}

function sendCommand(view: PageView, fields: FormFields): Step {
  const wanted = fieldText(fields, 'power');
  const command = offeredCommands(view).find(([action]) => action === wanted);
  const boot = bootChoices.get(fieldText(fields, 'boot') || 'normal');
  if (command === undefined) return refused(INVALID_PARAMETER, 'web.power.not-available', { power: wanted });
  if (boot === undefined) return refused(INVALID_PARAMETER, 'web.power.boot-option');
  const [action] = command;
  const { source, biosSetup } = boot;
  const options = action === 'off' || boot.label === 'Normal boot' ? {} : { ...noBootOptions, source, biosSetup };
  const prepared = setBootOptions(view.state, view.holder.instant(), options);
  if (!prepared.ok) return prepared;
  const switched = requestHostPower(prepared.state, hostOf(view), action);
  return switched.ok ? done(switched.state, ...prepared.effects, ...switched.effects) : switched;
}

function offeredCommands({ holder, profile }: PageView): readonly (readonly [HostPowerAction, string])[] {
  const available = availablePowerRequests(holder.host?.() ?? { isOn: false }, profile.release);
  return [...commands].filter(([action]) => available.some((request) => request.action === action));
}

function hostOf({ holder }: PageView): HostView {
  return holder.host?.() ?? { isOn: false };
}

function powerPolicies(view: PageView): Html {
  const { schemes } = view.profile.power;
  const choices = schemes.map(({ id, description }) =>
    radio(description, 'policy', id, id === view.state.power.schemeId),
  );
  return joined([
    html`<p>When the management engine stays on while the computer sleeps or is off.</p>`,
    formOf(
      view,
      '/powerpolform',
      html`<fieldset>
          <legend>Policy</legend>
          ${choices}
        </fieldset>
        ${button('Submit')}`,
    ),
  ]);
}
