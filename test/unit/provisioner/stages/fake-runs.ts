import { expect } from 'vitest';
import { rc4Key } from '../../../../provisioner/amt/rc4-key.ts';
import { planThrough } from '../../../../provisioner/stages/plan.ts';
import type { RunKind, RunResult } from '../../../../provisioner/stages/run.ts';
import { FQDN, FakeSite, HELPDESK_SID } from './fake-world.ts';

/** One run of a kind, on the site's device. */
export const run = async (site: FakeSite, kind: RunKind): Promise<RunResult> =>
  planThrough(() => site.device.door())(site.context(kind));

export const failureCode = (result: RunResult): string => (result.kind === 'failed' ? result.failure.code : 'done');

export const DN: string = 'CN=DESK001$iME,OU=Out of Band,DC=adatum,DC=com';

export function expectProvisioned(site: FakeSite): void {
  const { device, record, authority, directory } = site;
  expect(device.state).toBe('post');
  expect(record.computer.amtStatus).toBe(3);
  expect(record.tlsMode).toBe(1);
  expect(record.computer.amtVersion).toBe('3.2.1');
  expect(record.computer.adminPassword).toBe(device.password);
  expect(record.computer.pendingAdminPassword).toBeUndefined();
  expect(record.computer.accountDistinguishedName).toBe(DN);
  const { password = '', names = [] } = directory.accounts.get(DN) ?? {};
  expect(device.kerberos).toEqual({ realm: 'ADATUM.COM', key: rc4Key(password).toString('hex'), tolerance: 5 });
  expect(names).toEqual([16_992, 16_993, 16_994, 16_995, 623, 664].map((port) => `HTTP/${FQDN}:${port}`));
  expect(device.acl.map(({ sid, realms }) => ({ sid, realms }))).toEqual([{ sid: HELPDESK_SID, realms: [2, 3, 5] }]);
  expect([device.hostName, device.domainName]).toEqual(['desk001', 'adatum.com']);
  expect([device.ping, device.redirection, device.web, device.power]).toEqual([true, true, true, 'SCHEME 1']);
  expect(record.computer.activeCertificates.map((one) => one.thumbprint)).toEqual([device.shown().thumbprint]);
  // Everything issued is either in use or revoked.
  const active = record.computer.activeCertificates.map((one) => one.serialHex);
  expect([...authority.revoked, ...active].toSorted()).toEqual(authority.issued.toSorted());
}

export function leftoversOf(site: FakeSite): unknown {
  return site.events.findLast((one) => one.id === 'oob.run.failed')?.fields['leftovers'];
}

export async function provisioned(): Promise<FakeSite> {
  const site = new FakeSite();
  expect(await run(site, 'provision')).toEqual({ kind: 'done' });
  return site;
}
