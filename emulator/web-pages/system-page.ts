import { sleepStateOf } from '../device/power/host-power.ts';
import { currentScheme } from '../device/power/power.ts';
import type { DeviceState } from '../device/state.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import { joined, type Html } from './html.ts';
import { deviceTime, facts } from './layout.ts';
import { pageRealm, type Page, type PageView } from './page.ts';

/** What the power states of a computer are called, by ACPI sleep state. */
export const powerTexts: Readonly<Record<ReturnType<typeof sleepStateOf>, string>> = {
  0: 'On',
  3: 'Asleep (S3)',
  4: 'Hibernating (S4)',
  5: 'Off (S5)',
};

/** What the product is called, without the maker's marks. */
export function productOf(profile: FirmwareProfile): string {
  return profile.http.serverProduct;
}

/** Full name of the computer as far as the management engine knows it. */
export function computerOf(state: DeviceState): string {
  const { hostName, domainName } = state.network;
  return hostName === '' || domainName === '' ? hostName : `${hostName}.${domainName}`;
}

/** The first page after the login. */
export const systemPage: Page = {
  path: '/index.htm',
  title: 'System Status',
  realms: [pageRealm.generalInformation, pageRealm.administration],
  isInMenu: true,
  content: systemStatus,
};

function systemStatus(view: PageView): Html {
  const { state, profile, holder } = view;
  const lease = holder.lease?.();
  const { fixed, dhcpEnabled } = state.network;
  const address = lease?.address ?? (dhcpEnabled ? '' : fixed.address);
  return joined([
    facts('', [
      ['Power', powerTexts[sleepStateOf(holder.host?.() ?? { isOn: false })]],
      ['IP address', address === '' ? 'none' : address],
      ['System ID', state.identity.uuid],
      ['Date and time of the device', deviceTime(view)],
    ]),
    facts('Management engine', [
      ['Firmware', profile.http.serverVersion ?? profile.version],
      ['Power policy', currentScheme(state, profile)?.description ?? 'unknown'],
    ]),
  ]);
}
