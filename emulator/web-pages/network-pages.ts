import { putGeneralSettings } from '../device/network/general-settings.ts';
import { putPortSettings } from '../device/network/port-settings.ts';
import { done, type Step } from '../device/step.ts';
import { fieldText, hasField, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { button, checkbox, facts, formOf, radio, textField } from './layout.ts';
import { pageRealm, type Page, type PageForm, type PageView } from './page.ts';

const ADDRESS_LENGTH = 15;
const HOST_NAME_LENGTH = 63;
const DOMAIN_NAME_LENGTH = 191;
/** Names have a page of their own from here on; before, they stand on the page of the addresses. Assumed. */
const OWN_NAME_PAGE = '6.0';

const realms: readonly number[] = [pageRealm.administration];
const addressFields: readonly (readonly [
  label: string,
  name: 'address' | 'mask' | 'gateway' | 'primaryDns' | 'secondaryDns',
])[] = [
  ['IP address', 'address'],
  ['Subnet mask', 'mask'],
  ['Gateway', 'gateway'],
  ['Preferred DNS server', 'primaryDns'],
  ['Alternate DNS server', 'secondaryDns'],
];

const addressPageBase = { path: '/ip.htm', title: 'Network Settings', realms, isInMenu: true } as const;
const addressFormBase = { path: '/ipform', page: '/ip.htm', realms } as const;

/** Addresses of the wired port, and names where they have no page of their own. */
export const addressPages: readonly Page[] = [
  { ...addressPageBase, until: OWN_NAME_PAGE, content: (view) => addresses(view, nameFields(view)) },
  { ...addressPageBase, since: OWN_NAME_PAGE, content: (view) => addresses(view, undefined) },
];

/** Changes what the address page shows. */
export const addressForms: readonly PageForm[] = [
  { ...addressFormBase, until: OWN_NAME_PAGE, submit: submitNamesAndAddresses },
  { ...addressFormBase, since: OWN_NAME_PAGE, submit: submitAddresses },
];

/** Host and domain name. */
export const namePage: Page = {
  path: '/fqdn.htm',
  title: 'System Name Settings',
  realms,
  isInMenu: true,
  since: OWN_NAME_PAGE,
  content: (view) =>
    formOf(
      view,
      '/fqdnform',
      html`${nameFields(view)}
      ${checkbox('Shared with the operating system', 'shared', '1', view.state.network.sharedFqdn)} ${button('Submit')}`,
    ),
};

/** Changes host and domain name. */
export const nameForm: PageForm = {
  path: '/fqdnform',
  page: '/fqdn.htm',
  realms,
  since: OWN_NAME_PAGE,
  submit: (view, fields) => {
    const step = submitNames(view, fields);
    if (!step.ok) return step;
    const sharedFqdn = hasField(fields, 'shared');
    return done({ ...step.state, network: { ...step.state.network, sharedFqdn } }, ...step.effects);
  },
};

function addresses(view: PageView, names: Html | undefined): Html {
  const { network, identity } = view.state;
  const lease = view.holder.lease?.();
  const inUse =
    lease === undefined
      ? undefined
      : facts('In use now', [
          ['IP address', lease.address],
          ['Subnet mask', lease.mask],
          ['Gateway', lease.gateway],
          ['DNS servers', [lease.primaryDns, lease.secondaryDns].filter((address) => address !== '').join(', ')],
        ]);
  const fields = addressFields.map(([label, name]) => textField(label, name, network.fixed[name], ADDRESS_LENGTH));
  return joined([
    facts('', [['MAC address', identity.wiredMac]]),
    ...(inUse === undefined ? [] : [inUse]),
    formOf(
      view,
      '/ipform',
      html`${names} ${checkbox('Respond to ping', 'ping', '1', network.pingResponse)}
        <fieldset>
          <legend>Addresses</legend>
          ${radio('Get them by DHCP', 'mode', 'dhcp', network.dhcpEnabled)}
          ${radio('Use these', 'mode', 'static', !network.dhcpEnabled)} ${fields}
        </fieldset>
        ${button('Submit')}`,
    ),
  ]);
}

function nameFields({ state }: PageView): Html {
  const { hostName, domainName } = state.network;
  return joined([
    textField('Computer host name', 'hostName', hostName, HOST_NAME_LENGTH),
    textField('Domain name', 'domainName', domainName, DOMAIN_NAME_LENGTH),
  ]);
}

function submitNames({ state }: PageView, fields: FormFields): Step {
  return putGeneralSettings(state, {
    hostName: fieldText(fields, 'hostName'),
    domainName: fieldText(fields, 'domainName'),
  });
}

function submitAddresses({ state }: PageView, fields: FormFields): Step {
  const general = putGeneralSettings(state, { pingResponse: hasField(fields, 'ping') });
  if (!general.ok) return general;
  const dhcpEnabled = fieldText(fields, 'mode') !== 'static';
  const given = Object.fromEntries(addressFields.map(([, name]) => [name, fieldText(fields, name)]));
  return putPortSettings(general.state, dhcpEnabled ? { dhcpEnabled } : { dhcpEnabled, ...given });
}

function submitNamesAndAddresses(view: PageView, fields: FormFields): Step {
  const named = submitNames(view, fields);
  return named.ok ? submitAddresses({ ...view, state: named.state }, fields) : named;
}
