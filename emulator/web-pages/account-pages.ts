import { passwordFault } from '../device/accounts/account-rules.ts';
import {
  accountStatuses,
  addUser,
  getUser,
  removeUser,
  setAdminAclEntry,
  setUserEnabled,
  updateUser,
  type UserInput,
} from '../device/accounts/accounts.ts';
import { digestHa1 } from '../device/factory.ts';
import type { UserAclEntry } from '../device/state.ts';
import { refused, type Step } from '../device/step.ts';
import { fieldText, hasField, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { button, checkbox, facts, formOf, listing, passwordField, textField } from './layout.ts';
import { pageRealm, type Page, type PageForm, type PageView } from './page.ts';

const NAME_LENGTH = 16;
/** Access from the network and from the computer itself. */
const ANYWHERE = 2;
const realms: readonly number[] = [pageRealm.administration, pageRealm.accessControl];

/** Realms that the pages give out, and what they call them. */
const realmTexts: ReadonlyMap<number, string> = new Map([
  [2, 'Redirection'],
  [3, 'Administration'],
  [4, 'Hardware asset'],
  [5, 'Remote control'],
  [6, 'Storage'],
  [7, 'Event manager'],
  [8, 'Storage administration'],
  [9, 'Agent presence, local'],
  [10, 'Agent presence, remote'],
  [11, 'System defense'],
  [12, 'Network time'],
  [13, 'General information'],
  [14, 'Firmware update'],
  [19, 'Event log reader'],
  [20, 'Audit log'],
  [21, 'Access control'],
]);

/** The list of users. */
export const accountsPage: Page = {
  path: '/acl.htm',
  title: 'User Accounts',
  realms,
  isInMenu: true,
  content: accounts,
};

/** Switches users on or off, or removes them. The paths of the account forms are assumed. */
export const accountsForm: PageForm = { path: '/aclform', page: '/acl.htm', realms, submit: changeList };

/** A new user, or the one whose handle the address names. */
export const userPage: Page = { path: '/user.htm', title: 'User', realms, isInMenu: false, content: userFields };

/** Adds or changes a user. */
export const userForm: PageForm = { path: '/userform', page: '/acl.htm', realms, submit: submitUser };

/** The administrator's own name and password. That this page is the administrator's is assumed. */
export const administratorPage: Page = {
  path: '/anon.htm',
  title: 'Administrator',
  realms: [pageRealm.administration],
  isInMenu: false,
  content: (view) =>
    formOf(
      view,
      '/anonform',
      joined([
        textField('User name', 'username', view.state.accounts.adminUser, NAME_LENGTH),
        ...newPassword(),
        button('Submit'),
      ]),
    ),
};

/** Changes the administrator's name and password. */
export const administratorForm: PageForm = {
  path: '/anonform',
  page: '/acl.htm',
  realms: [pageRealm.administration],
  submit: (view, fields) => {
    const username = fieldText(fields, 'username');
    const password = passwordOf(view, fields, username);
    return password.ok ? setAdminAclEntry(view.state, { username, digestPassword: password.value }) : password;
  },
};

function accounts(view: PageView): Html {
  const { adminUser, users } = view.state.accounts;
  const rows = users.map((entry) => [
    nameOf(entry),
    entry.enabled ? 'Yes' : 'No',
    realmList(entry.realms),
    actionsFor(view, entry),
  ]);
  return joined([
    facts('', [['Administrator', html`${adminUser} <a href="/anon.htm">Change the administrator</a>`]]),
    rows.length === 0
      ? html`<p>There are no other users.</p>`
      : listing('Users', ['Name', 'Enabled', 'Realms', 'Change'], rows),
    html`<p><a href="/user.htm">Add a user</a></p>`,
  ]);
}

function actionsFor(view: PageView, { handle, enabled, who }: UserAclEntry): Html {
  const name = who.kind === 'digest' ? who.username : 'this entry';
  const change = who.kind === 'digest' ? html`<a href="/user.htm?handle=${handle}">Change ${name}</a> ` : undefined;
  return html`${change}${formOf(
    view,
    '/aclform',
    html`<input type="hidden" name="handle" value="${handle}" />
      ${enabled ? button(`Disable ${name}`, 'Disable', '1') : button(`Enable ${name}`, 'Enable', '1')}
      ${button(`Remove ${name}`, 'Remove', '1')}`,
  )}`;
}

function changeList({ state }: PageView, fields: FormFields): Step {
  const handle = Number(fieldText(fields, 'handle'));
  if (hasField(fields, 'Remove')) return removeUser(state, handle);
  if (hasField(fields, 'Enable')) return setUserEnabled(state, handle, true);
  if (hasField(fields, 'Disable')) return setUserEnabled(state, handle, false);
  return refused(accountStatuses.invalidParameter, 'web.accounts.no-command');
}

function userFields(view: PageView): Html {
  const entry = editedUser(view);
  const username = entry?.who.kind === 'digest' ? entry.who.username : '';
  const given = entry?.realms ?? [pageRealm.generalInformation];
  const boxes = view.profile.accounts.realms.flatMap((realm) => {
    const label = realmTexts.get(realm);
    return label === undefined ? [] : [checkbox(label, 'realm', String(realm), given.includes(realm))];
  });
  const handle = entry === undefined ? undefined : html`<input type="hidden" name="handle" value="${entry.handle}" />`;
  return formOf(
    view,
    '/userform',
    html`${handle} ${textField('User name', 'username', username, NAME_LENGTH)} ${newPassword()}
      <fieldset>
        <legend>Realms</legend>
        ${boxes}
      </fieldset>
      ${button('Submit')}`,
  );
}

function submitUser(view: PageView, fields: FormFields): Step<unknown> {
  const username = fieldText(fields, 'username');
  const password = passwordOf(view, fields, username);
  if (!password.ok) return password;
  const handle = fieldText(fields, 'handle');
  const before = handle === '' ? undefined : view.state.accounts.users.find((user) => String(user.handle) === handle);
  const input: UserInput = {
    digestUsername: username,
    digestPassword: password.value,
    accessPermission: before?.accessPermission ?? ANYWHERE,
    realms: (fields.get('realm') ?? []).map(Number),
  };
  const instant = view.holder.instant();
  return handle === '' ? addUser(view.state, instant, input) : updateUser(view.state, instant, Number(handle), input);
}

function newPassword(): readonly Html[] {
  return [passwordField('New password', 'password'), passwordField('The same again', 'password2')];
}

/** HA1 in base64 of the password typed twice. */
function passwordOf(view: PageView, fields: FormFields, username: string): Step<string> {
  const [password = ''] = fields.get('password') ?? [];
  const [again = ''] = fields.get('password2') ?? [];
  if (password !== again) return refused(accountStatuses.invalidPassword, 'web.accounts.passwords-differ');
  const fault = passwordFault(password);
  if (fault !== undefined) return refused(accountStatuses.invalidPassword, 'web.accounts.weak-password', { fault });
  const ha1 = Buffer.from(digestHa1(username, view.state.accounts.digestRealm, password), 'hex');
  return { ok: true, state: view.state, value: ha1.toString('base64'), effects: [] };
}

function editedUser({ state, query }: PageView): UserAclEntry | undefined {
  const handle = fieldText(query, 'handle');
  const step = handle === '' ? undefined : getUser(state, Number(handle));
  return step?.ok === true ? step.value : undefined;
}

function nameOf({ who }: UserAclEntry): string {
  return who.kind === 'digest' ? who.username : `Kerberos SID ${Buffer.from(who.sid, 'base64').toString('hex')}`;
}

function realmList(numbers: readonly number[]): string {
  return numbers.map((realm) => realmTexts.get(realm) ?? `realm ${String(realm)}`).join(', ');
}
