import type { Refusal } from '../device/step.ts';

/** What a person is told, by the first part of the reason code that fits. */
const texts: readonly (readonly [code: string, text: string])[] = [
  ['accounts.user.name', 'The user name has 1 to 16 characters without blanks and : , < > & ", and is not reserved.'],
  ['accounts.admin.name', 'The user name has 1 to 16 characters without blanks and : , < > & ".'],
  ['accounts.user.duplicate', 'There is a user with that name already.'],
  ['accounts.admin.duplicate', 'There is a user with that name already.'],
  ['accounts.user.realm', 'Choose at least one realm.'],
  ['accounts.user.full', 'There is no room for another user.'],
  ['accounts.user.handle', 'That user is gone.'],
  ['web.accounts.passwords-differ', 'The two passwords differ.'],
  [
    'web.accounts.weak-password',
    'A password has 8 to 32 characters, among them lower and upper case, a digit and a special character, and none of : , ".',
  ],
  ['event-log.frozen', 'Logging is stopped; start it first.'],
  ['host-power.', 'The computer cannot do that in its present power state.'],
  ['web.power.not-available', 'The computer cannot do that in its present power state.'],
  ['boot.', 'The computer cannot boot that way.'],
  ['wifi.profile.name', 'A profile name has 1 to 32 characters.'],
  ['wifi.profile.ssid', 'A network name has 1 to 32 characters.'],
  ['wifi.profile.duplicate-name', 'There is a profile with that name already.'],
  ['wifi.profile.duplicate-priority', 'There is a profile with that priority already.'],
  ['wifi.profile.priority', 'A priority is a number from 1 on.'],
  ['wifi.profile.pass-phrase', 'A pass phrase has 8 to 63 characters.'],
  ['wifi.', 'The device cannot use this network.'],
  ['audit.', 'The audit log cannot take this, and without that it may not be done.'],
  ['network.mask', 'That is not a subnet mask.'],
  ['network.', 'That is not an address.'],
  ['general.host-name', 'A host name has letters, digits and hyphens, at most 63.'],
  ['general.domain-name', 'A domain name has letters, digits, hyphens and dots, at most 191.'],
];

/** A sentence about a refusal. */
export function refusalText({ code, status }: Refusal): string {
  const found = texts.find(([start]) => code.startsWith(start));
  return found?.[1] ?? `The management engine refused this (status ${String(status)}).`;
}
