import { ipv6Of, putIpv6 } from '../device/network/ipv6-settings.ts';
import { NO_IPV6_ADDRESS } from '../device/network/ipv6-state.ts';
import { fieldText } from './form-fields.ts';
import { html } from './html.ts';
import { button, formOf, radio, textField } from './layout.ts';
import { pageRealm, type Page, type PageForm } from './page.ts';

const WIRED = 0;
const ADDRESS_LENGTH = 45;
const realms: readonly number[] = [pageRealm.administration];

const addressFields: readonly (readonly [label: string, name: 'address' | 'router' | 'primaryDns' | 'secondaryDns'])[] =
  [
    ['Static address', 'address'],
    ['Default router', 'router'],
    ['Preferred DNS server', 'primaryDns'],
    ['Alternate DNS server', 'secondaryDns'],
  ];

/** How the lower half of an address is made. */
const interfaceIdTexts = ['Random', 'From the MAC address', 'As typed in'] as const;

/** IPv6 settings of the wired interface. */
export const ipv6Page: Page = {
  path: '/ipv6.htm',
  title: 'IPv6 Network Settings',
  realms,
  needs: 'ipv6',
  isInMenu: true,
  content: (view) => {
    const settings = ipv6Of(view.state, WIRED);
    const fields = addressFields.map(([label, name]) => textField(label, name, shown(settings[name]), ADDRESS_LENGTH));
    const choices = interfaceIdTexts.map((label, value) =>
      radio(label, 'interfaceId', String(value), settings.interfaceIdType === value),
    );
    return formOf(
      view,
      '/ipv6form',
      html`<fieldset>
          <legend>Interface identifier</legend>
          ${choices} ${textField('Identifier (16 hex digits)', 'manualId', settings.manualInterfaceId, 16)}
        </fieldset>
        <fieldset>
          <legend>Addresses</legend>
          ${fields}
        </fieldset>
        ${button('Submit')}`,
    );
  },
};

/** Changes the IPv6 settings of the wired interface; an empty field removes an address. */
export const ipv6Form: PageForm = {
  path: '/ipv6form',
  page: '/ipv6.htm',
  realms,
  needs: 'ipv6',
  submit: (view, fields) => {
    const given = Object.fromEntries(
      addressFields.map(([, name]) => [name, fieldText(fields, name) || NO_IPV6_ADDRESS]),
    );
    const manualInterfaceId = fieldText(fields, 'manualId') || ipv6Of(view.state, WIRED).manualInterfaceId;
    const interfaceIdType = Number(fieldText(fields, 'interfaceId') || '0');
    return putIpv6(view.state, WIRED, { ...given, manualInterfaceId, interfaceIdType });
  },
};

function shown(address: string): string {
  return address === NO_IPV6_ADDRESS ? '' : address;
}
