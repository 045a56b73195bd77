import { refused, type Step } from '../device/step.ts';
import { orderedProfiles, requestWirelessPortState, wirelessPortState } from '../device/network/wireless.ts';
import type { WirelessProfile } from '../device/network/wireless-state.ts';
import { addWirelessProfile, deleteWirelessProfile } from '../device/network/wireless-profiles.ts';
import { fieldText, hasField, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { button, facts, formOf, listing, passwordField, radio, textField } from './layout.ts';
import { pageRealm, type Page, type PageForm, type PageView } from './page.ts';

const INVALID_PARAMETER = 36;
const NAME_LENGTH = 32;
const LONGEST_PRIORITY = 3;
const OFF = 3;
const ON_WITH_HOST = 32_768;
const ON_ALWAYS = 32_769;
const CCMP = 4;
const realms: readonly number[] = [pageRealm.administration];

/** States of the wireless port (CIM_WiFiPort, Intel's values of RequestedState). */
const portStateTexts: ReadonlyMap<number, string> = new Map([
  [OFF, 'Off'],
  [ON_WITH_HOST, 'On while the computer runs'],
  [ON_ALWAYS, 'On while the computer runs and while it sleeps on AC power'],
]);

/** AuthenticationMethod of CIM_WiFiEndpointSettings. */
const securityTexts: ReadonlyMap<number, string> = new Map([
  [2, 'Open'],
  [3, 'Shared key'],
  [4, 'WPA personal'],
  [5, 'WPA 802.1X'],
  [6, 'WPA2 personal'],
  [7, 'WPA2 802.1X'],
  [32_768, 'WPA3 personal'],
  [32_769, 'Enhanced open'],
]);
/** What the page can add: networks with a pass phrase and AES. */
const addable: readonly number[] = [6, 4];

/** Wireless networks that the management engine may join. */
export const wirelessPage: Page = {
  path: '/wlan.htm',
  title: 'Wireless Settings',
  realms,
  needs: 'wireless',
  isInMenu: true,
  content: wirelessSettings,
};

/** Adds a network, or removes the one that the field `Remove` names. */
export const wirelessForm: PageForm = {
  path: '/wlanform',
  page: '/wlan.htm',
  realms,
  needs: 'wireless',
  submit: changeNetworks,
};

/** Switches the wireless port. */
export const wirelessSwitch: PageForm = {
  path: '/togglewlan',
  page: '/wlan.htm',
  realms,
  needs: 'wireless',
  submit: ({ state }, fields) => requestWirelessPortState(state, Number(fieldText(fields, 'state'))),
};

function wirelessSettings(view: PageView): Html {
  const { state, profile } = view;
  const portState = wirelessPortState(state, profile);
  const rows = orderedProfiles(state).map((network) => rowOf(view, network));
  const choices = [...portStateTexts].map(([value, label]) =>
    radio(label, 'state', String(value), value === portState),
  );
  return joined([
    facts('', [['Wireless management', portStateTexts.get(portState)]]),
    formOf(
      view,
      '/togglewlan',
      html`<fieldset>
          <legend>Wireless management</legend>
          ${choices}
        </fieldset>
        ${button('Submit')}`,
    ),
    rows.length === 0
      ? html`<p>No network is set up.</p>`
      : listing('Networks', ['Priority', 'Profile', 'Network name (SSID)', 'Security', 'Change'], rows),
    addition(view),
  ]);
}

function addition(view: PageView): Html {
  const choices = addable.map((value) =>
    radio(securityTexts.get(value) ?? '', 'security', String(value), value === addable[0]),
  );
  return html`<h2>Add a network</h2>
    ${formOf(
      view,
      '/wlanform',
      html`${textField('Profile name', 'name', '', NAME_LENGTH)}
        ${textField('Network name (SSID)', 'ssid', '', NAME_LENGTH)}
        ${textField('Priority', 'priority', String(freePriority(view)), LONGEST_PRIORITY)}
        <fieldset>
          <legend>Security</legend>
          ${choices}
        </fieldset>
        ${passwordField('Pass phrase', 'passPhrase', 63)} ${button('Add', 'Add', '1')}`,
    )}`;
}

function rowOf(
  view: PageView,
  { instanceId, name, ssid, priority, authentication }: WirelessProfile,
): readonly (string | number | Html)[] {
  const security = securityTexts.get(authentication) ?? `Method ${String(authentication)}`;
  const removal = formOf(view, '/wlanform', button(`Remove ${name}`, 'Remove', instanceId));
  return [priority, name, ssid, security, removal];
}

function changeNetworks({ state, holder }: PageView, fields: FormFields): Step<unknown> {
  if (hasField(fields, 'Remove')) return deleteWirelessProfile(state, fieldText(fields, 'Remove'));
  const authentication = Number(fieldText(fields, 'security'));
  if (!addable.includes(authentication)) return refused(INVALID_PARAMETER, 'web.wireless.security', { authentication });
  return addWirelessProfile(state, holder.instant(), {
    instanceId: '',
    name: fieldText(fields, 'name'),
    ssid: fieldText(fields, 'ssid'),
    priority: Number(fieldText(fields, 'priority')),
    authentication,
    encryption: CCMP,
    bssType: undefined,
    secret: { passPhrase: fields.get('passPhrase')?.[0] ?? '', psk: '', wepKeys: [], wepKeyIndex: undefined },
    ieee8021x: undefined,
    certificates: { client: undefined, root: undefined },
  });
}

function freePriority({ state }: PageView): number {
  return 1 + Math.max(0, ...orderedProfiles(state).map(({ priority }) => priority));
}
