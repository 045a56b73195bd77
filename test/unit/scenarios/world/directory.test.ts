import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { Forest } from '../../../../scenarios/world/directory/forest.ts';
import type { AppliesTo } from '../../../../scenarios/world/directory/security.ts';

function setUp(appliesTo?: AppliesTo): { forest: Forest; ou: string; site: string } {
  const forest = new Forest({ clock: new VirtualClock({ startMs: 0 }) });
  const site = forest.addComputer('server15');
  const ou = forest.addOu('OOB Controllers');
  if (appliesTo !== undefined) forest.grant(ou, { trustee: site, rights: ['full-control'], appliesTo });
  return { forest, ou, site };
}

const account = (container: string) => ({
  container,
  commonName: 'DESK001$iME',
  samAccountName: 'DESK001$iME',
  dnsHostName: 'desk001.adatum.com',
  password: 'Pa$$w0rd-1',
  servicePrincipalNames: ['HTTP/desk001.adatum.com:16993'],
});

describe('the directory of the world', () => {
  it('lets an account with full control on everything create, change and delete', async () => {
    const { forest, ou, site } = setUp('this-object-and-all');
    const directory = forest.connectAs(site);
    const made = await directory.createAccount(account(ou));
    await directory.setPassword(made.distinguishedName, 'another-1');
    await directory.setServicePrincipalNames(made.distinguishedName, ['HTTP/desk001.adatum.com:16995']);
    expect(forest.object(made.distinguishedName)).toMatchObject({
      kind: 'computer',
      passwordsSet: 2,
      createdBy: site,
      servicePrincipalNames: ['HTTP/desk001.adatum.com:16995'],
    });
    expect(JSON.stringify(forest.objects())).not.toContain('another-1');
    expect(forest.serviceAccount('HTTP/desk001.adatum.com:16995')?.password).toBe('another-1');
    expect(await directory.findAccount(ou, 'desk001$ime')).toEqual(made);
    await directory.deleteAccount(made.distinguishedName);
    expect(await directory.findAccount(ou, 'DESK001$iME')).toBeUndefined();
  });

  it('denies everything without an entry, and later writes when the entry is for the container alone', async () => {
    const none = setUp();
    await expect(none.forest.connectAs(none.site).createAccount(account(none.ou))).rejects.toMatchObject({
      code: 'insufficient-rights',
    });
    const { forest, ou, site } = setUp('this-object');
    const directory = forest.connectAs(site);
    const made = await directory.createAccount(account(ou));
    await expect(directory.setPassword(made.distinguishedName, 'x')).rejects.toMatchObject({
      code: 'insufficient-rights',
    });
  });

  it('refuses a second holder of a service principal name, a second account, and a missing OU', async () => {
    const { forest, ou, site } = setUp('this-object-and-all');
    const directory = forest.connectAs(site);
    await directory.createAccount(account(ou));
    await expect(directory.createAccount(account(ou))).rejects.toMatchObject({ code: 'already-exists' });
    const other = { ...account(ou), commonName: 'DESK002$iME', samAccountName: 'DESK002$iME' };
    await expect(directory.createAccount(other)).rejects.toMatchObject({ code: 'constraint-violation' });
    forest.remove(ou);
    expect(await directory.containerExists(ou)).toBe(false);
    await expect(directory.createAccount(other)).rejects.toMatchObject({ code: 'no-such-object' });
    forest.available = false;
    await expect(directory.containerExists(ou)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('gives a server its new group only when it restarts, also by way of another group', () => {
    const { forest, site } = setUp();
    const inner = forest.addGroup('ConfigMgr Out Band Service Points');
    const outer = forest.addGroup('All Service Points', 'universal');
    forest.addMember(outer, inner);
    forest.addMember(inner, site);
    expect(forest.tokenOf(site)).toEqual([]);
    forest.restart(site);
    expect(forest.tokenOf(site).toSorted()).toEqual([outer, inner].toSorted());
    expect(forest.actsAs(site, 'All Service Points')).toBe(true);
  });

  it('gives groups a binary SID of 28 bytes: revision, five sub-authorities, NT authority', async () => {
    const { forest, site } = setUp();
    forest.addGroup('AMT Helpdesk');
    const found = await forest.connectAs(site).findPrincipal('adatum\\amt helpdesk');
    const sid = Buffer.from(found?.sid ?? '', 'base64');
    expect(found).toMatchObject({ kind: 'group', groupScope: 'global', domain: 'ADATUM' });
    // S-1-5-21-1004336348-1177238915-682003330-1105, sub-authorities little-endian ([MS-DTYP], 2.4.2.2).
    expect(sid.toString('hex')).toBe('010500000000000515000000dcf4dc3b833d2b46828ba62851040000');
    expect(await forest.connectAs(site).findPrincipal('ADATUM\\nobody')).toBeUndefined();
  });
});
