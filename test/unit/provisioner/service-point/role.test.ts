import { beforeEach, describe, expect, test } from 'vitest';
import { NameServiceError } from '../../../../provisioner/ports/names.ts';
import { createServicePoint } from '../../../../provisioner/service-point/create.ts';
import { csvOf, makePfx, Site, siteSettings, SITE_START_MS } from '../../../support/service-point-site.ts';

const pfx = makePfx();
const withAlias = siteSettings(pfx, (all) => (all.general['registerAlias'] = true));

describe('the role', () => {
  let site: Site;
  beforeEach(() => {
    site = new Site(pfx);
  });

  test('comes up with its component, its two tasks enabled, its certificate loaded, listening on 9971', async () => {
    const servicePoint = site.create();
    await expect(servicePoint.start()).resolves.toEqual({
      kind: 'started',
      hello: { address: '127.0.0.15', port: 9971 },
    });
    expect(site.event('component.started')?.fields['component']).toBe('SMS_AMT_OPERATION_MANAGER');
    const tasks = site.servicePoint.events.filter(({ id }) => id === 'maintenance.enabled');
    expect(tasks.map(({ fields }) => fields)).toEqual([
      {
        task: 'Evaluate Provisioned AMT Computer Certificates',
        schedule: 'weekday 6 from 00:00 to 05:00, 42 days to expiration',
      },
      { task: 'Reset AMT Computer Passwords', schedule: 'every 28 days' },
    ]);
    expect(site.store.site.systems()).toMatchObject([{ fqdn: 'server15.adatum.com' }]);
    expect(servicePoint.loadedCertificate()).toMatchObject({ thumbprint: pfx.thumbprint, rootSha1: pfx.rootSha1 });
    expect(site.store.certificates.all()).toMatchObject([{ certType: 2, thumbprint: pfx.thumbprint }]);
    expect(servicePoint.isIdle()).toBe(true);
  });

  test('is refused in a secondary site and on a server without intranet FQDN', async () => {
    const secondary = site.create(
      undefined,
      siteSettings(pfx, (all) => (all.site['siteType'] = 'secondary')),
    );
    await expect(secondary.start()).resolves.toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'role.secondary-site' }],
    });
    const ports = site.ports();
    const nameless = createServicePoint({
      settings: siteSettings(pfx),
      ports: { ...ports, host: { ...ports.host, fqdn: '' } },
      store: site.store,
    });
    await expect(nameless.start()).resolves.toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'role.no-intranet-fqdn' }],
    });
    expect(nameless.events.map(({ id }) => id)).toEqual(['role.refused']);
    expect(site.store.site.systems()).toEqual([]);
  });

  test('is refused when the port is taken, and leaves nothing running', async () => {
    const taken = await site.segment.link().listenTcp({ address: '127.0.0.15', port: 9971 }, () => undefined);
    const servicePoint = site.create();
    await expect(servicePoint.start()).resolves.toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'role.port-unavailable' }],
    });
    expect(site.clock.pending()).toEqual([]);
    await taken.close();
    expect((await servicePoint.start()).kind).toBe('started');
  });

  test('says what the server lacks and runs all the same', async () => {
    const ports = site.ports();
    const host = { ...ports.host, hotfixes: [], winRmVersion: undefined };
    const servicePoint = createServicePoint({
      settings: siteSettings(pfx),
      ports: { ...ports, host },
      store: site.store,
    });
    expect((await servicePoint.start()).kind).toBe('started');
    expect(servicePoint.events.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['role.hotfix-missing', 'role.winrm', 'component.started']),
    );
  });

  test('registers the alias only when the option is on', async () => {
    await site.running(0);
    await site.clock.settle();
    expect(site.aliases).toEqual([]);
    const other = new Site(pfx);
    await other.running(0, undefined, withAlias);
    await other.clock.settle();
    expect(other.aliases).toEqual(['ProvisionServer.adatum.com -> server15.adatum.com']);
    expect(other.ids()).toContain('alias.registered');
  });

  test.each(['refused', 'exists', 'timeout'] as const)('an alias that fails (%s) is a visible error', async (code) => {
    site.aliasFailure = new NameServiceError(code, 'no');
    await site.running(1, undefined, withAlias);
    await site.clock.settle();
    expect(site.event('alias.failed')).toMatchObject({ severity: 'error', fields: { code } });
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
  });

  test('stores nothing when the dialog refuses, and names every problem without the secret', async () => {
    const servicePoint = await site.running(0);
    const before = site.store.site.settings();
    const bad = siteSettings(pfx, (all) => {
      all.general['mebxPassword'] = 'Pa$$_word1';
      all.general['provisioningCertificate'] = { pfxBase64: pfx.pfxBase64, password: 'wrong-Pass1!' };
    });
    const outcome = servicePoint.applySettings(bad);
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ path: 'general.mebxPassword' }, { path: 'general.provisioningCertificate' }],
    });
    expect(site.store.site.settings()).toEqual(before);
    expect(JSON.stringify([outcome, servicePoint.events])).not.toMatch(/Pa\$\$_word1|wrong-Pass1!/);
  });

  test('moves its listener when the port is changed', async () => {
    const servicePoint = await site.running(1);
    servicePoint.applySettings(siteSettings(pfx, (all) => (all.general['provisioningPort'] = 9972)));
    await site.clock.settle();
    await expect(site.hello(1)).rejects.toThrow('ECONNREFUSED');
    await expect(servicePoint.start()).resolves.toMatchObject({ hello: { port: 9972 } });
  });

  test('offers version 2 templates for server authentication only; a CA that is away is an event', async () => {
    const servicePoint = await site.running(0);
    await expect(servicePoint.selectableTemplates()).resolves.toEqual([
      { authority: 'server15\\CA', template: 'Web Server 2' },
    ]);
    const chosen = { authority: 'server15\\CA', template: 'Web Server 3' };
    servicePoint.applySettings(siteSettings(pfx, (all) => (all.general['webServerTemplate'] = chosen)));
    await site.clock.settle();
    expect(site.event('template.unusable')?.fields['code']).toBe('template.version-3');
  });

  test('takes the good lines of an import into the collection and names the bad one', async () => {
    const servicePoint = await site.running(0);
    const outcome = servicePoint.importComputers(`${csvOf(2)}DESK003,DESK003.adatum.com,nonsense\n`, {
      collection: 'New',
    });
    expect(outcome).toMatchObject({ kind: 'imported', refusals: [{ line: 3 }] });
    expect(servicePoint.members('New')).toEqual([]);
    servicePoint.updateCollectionMembership('New');
    expect(servicePoint.members('New').map(({ fqdn }) => fqdn)).toEqual(['DESK001.adatum.com', 'DESK002.adatum.com']);
    expect(servicePoint.importComputers(csvOf(1), { collection: 'Nowhere' })).toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'import.no-such-collection' }],
    });
    expect(servicePoint.updateCollectionMembership('Nowhere')).toMatchObject({ kind: 'refused' });
    expect(servicePoint.createCollection('New')).toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'collection.name-taken' }],
    });
  });

  test('updates and removes provisioned computers only', async () => {
    const servicePoint = await site.running(2);
    const [one = 0] = servicePoint.computers().map(({ resourceId }) => resourceId);
    expect(servicePoint.update([one])).toMatchObject({
      kind: 'refused',
      refusals: [{ code: 'computer.not-provisioned' }],
    });
    expect(servicePoint.update([99])).toMatchObject({ kind: 'refused', refusals: [{ code: 'computer.unknown' }] });
    await site.hello(1);
    await site.idle();
    expect(servicePoint.update([one])).toEqual({ kind: 'accepted' });
    expect(servicePoint.computers()[0]?.task).toMatchObject({ kind: 'update', state: 'waiting', attempts: 0 });
    await site.idle();
    expect(site.runs.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'provision 127.0.1.1',
      'update 127.0.1.1',
    ]);
  });

  test('reveals a password only to a call, which leaves a trace', async () => {
    const servicePoint = await site.running(1, async ({ journal }) => {
      journal.proposeAdminPassword('R4ndom!secret');
      journal.confirmAdminPassword();
      journal.setAmtStatus(3);
      return { kind: 'done' };
    });
    await site.hello(1);
    await site.idle();
    const everything = (): string =>
      JSON.stringify([servicePoint.events, servicePoint.computers(), servicePoint.exportList(undefined, 'json')]);
    expect(everything()).not.toContain('R4ndom!secret');
    expect(servicePoint.revealAdminPassword(1)).toBe('R4ndom!secret');
    expect(site.event('computers.password-revealed')?.severity).toBe('warning');
    expect(everything()).not.toContain('R4ndom!secret');
    expect(servicePoint.revealAdminPassword(99)).toBeUndefined();
  });

  test('a plan that throws ends its own run and no other', async () => {
    const servicePoint = await site.running(2, async (context) => {
      if (context.computer.shortName === 'DESK001') throw new Error('a defect');
      context.journal.setAmtStatus(3);
      return { kind: 'done' };
    });
    for (const index of [1, 2]) await site.hello(index);
    await site.idle();
    expect(site.event('component.defect')?.fields['message']).toBe('a defect');
    expect(servicePoint.computers().map(({ amtStatus }) => amtStatus)).toEqual([null, 3]);
  });

  test('stamps its events with the wall clock', async () => {
    await site.running(0);
    expect(site.servicePoint.events.every(({ atMs }) => atMs === SITE_START_MS)).toBe(true);
  });
});
