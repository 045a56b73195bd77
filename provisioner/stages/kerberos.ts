import { rc4Key } from '../amt/rc4-key.ts';
import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/** Those that the device itself is told, with their protocol numbers. */
const DEVICE_PRINCIPALS = [
  [16_992, 0],
  [16_993, 1],
  [16_994, 2],
  [16_995, 3],
] as const;

/** Kerberos realm of the domain that a container is in: its DC components, upper case. */
export function realmOf(distinguishedName: string): string {
  const parts = distinguishedName.split(',').map((part) => part.trim());
  const components = parts.flatMap((part) => (/^dc=/i.test(part) ? [part.slice(3)] : []));
  return components.join('.').toUpperCase();
}

/** Kerberos on the device: realm, service principals, clock tolerance, and the RC4 key made of the account's password. */
export const kerberos: Stage = {
  name: 'kerberos',
  async run(work) {
    const { computer, settings } = work.context;
    const { accountPassword } = work;
    if (accountPassword === undefined) throw new Error('the plan publishes no account before it sets Kerberos');
    await deviceOf(work).setKerberos({
      realm: realmOf(settings.general.container),
      servicePrincipals: DEVICE_PRINCIPALS.map(([port, protocol]) => ({
        name: `HTTP/${computer.fqdn}:${port}`,
        protocol,
      })),
      masterKey: rc4Key(accountPassword),
      maximumClockToleranceMinutes: settings.amt.kerberosClockToleranceMinutes,
    });
    work.accountPassword = undefined;
  },
};
