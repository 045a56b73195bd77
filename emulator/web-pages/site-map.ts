import {
  accountsForm,
  accountsPage,
  administratorForm,
  administratorPage,
  userForm,
  userPage,
} from './account-pages.ts';
import { eventsForm, eventsPage } from './event-pages.ts';
import { hardwarePages } from './hardware-pages.ts';
import { ipv6Form, ipv6Page } from './ipv6-page.ts';
import { addressForms, addressPages, nameForm, namePage } from './network-pages.ts';
import type { Page, PageForm } from './page.ts';
import { powerForm, powerPage, powerPolicyForm, powerPolicyPage } from './power-pages.ts';
import { systemPage } from './system-page.ts';
import { wirelessForm, wirelessPage, wirelessSwitch } from './wireless-page.ts';

/** Every page behind the login, in the order of the menu. */
export const pages: readonly Page[] = [
  systemPage,
  ...hardwarePages,
  eventsPage,
  powerPage,
  powerPolicyPage,
  ...addressPages,
  ipv6Page,
  namePage,
  wirelessPage,
  accountsPage,
  userPage,
  administratorPage,
];

/** Every form. */
export const forms: readonly PageForm[] = [
  eventsForm,
  powerForm,
  powerPolicyForm,
  ...addressForms,
  ipv6Form,
  nameForm,
  wirelessForm,
  wirelessSwitch,
  accountsForm,
  userForm,
  administratorForm,
];
